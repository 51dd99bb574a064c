import type { Extent } from '../../../../src/engine/idmap/index.ts';

/** The fewest extents of all maps there are, and the most ids of the rest that one of these leaves where `usual` has them. */
export interface Best {
  extents: number;
  kept: number;
}

/**
 * Every way to give each inside id below `size` that `fixed` lacks a free outside id of its own, tried one after the other: the answer that
 * needs no thought. Undefined where there are too few ids.
 */
export function bruteForce(
  fixed: ReadonlyMap<number, number>,
  available: readonly number[],
  size: number,
  usual: readonly Extent[],
): Best | undefined {
  const map = new Map(fixed);
  const used = new Set(fixed.values());
  const usually = new Map(usual.map(({ inside, outside }) => [inside, outside]));
  const end = Math.max(size, ...[...fixed.keys()].map((inside) => inside + 1));
  let best: Best | undefined;

  const visit = (inside: number, extents: number, kept: number) => {
    if (best && (extents > best.extents || (extents === best.extents && kept + end - inside <= best.kept))) return;
    if (inside >= end) {
      best = { extents, kept };
      return;
    }
    const before = map.get(inside - 1);
    const starts = (outside: number) => (before !== undefined && before + 1 === outside ? 0 : 1);
    const wished = fixed.get(inside);
    if (wished !== undefined) visit(inside + 1, extents + starts(wished), kept);
    else if (inside >= size) visit(inside + 1, extents, kept);
    else {
      for (const outside of available) {
        if (used.has(outside)) continue;
        used.add(outside);
        map.set(inside, outside);
        visit(inside + 1, extents + starts(outside), kept + (usually.get(inside) === outside ? 1 : 0));
        map.delete(inside);
        used.delete(outside);
      }
    }
  };
  visit(0, 0, 0);
  return best;
}
