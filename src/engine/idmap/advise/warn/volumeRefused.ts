import { type CallAnswer, hasCapability, type InsideProcess, isInGroup } from '../../kernel/InsideProcess.ts';
import { EVERY_ID } from '../../map/compose.ts';
import type { IdKind, NamespaceMaps } from '../../map/Extent.ts';
import { toInside, toOutside } from '../../map/toOutside.ts';
import type { Situation } from '../../situation/Situation.ts';
import type { Subid } from '../../subid/parseSubids.ts';
import { hostExtents } from '../hostExtents.ts';
import { LESSONS, type Seen, type SeenFile, type SeenProcess, type Warning } from '../Seen.ts';
import { collect, ownerNames } from './subidsOverlap.ts';

/** Whose a file is, as outside ids: what the file system holds. */
interface FileOwner {
  uid: number;
  gid: number;
}

/** chown's answer; where it is done, whose the file is then, as outside ids. */
type ChownAnswer = ({ ok: true } & FileOwner) | Exclude<CallAnswer, { ok: true }>;

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

/**
 * Files of a listing that the process may not write to, and which of owner, mode and ACL says so; or the label that may, where those allow it.
 * Files of one owner get one warning. The kernel asks the owner's bits, else the ACL or the group's, else the others'
 * (fs/namei.c, acl_permission_check), then SELinux.
 */
export function volumeRefused(situation: Situation, { files = [], process = { uid: 0, gid: 0 } }: Seen): Warning[] {
  const caller = callerOf(situation, process);
  if (caller === undefined) return [];
  const seen = new Map<string, { warning: Warning; more: number }>();
  for (const file of files) {
    const found = refusal(file, caller);
    if (found === undefined) continue;
    const key = found.code === 'volume-label' ? found.code : `${found.code} ${file.uid}:${file.gid}`;
    const before = seen.get(key);
    if (before) before.more += 1;
    else {
      const warning = { ...found, ...(file.span && { span: file.span }), learn: LESSONS.volume };
      seen.set(key, { warning, more: 0 });
    }
  }
  return [...seen.values()].map(({ warning, more }) =>
    more === 0 ? warning : { ...warning, message: `${warning.message} The same applies to ${more} more.` },
  );
}

/** The process with the maps of the innermost namespace; without one, ids are the host's. Undefined where a map isn't known. */
function callerOf(situation: Situation, process: SeenProcess): InsideProcess | undefined {
  const none = situation.levels.length === 0;
  const uid = none ? EVERY_ID : hostExtents(situation, 'uid');
  const gid = none ? EVERY_ID : hostExtents(situation, 'gid');
  if (uid === undefined || gid === undefined) return undefined;
  return { maps: { uid, gid }, ...process, ...(process.uid !== 0 && { capabilities: [] }) };
}

function refusal(file: SeenFile, caller: InsideProcess): Omit<Warning, 'span' | 'learn'> | undefined {
  const { path, mode, uid, gid } = file;
  const directory = mode.startsWith('d');
  const bits = permissionBits(mode);
  const id = toOutside(caller.maps.uid, caller.uid ?? 0);
  if (id === undefined || bits === undefined) return undefined;
  const who = id === uid ? 'owner' : isInGroup(caller, gid) ? 'group' : 'other';

  if (accessAnswer({ write: true, execute: directory }, { uid, gid, mode: bits, directory }, caller).ok) {
    if (file.hasLabel !== true) return undefined;
    return {
      code: 'volume-label',
      severity: 'info',
      message: `${path}: owner and mode allow ${id} to write. The "." after ${mode} means an SELinux label, which may refuse with the same error.`,
      hint: 'ls -Zd shows the label; ausearch -m avc shows what was refused. Mount the volume with :z, or with :Z for a single container.',
    };
  }
  if (file.hasAcl === true && who !== 'owner') {
    return {
      code: 'volume-acl',
      severity: 'info',
      message: `${path}: the "+" after ${mode} means an ACL, which decides for ${id}; the group’s bits show only its mask.`,
      hint: `getfacl shows who may write. The container needs an entry for ${id}.`,
    };
  }
  if (who === 'other') {
    return {
      code: 'volume-owner',
      severity: 'warning',
      message: `${path} is ${mode} and belongs to ${uid}:${gid}. The process is ${id} on the host, and the mode does not let others write.`,
      hint: `Give it to that ID, or ${uid === 0 ? 'grant that ID access with an ACL' : 'map its owner into the container'}.`,
    };
  }
  return {
    code: 'volume-mode',
    severity: 'warning',
    message: `${path}: the ${who} matches (${who === 'owner' ? uid : gid}), but ${mode} does not let the ${who} write.`,
    hint:
      who === 'owner'
        ? `Neither a map nor chown helps here: run chmod u+${directory ? 'wx' : 'w'}.`
        : `Let the group write (chmod g+${directory ? 'wx' : 'w'}), or give it to ${id}.`,
  };
}

