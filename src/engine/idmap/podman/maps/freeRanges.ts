import type { Extent } from '../../map/Extent.ts';
import type { IdRange } from './BothMaps.ts';

/** What is left of `ranges`, in order of their starts, once the `used` ones are taken out (pkg/util/utils.go, getAvailableIDRanges). */
export function freeRanges(ranges: readonly IdRange[], used: readonly IdRange[]): IdRange[] {
  const taken = used.filter(({ start, end }) => start < end).sort((a, b) => a.start - b.start);
  const free: IdRange[] = [];
  let next = 0;
  for (const range of [...ranges].sort((a, b) => a.start - b.start)) {
    let at = range.start;
    while (at < range.end) {
      let block = taken[next];
      while (block && block.end <= at) block = taken[++next];
      const end = block ? Math.min(range.end, Math.max(block.start, at)) : range.end;
      if (at < end) free.push({ start: at, end });
      at = block ? Math.min(range.end, Math.max(end, block.end)) : range.end;
    }
  }
  return free;
}

/** The ids that a namespace has: those its map has inside. */
export function insideRanges(map: readonly Extent[]): IdRange[] {
  return map.map(({ inside, count }) => ({ start: inside, end: inside + count }));
}

export function outsideRanges(map: readonly Extent[]): IdRange[] {
  return map.map(({ outside, count }) => ({ start: outside, end: outside + count }));
}
