import { type IdMap, isId, NO_ID } from './Extent.ts';

/**
 * The outside id of an inside one, or undefined where the map has none: calls such as setuid and chown then fail with EINVAL.
 * (kernel/user_namespace.c, map_id_down.) What is no id at all has no mapping either, nor what runs past
 * 4294967295: no kernel holds such a range (map_write).
 */
export function toOutside(map: IdMap, id: number): number | undefined {
  if (!isId(id)) return undefined;
  const extent = map.find(({ inside, count }) => id >= inside && id - inside < count);
  return extent && within32Bits(extent.outside + (id - extent.inside));
}

/**
 * The inside id of an outside one, or undefined where the map has none: calls such as stat and getuid then show the overflow id, 65534.
 * (kernel/user_namespace.c, map_id_up and from_kuid_munged.)
 */
export function toInside(map: IdMap, id: number): number | undefined {
  if (!isId(id)) return undefined;
  const extent = map.find(({ outside, count }) => id >= outside && id - outside < count);
  return extent && within32Bits(extent.inside + (id - extent.outside));
}

function within32Bits(id: number): number | undefined {
  return id <= NO_ID ? id : undefined;
}

/**
 * One id at every level of nested namespaces, the innermost first: what it is there, then what its parent calls it, and so on to the
 * outermost. `levels` are the maps, the outermost first. From the level on where a map lacks it, undefined: nobody can have the id there.
 */
export function traceOutward(levels: readonly IdMap[], inside: number): (number | undefined)[] {
  const trace: (number | undefined)[] = [inside];
  for (const map of [...levels].reverse()) {
    const id = trace.at(-1);
    trace.push(id === undefined ? undefined : toOutside(map, id));
  }
  return trace;
}
