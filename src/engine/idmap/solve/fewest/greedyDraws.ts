import { costOf, type Draw, type Supply } from './Supply.ts';

/**
 * Draws that serve every gap, good ones though perhaps not the fewest: largest gap first, from the smallest piece that holds it whole, else
 * all of the largest one. With `freeFirst` the draws that cost nothing are made before. The pieces must hold enough.
 */
export function greedyDraws(supply: Supply, freeFirst: boolean): Draw[] {
  const demand = supply.gaps.map(({ count }) => count);
  const left = [...supply.pieces];
  const draws: Draw[] = [];
  const draw = (gap: number, piece: number) => {
    const count = Math.min(demand[gap] ?? 0, left[piece] ?? 0);
    if (count === 0) return;
    demand[gap] = (demand[gap] ?? 0) - count;
    left[piece] = (left[piece] ?? 0) - count;
    draws.push({ gap, piece, count });
  };

  if (freeFirst) {
    for (const [gap, { before, after }] of supply.gaps.entries()) {
      if (before !== undefined) draw(gap, before);
      if (after !== undefined) draw(gap, after);
    }
  }
  const gaps = [...demand.keys()].sort((a, b) => (demand[b] ?? 0) - (demand[a] ?? 0));
  for (const gap of gaps) {
    while ((demand[gap] ?? 0) > 0) {
      const piece = bestPiece(supply, left, gap, demand[gap] ?? 0);
      if (piece === undefined) break;
      draw(gap, piece);
    }
  }
  return draws;
}

function bestPiece(supply: Supply, left: readonly number[], gap: number, count: number): number | undefined {
  const rank = (piece: number) => {
    const has = left[piece] ?? 0;
    const cost = costOf(supply, { gap, piece, count: Math.min(has, count) });
    // Fits: the tighter the better. Doesn't: the larger the better, after all that fit. A free draw goes before both.
    return (has >= count ? has - count : 2 ** 33 - has) + cost * 2 ** 34;
  };
  let best: number | undefined;
  let bestRank = Number.POSITIVE_INFINITY;
  for (const [piece, has] of left.entries()) {
    const ranked = has > 0 ? rank(piece) : Number.POSITIVE_INFINITY;
    if (ranked < bestRank) [best, bestRank] = [piece, ranked];
  }
  return best;
}
