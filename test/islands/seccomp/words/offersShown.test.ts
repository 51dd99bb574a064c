import { expect, test } from 'vitest';
import { parseProfile, resolve, type Target } from '../../../../src/engine/seccomp/index.ts';
import type { OffersShown } from '../../../../src/islands/seccomp/state/Inspection.ts';
import { offerItems } from '../../../../src/islands/seccomp/words/allowing.ts';
import { offersShown } from '../../../../src/islands/seccomp/worker/inspect.ts';
import { plain } from '../../../../src/ui/Phrase.ts';
import { profileText } from '../../../engine/seccomp/inline.ts';

const TARGET = { arch: 'SCMP_ARCH_X86_64', kernel: '6.12', capabilities: ['CAP_CHOWN'], runtime: 'runc' } as const;
const PROFILE = `{
  "defaultAction": "SCMP_ACT_ERRNO",
  "architectures": ["SCMP_ARCH_X86_64", "SCMP_ARCH_X86"],
  "syscalls": [
    { "names": ["read", "statmount"], "action": "SCMP_ACT_ALLOW" },
    { "names": ["mount", "unshare", "setns"], "action": "SCMP_ACT_ALLOW", "includes": { "caps": ["CAP_SYS_ADMIN"] } }
  ]
}`;

function shown(question: string, text = PROFILE, target: Target = TARGET): OffersShown | undefined {
  const profile = parseProfile(text).value;
  const filter = profile && resolve(profile, target).value;
  if (!profile || !filter) throw new Error('The profile gives no filter.');
  return offersShown(filter, question, (call) => offerItems(profile, filter, call, text));
}

test.each<[call: string, required: string, offered: string[]]>([
  [
    'unshare(CLONE_NEWUSER)',
    '',
    [
      'Allow unshare with these arguments: Only where arg0 == 0x10000000. 0x10000000 is CLONE_NEWUSER. Lets a program create and join namespaces, gain every capability in a new user namespace, and so reach far more of the kernel. Also allows the call on x86.',
      'Allow unshare: With any arguments. Lets a program create and join namespaces, gain every capability in a new user namespace, and so reach far more of the kernel. Also allows the call on x86.',
      'Recheck with CAP_SYS_ADMIN: The profile stays as it is, but --cap-add SYS_ADMIN gives the container much of root’s power over the host. Also allows the call on x86. Also allows 2 other calls: mount and setns.',
      'Return ENOSYS for unshare: The call stays refused. This helps only a program that has a fallback for kernels without the call.',
    ],
  ],
  [
    'mount',
    'Passing the filter is not enough, unless the program is in a user namespace of its own: the kernel requires CAP_SYS_ADMIN, which this container lacks. Docker’s AppArmor profile denies mount, whatever the capabilities. If docker info lists apparmor, the container needs an AppArmor profile that allows the call: --security-opt apparmor=PROFILE. For a test only, apparmor=unconfined turns AppArmor off, including its protection of some kernel files. If Docker makes the mount (--tmpfs, --volume, --mount), the container needs no such changes.',
    [
      'Allow mount: With any arguments. Lets a program change what is mounted. Also allows the call on x86.',
      'Recheck with CAP_SYS_ADMIN: The profile stays as it is, but --cap-add SYS_ADMIN gives the container much of root’s power over the host. Also allows the call on x86. Also allows 2 other calls: unshare and setns.',
      'Return ENOSYS for mount: The call stays refused. This helps only a program that has a fallback for kernels without the call.',
    ],
  ],
  [
    'clone(CLONE_NEWUSER|SIGCHLD)',
    '',
    [
      'Allow clone with these arguments: Only where arg0 == 0x10000011. 0x10000011 is CLONE_NEWUSER | SIGCHLD. Lets a program create and join namespaces, gain every capability in a new user namespace, and so reach far more of the kernel. Also allows the call on x86.',
      'Allow clone: With any arguments. Lets a program create and join namespaces, gain every capability in a new user namespace, and so reach far more of the kernel. Also allows the call on x86.',
      'Return ENOSYS for clone: The call stays refused. This helps only a program that has a fallback for kernels without the call.',
    ],
  ],
  [
    'clone3',
    '',
    [
      'Allow clone3: With any arguments. Lets a program create and join namespaces, gain every capability in a new user namespace, and so reach far more of the kernel. Also allows the call on x86.',
      'Return ENOSYS for clone3: The call stays refused. Programs then treat the call as missing: glibc starts threads with clone instead.',
    ],
  ],
  [
    'socket(AF_UNIX)',
    '',
    [
      'Allow socket with these arguments: Only where arg0 == 1. 1 is AF_UNIX. Also allows the call on x86. Also allows x86: socketcall(SYS_SOCKET), which 32-bit programs can use instead.',
      'Allow socket: With any arguments. Also allows the call on x86. Also allows x86: socketcall(SYS_SOCKET), which 32-bit programs can use instead.',
      'Return ENOSYS for socket: The call stays refused. This helps only a program that has a fallback for kernels without the call.',
    ],
  ],
  [
    'lsm_get_self_attr',
    '',
    [
      'Allow lsm_get_self_attr: With any arguments. Also allows the call on x86. listmount gets EPERM instead of ENOSYS.',
    ],
  ],
  [
    'x32: read',
    '',
    ['Add SCMP_ARCH_X32: The profile’s rules then apply to programs for x32. Without this change, they are killed.'],
  ],
])('%s', (question, required, offered) => {
  const { required: still, items } = shown(question) ?? { required: [], items: [] };
  expect([plain(still), items.map(({ button, does }) => `${plain(button)}: ${plain(does)}`)]).toEqual([
    required,
    offered,
  ]);
});

