import { toInside, toOutside } from '../map/toOutside.ts';
import { type CallAnswer, hasCapability, type InsideProcess, isInGroup } from './InsideProcess.ts';

/** Whose a file is, as outside ids: what the file system holds. */
export interface FileOwner {
  uid: number;
  gid: number;
}

/** chown's answer; where it is done, whose the file is then, as outside ids. */
export type ChownAnswer = ({ ok: true } & FileOwner) | Exclude<CallAnswer, { ok: true }>;

/**
 * What chown(2) answers a process inside that gives `file`, on a file system of the initial namespace, to the inside ids `to`; a side left
 * out stays (-1). EINVAL for an id without a mapping. EPERM where the file's present owner or group has none: there CAP_CHOWN is of no use.
 * Without CAP_CHOWN the owner may give the file to a group of his, and to nobody else (fs/open.c, chown_common; fs/attr.c, chown_ok and
 * chgrp_ok; kernel/capability.c, capable_wrt_inode_uidgid).
 */
export function chownAnswer(to: Partial<FileOwner>, file: FileOwner, caller: InsideProcess): ChownAnswer {
  const { maps } = caller;
  const uid = to.uid === undefined ? file.uid : toOutside(maps.uid, to.uid);
  const gid = to.gid === undefined ? file.gid : toOutside(maps.gid, to.gid);
  if (uid === undefined || gid === undefined) {
    const [side, id] = uid === undefined ? ['User', to.uid] : ['Group', to.gid];
    return {
      ok: false,
      errno: 'EINVAL',
      says: `${side} ID ${id} has no mapping, so nothing here can be given to it.`,
      source: `fs/open.c, chown_common: !setattr_vfs${uid === undefined ? 'uid' : 'gid'}`,
    };
  }

  const fileIsMapped = toInside(maps.uid, file.uid) !== undefined && toInside(maps.gid, file.gid) !== undefined;
  if (fileIsMapped && hasCapability(caller, 'CAP_CHOWN')) return { ok: true, uid, gid };
  const owns = toOutside(maps.uid, caller.uid ?? 0) === file.uid;
  const keepsOwner = to.uid === undefined || (owns && uid === file.uid);
  const keepsGroup = to.gid === undefined || (owns && (gid === file.gid || isInGroup(caller, gid)));
  if (keepsOwner && keepsGroup) return { ok: true, uid, gid };
  return {
    ok: false,
    errno: 'EPERM',
    says: fileIsMapped
      ? 'Giving a file away needs CAP_CHOWN in the namespace.'
      : 'The file’s present owner or group has no mapping, so no capability of the namespace reaches it.',
    source: fileIsMapped
      ? `fs/attr.c, ${keepsOwner ? 'chgrp_ok' : 'chown_ok'}: CAP_CHOWN`
      : 'kernel/capability.c, privileged_wrt_inode_uidgid',
  };
}
