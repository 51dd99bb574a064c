import { strtouNoneg } from '../../linux/index.ts';
import type { IdKind } from '../map/Extent.ts';
import type { NewuidmapCall, Target } from './NewuidmapCall.ts';
import type { NewuidmapRule } from './newuidmapRules.ts';

/** The largest pid_t and file descriptor. */
const INT_MAX = 2n ** 31n - 1n;

/**
 * What stands against the process that a call names, before a range is looked at: no pid, no process, no account, another owner
 * (shadow 4.17.4, src/newuidmap.c, main; lib/get_pid.c).
 */
export function targetProblem(
  { kind, args, caller }: NewuidmapCall,
  target: Target,
): { message: string; rule: NewuidmapRule; hint: string } | undefined {
  const [named = ''] = args;
  const byDescriptor = named.length > 3 && named.startsWith('fd:');
  const number = strtouNoneg(byDescriptor ? named.slice(3) : named, 10, byDescriptor ? 0n : 1n, INT_MAX);
  if (!number.ok) return { message: usage(kind), rule: 'newuidmap-usage', hint: 'Give the PID first.' };
  if (target.missing) {
    const unknown = `Could not open proc directory for target ${number.value}: No such file or directory\n`;
    return {
      message: `${byDescriptor ? '' : unknown}${usage(kind)}`,
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
    return {
      message:
        `new${kind}map: Target process is owned by a different user: uid:${caller.uid} pw_uid:${caller.uid} st_uid:${target.uid}, ` +
        `gid:${gid} pw_gid:${caller.gid} st_gid:${target.gid}`,
      rule: 'newuidmap-other-owner',
      hint: 'Call it as the user that the process runs as, in the login group.',
    };
  }
  return undefined;
}

/** The usage text of newuidmap and newgidmap 4.17.4; the bracket that newgidmap's lacks is missing there too. */
export function usage(kind: IdKind): string {
  return kind === 'uid'
    ? 'usage: newuidmap [<pid>|fd:<pidfd>] <uid> <loweruid> <count> [ <uid> <loweruid> <count> ] ... '
    : 'usage: newgidmap [<pid|fd:<pidfd>] <gid> <lowergid> <count> [ <gid> <lowergid> <count> ] ... ';
}
