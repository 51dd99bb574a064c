import { type Known, type Message, numberAfter, type Reader, type Values } from '../../../messages/index.ts';
import { readOptions, shellCommands } from '../../../text/index.ts';
import type { IdKind } from '../../map/Extent.ts';
import { MIGRATE_STOPS } from '../../podman/migrate.ts';
import { assignFreeRange, CURRENT_USER, UNLISTED } from '../../subid/assignCommands.ts';
import { MAKES_NAMESPACES, UNSHARE } from '../../unshare/unshareOptions.ts';
import { FILE_READS } from './fileReads.ts';
import { RANGE_READS } from './rangeReads.ts';

// What messages about refused calls tell: new namespaces, a map that is written, a process that becomes another user.

/** The kinds of namespaces as their limits name them, with unshare's option, what else names one, and the flag (uapi/linux/sched.h). */
const KINDS = [
  ['user', 'user', /clone_newuser|max_user_namespaces|user namespace/, 0x10000000],
  ['mnt', 'mount', /clone_newns\b/, 0x20000],
  ['net', 'net', /clone_newnet|new network namespace/, 0x40000000],
  ['pid', 'pid', /clone_newpid/, 0x20000000],
  ['ipc', 'ipc', /clone_newipc/, 0x8000000],
  ['uts', 'uts', /clone_newuts/, 0x4000000],
  ['cgroup', 'cgroup', /clone_newcgroup/, 0x2000000],
  ['time', 'time', /clone_newtime/, 0x80],
] as const;

/** Which kinds of namespaces the text says were asked for; none where it doesn't tell. */
function kindsIn(text: string): string[] {
  const small = text.toLowerCase();
  const asked = new Set(text.split('\n').flatMap((line) => (/\bunshare +-/.test(line) ? askedIn(line) : [])));
  // As busybox prints the call.
  const flags = Number(/\bunshare\((0x[\da-f]{1,8})\)/.exec(small)?.[1] ?? 0);
  return KINDS.filter(([, name, words, flag]) => asked.has(name) || words.test(small) || (flags & flag) !== 0).map(
    ([kind]) => kind,
  );
}

/** What the options of an unshare in the line make, whatever runs it; values of options are none. */
function askedIn(line: string): string[] {
  return shellCommands(line).flatMap(({ words }) => {
    const args = words.slice(words.findIndex(({ text }) => /\bunshare$/.test(text)) + 1);
    const { found } = readOptions(args, UNSHARE, 'getopt');
    return found.flatMap((each) => ('message' in each ? [] : (MAKES_NAMESPACES[each.name] ?? [])));
  });
}

/** busybox names the flags, iproute2 the namespace (ip/ipnetns.c, netns_add) and Firejail its function, and then the errno. */
const NAMED_BEFORE = ['unshare(0x', 'create a new network namespace', 'error clone: main.c'];

/** Whether the words at this place tell of this errno; of those that name something else before it, whether their line does. */
const endsIn = (errno: string, small: string, at: number): boolean => {
  const [line = ''] = small.slice(at, at + 300).split('\n', 1);
  return !NAMED_BEFORE.some((words) => line.startsWith(words)) || line.includes(`: ${errno}`);
};

const KIND_WORDS: Readonly<Record<string, string>> = {
  mnt: 'mount',
  net: 'network',
  pid: 'PID',
  ipc: 'IPC',
  uts: 'UTS',
};

/** Which limits are reached. A disk that is full has the same errno. */
const namespaceLimit: Reader = ({ text, small }, at) => {
  if (small.startsWith('enospc', at) && !/unshare|clone|setns|namespace/.test(small)) return undefined;
  if (!endsIn('no space left on device', small, at)) return undefined;
  const kinds = kindsIn(text);
  const [first = 'KIND'] = kinds;
  const settings = kinds.map((kind) => `user.max_${kind}_namespaces`);
  return {
    ...{ first, named: settings.join(' or '), settings: settings.join(' '), word: KIND_WORDS[first] ?? first },
    one: kinds.length === 1,
    user: kinds.includes('user'),
    nested: kinds.length === 0 || kinds.includes('user') || kinds.includes('pid'),
  };
};

/** Errors of a call for a user namespace that are no EPERM. */
const OTHER_ERRNO = /\b(?:eacces|permission denied|einval|invalid argument|enospc|no space left)\b/;

/** The flag alone stands in messages about other errors, too. */
const namespaceNotPermitted: Reader = ({ small }, at) => {
  if (small.startsWith('clone_newuser', at) && OTHER_ERRNO.test(small.slice(at, at + 150))) return undefined;
  if (!endsIn('operation not permitted', small, at)) return undefined;
  return { clone3: small.slice(small.lastIndexOf('\n', at) + 1, at).includes('clone3(') };
};

const namespaceDenied: Reader = ({ small }, at) => {
  const isOther = small.startsWith('clone_newuser', at) && !/eacces|permission denied/.test(small.slice(at, at + 150));
  return endsIn('permission denied', small, at) && !isOther ? {} : undefined;
};

/** Podman ends with these words whatever the reason was; here a line above them has it. */
const namespaceForbidden: Reader = ({ small }, at) =>
  small.startsWith('cannot re-exec', at) && /max_user_namespaces|no space left/.test(small) ? undefined : {};

const WRITERS = [
  'newuidmap',
  'newgidmap',
  'unshare',
  'runc',
  'crun',
  'bwrap',
  'lxc',
  'nsexec',
  'podman',
  'rootlesskit',
] as const;

