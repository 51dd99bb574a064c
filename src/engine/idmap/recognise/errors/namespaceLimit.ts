import type { ErrorEntry, Explanation } from '../../../messages/index.ts';
import { readOptions, shell, shellCommands, shellWord } from '../../../text/index.ts';
import { MAKES_NAMESPACES, UNSHARE } from '../../unshare/unshareOptions.ts';
import { LESSONS } from './lessons.ts';
import { manual, sourceOf } from './sources.ts';

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
export const NAMED_BEFORE = ['unshare(0x', 'create a new network namespace', 'error clone: main.c'];

/** Whether the words at this place tell of this errno; of those that name something else before it, whether their line does. */
export const endsIn = (errno: string, small: string, at: number): boolean => {
  const [line = ''] = small.slice(at, at + 300).split('\n', 1);
  return !NAMED_BEFORE.some((words) => line.startsWith(words)) || line.includes(`: ${errno}`);
};

const NO_DISK = 'Disk space is not the cause.';

/** What is told of the limit of one kind, or of several that were created together. */
function limitOf(kinds: readonly string[]): Pick<Explanation, 'says' | 'next'> {
  const [first = 'KIND'] = kinds;
  const named = kinds.map((kind) => `user.max_${kind}_namespaces`);
  const only = kinds.length === 1;
  const nested = kinds.some((kind) => kind === 'user' || kind === 'pid') || kinds.length === 0;
  const what = only
    ? `The limit on the number of ${KIND_WORDS[first] ?? first} namespaces, ${named[0]}, is reached`
    : `A limit on the number of namespaces is reached: ${kinds.length === 0 ? 'each kind has its own, user.max_KIND_namespaces' : named.join(' or ')}`;
  return {
    says: `${what} (a limit of 0 disables that kind)${nested ? ', or user or PID namespaces are nested more than 32 deep' : ''}. ${NO_DISK}`,
    next: [
      {
        why:
          kinds.length === 0
            ? 'Check the limits of all kinds. Red Hat Enterprise Linux 7 and CentOS 7 set 0 for user namespaces.'
            : `Check the limit${only ? '' : 's'}.${kinds.includes('user') ? ' Red Hat Enterprise Linux 7 and CentOS 7 set 0.' : ''}`,
        command: kinds.length === 0 ? 'head -n 1 -v /proc/sys/user/max_*_namespaces' : `sysctl ${named.join(' ')}`,
      },
      {
        why: `As root, raise it until the next boot${only ? '' : kinds.length === 0 ? '; in place of KIND, write the kind whose limit is low, such as user, mnt or net' : ', or the other one in the same way'}. The command leaves a limit of 15000 or more as it is: in that case, find out what holds so many namespaces.${kinds.includes('user') || kinds.length === 0 ? ' Warning: with a limit on user namespaces above 0, every local user can reach parts of the kernel that otherwise only root can.' : ''}`,
        command: shell`test "$(sysctl -n user.max_${shellWord(first)}_namespaces)" -ge 15000 || sysctl -w user.max_${shellWord(first)}_namespaces=15000`,
        fixes: true,
      },
    ],
  };
}

const KIND_WORDS: Readonly<Record<string, string>> = {
  mnt: 'mount',
  net: 'network',
  pid: 'PID',
  ipc: 'IPC',
  uts: 'UTS',
};

/** One namespace too many, or the limit is 0: ENOSPC, which is no matter of disks. */
export const namespaceLimit: ErrorEntry = {
  code: 'userns-limit',
  title: '`unshare failed: No space left on device`, ENOSPC',
  layer: 'kernel',
  examples: [
    'unshare: unshare failed: No space left on device',
    '$ unshare -m true\nunshare: unshare failed: No space left on device',
    'bwrap: Creating new namespace failed: nesting depth or /proc/sys/user/max_*_namespaces exceeded (ENOSPC)',
    'cannot clone: No space left on device',
    '[rootlesskit:parent] error: failed to start the child: fork/exec /proc/self/exe: no space left on device',
    'user namespaces are not enabled in /proc/sys/user/max_user_namespaces',
  ],
  sources: [
    sourceOf('linux', 'kernel/user_namespace.c', 'create_user_ns'),
    manual('namespaces', 7),
    manual('unshare', 2),
    sourceOf('linux', 'kernel/ucount.c', 'inc_ucount'),
    sourceOf('podman', 'pkg/rootless/rootless_linux.c', 'check_proc_sys_userns_file'),
    {
      title:
        'Seen with user.max_user_namespaces, max_mnt_namespaces or max_net_namespaces at 0: util-linux 2.41, bubblewrap 0.12.0, Podman 5.4.2, RootlessKit 2.0.2',
    },
    { title: 'podman issue 7704', url: 'https://github.com/podman-container-tools/podman/issues/7704' },
  ],
  phrases: [
    'unshare failed: no space left on device',
    '/proc/self/exe: no space left on device',
    'not enabled in /proc/sys/user/max_user_namespaces',
    'clone: no space left on device',
    'user namespace: no space left on device',
    'remaining namespaces: no space left on device',
    'remaining namespaces (except cgroupns): no space left on device',
    'creating new namespace failed: no space left on device',
    'no space left on device - failed to clone a new set of namespaces',
    ...NAMED_BEFORE,
    'enospc',
  ],
  explain: ({ text, small }, at) => {
    // A disk that is full has the same errno.
    if (small.startsWith('enospc', at) && !/unshare|clone|setns|namespace/.test(small)) return undefined;
    if (!endsIn('no space left on device', small, at)) return undefined;
    return {
      who: 'the kernel',
      ...limitOf(kindsIn(text)),
      versions:
        'ENOSPC since Linux 4.9; older kernels return EUSERS, “Too many users”, and the kernel of CentOS 7 “Invalid argument”.',
      learn: LESSONS.unshare,
    };
  },
};
