/** Hues that picture.css has for extents; they come round again. */
export const HUES = 5;

/** How far the hues of one map begin from those of the map before: bars of two maps that meet on a line differ. */
const HUES_BETWEEN_MAPS = 2;

/** The hue of the extent at `index` of a map, from 1 up. */
export function hueOf(index: number, map = 0): number {
  return ((index + HUES_BETWEEN_MAPS * map) % HUES) + 1;
}
