import { type IdMap, isId } from './Extent.ts';

/**
 * The inside id of an outside one, or undefined where the map has none: calls such as stat and getuid then show the overflow id, 65534.
 * (kernel/user_namespace.c, map_id_up and from_kuid_munged.)
 */
export function toInside(map: IdMap, id: number): number | undefined {
  if (!isId(id)) return undefined;
  const extent = map.find(({ outside, count }) => id >= outside && id - outside < count);
  return extent && extent.inside + (id - extent.outside);
}
