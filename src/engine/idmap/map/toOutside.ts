import { type IdMap, isId } from './Extent.ts';

/**
 * The outside id of an inside one, or undefined where the map has none: calls such as setuid and chown then fail with EINVAL.
 * (kernel/user_namespace.c, map_id_down.) What is no id at all has no mapping either.
 */
export function toOutside(map: IdMap, id: number): number | undefined {
  if (!isId(id)) return undefined;
  const extent = map.find(({ inside, count }) => id >= inside && id - inside < count);
  return extent && extent.outside + (id - extent.inside);
}
