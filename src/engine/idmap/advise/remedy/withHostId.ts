import type { Extent, IdMap } from '../../map/Extent.ts';
import { joinExtents } from '../../map/joinExtents.ts';

/** `map` with `inside` leading to `outside`. Whatever led to that host id before has no mapping then; all else is as it was. */
export function withHostId(map: IdMap, inside: number, outside: number): IdMap {
  const cut = map.flatMap((extent) => without(extent, inside, 'inside')).flatMap((e) => without(e, outside, 'outside'));
  return joinExtents([...cut, { inside, outside, count: 1 }]);
}

/** The extent in up to two pieces, neither of which has `id` on `side`. */
function without({ inside, outside, count }: Extent, id: number, side: 'inside' | 'outside'): Extent[] {
  const at = id - (side === 'inside' ? inside : outside);
  if (at < 0 || at >= count) return [{ inside, outside, count }];
  return [
    { inside, outside, count: at },
    { inside: inside + at + 1, outside: outside + at + 1, count: count - at - 1 },
  ].filter((piece) => piece.count > 0);
}
