import { countBefore, type Span } from '../../../text/index.ts';
import type { Extent, IdMap, LocatedExtent } from '../../map/Extent.ts';
import type { IdRange } from './BothMaps.ts';

/**
 * `map` with the `free` outside ids laid into its gaps, from inside 0 up, and what remains behind its end (Podman 5.4.2, pkg/util/utils.go,
 * fillIDMap). `span` is what asked for it.
 */
export function fillMap(map: readonly LocatedExtent[], free: readonly IdRange[], span: Span): LocatedExtent[] {
  const filled: LocatedExtent[] = [];
  const left = free.map((range) => ({ ...range }));
  let index = 0;
  let inside = 0;
  const take = (most: number) => {
    const range = left[index];
    if (!range) return;
    const count = Math.min(most, range.end - range.start);
    filled.push({ inside, outside: range.start, count, span });
    inside += count;
    range.start += count;
    if (range.start >= range.end) index++;
  };
  for (const piece of [...map].sort((a, b) => a.inside - b.inside)) {
    while (inside < piece.inside && index < left.length) take(piece.inside - inside);
    filled.push(piece);
    inside += piece.count;
  }
  while (index < left.length) take(Number.POSITIVE_INFINITY);
  return filled;
}

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

/**
 * `map` with `extension` put over it: what it had of the extension's ids, inside or outside, is taken out first (Podman 5.4.2,
 * pkg/util/utils.go, breakInsert). The flag "+" does it.
 */
export function breakInsert(map: readonly LocatedExtent[], extension: LocatedExtent): LocatedExtent[] {
  const result: LocatedExtent[] = [];
  for (const piece of map) {
    // Both of the extension's ranges, counted from the piece's start and cut to its length.
    const cuts = (['inside', 'outside'] as const)
      .map((side) => {
        const start = extension[side] - piece[side];
        return { start: Math.max(start, 0), end: Math.min(start + extension.count, piece.count) };
      })
      .filter(({ start, end }) => start < end)
      .sort((a, b) => a.start - b.start);
    let at = 0;
    const keep = (end: number) => {
      if (at < end) {
        result.push({ inside: piece.inside + at, outside: piece.outside + at, count: end - at, span: piece.span });
      }
    };
    for (const { start, end } of cuts) {
      keep(start);
      at = Math.max(at, end);
    }
    keep(piece.count);
  }
  result.push(extension);
  return result;
}

/**
 * `map` cut where the parent namespace's extents meet, since the kernel requires each extent within one of them (Podman 5.4.2, pkg/rootless/rootless.go,
 * MaybeSplitMappings). As it is where the parent lacks an id.
 */
export function splitAtParent(map: readonly LocatedExtent[], parent: IdMap): readonly LocatedExtent[] {
  const sorted = [...parent].sort((a, b) => a.inside - b.inside);
  const split: LocatedExtent[] = [];
  for (const extent of map) {
    let rest = extent;
    while (rest.count > 0) {
      const within = holder(sorted, rest.outside);
      if (!within) return map;
      const count = Math.min(rest.count, within.inside + within.count - rest.outside);
      split.push({ ...rest, count });
      rest = { ...rest, inside: rest.inside + count, outside: rest.outside + count, count: rest.count - count };
    }
  }
  return split;
}

/** The extent of `sorted` that has `id` inside. */
function holder(sorted: IdMap, id: number) {
  const extent = sorted[countBefore(sorted, ({ inside }) => inside <= id) - 1];
  return extent && id < extent.inside + extent.count ? extent : undefined;
}
