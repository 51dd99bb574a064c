import type { Supply } from './Supply.ts';

/**
 * No way of serving `gaps` costs less: a gap that no free draw can fill costs one at least, and so does each piece that is needed and
 * that no free draw touches. (The draws that cost -1 are taken before; see `takeSeamless`.)
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
