import { MAX_EXTENTS } from '../../kernel/mapProblems.ts';
import { joinExtents } from '../../map/compose.ts';
import { type Extent, type IdMap, NO_ID } from '../../map/Extent.ts';
import { fewestDraws } from './fewestDraws.ts';
import { gapsBetween } from './gapsBetween.ts';
import { layDraws } from './layDraws.ts';
import { type Range, unite, without } from './Range.ts';
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
