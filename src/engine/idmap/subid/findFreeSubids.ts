import { ALL_BITS } from '../../linux/index.ts';

/** SUB_UID_MIN and SUB_UID_MAX (and their gid twins) where /etc/login.defs doesn't set them: login.defs(5), lib/find_new_sub_uids.c. */
export const SUBID_MIN = 100000;
export const SUBID_MAX = 600100000;

/** SUB_UID_COUNT where /etc/login.defs doesn't set it: what useradd assigns to a new user. */
export const SUBID_COUNT = 65536;

/** Ids that are assigned to somebody: a `Subid`, or a range as shadow reads it. */
export interface TakenIds {
  start: number | bigint;
  count: number | bigint;
}

/** Between which ids, both in it, to look. */
export interface FreeWithin {
  min?: number;
  max?: number;
}

/**
 * The first id of the lowest run of `count` ids from `min` to `max` that none of `taken` holds, or undefined where there is none: what useradd takes
 * for a new user (shadow 4.17.4, lib/subordinateio.c, find_free_range).
 */
export function findFreeSubids(
  taken: readonly TakenIds[],
  count: number,
  { min = SUBID_MIN, max = SUBID_MAX }: FreeWithin = {},
): number | undefined {
  const ranges = taken.filter(isWhole).map((range) => ({ start: BigInt(range.start), count: BigInt(range.count) }));
  ranges.sort((a, b) => (a.start < b.start ? -1 : a.start > b.start ? 1 : a.count < b.count ? -1 : 1));
  const whole = [count, min, max].every((each) => Number.isSafeInteger(each) && each >= 0);
  if (!whole || count === 0 || max < min) return undefined;
  const [wanted, limit] = [BigInt(count), BigInt(max)];
  let low = BigInt(min);
  for (const range of ranges) {
    const high = range.start > limit + 1n ? limit + 1n : range.start;
    if (high > low && high - low >= wanted) return Number(low);
    const next = (range.start + range.count) & ALL_BITS;
    if (low < next) low = next;
    if (low > limit) return undefined;
  }
  return limit - low + 1n >= wanted ? Number(low) : undefined;
}

/** What a caller made up of fractions can't be looked at. */
function isWhole({ start, count }: TakenIds): boolean {
  return [start, count].every((each) => typeof each === 'bigint' || (Number.isInteger(each) && each >= 0));
}
