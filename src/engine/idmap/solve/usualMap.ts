import { TOOLS, type Tool } from '../formats/tools.ts';
import { type Extent, type IdMap, NO_ID } from '../map/Extent.ts';
import type { Subid } from '../subid/parseSubids.ts';
import type { Range } from './fewest/Range.ts';

/** The ids of a line, as far as they are ids. */
export function idsOfLine({ start, count }: Subid): Range[] {
  const from = Math.max(start, 0);
  const end = Math.min(start + count, NO_ID);
  return Number.isInteger(start) && Number.isInteger(count) && from < end ? [{ start: from, count: end - from }] : [];
}

/** The own id that `tool` makes root inside and may map elsewhere, too; undefined for tools that don't, and where it isn't known. */
export function ownFirst(tool: Tool | undefined, own: number | undefined): number | undefined {
  return tool !== undefined && TOOLS[tool].ownIdFirst ? own : undefined;
}

/**
 * The map that tools build of `lines` when no mapping is asked for: their ranges end to end from inside 0 up, in file order. Rootless ones begin with the own
 * id as 0, and Podman takes the lowest range first (containers/storage 1.57, pkg/unshare, and Podman 5.4.2, pkg/util/utils.go).
 */
export function usualMap(lines: readonly Subid[], tool?: Tool, own?: number): IdMap {
  const ranges = lines.flatMap(idsOfLine);
  if (tool === 'podman') ranges.sort((a, b) => a.start - b.start);
  const first = ownFirst(tool, own);
  if (first !== undefined) ranges.unshift({ start: first, count: 1 });
  let inside = 0;
  const extents: Extent[] = [];
  for (const { start, count } of ranges) {
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
