import { type MapRange, UNSET } from './MapRange.ts';

/** Arithmetic of unsigned int. */
const u32 = (value: number) => value >>> 0;

/**
 * The ranges with the one id `outer` as `inner` before them, each other range giving way to it: it is split where either id falls into it, and loses
 * one id, its topmost (util-linux 2.41.5, sys-utils/unshare.c, add_single_map_range). With `inner` unset only ranges that still need an inner id
 * get theirs, 0. A range that merely ends right before one of the two ids loses its topmost as well.
 */
export function addSingle(
  ranges: readonly MapRange[],
  outer: number,
  inner: number,
  span: MapRange['span'],
): MapRange[] {
  const single = inner !== UNSET;
  const pieces = ranges.flatMap((range) => split(range, single ? outer : UNSET, inner));
  return single ? [{ inner, outer, count: 1, span }, ...pieces] : pieces;
}

function split(
  { outer: mapOuter, inner: mapInner, count: mapCount, span }: MapRange,
  outer: number,
  inner: number,
): MapRange[] {
  const from = mapInner === UNSET ? 0 : mapInner;
  let count = mapCount;
  const touches = (id: number, first: number) => id >= first && id <= u32(first + count);
  if (inner !== UNSET && (touches(outer, mapOuter) || touches(inner, from))) count = u32(count - 1);

  const outerOffset = Math.min(outer > mapOuter ? outer - mapOuter : 0, count);
  const innerOffset = Math.min(inner > from ? inner - from : 0, count);
  const past = (id: number, taken: number) => u32(id === taken ? id + 1 : id);
  const low = { outer: mapOuter, inner: from, count: Math.min(innerOffset, outerOffset), span };
  const middle = {
    outer: past(u32(low.outer + low.count), outer),
    inner: past(u32(low.inner + low.count), inner),
    count: Math.abs(outerOffset - innerOffset),
    span,
  };
  const high = {
    outer: past(u32(middle.outer + middle.count), outer),
    inner: past(u32(middle.inner + middle.count), inner),
    count: u32(count - low.count - middle.count),
    span,
  };
  return [low, middle, high].filter((piece) => piece.count > 0);
}
