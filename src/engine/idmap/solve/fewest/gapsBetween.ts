import type { Extent, IdMap } from '../../map/Extent.ts';
import { type Range, unite, without } from './Range.ts';

/** Inside ids that no fixed extent has, with the fixed extents right before and after them. */
export interface InsideGap extends Range {
  previous: Extent | undefined;
  next: Extent | undefined;
}

/** The ids below `size` that `fixed`, in order of its inside ids, leaves open. */
export function gapsBetween(fixed: IdMap, size: number): InsideGap[] {
  const ending = new Map(fixed.map((extent) => [extent.inside + extent.count, extent]));
  const beginning = new Map(fixed.map((extent) => [extent.inside, extent]));
  const covered = unite(fixed.map(({ inside, count }) => ({ start: inside, count })));
  return without(size > 0 ? [{ start: 0, count: size }] : [], covered).map(({ start, count }) => ({
    start,
    count,
    previous: ending.get(start),
    next: beginning.get(start + count),
  }));
}

/** How far up the inside ids go if every one of `ids` outside ids serves one that `fixed` doesn't have. */
export function sizeServed(fixed: IdMap, ids: number): number {
  let size = ids;
  for (const { start, count } of unite(fixed.map(({ inside, count }) => ({ start: inside, count })))) {
    if (start <= size) size += count;
  }
  return size;
}
