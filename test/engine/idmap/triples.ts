import type { Extent, IdMap } from '../../../src/engine/idmap/index.ts';

/** An extent as recordings hold it. */
export type Triple = [inside: number, outside: number, count: number];

/** Reads a recorded map. */
export function fromTriples(map: readonly Triple[]): Extent[] {
  return map.map(([inside, outside, count]) => ({ inside, outside, count }));
}

/** Writes a map as recordings hold it. */
export function toTriples(map: IdMap): Triple[] {
  return map.map(({ inside, outside, count }) => [inside, outside, count]);
}
