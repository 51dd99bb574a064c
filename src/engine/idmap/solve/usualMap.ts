import { type Extent, type IdMap, NO_ID } from '../map/Extent.ts';
import type { Subid } from '../subid/Subid.ts';
import type { Range } from './fewest/Range.ts';

/** The ids that a line lends, as far as they are ids. */
export function lentBy({ start, count }: Subid): Range[] {
  const from = Math.max(start, 0);
  const end = Math.min(start + count, NO_ID);
  return Number.isInteger(start) && Number.isInteger(count) && from < end ? [{ start: from, count: end - from }] : [];
}

/** The map that tools build of `lines` when nothing is wished: their ranges end to end from inside 0 up, in file order. */
export function usualMap(lines: readonly Subid[]): IdMap {
  let inside = 0;
  const extents: Extent[] = [];
  for (const { start, count } of lines.flatMap(lentBy)) {
    if (inside + count > NO_ID) break;
    extents.push({ inside, outside: start, count });
    inside += count;
  }
  return oneToOne(extents);
}

/** The extents of `map`, in order of inside ids, without any that gives an id again. */
export function oneToOne(map: IdMap): IdMap {
  const apart = (side: 'inside' | 'outside') => (extents: IdMap) => {
    let end = 0;
    return [...extents]
      .sort((a, b) => a[side] - b[side])
      .filter((extent) => {
        if (extent[side] < end) return false;
        end = extent[side] + extent.count;
        return true;
      });
  };
  return apart('inside')(apart('outside')(map));
}
