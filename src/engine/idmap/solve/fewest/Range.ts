import { countBefore } from '../../../text/index.ts';
import type { Extent, IdMap } from '../../map/Extent.ts';

/** `count` ids from `start` up, on one side of a map. */
export interface Range {
  start: number;
  count: number;
}

/** The same ids in ascending ranges that neither overlap nor touch. */
export function unite(ranges: readonly Range[]): Range[] {
  const united: Range[] = [];
  for (const { start, count } of [...ranges].sort((a, b) => a.start - b.start)) {
    if (count <= 0) continue;
    const last = united.at(-1);
    if (last && start <= last.start + last.count) {
      last.count = Math.max(last.count, start + count - last.start);
    } else united.push({ start, count });
  }
  return united;
}

/** What `ranges` hold and `taken` don't; both are as `unite` gives them, and so is the answer. */
export function without(ranges: readonly Range[], taken: readonly Range[]): Range[] {
  const left: Range[] = [];
  let next = 0;
  for (const { start, count } of ranges) {
    const end = start + count;
    let from = start;
    while (next < taken.length) {
      const hole = taken[next];
      if (hole === undefined || hole.start >= end) break;
      if (hole.start > from) left.push({ start: from, count: hole.start - from });
      from = Math.max(from, hole.start + hole.count);
      // A hole that reaches past this range may reach into the next one.
      if (hole.start + hole.count > end) break;
      next += 1;
    }
    if (from < end) left.push({ start: from, count: end - from });
  }
  return left;
}

/** The ids of `range` that are also in `ranges`, which are as `unite` gives them. */
export function shared({ start, count }: Range, ranges: readonly Range[]): Range[] {
  const found: Range[] = [];
  for (
    let index = countBefore(ranges, (range) => range.start + range.count <= start);
    index < ranges.length;
    index += 1
  ) {
    const at = ranges[index];
    if (at === undefined || at.start >= start + count) break;
    const from = Math.max(start, at.start);
    found.push({ start: from, count: Math.min(start + count, at.start + at.count) - from });
  }
  return found;
}

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
