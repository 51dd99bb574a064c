import type { Tool } from '../formats/tools.ts';
import type { IdMap } from '../map/Extent.ts';
import type { Subid } from '../subid/parseSubids.ts';
import { type Range, shared, unite, without } from './fewest/Range.ts';
import type { Grant } from './Plan.ts';
import { lentBy, ownFirst } from './usualMap.ts';

/** These write the map themselves, as root; no line is asked for. (dockerd reads its lines as the map: see `dockerd` in configs/.) */
const WITHOUT_GRANT: readonly Tool[] = ['podman-root', 'oci', 'nspawn', 'kubernetes', 'mount', 'dockerd', 'kernel'];

/**
 * The lines that newuidmap (newgidmap) wants for `map` and `lines` lack. It grants an extent whose ids the caller's lines hold, and an
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
  if (tool !== undefined && WITHOUT_GRANT.includes(tool)) return [];
  // unshare (util-linux 2.41) calls newuidmap only where it lacks the capability to write by itself; seen with strace.
  if (tool === 'unshare' && owner === 'root') return [];
  const first = ownFirst(tool, own);
  const granted = unite(lines.flatMap(lentBy));
  const wanted = map.flatMap(({ outside, count }): Range[] => {
    const range = { start: outside, count };
    if (own === undefined || own < outside || own >= outside + count) return [range];
    if (first !== undefined) return without([range], [{ start: own, count: 1 }]);
    return count === 1 ? [] : [range];
  });
  return unite(wanted.flatMap((range) => without([range], shared(range, granted)))).map(({ start, count }) => ({
    owner,
    start,
    count,
  }));
}
