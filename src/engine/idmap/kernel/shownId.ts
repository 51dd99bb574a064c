import { type IdMap, OVERFLOW_ID } from '../map/Extent.ts';
import { toInside } from '../map/toInside.ts';

/**
 * What an outside id shows as inside: in stat and a listing, in getuid, getgroups and ps. One without a mapping shows as the overflow id,
 * which is /proc/sys/kernel/overflowuid or overflowgid (kernel/user_namespace.c, from_kuid_munged). Such a number can't be told from the
 * real owner 65534.
 */
export function shownId(map: IdMap, outside: number, overflowId: number = OVERFLOW_ID): number {
  return toInside(map, outside) ?? overflowId;
}
