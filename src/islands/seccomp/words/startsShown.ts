import { type Filter, filterWith } from '../../../engine/seccomp/index.ts';
import type { StartRuntime, StartShown, StartsShown } from '../state/StartShown.ts';
import { refusedShown, startShown } from './startWords.ts';

/** Whether a container starts under the filter's profile, with the target's runtime and with those that other engines use. */
export function startsShown(filter: Filter, text: string): StartsShown {
  const [runc, crun] = [startWith('runc', filter, text), startWith('crun', filter, text)];
  return { ...(runc && { runc }), ...(crun && { crun }) };
}

function startWith(runtime: StartRuntime, filter: Filter, text: string): StartShown | undefined {
  if (filter.target.runtime === runtime) return startShown(filter, text);
  const other = filterWith(runtime, filter);
  if (other?.value !== undefined) return startShown(other.value, text);
  const reason = other?.diagnostics.find(({ severity }) => severity === 'error');
  return reason && refusedShown(runtime, reason.message);
}
