import type { IdMap } from '../../map/Extent.ts';
import type { Situation } from '../../situation/Situation.ts';
import { findFreeSubids, SUBID_MIN, type TakenIds } from '../../subid/findFreeSubids.ts';

/**
 * The first id of a run of `count` that is free in /etc/subuid and /etc/subgid alike, in no known map, and no account's, as far as those are
 * known. It lies above `after`: engines that put a user's ranges in order would else number all the others anew.
 */
export function freeRange(
  { levels, subuid, subgid, accounts }: Situation,
  count: number,
  after = 0,
): number | undefined {
  const maps: readonly (IdMap | undefined)[] = [levels[0]?.uid, levels[0]?.gid];
  const taken: TakenIds[] = [
    ...(subuid ?? []),
    ...(subgid ?? []),
    ...maps.flatMap((map) => (map ?? []).map((extent) => ({ start: extent.outside, count: extent.count }))),
    ...accounts.map(({ id }) => ({ start: id, count: 1 })),
  ];
  return findFreeSubids(taken, count, { min: Math.max(SUBID_MIN, after) });
}
