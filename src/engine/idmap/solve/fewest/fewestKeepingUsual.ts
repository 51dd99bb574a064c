import type { Extent, IdMap } from '../../map/Extent.ts';
import { type Filled, fewestExtents, type TooMany } from './fewestExtents.ts';
import { gapsBetween } from './gapsBetween.ts';
import { type Range, shared, unite, without } from './Range.ts';

/** Flows that the search for one map may try: a fraction of a second, and more than what people wish for needs. */
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
 * `fewestExtents`, and among the maps with as few extents one in which many of the rest keep the outside id that `usual` gives them, so that
 * files which they own stay theirs: stretches of `usual` are fixed as if they were wished, all of them or, the longest first, those that
 * cost no extent. Beside it the map that keeps all of them, whatever it costs. Undefined where `free` has too few ids.
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
