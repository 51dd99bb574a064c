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
      // Of a profile, the check “write” asks about the call.
      const text = asks.kind === 'call' ? asks.text : asks.kind === 'write' ? asks.kind : undefined;
      const call = text === undefined ? undefined : parseCall(text, arch).value;
      return call?.arch === arch ? [call.syscall] : [];
    }),
  );
  const others = names(arch).filter((name) => !named.has(numberOf(arch, name)));
  for (const name of others) {
    const answered = askedCall(filter, name, expects);
    if (!answered.ok) return answered.counterexample ? answered : { ...answered, found: `${name}: ${answered.found}` };
  }
  return { ok: true, found: counted(others.length, 'other call') };
}
