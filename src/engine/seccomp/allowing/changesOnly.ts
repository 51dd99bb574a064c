import type { Condition } from '../filter/Condition.ts';
import { decide } from '../filter/decide.ts';
import type { Filter } from '../filter/Filter.ts';
import { holdAll } from '../filter/holdAll.ts';
import type { Call } from '../filter/Verdict.ts';

/** Other arguments that are tried; a call has a dozen conditions at most in profiles that people write. */
const MOST_TRIES = 200;

/**
 * Whether a call keeps its answer with other arguments than these: those beside every value that a rule for it compares, one argument at a time, with the
 * others as asked. Not all there are, but on either side of every comparison.
 */
export function changesOnly(before: Filter, after: Filter, call: Call, conditions: readonly Condition[]): boolean {
  return others(after, call)
    .slice(0, MOST_TRIES)
    .filter((args) => !holdAll(conditions, args))
    .every((args) => {
      const [was, is] = [decide(before, { ...call, args }), decide(after, { ...call, args })];
      return was.action === is.action && was.data === is.data;
    });
}

function others({ branches }: Filter, { arch, syscall, args }: Call): bigint[][] {
  const compared =
    branches
      .get(arch)
      ?.calls.get(syscall)
      ?.rules.flatMap((rule) => rule.conditions) ?? [];
  return compared.flatMap(({ index, value, mask }) =>
    [value, value + 1n, value - 1n, value | (mask & -mask), 0n].map((other) => {
      const changed = [...args];
      while (changed.length <= index) changed.push(0n);
      changed[index] = BigInt.asUintN(64, other);
      return changed;
    }),
  );
}
