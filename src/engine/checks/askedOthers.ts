import { names, numberOf, parseCall } from '../linux/index.ts';
import type { Filter } from '../seccomp/index.ts';
import { counted } from '../text/index.ts';
import type { Expects } from './Asks.ts';
import { askedCall } from './askedCall.ts';
import type { Answered, Check } from './CheckResult.ts';

/** Of every call of the machine's own architecture that no check names: whether the filter answers each as expected, with every argument. */
export function askedOthers(filter: Filter, checks: readonly Check[], expects: Expects): Answered {
  const { arch } = filter.target;
  const named = new Set<number | undefined>(
    checks.flatMap(({ asks }) => {
      const call = asks.kind === 'call' ? parseCall(asks.text, arch).value : undefined;
      return call?.arch === arch ? [call.syscall] : [];
    }),
  );
  const others = names(arch).filter((name) => !named.has(numberOf(arch, name)));
  for (const name of others) {
    const answered = askedCall(filter, name, expects);
    if (!answered.ok) return answered;
  }
  return { ok: true, found: counted(others.length, 'other call') };
}
