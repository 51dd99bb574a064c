import { judge, type Refusal, refusalsOf, stopsAt } from '../../engine/fit/index.ts';
import type { Filter } from '../../engine/seccomp/index.ts';
import type { TracedCall } from '../../engine/trace/index.ts';

/**
 * What each filter takes from a program, as sets that a profile can refuse; the smallest first. A profile's rule names a call on every ABI, so where a filter
 * refuses a call on two ABIs with two errors, each error makes a set of its own. A filter that takes nothing has no set, nor has one that refuses otherwise than by
 * one error.
 */
export function refusalSets(filters: readonly Filter[], calls: readonly TracedCall[]): Refusal[][] {
  const sets = new Map<string, Refusal[]>();
  for (const filter of filters) {
    const refused = judge(filter, calls).filter(stopsAt).map(refusalsOf);
    // Refused otherwise than by one error: a signal ends the program.
    if (refused.length === 0 || refused.some(({ length }) => length !== 1)) continue;
    for (const set of withOneErrorEach(refused.flat())) sets.set(set.map(wordOf).join(), set);
  }
  return [...sets.values()].sort((a, b) => a.length - b.length);
}

/** Every choice of one error for each call. */
function withOneErrorEach(refusals: readonly Refusal[]): Refusal[][] {
  const distinct = [...new Map(refusals.map((refusal) => [wordOf(refusal), refusal])).entries()]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, refusal]) => refusal);
  const errors = Map.groupBy(distinct, ({ name }) => name);
  return [...errors.values()].reduce<Refusal[][]>(
    (sets, choices) => sets.flatMap((set) => choices.map((choice) => [...set, choice])),
    [[]],
  );
}

const wordOf = ({ name, errno }: Refusal) => `${name} ${errno}`;
