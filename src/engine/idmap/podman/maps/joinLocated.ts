import type { LocatedExtent } from '../../map/LocatedExtent.ts';

/**
 * `map` in order of inside ids, neighbours that run on joined (pkg/util/utils.go, sortAndMergeConsecutiveMappings). A joined extent has the
 * place of its first part.
 */
export function joinLocated(map: readonly LocatedExtent[]): LocatedExtent[] {
  const joined: LocatedExtent[] = [];
  for (const piece of [...map].sort((a, b) => a.inside - b.inside)) {
    const last = joined.at(-1);
    if (last && last.inside + last.count === piece.inside && last.outside + last.count === piece.outside) {
      joined[joined.length - 1] = { ...last, count: last.count + piece.count };
    } else joined.push(piece);
  }
  return joined;
}
