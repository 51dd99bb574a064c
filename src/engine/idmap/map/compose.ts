import type { Extent, IdMap } from './Extent.ts';
import { joinExtents } from './joinExtents.ts';

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
