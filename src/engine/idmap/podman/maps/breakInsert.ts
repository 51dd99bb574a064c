import type { LocatedExtent } from '../../map/LocatedExtent.ts';

/**
 * `map` with `extension` put over it: what it had of the extension's ids, inside or outside, is taken out first (Podman 5.4.2,
 * pkg/util/utils.go, breakInsert). The flag "+" does it.
 */
export function breakInsert(map: readonly LocatedExtent[], extension: LocatedExtent): LocatedExtent[] {
  const result: LocatedExtent[] = [];
  for (const piece of map) {
    // Both of the extension's ranges, counted from the piece's start and cut to its length.
    const cuts = (['inside', 'outside'] as const)
      .map((side) => {
        const start = extension[side] - piece[side];
        return { start: Math.max(start, 0), end: Math.min(start + extension.count, piece.count) };
      })
      .filter(({ start, end }) => start < end)
      .sort((a, b) => a.start - b.start);
    let at = 0;
    const keep = (end: number) => {
      if (at < end) {
        result.push({ inside: piece.inside + at, outside: piece.outside + at, count: end - at, span: piece.span });
      }
    };
    for (const { start, end } of cuts) {
      keep(start);
      at = Math.max(at, end);
    }
    keep(piece.count);
  }
  result.push(extension);
  return result;
}
