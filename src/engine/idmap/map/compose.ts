import { type Extent, type IdMap, NO_ID, plainExtent } from './Extent.ts';

/**
 * The map of a namespace within a namespace, seen from outside both: `inner` leads from the innermost ids to the middle ones, `outer` from
 * those to the outermost. An id that either lacks has no mapping. The result has the fewest extents, in order of inside ids.
 */
export function compose(outer: IdMap, inner: IdMap): IdMap {
  const pieces: Extent[] = [];
  for (const near of inner) {
    for (const far of outer) {
      const first = Math.max(near.outside, far.inside);
      const end = Math.min(near.outside + near.count, far.inside + far.count);
      if (first < end) {
        pieces.push({
          inside: near.inside + (first - near.outside),
          outside: far.outside + (first - far.inside),
          count: end - first,
        });
      }
    }
  }
  return joinExtents(pieces);
}

/** The initial namespace's map of itself: every id is itself. */
export const EVERY_ID: IdMap = [{ inside: 0, outside: 0, count: NO_ID }];

/**
 * The map of a namespace nested to any depth, seen from outside all of them. `levels` are the maps as each namespace's parent sees them, the
 * outermost first; none at all is the initial namespace, where every id is itself. The kernel keeps a map in this form: outside ids are
 * those of the initial namespace (kernel/user_namespace.c, map_write: "Map the lower ids ... to the kernel global id space").
 */
export function composeLevels(levels: readonly IdMap[]): IdMap {
  return levels.reduce((outer, inner) => compose(outer, inner), EVERY_ID);
}

/** The same map in the fewest extents, in order of their inside ids: neighbours that run on, inside and outside, become one. */
export function joinExtents(map: IdMap): IdMap {
  return joinLocated(map.map(plainExtent));
}

/** The same with what else is known of each extent; of joined ones that is the first's. */
export function joinLocated<Line extends Extent>(map: readonly Line[]): Line[] {
  const joined: Line[] = [];
  for (const extent of [...map].sort((a, b) => a.inside - b.inside)) {
    const last = joined.at(-1);
    if (last && last.inside + last.count === extent.inside && last.outside + last.count === extent.outside) {
      last.count += extent.count;
    } else joined.push({ ...extent });
  }
  return joined;
}