/** The nine bits that ls prints as drwxr-x---; s and t stand for x as well, S and T don't. Undefined for any other text. */
function permissionBits(mode: string): number | undefined {
  if (!/^[-a-zA-Z?][-rwxsStT]{9}$/.test(mode)) return undefined;
  return [...mode.slice(1)].reduce((bits, letter) => bits * 2 + (/[rwxst]/.test(letter) ? 1 : 0), 0);
}

/**
 * A uid map without its gid twin, or the other way round: every group then shows as 65534, and setgid and chgrp fail with EINVAL
 * (user_namespaces(7)). A side that no text tells is missing only where the one text would have held both.
 */
export function gidTwin(situation: Situation): Warning[] {
  const { levels } = situation;
  const level = levels.at(-1);
  if (level === undefined || level.tool === 'mount') return ownersWithoutTwin(situation);
  // LXC starts no container without one; its config's problems say so.
  const lacking = (map: NamespaceMaps['uid']) => (map === undefined ? level.tool === 'oci' : map.length === 0);
  const missing = (has: IdKind, lacks: IdKind): Warning[] => {
    const [first] = level[has] ?? [];
    if (first === undefined || !lacking(level[lacks])) return [];
    return [
      {
        code: `${lacks}-map-missing`,
        severity: 'warning',
        message: `The text has a ${has.toUpperCase()} map, but no ${lacks.toUpperCase()} map.`,
        hint: `Without one, every ${lacks === 'gid' ? 'group' : 'user'} in the container shows as 65534, and switching to one fails: Invalid argument. Map the ${lacks.toUpperCase()}s as well.`,
        span: first.span,
        learn: LESSONS.ranges,
      },
    ];
  };
  return [...missing('uid', 'gid'), ...missing('gid', 'uid'), ...ownersWithoutTwin(situation)];
}

/**
 * Owners who have a range in one of the two files alone. dockerd does not start for them, and rootless Podman 5.4.2 falls back to the user's
 * own single id ("no subuid ranges found", "no subgid ranges found").
 */
function ownersWithoutTwin(situation: Situation): Warning[] {
  const { subuid, subgid } = situation;
  const nameOf = ownerNames(situation);
  if (subuid === undefined || subgid === undefined) return [];
  const without = (lines: readonly Subid[], others: readonly Subid[], has: string, lacks: string): Warning[] => {
    const twins = new Set(others.map(nameOf));
    const seen = new Set<string>();
    return collect(lines, (line) => {
      const { owner, start, count, span } = line;
      const name = nameOf(line);
      if (owner === '' || twins.has(name) || seen.has(name)) return undefined;
      seen.add(name);
      return {
        code: 'subid-twin-missing',
        severity: 'warning' as const,
        message: `${owner} has a range in ${has}, but none in ${lacks}.`,
        hint: `dockerd does not start, and rootless Podman maps only the user. Add ${owner}:${start}:${count} to ${lacks}, if those IDs are free there.`,
        span,
        learn: LESSONS.ranges,
      };
    });
  };
  return [
    ...without(subuid, subgid, '/etc/subuid', '/etc/subgid'),
    ...without(subgid, subuid, '/etc/subgid', '/etc/subuid'),
  ];
}
