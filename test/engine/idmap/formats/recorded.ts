import type { LocatedExtent } from '../../../../src/engine/idmap/index.ts';
import type { NamespaceMaps } from '../../../../src/engine/idmap/map/Extent.ts';
import type { Parsed } from '../../../../src/engine/text/index.ts';
import { short } from '../extents.ts';

/** Extents as a recording has them. */
export type Recorded = number[][];

/** What a tool did with a text: the maps that the container then showed, the group ids' only where they differ, or what it said. */
export interface Answer {
  uid?: Recorded;
  gid?: Recorded;
  status?: number;
  said?: string;
}

export function mapOf(extents: Recorded): { inside: number; outside: number; count: number }[] {
  return extents.map(([inside = Number.NaN, outside = Number.NaN, count = Number.NaN]) => ({ inside, outside, count }));
}

/** The kernel shows more than five extents in order of their inside ids, fewer as they were written (checkWrite). */
export function shown(extents: readonly { inside: number; outside: number; count: number }[]): string | undefined {
  return short(extents.length > 5 ? [...extents].sort((a, b) => a.inside - b.inside) : extents);
}

/** The maps that the tool gave, or 'refused'. */
export function answered({ uid, gid = uid }: Answer): [string | undefined, string | undefined] | 'refused' {
  return uid && gid ? [shown(mapOf(uid)), shown(mapOf(gid))] : 'refused';
}

/** The same of what the engine read; a side that it can't know is '?'. */
export function read({
  value,
  diagnostics,
}: Parsed<NamespaceMaps>): [string | undefined, string | undefined] | 'refused' {
  if (!value || diagnostics.some(({ severity }) => severity === 'error')) return 'refused';
  const side = (extents: readonly LocatedExtent[] | undefined) => (extents ? shown(extents) : '?');
  return [side(value.uid), side(value.gid)];
}
