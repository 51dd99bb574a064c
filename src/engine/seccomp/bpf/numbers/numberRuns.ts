import type { NumberRange } from '../../filter/numberRanges.ts';
import type { Node } from '../Node.ts';
import type { Run } from '../search/Run.ts';
import type { Leaves } from './Leaves.ts';
import type { NumberWeights } from './numberWeights.ts';

/** The numbers of one architecture as a search takes them: neighbours that go on alike together, but for those that come very often. */
export function numberRuns(
  ranges: readonly NumberRange[],
  leaves: Leaves,
  weights: NumberWeights,
  nodeOf: (range: NumberRange) => Node,
  isAllowed: (range: NumberRange) => boolean,
): Run[] {
  const runs: Run[] = [];
  for (const range of ranges) {
    const leaf = leaves.of(nodeOf(range));
    const allowed = isAllowed(range);
    for (const [first, last] of cut(range, weights.hot)) {
      const run = { first, last, leaf, weight: weights.of(first, last, allowed), count: last - first + 1 };
      const before = runs.at(-1);
      if (before?.leaf !== leaf || weights.hot.has(first) || weights.hot.has(before.last)) runs.push(run);
      else {
        before.last = last;
        before.weight += run.weight;
        before.count += run.count;
      }
    }
  }
  weights.scale(runs);
  return runs;
}

function cut({ first, last }: NumberRange, hot: ReadonlySet<number>): readonly (readonly [number, number])[] {
  const parts: [number, number][] = [];
  let from = first;
  for (const number of hot.size === 0 ? [] : [...hot].sort((a, b) => a - b)) {
    if (number < from || number > last) continue;
    if (number > from) parts.push([from, number - 1]);
    parts.push([number, number]);
    from = number + 1;
  }
  if (from <= last) parts.push([from, last]);
  return parts;
}
