import type { Span } from '../../text/index.ts';

/** One line of an id map: `count` ids from `inside` up are the ids from `outside` up. Each is a u32. */
export interface Extent {
  inside: number;
  outside: number;
  count: number;
}

/** What the three numbers of an extent are called where a tool has no names for them, in the order in which most take them. */
export const NUMBER_NAMES = ['first container ID', 'first host ID', 'count'] as const;

/** A whole id map, in the order it was written. */
export type IdMap = readonly Extent[];

/** The highest id there is. 4294967295 is (uid_t)-1, "no id" to every call that takes one (include/linux/uidgid.h, uid_valid). */
export const LAST_ID = 4294967294;

/** (uid_t)-1: never an id. */
export const NO_ID = 4294967295;

/** What an id without a mapping shows as: /proc/sys/kernel/overflowuid, 65534 unless an administrator changed it. */
export const OVERFLOW_ID = 65534;

/** The text that programs write to /proc/PID/uid_map or gid_map for the map. */
export function mapText(map: IdMap): string {
  return map.map(({ inside, outside, count }) => `${inside} ${outside} ${count}\n`).join('');
}

/** How many ids extents or ranges hold together. */
export function idCount(ranges: readonly { count: number }[]): number {
  return ranges.reduce((sum, { count }) => sum + count, 0);
}

/** True for the numbers that can be a user or group id. */
export function isId(id: number): boolean {
  return Number.isInteger(id) && id >= 0 && id <= LAST_ID;
}

/** An extent together with the stretch of the reader's text that gave it. */
export interface LocatedExtent extends Extent {
  span: Span;
  /** Where the text gives no count: why it is 0, and what to write. */
  uncounted?: { message: string; hint: string };
}

/** The map with the stretch of the reader's text that gave all of it. */
export function locatedAt(map: IdMap, span: Span): LocatedExtent[] {
  return map.map((extent) => ({ ...extent, span }));
}

/** Where an extent stands that no text gives, such as a user's own id. */
export const NOWHERE: Span = { start: 0, end: 0, line: 1, column: 1 };

/** The extent alone, as the doors of the engine hand it out. */
export function plainExtent({ inside, outside, count }: Extent): Extent {
  return { inside, outside, count };
}

/** The two maps of one user namespace. A side that nobody has told is undefined; one that is known to be empty is []. */
export interface NamespaceMaps {
  uid: readonly LocatedExtent[] | undefined;
  gid: readonly LocatedExtent[] | undefined;
}

/** Which of the two maps a number goes by. */
export type IdKind = 'uid' | 'gid';