/** Who wrote a map of this kind, and the extents in a logged command line: "newuidmap 2016 0 1000 1 1 100000 65536". */
function writerOf({ text, small }: Message, kind: IdKind): Values {
  const found = WRITERS.find((each) => small.includes(each));
  const lines = ['newuidmap ', 'newgidmap ']
    .map((tool) => [tool.length, small.lastIndexOf(tool)] as const)
    .filter(([, at]) => at !== -1)
    .map(([length, at]) => /^\d{1,10}((?: \d{1,10}){3,60})/.exec(text.slice(at + length, at + length + 700))?.[1])
    .find((arguments_) => arguments_ !== undefined)
    ?.match(/\d+ \d+ \d+/g);
  return {
    kind,
    KIND: kind.toUpperCase(),
    writer: found === 'nsexec' ? 'runc' : found === 'lxc' ? 'LXC' : (found ?? 'the writer'),
    capability: kind === 'uid' ? 'CAP_SETUID' : 'CAP_SETGID',
    bit: kind === 'uid' ? '7 (80' : '6 (40',
    bySetuid: small.includes(`new${kind}map`),
    lines: lines?.join(', '),
  };
}

const mapWriter: Reader = (message) =>
  writerOf(message, message.small.includes('gid_map') || message.small.includes('gid map') ? 'gid' : 'uid');

/** The calls that make a process somebody else, and the ids they set. */
const CALLS: readonly (readonly [call: string, kind: IdKind])[] = [
  ['setresuid', 'uid'],
  ['setreuid', 'uid'],
  ['seteuid', 'uid'],
  ['setuid', 'uid'],
  ['set user-id', 'uid'],
  ['set user id', 'uid'],
  ['setresgid', 'gid'],
  ['setregid', 'gid'],
  ['setegid', 'gid'],
  ['setgid', 'gid'],
  ['set group-id', 'gid'],
  ['set group id', 'gid'],
  ['setgroups', 'gid'],
  ['set supplemental groups', 'gid'],
  ['set supplementary groups', 'gid'],
  ['initgroups', 'gid'],
  ['set groups', 'gid'],
];

/** What crun says, with the ID in backticks. */
const OF_CRUN = ['cannot setresuid to', 'cannot setresgid to'] as const;

/** The call that a message names first in the list, how it was refused, and for which id. */
function readCall(message: Message) {
  const [call, kind] = CALLS.find(([each]) => message.small.includes(each)) ?? ['setuid', 'uid' as const];
  const at = message.small.indexOf(call) + call.length;
  const refusal = message.small.includes('invalid argument', at)
    ? 'invalid'
    : message.small.includes('operation not permitted', at)
      ? 'denied'
      : undefined;
  const groups = call === 'initgroups' || call.includes('groups');
  // apt says it with the number: "seteuid 100 failed - seteuid (22: Invalid argument)".
  return { call, kind, refusal, groups, id: numberAfter(message, at, 2) };
}

/** The user or the group that a process should have become. */
function becoming(kind: IdKind, id: number | undefined): Values {
  const known = id !== undefined && id <= 4294967294 ? id : undefined;
  return { kind, KIND: kind.toUpperCase(), id, known, [kind]: known };
}

/** crun says it of a refusal too: EPERM, which no map answers. */
const crunUser: Reader = (message, at) => {
  const { small } = message;
  if (small.startsWith('to', at))
    return becoming(small.slice(Math.max(0, at - 20), at).includes('gid') ? 'gid' : 'uid', undefined);
  if (!small.includes('invalid argument', at)) return undefined;
  const kind = small.startsWith('cannot setresuid', at) ? 'uid' : 'gid';
  return becoming(kind, numberAfter(message, at + OF_CRUN[0].length, 4));
};

const setidUnmapped: Reader = (message) => {
  const { refusal, kind, id } = readCall(message);
  return refusal === 'invalid' ? becoming(kind, id) : undefined;
};

const groupsDenied: Reader = (message) => {
  const { refusal, call, groups } = readCall(message);
  return refusal === 'denied' && groups ? { call } : undefined;
};

const setidDenied: Reader = (message) => {
  const { refusal, call, kind, id, groups } = readCall(message);
  if (refusal !== 'denied' || groups) return undefined;
  const ofCrun = Math.max(...OF_CRUN.map((words) => message.small.indexOf(words)));
  return {
    ...becoming(kind, ofCrun === -1 ? id : numberAfter(message, ofCrun + OF_CRUN[0].length, 4)),
    ...{ call, plain: call.replace('res', ''), crun: ofCrun !== -1 },
    capability: kind === 'uid' ? 'CAP_SETUID' : 'CAP_SETGID',
  };
};

const CALL_READS: Readonly<Record<string, Reader>> = {
  namespaceLimit,
  namespaceNotPermitted,
  namespaceDenied,
  namespaceForbidden,
  mapWriter,
  echoWriter: (message) => writerOf(message, 'uid'),
  crunUser,
  setidUnmapped,
  groupsDenied,
  setidDenied,
};

/** What the files of content/messages/ name: readers (`reads:`), where no pattern can tell, and facts for every text. */
export const mapKnown = (): Known => ({
  readers: { ...RANGE_READS, ...CALL_READS, ...FILE_READS },
  facts: {
    assignFreeRange: assignFreeRange(CURRENT_USER),
    unlisted: UNLISTED,
    migrateStops: MIGRATE_STOPS,
  },
});
