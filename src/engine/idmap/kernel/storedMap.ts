import type { IdMap } from '../map/Extent.ts';

/** Up to this many extents the kernel keeps a map as written (UID_GID_MAP_MAX_BASE_EXTENTS, include/linux/user_namespace.h). */
export const UNSORTED_EXTENTS = 5;

/**
 * The order in which a map file shows the extents: as written up to five, above that by inside ids, which the kernel then searches by
 * halves (kernel/user_namespace.c, sort_idmaps; since Linux 4.15).
 */
export function storedMap(map: IdMap): IdMap {
  return map.length > UNSORTED_EXTENTS ? [...map].sort((a, b) => a.inside - b.inside) : map;
}
