import { type BoundedNumber, strtoumax, strtouNoneg } from '../../linux/index.ts';
import type { IdKind } from '../map/Extent.ts';
import { since } from '../versions/since.ts';
import type { Versions } from '../versions/Versions.ts';
import type { NewuidmapCall, Target } from './NewuidmapCall.ts';
import type { NewuidmapRule } from './newuidmapRules.ts';

/** The largest pid_t and file descriptor. */
const INT_MAX = 2n ** 31n - 1n;

/**
 * What stands against the process that a call names, before a range is looked at: no pid, no process, no account, another owner
 * (shadow 4.17.4, src/newuidmap.c, main; lib/get_pid.c; or the release that is given).
 */
export function targetProblem(
  { kind, args, caller, versions = {} }: NewuidmapCall,
  target: Target,
): { message: string; rule: NewuidmapRule; hint: string } | undefined {
  const [named = ''] = args;
  const byDescriptor = takesDescriptor(versions) && named.length > 3 && named.startsWith('fd:');
  const number = byDescriptor ? strtouNoneg(named.slice(3), 10, 0n, INT_MAX) : readPid(named, versions);
  if (!number.ok) return { message: usage(kind, versions), rule: 'newuidmap-usage', hint: 'Give the PID first.' };
  const descriptors = since('shadow', 'descriptors', versions);
  if (target.missing || number.value < 1n) {
    const about = `ould not open proc directory for target ${BigInt.asUintN(32, number.value)}`;
    const unknown = byDescriptor ? '' : `C${about}: No such file or directory\n`;
    return {
      message: descriptors ? `${unknown}${usage(kind, versions)}` : `new${kind}map: C${about}`,
      rule: 'newuidmap-no-process',
      hint: 'Give the PID of a running process.',
    };
  }
  if (caller.name === '') {
    return {
      message: `new${kind}map: Cannot determine your user name.`,
      rule: 'newuidmap-no-account',
      hint: `Give UID ${caller.uid} an account.`,
    };
  }
  const gid = caller.currentGid ?? caller.gid;
  if (gid !== caller.gid || caller.uid !== target.uid || gid !== target.gid) {
    const process = descriptors ? 'Target process' : `Target ${kind === 'uid' ? 'process ' : ''}${number.value}`;
    return {
      message:
        `new${kind}map: ${process} is owned by a different user: uid:${caller.uid} pw_uid:${caller.uid} st_uid:${target.uid}, ` +
        `gid:${gid} pw_gid:${caller.gid} st_gid:${target.gid}`,
      rule: 'newuidmap-other-owner',
      hint: 'Call it as the user that the process runs as, in the login group.',
    };
  }
  return undefined;
}

/** A pid in digits: of 4.13 and older any number that a pid_t holds (lib/get_pid.c, get_pid). */
function readPid(text: string, versions: Versions): BoundedNumber {
  if (since('shadow', 'descriptors', versions)) return strtouNoneg(text, 10, 1n, INT_MAX);
  const { value, length, negative } = strtoumax(text, 10);
  const signed = negative ? -value : value;
  const isPid = length > 0 && length === text.length && signed >= -INT_MAX - 1n && signed <= INT_MAX;
  return isPid ? { ok: true, value: signed } : { ok: false, reason: 'syntax' };
}

/**
 * Whether "fd:N" may stand for the process: 4.14.0 brought it, and Debian took it out of its 4.17.4 again, which had a security flaw
 * (changelog of shadow 1:4.17.4-2+deb13u1).
 */
function takesDescriptor(versions: Versions): boolean {
  const withdrawn = since('shadow', 'pid-alone', versions) && !since('shadow', 'descriptors-again', versions);
  return since('shadow', 'descriptors', versions) && !withdrawn;
}

/** The usage text of newuidmap and newgidmap; the bracket that newgidmap's lacks where it names a descriptor is missing there too. */
export function usage(kind: IdKind, versions: Versions = {}): string {
  const numbers = `<${kind}> <lower${kind}> <count>`;
  if (!takesDescriptor(versions)) return `usage: new${kind}map <pid> ${numbers} [ ${numbers} ] ... `;
  return kind === 'uid'
    ? 'usage: newuidmap [<pid>|fd:<pidfd>] <uid> <loweruid> <count> [ <uid> <loweruid> <count> ] ... '
    : 'usage: newgidmap [<pid|fd:<pidfd>] <gid> <lowergid> <count> [ <gid> <lowergid> <count> ] ... ';
}
