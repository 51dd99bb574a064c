import { boundByGroups, lowerBound } from './bounds.ts';
import { greedyDraws } from './greedyDraws.ts';
import { costOf, type Draw, type Supply } from './Supply.ts';

/** Beyond this many gaps and pieces together nothing is searched; the bounds alone may still prove the draws found to be the fewest. */
const SEARCHED = 40;

/** How many steps a search may still take; shared by the searches of one question, so that the answer comes in time. */
export interface Effort {
  steps: number;
}

/** Draws that serve every gap, what they cost together, and whether it is proven that nothing costs less. */
export interface Served {
  draws: readonly Draw[];
  cost: number;
  fewest: boolean;
}

/**
 * The draws that serve every gap at the least cost; undefined where the pieces don't hold enough ids.
 *
 * With one untouched range this is easy. With many small ones it is bin packing, which has no fast exact answer: bounds and a greedy answer
 * come first, and where they differ a search closes what lies between, as far as `effort` goes.
 */
export function fewestDraws(supply: Supply, effort: Effort): Served | undefined {
  const { gaps, pieces } = supply;
  // A piece that is just what lies between two extents makes all three one. Whatever else used it can use what the gap would have used.
  const seamless = gaps.flatMap(({ before, after, count }, gap) =>
    before !== undefined && before === after && pieces[before] === count ? [{ gap, piece: before, count }] : [],
  );
  const rest: Supply = {
    gaps: gaps.map((gap, index) => (seamless.some((draw) => draw.gap === index) ? { ...gap, count: 0 } : gap)),
    pieces: pieces.map((count, index) => (seamless.some((draw) => draw.piece === index) ? 0 : count)),
  };
  const [first, second] = [greedyDraws(rest, false), greedyDraws(rest, true)];
  if (first === undefined || second === undefined) return undefined;

  let best: readonly Draw[] = totalCost(rest, second) < totalCost(rest, first) ? second : first;
  const bound = Math.max(lowerBound(rest), boundByGroups(rest));
  let fewest = totalCost(rest, best) <= bound;
  if (!fewest && gaps.length + pieces.length <= SEARCHED) {
    const searched = search(rest, best, bound, effort);
    best = searched.draws;
    fewest = searched.done;
  }
  return { draws: [...seamless, ...best], cost: totalCost(rest, best) - seamless.length, fewest };
}

function totalCost(supply: Supply, draws: readonly Draw[]): number {
  return draws.reduce((sum, draw) => sum + costOf(supply, draw), 0);
}

/**
 * Depth first, with what is left after each draw as the state. Draws of the fewest kind hang together in trees, and a tree can be taken apart leaf
 * by leaf: each leaf is a gap served whole or a piece used up. So only such draws are tried, in any order.
 */
function search(supply: Supply, found: readonly Draw[], bound: number, effort: Effort) {
  const demand = supply.gaps.map(({ count }) => count);
  const left = [...supply.pieces];
  const made: Draw[] = [];
  const seen = new Map<string, number>();
  let best = found;
  let bestCost = totalCost(supply, found);

  const remaining = (): Supply => ({
    gaps: supply.gaps.map((gap, index) => ({ ...gap, count: demand[index] ?? 0 })),
    pieces: left,
  });
  const visit = (cost: number) => {
    if (demand.every((count) => count === 0)) {
      if (cost < bestCost) {
        best = [...made];
        bestCost = cost;
      }
      return;
    }
    if (effort.steps <= 0) return;
    effort.steps -= 1;
    if (cost + lowerBound(remaining()) >= bestCost) return;
    const key = stateKey(supply, demand, left);
    if ((seen.get(key) ?? Number.POSITIVE_INFINITY) <= cost) return;
    seen.set(key, cost);

    for (const draw of candidates(supply, demand, left)) {
      demand[draw.gap] = (demand[draw.gap] ?? 0) - draw.count;
      left[draw.piece] = (left[draw.piece] ?? 0) - draw.count;
      made.push(draw);
      visit(cost + costOf(supply, draw));
      made.pop();
      demand[draw.gap] = (demand[draw.gap] ?? 0) + draw.count;
      left[draw.piece] = (left[draw.piece] ?? 0) + draw.count;
      if (bestCost <= bound || effort.steps <= 0) return;
    }
  };
  visit(0);
  return { draws: best, done: bestCost <= bound || effort.steps > 0 };
}

/** Gaps and pieces that no free draw concerns are told apart by their sizes alone. */
function stateKey(supply: Supply, demand: readonly number[], left: readonly number[]): string {
  const bound = new Set<number>();
  const [freeGaps, paidGaps]: [string[], number[]] = [[], []];
  for (const [gap, { before, after }] of supply.gaps.entries()) {
    const count = demand[gap] ?? 0;
    if (count === 0) continue;
    const near = [before, after].filter((piece) => piece !== undefined && (left[piece] ?? 0) > 0);
    if (near.length === 0) paidGaps.push(count);
    else {
      freeGaps.push(`${gap}=${count}`);
      for (const piece of near) if (piece !== undefined) bound.add(piece);
    }
  }
  const paidPieces = left.filter((count, piece) => count > 0 && !bound.has(piece)).sort((a, b) => a - b);
  const freePieces = [...bound].sort((a, b) => a - b).map((piece) => `${piece}=${left[piece]}`);
  return [freeGaps, paidGaps.sort((a, b) => a - b), freePieces, paidPieces].join(';');
}

/** Every draw that serves a gap whole or uses a piece up: free ones first, then such as do both, then large ones. */
function candidates(supply: Supply, demand: readonly number[], left: readonly number[]): Draw[] {
  const draws: (Draw & { rank: number })[] = [];
  for (const [gap, wanted] of demand.entries()) {
    if (wanted === 0) continue;
    for (const [piece, has] of left.entries()) {
      if (has === 0) continue;
      const draw = { gap, piece, count: Math.min(wanted, has) };
      draws.push({ ...draw, rank: costOf(supply, draw) * 2 ** 34 + (wanted === has ? 0 : 2 ** 33) - draw.count });
    }
  }
  return draws.sort((a, b) => a.rank - b.rank).map(({ gap, piece, count }) => ({ gap, piece, count }));
}
