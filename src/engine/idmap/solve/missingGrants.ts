import { TOOLS, type Tool } from '../formats/tools.ts';
import type { IdMap } from '../map/Extent.ts';
import type { Subid } from '../subid/parseSubids.ts';
import { type Range, shared, unite, without } from './fewest/Range.ts';
import type { Grant } from './Plan.ts';
import { idsOfLine, ownFirst } from './usualMap.ts';

/** A grant as the files have it. */
export function lineOf({ owner, start, count }: Grant): string {
  return `${owner}:${start}:${count}`;
}

/**
 * The lines that newuidmap (newgidmap) requires for `map` and `lines` lack. It grants an extent whose ids the caller's lines hold, and an
 * extent of exactly the caller's own id; an own id within a longer extent needs a line as well (shadow 4.17.4, src/newuidmap.c,
 * verify_range). LXC run by root asks newuidmap too, so that root's ids are reserved (src/lxc/idmap_utils.c, lxc_map_ids).
 */
export function missingGrants(
  map: IdMap,
  lines: readonly Subid[],
  owner: string,
  own: number | undefined,
  tool: Tool | undefined,
): Grant[] {
  const asks = tool === undefined ? true : TOOLS[tool].asksNewuidmap;
  if (asks === false || (asks === 'not-as-root' && owner === 'root')) return [];
  const first = ownFirst(tool, own);
  const granted = unite(lines.flatMap(idsOfLine));
  const needed = map.flatMap(({ outside, count }): Range[] => {
    const range = { start: outside, count };
    if (own === undefined || own < outside || own >= outside + count) return [range];
    if (first !== undefined) return without([range], [{ start: own, count: 1 }]);
    return count === 1 ? [] : [range];
  });
  const missing = unite(needed.flatMap((range) => without([range], shared(range, granted))));
  return missing.map((range) => ({ owner, ...range }));
}
