import type { Supply } from './Supply.ts';

/** Up to this many gaps and pieces together, `boundByGroups` looks at every set of them. */
const GROUPED = 13;

/**
 * No way of serving `gaps` costs less: a gap that no free draw can fill costs one at least, and so does each piece that is needed and
 * that no free draw touches. (The draws that cost -1 are taken before; see `fewestDraws`.)
 */
export function lowerBound(supply: Supply): number {
  const { gaps, pieces } = supply;
  const touched = new Set<number>();
  let demand = 0;
  let paidGaps = 0;
  for (const { count, before, after } of gaps) {
    if (count === 0) continue;
    demand += count;
    let free = 0;
    for (const piece of new Set([before, after])) {
      if (piece === undefined) continue;
      touched.add(piece);
      free += pieces[piece] ?? 0;
    }
    if (free < count) paidGaps += 1;
  }
  const untouched = pieces.filter((count, piece) => count > 0 && !touched.has(piece)).sort((a, b) => b - a);
  let missing = demand;
  for (const piece of touched) missing -= pieces[piece] ?? 0;
  let paidPieces = 0;
  while (missing > 0 && paidPieces < untouched.length) {
    missing -= untouched[paidPieces] ?? 0;
    paidPieces += 1;
  }
  return Math.max(paidGaps, paidPieces);
}

/**
 * A sharper bound for small numbers: draws that serve `n` gaps from `m` pieces in `c` groups that share nothing are at least n + m - c, for each
 * group hangs together. Every set of gaps and pieces is looked at for how many groups it can fall into, each with ids enough; what a
 * group doesn't use is lost to the others. Free draws, of which each gap has two at most, come off.
 */
export function boundByGroups({ gaps, pieces }: Supply): number {
  const weights = [
    ...gaps.filter(({ count }) => count > 0).map(({ count }) => -count),
    ...pieces.filter((count) => count > 0),
  ];
  const gapCount = weights.findIndex((weight) => weight > 0);
  if (gapCount < 1 || weights.length > GROUPED) return 0;
  const allGaps = 2 ** gapCount - 1;
  const size = 2 ** weights.length;
  const total = new Float64Array(size);
  for (let set = 1; set < size; set += 1) {
    total[set] = (total[set & (set - 1)] ?? 0) + (weights[31 - Math.clz32(set & -set)] ?? 0);
  }
  /** For each set, the least that is lost with 0, 1, 2 ... groups closed and what remains in one open group. */
  const lost: number[][] = Array.from({ length: size }, () => []);
  lost[0] = [0];
  let best = Number.POSITIVE_INFINITY;
  for (const [set, here] of lost.entries()) {
    if ((set & allGaps) === allGaps) {
      let used = 0;
      for (let rest = set >> gapCount; rest > 0; rest &= rest - 1) used += 1;
      for (const [closed, loss] of here.entries()) {
        if (loss === total[set]) best = Math.min(best, gapCount + used - closed);
      }
    }
    for (let node = 0; node < weights.length; node += 1) {
      const next = set | (1 << node);
      const there = lost[next];
      const all = total[next] ?? 0;
      if (next === set || there === undefined) continue;
      for (const [closed, loss] of here.entries()) {
        if (loss === undefined) continue;
        there[closed] = Math.min(there[closed] ?? Number.POSITIVE_INFINITY, loss);
        // A group that has enough may close; what it doesn't use is lost, and so is, from then on, all there was.
        if (loss <= all) there[closed + 1] = Math.min(there[closed + 1] ?? Number.POSITIVE_INFINITY, all);
      }
    }
  }
  const free = gaps.reduce((sum, { before, after }) => {
    return sum + new Set([before, after].filter((piece) => piece !== undefined)).size;
  }, 0);
  return Number.isFinite(best) ? best - free : 0;
}
