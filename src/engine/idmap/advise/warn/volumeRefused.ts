import { accessAnswer } from '../../kernel/accessAnswer.ts';
import { type InsideProcess, isInGroup } from '../../kernel/InsideProcess.ts';
import { EVERY_ID } from '../../map/compose.ts';
import { toOutside } from '../../map/toOutside.ts';
import type { Situation } from '../../situation/Situation.ts';
import { hostExtents } from '../hostExtents.ts';
import { LESSONS } from '../lessons.ts';
import type { Seen, SeenFile, SeenProcess } from '../Seen.ts';
import type { Warning } from '../Warning.ts';

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