const GATED = `{"defaultAction":"SCMP_ACT_ERRNO","syscalls":[
  {"names":["statmount"],"action":"SCMP_ACT_ALLOW"},
  {"names":["mount","umount2"],"action":"SCMP_ACT_ALLOW","includes":{"caps":["CAP_SYS_ADMIN"]}},
  {"names":["clone"],"action":"SCMP_ACT_ALLOW","args":[{"index":0,"value":0,"op":"SCMP_CMP_EQ"}],"includes":{"caps":["CAP_SYS_ADMIN"]}}
]}`;
const UNREAD = `{"defaultAction":"SCMP_ACT_ERRNO","syscalls":[
  {"names":["_llseek"],"action":"SCMP_ACT_ERRNO","errnoRet":5,"args":[{"index":2,"value":2,"op":"SCMP_CMP_NE"}]},
  {"names":["accept4"],"action":"SCMP_ACT_ERRNO","errnoRet":5,"args":[{"index":0,"value":38,"op":"SCMP_CMP_LE"}]}
]}`;

// Apart: calls that change with some arguments only, and those that get another error than the ones before them.
test.each<[of: string, text: string, call: string, arch: Target['arch'], offer: string, also: string]>([
  [
    'a capability',
    GATED,
    'mount',
    'SCMP_ARCH_X86_64',
    'Recheck with CAP_SYS_ADMIN',
    'Also allows another call: umount2. Also allows another call, with some arguments: clone.',
  ],
  [
    'a rule',
    UNREAD,
    'clone3',
    'SCMP_ARCH_AARCH64',
    'Allow clone3',
    'With some arguments, accept4 gets EIO instead of EPERM. recvmmsg, wait4, prlimit64, fanotify_init, fanotify_mark, name_to_handle_at and 41 more get EPERM instead of ENOSYS.',
  ],
])('what %s changes beside what it is for', (_, text, call, arch, offer, also) => {
  const { items } = shown(call, text, { ...TARGET, arch }) ?? { items: [] };
  const does = items.filter(({ button }) => plain(button) === offer).map((item) => plain(item.does));
  expect(does.map((words) => words.slice(-also.length))).toEqual([also]);
});

test('what the kernel requires as well is given with the change', () => {
  const { items } = shown('swapon', profileText('errno: allow read')) ?? { items: [] };
  expect(items.map(({ button, capabilities }) => [plain(button), capabilities])).toEqual([
    ['Allow swapon and add CAP_SYS_ADMIN', ['CAP_SYS_ADMIN']],
    ['Return ENOSYS for swapon', []],
  ]);
});

test.each(['read', 'mips: read', '4999'])('nothing is offered for %s', (question) => {
  expect(shown(question)).toBeUndefined();
});

test.each<[line: string, required: string | undefined]>([
  [
    'mount("proc", "/proc", "proc", 0, NULL) = -1 EPERM (Operation not permitted)',
    'Passing the filter is not enough, unless the program is in a user namespace of its own: the kernel requires CAP_SYS_ADMIN, which this container lacks. Docker’s AppArmor profile denies mount, whatever the capabilities. If docker info lists apparmor, the container needs an AppArmor profile that allows the call: --security-opt apparmor=PROFILE. For a test only, apparmor=unconfined turns AppArmor off, including its protection of some kernel files. If Docker makes the mount (--tmpfs, --volume, --mount), the container needs no such changes.',
  ],
  ['mount("proc", "/proc", "proc", 0, NULL) = 0', undefined],
  ['mkdir("/x", 0777) = -1 EPERM (Operation not permitted)', undefined],
])('of a call that the filter allows: %s', (line, required) => {
  const found = shown(
    line,
    '{ "defaultAction": "SCMP_ACT_ALLOW", "syscalls": [{ "names": ["bpf"], "action": "SCMP_ACT_KILL" }] }',
  );
  expect(found && [plain(found.required), found.items]).toEqual(required && [required, []]);
});
