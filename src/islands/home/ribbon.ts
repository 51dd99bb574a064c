import { type Extent, LAST_ID } from '../../engine/idmap/index.ts';

/** The ribbon's drawing, in its own units: the container's line above, the host's below, and the range between them. */
export const RIBBON = {
  width: 340,
  height: 104,
  /** Where the container's range begins and how wide it is; on the host's line it stands `slant` further right. */
  left: 1,
  range: 246,
  slant: 92,
  /** The two lines' upper edges, and how high each is. */
  container: 22,
  host: 68,
  thick: 14,
} as const;

/** A number under or over a line. */
export interface Tick {
  id: number;
  x: number;
  anchor: 'start' | 'middle' | 'end';
}

/**
 * Where an ID of the container stands on its line. The scale is logarithmic, or 0, 33 and 1000, which people ask about, would be one place.
 * IDs past the range stand in what is left of the line.
 */
export function placeInside(id: number, { count }: Pick<Extent, 'count'>): number {
  const { left, range, slant } = RIBBON;
  if (id < count) return left + (range * Math.log1p(id)) / Math.log(count);
  const past = (Math.log1p(id) - Math.log(count)) / (Math.log1p(LAST_ID) - Math.log(count));
  return left + range + 10 + (slant - 18) * past;
}

/** Three numbers of each line: the range's first ID, its thousandth and its last. */
export function ticks(extent: Extent): { container: Tick[]; host: Tick[] } {
  const ids = [0, 1000, extent.count - 1];
  const anchors = ['start', 'middle', 'end'] as const;
  const tick = (first: number, shift: number) => (offset: number, index: number) => ({
    id: first + offset,
    x: placeInside(offset, extent) + shift,
    anchor: anchors[index] ?? 'middle',
  });
  return { container: ids.map(tick(extent.inside, 0)), host: ids.map(tick(extent.outside, RIBBON.slant)) };
}
