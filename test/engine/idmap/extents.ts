import { type Extent, type IdMap, OVERFLOW_ID, toInside } from '../../../src/engine/idmap/index.ts';

/** Reads the short form that these tests write maps in: `0:165536:65536, 65536:5:1`. */
export function extents(short: string): Extent[] {
  if (short === '') return [];
  return short.split(',').map((extent) => {
    const [inside = Number.NaN, outside = Number.NaN, count = Number.NaN] = extent.split(':').map(Number);
    return { inside, outside, count };
  });
}

/** The other way round. */
export function short(map: readonly Extent[] | undefined): string | undefined {
  return map?.map(({ inside, outside, count }) => `${inside}:${outside}:${count}`).join(', ');
}

/** What stat, getuid and ps inside show of an outside id (kernel/user_namespace.c, from_kuid_munged). */
export function shownId(map: IdMap, outside: number): number {
  return toInside(map, outside) ?? OVERFLOW_ID;
}
