import { boundByGroups, lowerBound } from './bounds.ts';
import { greedyDraws } from './greedyDraws.ts';
import { costOf, type Draw, type Supply, takeSeamless } from './Supply.ts';
import { drawsWith, type Effort, quickDraws } from './searchDraws.ts';

/** Beyond this many gaps and pieces together nothing is searched; the bounds alone may still prove the draws found to be the fewest. */
const SEARCHED = 40;

/** Draws that serve every gap, what they cost together, and whether it is proven that nothing costs less. */
export interface Served {
  draws: readonly Draw[];
  cost: number;
  fewest: boolean;
}

/**
 * The draws that serve every gap at the least cost; undefined where the pieces don't hold enough ids. Where every way costs more than `most`, the
 * least that it can cost.
 *
 * With one untouched range this is easy. With many small ones it is bin packing, which has no fast exact answer: bounds and good answers
 * come first, and where they differ a search closes what lies between, from the bound up, as far as `effort` goes.
 */
export function fewestDraws(supply: Supply, effort: Effort, most: number): Served | { atLeast: number } | undefined {
  const total = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0);
  if (total(supply.gaps.map(({ count }) => count)) > total(supply.pieces)) return undefined;
  const { seamless, rest } = takeSeamless(supply);
  const simple = lowerBound(rest);
  if (simple - seamless.length > most) return { atLeast: simple - seamless.length };

  const bound = Math.max(simple, boundByGroups(rest));
  const ready = [greedyDraws(rest, false), greedyDraws(rest, true)];
  let best = cheapest(rest, ready);
  const searched = rest.gaps.length + rest.pieces.length <= SEARCHED;
  if (best.cost > bound && searched) {
    const quick = quickDraws(rest, best.cost, effort);
    if (quick) best = cheapest(rest, [best.draws, quick]);
  }
  let fewest = best.cost <= bound;
  for (let paid = bound; searched && !fewest; paid += 1) {
    const found = drawsWith(rest, paid, effort);
    if (found === undefined) break;
    if (found !== 'none') best = cheapest(rest, [found]);
    fewest = best.cost <= (found === 'none' ? paid + 1 : paid);
  }
  return { draws: [...seamless, ...best.draws], cost: best.cost - seamless.length, fewest };
}

function cheapest(supply: Supply, ways: readonly (readonly Draw[])[]): { draws: readonly Draw[]; cost: number } {
  const costs = ways.map((draws) => ({ draws, cost: draws.reduce((sum, draw) => sum + costOf(supply, draw), 0) }));
  return costs.reduce((best, way) => (way.cost < best.cost ? way : best));
}
