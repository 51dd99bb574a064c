import { describe, expect, test } from 'vitest';
import type { RoadsShown } from '../../../../src/islands/seccomp/state/Inspection.ts';
import { openingQuestion } from '../../../../src/islands/seccomp/state/questionOf.ts';
import { roadsWords } from '../../../../src/islands/seccomp/words/roadsWords.ts';
import { inspect } from '../../../../src/islands/seccomp/worker/inspect.ts';
import { SECCOMP_LINK_DEFAULTS } from '../../../../src/share/seccompLink.ts';
import { plain } from '../../../../src/ui/Phrase.ts';

/** A profile of our own: it keeps netlink out by socket's family, and lets 32-bit programs use socketcall. */
const NO_NETLINK = `{
  "defaultAction": "SCMP_ACT_ERRNO",
  "architectures": ["SCMP_ARCH_X86_64", "SCMP_ARCH_X86"],
  "syscalls": [
    { "names": ["read", "socketcall"], "action": "SCMP_ACT_ALLOW" },
    { "names": ["socket"], "action": "SCMP_ACT_ALLOW", "args": [{ "index": 0, "op": "SCMP_CMP_NE", "value": 16 }] },
    { "names": ["init_module"], "action": "SCMP_ACT_ALLOW" }
  ]
}`;
const roadsUnder = (text: string, call: string) => {
  const question = openingQuestion('page', { link: { ...SECCOMP_LINK_DEFAULTS, call }, text });
  return inspect({ ...question, withFindings: false }).reply.roads;
};

function roadsTo(call: string): RoadsShown {
  const roads = roadsUnder(NO_NETLINK, call);
  if (!roads) throw new Error(`No roads to ${call}.`);
  return roads;
}

const inWords = ({ groups }: RoadsShown) =>
  groups.map(
    ({ state, abis, calls, answer, notes }) =>
      `${state} ${abis}: ${calls.map(({ steps }) => steps.join(' then ')).join(', ')} (${plain(answer)})${notes.map((note) => ` ${plain(note)}`).join('')}`,
  );

const othersInWords = ({ others }: RoadsShown) =>
  others.map(({ calls, words, source }) => `${calls.join(', ') || 'all'}: ${words} (${source.title})`);

describe('the roads of a profile of our own', () => {
  test('to a netlink socket: through a multiplexer, and with bits that the kernel doesn’t read', () => {
    expect(inWords(roadsTo('socket(AF_NETLINK)'))).toEqual([
      `open x86_64: socket(0x100000010) (allowed, line 6: arg0 != 16) The filter compares 64 bits of family and sees 0x100000010; the kernel takes it as int and reads 16. The kernel makes a socket of that family.`,
      `open x86: socketcall(SYS_SOCKET) (allowed, line 5) The kernel does what socket does. The arguments of the call are in memory: the filter sees only which call it is, and an address.`,
      'closed x86_64: socket(AF_NETLINK) (EPERM, by the default on line 2)',
      'closed x86: socket(AF_NETLINK), io_uring_setup(1) (ENOSYS, above 128) All 3 ways that need them are blocked.',
      'closed x32: socket(AF_NETLINK), io_uring_setup(1) (kills, unknown ABI) All 3 ways that need them are blocked.',
      'closed x86_64: io_uring_setup(1) (ENOSYS, above 175) Both ways that need it are blocked.',
    ]);
    expect(othersInWords(roadsTo('socket(AF_NETLINK)'))).toEqual([
      'all: AppArmor (network rules) and SELinux (socket classes) check the family of every new socket. (Linux security/security.c, security_socket_create)',
    ]);
  });

  test('of which some may be closed by one layer, some by another', () => {
    const roads = roadsUnder('{"defaultAction":"SCMP_ACT_ALLOW"}', 'socket(AF_ALG)');
    expect(roads && othersInWords(roads)).toEqual([
      'all: Docker’s AppArmor profile and SELinux module of May 2026 (29.4.3) deny AF_ALG sockets, whichever call asks for them. (moby/moby 52547)',
      'io_uring_setup: With kernel.io_uring_disabled above 0, the kernel refuses new rings (Linux 6.6). (Linux Documentation/admin-guide/sysctl/kernel.rst)',
    ]);
  });

  test('to a kernel module: the filter lets it through, a capability that the container lacks does not', () => {
    expect(inWords(roadsTo('init_module'))).toEqual([
      'stopped x86_64 and x86: init_module (allowed, line 7) The kernel runs the module. Blocked by the kernel here: The kernel requires CAP_SYS_MODULE.',
      'closed x32: init_module, finit_module(3) (kills, unknown ABI)',
      'closed x86_64: finit_module(3) (ENOSYS, above 175)',
      'closed x86: finit_module(3) (ENOSYS, above 128)',
    ]);
  });

  test('of a call that serves no known end: the same call on each ABI', () => {
    expect(inWords(roadsTo('read'))).toEqual([
      'open x86_64 and x86: read (allowed, line 5) The kernel does the same on every ABI.',
      'closed x32: read (kills, unknown ABI)',
    ]);
  });

  test('none of which is open', () => {
    expect(inWords(roadsTo('mount'))).toEqual([
      'closed x86_64 and x86: mount (EPERM, no rule)',
      'closed x32: mount, fsopen, open_tree(AT_FDCWD, 0, OPEN_TREE_CLONE) (kills, unknown ABI)',
      'closed x86_64: fsopen, open_tree(AT_FDCWD, 0, OPEN_TREE_CLONE) (ENOSYS, above 175)',
      'closed x86: fsopen, open_tree(AT_FDCWD, 0, OPEN_TREE_CLONE) (ENOSYS, above 128)',
    ]);
  });
});

test.each<[call: string, title: string, summary: string, leads: boolean]>([
  [
    'socket(AF_NETLINK)',
    'Ways to a netlink socket, to configure the network',
    '2 possible bypasses; 9 of 11 ways blocked.',
    true,
  ],
  ['io_uring_setup', 'Ways to io_uring, whose operations no filter sees', 'All 9 ways are blocked.', true],
  ['read', 'The call on every ABI', '2 allowed; 1 of 3 ways blocked.', false],
  [
    'init_module',
    'Ways to load a kernel module',
    'All 6 ways are blocked, 2 by the kernel and not by the filter.',
    true,
  ],
  ['mount', 'Ways to mount a file system', 'All 9 ways are blocked.', true],
  ['kill', 'Ways to send a signal to another process', 'All 18 ways are blocked.', true],
])('over the roads of %s', (call, title, summary, leads) => {
  expect(roadsWords(roadsTo(call))).toEqual({ title, summary, counted: 'A call counts once for each ABI.', leads });
});
