import { MAX_EXTENTS } from '../../kernel/mapProblems.ts';
import { joinExtents } from '../../map/compose.ts';
import { type Extent, type IdMap, idCount, NO_ID } from '../../map/Extent.ts';
import { boundByGroups, costOf, type Draw, lowerBound, type Supply, takeSeamless } from './bounds.ts';
import { gapsBetween, type InsideGap, type Range, shared, unite, without } from './Range.ts';
import { drawsWith, type Effort, quickDraws } from './searchDraws.ts';

interface Placed extends Draw {
  inside: number;
  /** -1: at the first ids of gap and piece, so that it runs on from the extent before; 1: at the last ones; 0: wherever there is room. */
  end: -1 | 0 | 1;
}

/** The draws as extents: those that can run on from a fixed extent stand beside it, the others in ascending order, where `usual` has them if they can. */
function layDraws(
  gaps: readonly InsideGap[],
  pieces: readonly Range[],
  draws: readonly Draw[],
  usual: IdMap,
): Extent[] {
  const placed = draws.map((draw): Placed => {
    const [gap, piece] = [gaps[draw.gap], pieces[draw.piece]];
    if (!gap || !piece) return { ...draw, inside: 0, end: 0 };
    if (gap.previous && gap.previous.outside + gap.previous.count === piece.start) {
      return { ...draw, inside: gap.start, end: -1 };
    }
    const runsOn = gap.next && gap.next.outside === piece.start + piece.count;
    return { ...draw, inside: gap.start, end: runsOn ? 1 : 0 };
  });

  for (const ofGap of groups(placed, ({ gap }) => gap)) {
    ofGap.sort((a, b) => a.end - b.end || a.piece - b.piece);
    let at = gaps[ofGap[0]?.gap ?? 0]?.start ?? 0;
    for (const draw of ofGap) {
      draw.inside = at;
      at += draw.count;
    }
  }
  const laid: Extent[] = [];
  for (const ofPiece of groups(placed, ({ piece }) => piece)) {
    ofPiece.sort((a, b) => a.end - b.end || a.inside - b.inside);
    const piece = pieces[ofPiece[0]?.piece ?? 0] ?? { start: 0, count: 0 };
    let at = piece.start;
    let room = piece.start + piece.count - idCount(ofPiece);
    for (const { inside, count, end } of ofPiece) {
      // `room` is the last place where this draw leaves space for those that follow.
      const outside = end === 1 ? room : end === -1 ? at : Math.min(Math.max(usualPlace(usual, inside), at), room);
      laid.push({ inside, outside, count });
      at = outside + count;
      room += count;
    }
  }
  return laid;
}

function groups(placed: readonly Placed[], of: (draw: Placed) => number): Placed[][] {
  const found = new Map<number, Placed[]>();
  for (const draw of placed) {
    const group = found.get(of(draw));
    if (group) group.push(draw);
    else found.set(of(draw), [draw]);
  }
  return [...found.values()];
}

/** Where `usual` has the inside id, also if its extent begins only further on. */
function usualPlace(usual: IdMap, inside: number): number {
  const extent = usual.find((each) => inside < each.inside + each.count);
  return extent ? extent.outside + inside - extent.inside : 0;
}

/**
 * Draws that serve every gap, good ones though perhaps not the fewest: largest gap first, from the smallest piece that holds it whole, else
 * all of the largest one. With `freeFirst` the draws that cost nothing are made before. The pieces must hold enough.
 */
