import { toInside, toOutside } from '../map/toOutside.ts';
import type { FileOwner } from './chownAnswer.ts';
import { type CallAnswer, hasCapability, type InsideProcess, isInGroup } from './InsideProcess.ts';

/** A file as stat(2) outside shows it: owner, group and permission bits. */
export interface FileMode extends FileOwner {
  /** The lower nine bits, as 0o640. */
  mode: number;
  directory?: boolean;
}

/** What is wanted of the file; on a directory `execute` is passing through it, `write` is making and removing names in it. */
export interface Want {
  read?: boolean;
  write?: boolean;
  execute?: boolean;
}

/**
 * Whether a process inside may read, write or execute `file` by its owner, group and permission bits: EACCES ("Permission denied") where
 * not. The bits of the first class that fits count, owner, group, others; CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH help only where the
 * file's owner and group both have a mapping. Folders on the way, ACLs, read-only mounts and security modules are not looked at
 * (fs/namei.c, acl_permission_check and generic_permission; kernel/capability.c, capable_wrt_inode_uidgid).
 */
export function accessAnswer(want: Want, file: FileMode, caller: InsideProcess): CallAnswer {
  const { maps } = caller;
  const asked = (want.read ? 4 : 0) | (want.write ? 2 : 0) | (want.execute ? 1 : 0);
  const isOwner = toOutside(maps.uid, caller.uid ?? 0) === file.uid;
  const [shift, theClass] = isOwner
    ? ([6, 'its owner'] as const)
    : isInGroup(caller, file.gid)
      ? ([3, 'its group'] as const)
      : ([0, 'others'] as const);
  if ((asked & ~(file.mode >> shift)) === 0) return { ok: true };

  const fileIsMapped = toInside(maps.uid, file.uid) !== undefined && toInside(maps.gid, file.gid) !== undefined;
  if (fileIsMapped) {
    const onlySearches = file.directory ? !want.write : asked === 4;
    const mayOverride = file.directory || !want.execute || (file.mode & 0o111) !== 0;
    if (onlySearches && hasCapability(caller, 'CAP_DAC_READ_SEARCH')) return { ok: true };
    if (mayOverride && hasCapability(caller, 'CAP_DAC_OVERRIDE')) return { ok: true };
  }
  return {
    ok: false,
    errno: 'EACCES',
    says: fileIsMapped
      ? `The permission bits for ${theClass} don’t allow it.`
      : `The permission bits for ${theClass} don’t allow it, and no capability of the namespace reaches a file whose owner or group has no mapping.`,
    source: 'fs/namei.c, generic_permission; kernel/capability.c, privileged_wrt_inode_uidgid',
  };
}
