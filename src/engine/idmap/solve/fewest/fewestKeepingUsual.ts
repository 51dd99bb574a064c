import type { Extent, IdMap } from '../../map/Extent.ts';
import type { Effort } from './fewestDraws.ts';
import { type Filled, fewestExtents } from './fewestExtents.ts';
import { gapsBetween } from './gapsBetween.ts';
import { type Range, shared, unite, without } from './Range.ts';

/** So many stretches are tried one by one; with more, only all of them together. */
const TRIED = 40;

/**
 * `fewestExtents`, and among the maps with as few extents one in which many of the rest keep the outside id that `usual` gives them, so that
 * files which they own stay theirs. Stretches of `usual` are fixed as if they were wished, all of them or, the longest first, those that
 * cost no extent.
 */
export function fewestKeepingUsual(
  fixed: IdMap,
  free: readonly Range[],
  size: number,
  usual: IdMap,
  effort: Effort,
): Filled | undefined {
  const attempt = (kept: IdMap) => fewestExtents([...fixed, ...kept], free, size, usual, effort);
  let best = attempt([]);
  if (best === undefined) return undefined;
  const stretches = usualStretches(fixed, free, size, usual);
  const all = attempt(stretches);
  // A bound that was proven without stretches holds for maps with them.
  if (all && all.map.length <= best.map.length) return { map: all.map, fewest: best.fewest };

  const { fewest } = best;
  const kept: Extent[] = [];
  for (const stretch of stretches.length > TRIED ? [] : stretches.sort((a, b) => b.count - a.count)) {
    const filled = attempt([...kept, stretch]);
    if (filled && filled.map.length <= best.map.length) {
      kept.push(stretch);
      best = filled;
    }
  }
  return { map: best.map, fewest };
}

/** The parts of `usual`, which gives no outside id twice, that give ids of the rest free outside ids. */
export function usualStretches(fixed: IdMap, free: readonly Range[], size: number, usual: IdMap): Extent[] {
  const taken = unite(fixed.map(({ outside, count }) => ({ start: outside, count })));
  const open = without(unite(free), taken);
  const gaps = gapsBetween(fixed, size);
  return usual.flatMap(({ inside, outside, count }) => {
    const shift = outside - inside;
    return shared({ start: outside, count }, open)
      .flatMap((lent) => shared({ start: lent.start - shift, count: lent.count }, gaps))
      .map((both) => ({ inside: both.start, outside: both.start + shift, count: both.count }));
  });
}
