/** Hues that picture.css has for extents; they come round again. */
const HUES = 5;

/**
 * The hue of the extent at `index` of a map, from 1 up. `before`: how many extents the maps drawn above have together; their hues are passed
 * over, so that bars of two maps that meet on a line differ as long as hues last.
 */
export function hueOf(index: number, before = 0): number {
  return ((before + index) % HUES) + 1;
}
