import type { IdMap } from '../../map/Extent.ts';
import type { LocatedExtent } from '../../map/LocatedExtent.ts';

/**
 * `map` cut where the parent namespace's extents meet, for the kernel wants each extent within one of them (Podman 5.4.2, pkg/rootless/rootless.go,
 * MaybeSplitMappings). As it is where the parent lacks an id.
 */
export function splitAtParent(map: readonly LocatedExtent[], parent: IdMap): readonly LocatedExtent[] {
  const sorted = [...parent].sort((a, b) => a.inside - b.inside);
  const split: LocatedExtent[] = [];
  for (const extent of map) {
    let rest = extent;
    while (rest.count > 0) {
      const within = holder(sorted, rest.outside);
      if (!within) return map;
      const count = Math.min(rest.count, within.inside + within.count - rest.outside);
      split.push({ ...rest, count });
      rest = { ...rest, inside: rest.inside + count, outside: rest.outside + count, count: rest.count - count };
    }
  }
  return split;
}

/** The extent of `sorted` that has `id` inside. */
function holder(sorted: IdMap, id: number) {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle]?.inside ?? 0) <= id) low = middle + 1;
    else high = middle;
  }
  const extent = sorted[low - 1];
  return extent && id < extent.inside + extent.count ? extent : undefined;
}
