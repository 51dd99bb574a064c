import type { Extent, IdMap } from '../../map/Extent.ts';

/**
 * The map of --userns=keep-id: the user, who is 0 in the namespace that Podman works in, becomes `id` inside, and the user's `lent` subordinate ids fill
 * the places below and above; of both together at most `size`, where it isn't 0 (Podman 5.4.2, pkg/util/utils.go, getRootlessKeepIDMapping).
 */
export function keepId(id: number, lent: number, size: number): IdMap {
  const most = size > 0 ? Math.min(lent, size - 1) : lent;
  const map: Extent[] = [];
  if (lent > 0 && id !== 0) map.push({ inside: 0, outside: 1, count: Math.min(id, most) });
  map.push({ inside: id, outside: 0, count: 1 });
  if (most > id) map.push({ inside: id + 1, outside: id + 1, count: most - id });
  return map;
}