function greedyDraws(supply: Supply, freeFirst: boolean): Draw[] {
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

/** Beyond this many gaps and pieces together nothing is searched; the bounds alone may still prove the draws found to be the fewest. */
const SEARCHED = 40;

/** Draws that serve every gap, what they cost together, and whether it is proven that nothing costs less. */
interface Served {
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
function fewestDraws(supply: Supply, effort: Effort, most: number): Served | { atLeast: number } | undefined {
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

/** A map that holds the fixed extents and serves the rest, in the fewest extents that were found, joined, in order of inside ids. */
interface Filled {
  map: IdMap;
  /** True where it is proven that no map has fewer. */
  fewest: boolean;
}

/** Every map would have more extents than the kernel takes: so many at least. */
interface TooMany {
  atLeast: number;
}

/**
 * `fixed`, and every inside id below `size` that it lacks mapped to one of the `free` outside ids (never one that `fixed` has, never
 * one twice), in the fewest extents. Undefined where `free` has too few ids. Where an extent can stand in several places it goes where `usual` has it.
 */
function fewestExtents(
  fixed: IdMap,
  free: readonly Range[],
  size: number,
  usual: IdMap,
  effort: Effort,
): Filled | TooMany | undefined {
  const joined = joinExtents(fixed);
  const taken = unite(joined.map(({ outside, count }) => ({ start: outside, count })));
  const pieces = without(unite(free), taken);
  const gaps = gapsBetween(joined, Math.min(size, NO_ID));

  const starting = new Map(pieces.map(({ start }, index) => [start, index]));
  const ending = new Map(pieces.map(({ start, count }, index) => [start + count, index]));
  const served = fewestDraws(
    {
      gaps: gaps.map(({ count, previous, next }) => ({
        count,
        before: previous && starting.get(previous.outside + previous.count),
        after: next && ending.get(next.outside),
      })),
      pieces: pieces.map(({ count }) => count),
    },
    effort,
    MAX_EXTENTS - joined.length,
  );
  if (served === undefined) return undefined;
  if ('atLeast' in served) return { atLeast: joined.length + served.atLeast };
  const laid: Extent[] = layDraws(gaps, pieces, served.draws, usual);
  return { map: joinExtents([...joined, ...laid]), fewest: served.fewest };
}

/** Flows that the search for one map may try: a fraction of a second, and more than what people ask for needs. */
const EFFORT = 3000;

/** So many stretches are tried one by one; with more, only all of them together. */
const TRIED = 40;

/** The two answers: with as few extents as can be, and with every id at its usual place that can stay there. */
export interface FilledKeeping {
  few: Filled;
  /** Undefined where it has more extents than the kernel takes. */
  kept: Filled | undefined;
}

/**
 * `fewestExtents`, and among the maps with as few extents one in which many ids keep the outside id that `usual` gives them, so that their files
 * stay theirs. For that, stretches of `usual` are fixed as the requested mappings are: all of them, or else, the longest first, those that cost no
 * extent. Beside it the map that keeps all of them, whatever it costs. Undefined where `free` has too few ids.
 */
export function fewestKeepingUsual(
  fixed: IdMap,
  free: readonly Range[],
  size: number,
  usual: IdMap,
): FilledKeeping | TooMany | undefined {
  const attempt = (kept: IdMap, steps: number) => fewestExtents([...fixed, ...kept], free, size, usual, { steps });
  const plain = attempt([], EFFORT);
  const stretches = usualStretches(fixed, free, size, usual);
  const all = attempt(stretches, EFFORT);
  if (plain === undefined || 'atLeast' in plain) return plain;
  const kept = all && 'map' in all ? all : undefined;
  // A bound that was proven without stretches holds for maps with them.
  const { fewest } = plain;
  if (kept && kept.map.length <= plain.map.length) return { few: { map: kept.map, fewest }, kept };

  let best = plain;
  const held: Extent[] = [];
  for (const stretch of stretches.length > TRIED ? [] : stretches.sort((a, b) => b.count - a.count)) {
    const filled = attempt([...held, stretch], EFFORT / 30);
    if (filled && 'map' in filled && filled.map.length <= best.map.length) {
      held.push(stretch);
      best = filled;
    }
  }
  return { few: { map: best.map, fewest }, kept };
}

/** The parts of `usual`, which gives no outside id twice, that give ids of the rest free outside ids. */
function usualStretches(fixed: IdMap, free: readonly Range[], size: number, usual: IdMap): Extent[] {
  const taken = unite(fixed.map(({ outside, count }) => ({ start: outside, count })));
  const open = without(unite(free), taken);
  const gaps = gapsBetween(fixed, size);
  return usual.flatMap(({ inside, outside, count }) => {
    const shift = outside - inside;
    return shared({ start: outside, count }, open)
      .flatMap(({ start, count: ids }) => shared({ start: start - shift, count: ids }, gaps))
      .map((both) => ({ inside: both.start, outside: both.start + shift, count: both.count }));
  });
}
