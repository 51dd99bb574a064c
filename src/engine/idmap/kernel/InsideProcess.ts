import type { IdMap } from '../map/Extent.ts';
import { toOutside } from '../map/toOutside.ts';

/**
 * A process in a user namespace that makes a call with ids in it. Ids are inside ones, as it sees itself; left out: id 0 with every capability in its
 * namespace, in no other group.
 */
export interface InsideProcess extends Capable {
  /** Both maps of its namespace; nested ones composed (`composeLevels`). */
  maps: { uid: IdMap; gid: IdMap };
  uid?: number;
  gid?: number;
  /** Its supplementary groups; what has no mapping can only be told as an outside id: `outsideGroups`. */
  groups?: readonly number[];
  /** Supplementary groups that it brought along from outside, as outside ids. */
  outsideGroups?: readonly number[];
}

/** in_group_p: whether the outside id is the caller's own group or a supplementary one of it. */
export function isInGroup({ maps, gid = 0, groups = [], outsideGroups = [] }: InsideProcess, outside: number): boolean {
  return outsideGroups.includes(outside) || [gid, ...groups].some((inside) => toOutside(maps.gid, inside) === outside);
}

/** What the rules ask of a process: its effective capabilities in its own namespace, as `CAP_SETUID`; left out: all of them. */
export interface Capable {
  capabilities?: readonly string[];
}

/** Whether the process has the capability in its own namespace (cap_raised). */
export function hasCapability({ capabilities }: Capable, capability: string): boolean {
  return capabilities === undefined || capabilities.includes(capability);
}

/** What a system call that takes ids answers: that it is done, or the error with the rule behind it. */
export type CallAnswer =
  | { ok: true }
  | { ok: false; errno: 'EINVAL' | 'EPERM' | 'EACCES'; says: string; source: string };
