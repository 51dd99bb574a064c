import { MAX_EXTENTS } from '../../kernel/mapProblems.ts';
import { joinExtents } from '../../map/compose.ts';
import { type Extent, type IdMap, NO_ID } from '../../map/Extent.ts';
import { fewestDraws } from './fewestDraws.ts';
import { layDraws } from './layDraws.ts';
import { gapsBetween, type Range, shared, unite, without } from './Range.ts';
import type { Effort } from './searchDraws.ts';

/** A map that holds the fixed extents and serves the rest, in the fewest extents that were found, joined, in order of inside ids. */
export interface Filled {
  map: IdMap;
  /** True where it is proven that no map has fewer. */
  fewest: boolean;
}

/** Every map would have more extents than the kernel takes: so many at least. */
export interface TooMany {
  atLeast: number;
}

/**
 * `fixed`, and every inside id below `size` that it lacks mapped to one of the `free` outside ids (never one that `fixed` has, never
 * one twice), in the fewest extents. Undefined where `free` has too few ids. Where an extent can stand in several places it goes where `usual` has it.
 */
export function fewestExtents(
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
