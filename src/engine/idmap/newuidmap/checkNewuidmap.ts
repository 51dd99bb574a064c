import { type BoundedNumber, strtoumax, strtouNoneg } from '../../linux/index.ts';
import { type Diagnostic, error } from '../../text/index.ts';
import { checkWrite } from '../kernel/checkWrite.ts';
import type { WriteRule } from '../kernel/writeRules.ts';
import { EVERY_ID } from '../map/compose.ts';
import { type Extent, type IdKind, type IdMap, mapText } from '../map/Extent.ts';
import { SUBID_MIN } from '../subid/findFreeSubids.ts';
import { grantedIds, type IdSpan, isGranted, readShadowFile } from '../subid/grantedIds.ts';
import { since, type Versions } from '../versions/programWords.ts';
import type { NewuidmapCall, Target } from './NewuidmapCall.ts';
import { type NewuidmapRule, newuidmapRules, readTriples } from './readTriples.ts';

/** The largest pid_t and file descriptor. */
const INT_MAX = 2n ** 31n - 1n;

/**
 * What stands against the process that a call names, before a range is looked at: no pid, no process, no account, another owner
 * (shadow 4.17.4, src/newuidmap.c, main; lib/get_pid.c; or the release that is given).
 */
function targetProblem(
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

/**
 * What a call of newuidmap or newgidmap does: the map as the kernel then shows it, or, exit status 1, what it prints on standard error (without
 * the last newline). `setgroups` is what /proc/PID/setgroups says afterwards. `diagnostics` holds all that is wrong, `rule` what came first.
 */
type NewuidmapOutcome =
  | { ok: true; map: IdMap; setgroups: 'allow' | 'deny'; diagnostics: Diagnostic[] }
  | {
      ok: false;
      message: string;
      rule: NewuidmapRule | WriteRule;
      setgroups: 'allow' | 'deny';
      diagnostics: Diagnostic[];
    };

/**
 * Answers a call as shadow 4.17.4 does, or the release that is given (src/newuidmap.c and src/newgidmap.c, main): the arguments, the owner of the process, the ranges against
 * the file, then the kernel's word on the write. Never throws; what is wrong with the call is in the outcome.
 */
export function checkNewuidmap(call: NewuidmapCall): NewuidmapOutcome {
  const { kind, args, caller, versions = {} } = call;
  const program = `new${kind}map`;
  const target = call.target ?? { uid: caller.uid, gid: caller.currentGid ?? caller.gid };
  const before = target.setgroups ?? 'allow';
  const fail = (message: string, rule: NewuidmapRule, diagnostics: Diagnostic[]): NewuidmapOutcome => {
    return { ok: false, message, rule, setgroups: before, diagnostics };
  };

  const wrongTarget = targetProblem(call, target);
  if (wrongTarget) return fail(wrongTarget.message, wrongTarget.rule, [broken(wrongTarget.rule, wrongTarget.hint)]);

  const file = call.subids === undefined ? undefined : readShadowFile(call.subids, versions);
  if (!file || file.unreadable) {
    const words = since('shadow', 'open-words', versions) ? notOpened(call) : '';
    const hint =
      words === '' ? `${program} exits without a message.` : 'End its last line with a newline, and remove any NUL.';
    return fail(words, 'newuidmap-no-file', [
      broken('newuidmap-no-file', file || words === '' ? hint : 'Add the file.'),
    ]);
  }

  const triples = readTriples(args.slice(1), program, versions);
  if (!triples.ok) {
    const { message, withoutUsage } = triples;
    const words = withoutUsage ? message : [...(message === '' ? [] : [message]), usage(kind, versions)].join('\n');
    return fail(words, triples.rule, triples.diagnostics);
  }

  const granted = grantedIds(file.lines, caller, versions);
  const ownId = kind === 'uid' ? caller.uid : (caller.currentGid ?? caller.gid);
  const isAssigned = ({ outside, count }: Extent) =>
    count > 0 && isGranted(granted, BigInt(outside), BigInt(outside + count - 1));
  const assigned = triples.extents.map(isAssigned);
  const refused = triples.extents.filter(
    ({ outside, count }, index) => !assigned[index] && !(count === 1 && outside === ownId),
  );
  const [first] = refused;
  if (first) {
    return fail(
      notAllowed(kind, first),
      'newuidmap-not-allowed',
      refused.map((extent) => notAssigned(call, extent, granted)),
    );
  }

  let setgroups = before;
  if (kind === 'gid' && !assigned.includes(true) && before === 'allow') {
    if (target.written || target.sameNamespace) {
      return fail(`${program}: failed to setgroups deny\n policy: Operation not permitted`, 'newuidmap-setgroups', [
        broken('newuidmap-setgroups', 'Make a new user namespace.'),
      ]);
    }
    setgroups = 'deny';
  }
  return written(call, triples.extents, setgroups);
}

/** What shadow 4.20.3 says of a file that is missing, or that it takes for no text. */
function notOpened({ kind, subids }: NewuidmapCall): string {
  const file = `/etc/sub${kind}`;
  const opened = `new${kind}map: cannot open ${file}`;
  return subids === undefined
    ? `${opened}: No such file or directory`
    : `${file}: Non-text file.\n${opened}: Cannot allocate memory`;
}

/**
 * The kernel's answer. The program is setuid root; before it opens the file it takes the caller's uid again and keeps CAP_SETUID (CAP_SETGID)
 * alone, with CAP_SETFCAP where an outside id is 0 (lib/idmapping.c, write_mapping).
 */
function written(call: NewuidmapCall, extents: readonly Extent[], setgroups: 'allow' | 'deny'): NewuidmapOutcome {
  const { kind, caller, target, versions = {} } = call;
  if (extents.length === 0 && since('shadow', 'bounded-numbers', versions)) {
    const stays = target?.sameNamespace ? (call.parentMap ?? EVERY_ID) : (target?.written ?? []);
    return { ok: true, map: stays, setgroups, diagnostics: [] };
  }
  const refuse = (errno: keyof typeof STRERROR, rule: NewuidmapRule | WriteRule, diagnostics: Diagnostic[]) => ({
    ok: false as const,
    message: `new${kind}map: write to ${kind}_map failed: ${STRERROR[errno]}`,
    rule,
    setgroups,
    diagnostics,
  });
  if (target?.sameNamespace) {
    return refuse('EPERM', 'newuidmap-no-namespace', [
      broken('newuidmap-no-namespace', 'Give the PID of a process that unshared its user namespace.'),
    ]);
  }
  const text = mapText(extents);
  const mapsRoot = kind === 'uid' && extents.some(({ outside }) => outside === 0);
  const outcome = checkWrite(text, {
    kind,
    id: kind === 'uid' ? caller.uid : (caller.currentGid ?? caller.gid),
    capabilities: [kind === 'uid' ? 'CAP_SETUID' : 'CAP_SETGID', ...(mapsRoot ? ['CAP_SETFCAP'] : [])],
    setgroups,
    ...(target?.written && { written: true }),
    ...(call.parentMap && { parentMap: call.parentMap }),
    ...(call.kernel !== undefined && { kernel: call.kernel }),
  });
  if (!outcome.ok) return refuse(outcome.errno, outcome.rule, outcome.diagnostics);
  return { ok: true, map: outcome.map, setgroups, diagnostics: [] };
}

/** strerror(3) of what the kernel answers. */
export const STRERROR = {
  EPERM: 'Operation not permitted',
  EINVAL: 'Invalid argument',
  EACCES: 'Permission denied',
} as const;

/** verify_ranges: the ends shown are past the last id. */
function notAllowed(kind: NewuidmapCall['kind'], { inside, outside, count }: Extent): string {
  return `new${kind}map: ${kind} range [${inside}-${inside + count}) -> [${outside}-${outside + count}) not allowed`;
}

function notAssigned(
  { kind, caller }: NewuidmapCall,
  { outside, count }: Extent,
  granted: readonly IdSpan[],
): Diagnostic {
  const last = outside + count - 1;
  const [some, ...more] = granted.map((span) =>
    span.first === span.last ? `${span.first}` : `${span.first} to ${span.last}`,
  );
  const assigned =
    some === undefined
      ? 'No range is assigned to that user.'
      : `Assigned to that user: ${[some, ...more.slice(0, 4)].join(', ')}.`;
  const add =
    outside < SUBID_MIN
      ? 'IDs this low are often those of real accounts: use others, or assign them one by one.'
      : `As root: usermod --add-sub${kind}s ${outside}-${last} ${caller.name}`;
  const message = `/etc/sub${kind} does not assign ${kind.toUpperCase()}${count === 1 ? ` ${outside}` : `s ${outside} to ${last}`} to ${caller.name} (UID ${caller.uid}). ${assigned}`;
  return error('newuidmap-not-allowed', message, add);
}

function broken(rule: NewuidmapRule, hint: string): Diagnostic {
  return error(rule, newuidmapRules[rule].says, hint);
}
