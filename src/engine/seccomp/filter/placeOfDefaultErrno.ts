import { EPERM } from '../../linux/index.ts';
import type { Span } from '../../text/index.ts';
import type { Filter } from './Filter.ts';
import { readsErrnoNames } from './setupSeccomp.ts';

/** Where the profile has the error number of its default answer; undefined where that is none, or EPERM, as without a number (`returnOf`). */
export function placeOfDefaultErrno({
  profile: { defaultErrno, defaultErrnoSpan },
  target,
  defaultAnswer: { action, data },
}: Pick<Filter, 'profile' | 'target' | 'defaultAnswer'>): Span | undefined {
  if (action !== 'ERRNO' || data === EPERM) return undefined;
  if (defaultErrno?.text && readsErrnoNames(target)) return defaultErrno.span;
  return defaultErrnoSpan;
}
