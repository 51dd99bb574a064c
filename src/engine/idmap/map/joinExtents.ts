import type { Extent, IdMap } from './Extent.ts';

/** The same map in the fewest extents, in order of their inside ids: neighbours that run on, inside and outside, become one. */
export function joinExtents(map: IdMap): IdMap {
  const joined: Extent[] = [];
  for (const { inside, outside, count } of [...map].sort((a, b) => a.inside - b.inside)) {
    const last = joined.at(-1);
    if (last && last.inside + last.count === inside && last.outside + last.count === outside) last.count += count;
    else joined.push({ inside, outside, count });
  }
  return joined;
}
