import { isMultiplexedName, names, numberOf } from '../../linux/index.ts';
import type { Filter } from '../filter/Filter.ts';
import { outcomes } from '../filter/outcomes.ts';
import type { Verdict } from '../filter/Verdict.ts';
import type { Finding } from './Finding.ts';

const MULTIPLEXERS: ReadonlySet<string> = new Set(['socketcall', 'ipc']);

/**
 * Whether `after` gives the calls of `denies` its answer, on every ABI and whatever their arguments, and every other call what `before` gives it; but
 * the call by which an ABI reaches some of them as well changes with these.
 */
export function deniesOnly(before: Filter, after: Filter, denies: NonNullable<Finding['denies']>): boolean {
  const denied = new Set(denies.names);
  const reached: ReadonlySet<string> = denies.names.some(isMultiplexedName) ? MULTIPLEXERS : new Set();
  const wanted = inWords([denies]);
  return before.architectures.every((arch) =>
    [...names(arch)].every((name) => {
      if (reached.has(name)) return true;
      const call = { arch, syscall: numberOf(arch, name) ?? -1 };
      const given = inWords(outcomes(after, call));
      return given === (denied.has(name) ? wanted : inWords(outcomes(before, call)));
    }),
  );
}

const inWords = (answers: readonly Pick<Verdict, 'action' | 'data'>[]) =>
  [...new Set(answers.map(({ action, data }) => `${action} ${data}`))].sort().join();
