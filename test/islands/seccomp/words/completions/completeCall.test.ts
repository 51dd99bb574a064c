import { describe, expect, test } from 'vitest';
import type { Arch } from '../../../../../src/engine/linux/index.ts';
import { callSignature, completeCall } from '../../../../../src/islands/seccomp/words/completions/completeCall.ts';

/** The text with the caret at `|`, written ¦ here since `|` joins flags. */
function atCaret(marked: string): [text: string, caret: number] {
  return [marked.replace('¦', ''), marked.indexOf('¦')];
}

/** What is offered, and the text once the first of it is taken. */
function offered(marked: string, asked = false, arch: Arch = 'SCMP_ARCH_X86_64') {
  const [text, caret] = atCaret(marked);
  const completion = completeCall(text, caret, arch, asked);
  if (!completion) return undefined;
  const { start, end, options } = completion;
  const [first] = options;
  const taken = text.slice(0, start) + (first?.insert ?? first?.label) + text.slice(end);
  return { labels: options.map(({ label }) => label), taken };
}

describe('a call', () => {
  test.each<[marked: string, labels: string[], taken: string]>([
    ['unsh¦', ['unshare'], 'unshare('],
    ['sockat¦', ['sockatmark'], ''],
    ['clon¦', ['clone', 'clone3'], 'clone('],
    ['mkd¦', ['mkdir', 'mkdirat'], 'mkdir('],
    ['MKD¦', ['mkdir', 'mkdirat'], 'mkdir('],
    ['reboo¦(1)', ['reboot'], 'reboot(1)'],
    ['x32: rebo¦', ['reboot'], 'x32: reboot('],
    ['aarch64: mkd¦', ['mkdirat'], 'aarch64: mkdirat('],
    ['aar¦', ['aarch64:'], 'aarch64: '],
    ['165¦', [], ''],
  ])('%s', (marked, labels, taken) => {
    const found = offered(marked);
    if (taken === '') expect(found).toBeUndefined();
    else expect(found).toEqual({ labels, taken });
  });

  test.each<[marked: string, asked: boolean, first: string | undefined]>([
    ['mkdir¦', false, undefined],
    ['mkdir¦', true, 'mkdir'],
    ['165¦', true, '165'],
    ['¦', false, undefined],
    ['¦', true, '_sysctl'],
    ['zzz¦', true, undefined],
  ])('%s, asked for: %s', (marked, asked, first) => expect(offered(marked, asked)?.labels[0]).toBe(first));

  test('a number says which call it is', () => {
    expect(completeCall('165', 3, 'SCMP_ARCH_X86_64', true)?.options).toEqual([{ label: '165', detail: 'mount' }]);
  });
});

describe('an argument', () => {
  test.each<[marked: string, first: string, taken: string]>([
    ['socket(AF_VS¦', 'AF_VSOCK', 'socket(AF_VSOCK'],
    ['socket(AF_VSOCK, SOCK_SEQ¦', 'SOCK_SEQPACKET', 'socket(AF_VSOCK, SOCK_SEQPACKET'],
    ['socket(vsock¦)', 'AF_VSOCK', 'socket(AF_VSOCK)'],
    ['clone(CLONE_NEWUSER|NEWN¦', 'CLONE_NEWNS', 'clone(CLONE_NEWUSER|CLONE_NEWNS'],
    ['clone(NEWN¦|CLONE_NEWUSER)', 'CLONE_NEWNS', 'clone(CLONE_NEWNS|CLONE_NEWUSER)'],
    ['unshare(NEWT¦)', 'CLONE_NEWTIME', 'unshare(CLONE_NEWTIME)'],
    ['x86: socketcall(SYS_SOCKE¦', 'SYS_SOCKET', 'x86: socketcall(SYS_SOCKET'],
    ['41(AF_VS¦', 'AF_VSOCK', '41(AF_VSOCK'],
    ['personality(PER_LINUX3¦', 'PER_LINUX32', 'personality(PER_LINUX32'],
    // What is offered depends on the family before it, and on s390x clone's flags come second.
    ['socket(AF_NETLINK, SOCK_RAW, NETLINK_AU¦', 'NETLINK_AUDIT', 'socket(AF_NETLINK, SOCK_RAW, NETLINK_AUDIT)'],
    ['s390x: clone(0, CLONE_NEWUS¦', 'CLONE_NEWUSER', 's390x: clone(0, CLONE_NEWUSER'],
    ['mips: tkill(1, SIGUS¦', 'SIGUSR1', 'mips: tkill(1, SIGUSR1)'],
    ['tkill(1, SIGKI¦', 'SIGKILL', 'tkill(1, SIGKILL)'],
  ])('%s', (marked, first, taken) => {
    const found = offered(marked);
    expect([found?.labels[0], found?.taken]).toEqual([first, taken]);
  });

  test.each([
    ['a flag that stands there already', 'clone(CLONE_NEWUSER|CLONE_NEWUSE¦'],
    ['a second value where one stands alone', 'socket(AF_VSOCK|AF_UNI¦'],
    ['a pointer', 'mkdir(¦'],
    ['an unknown call', 'nothing(AF¦'],
    ['behind the parenthesis', 'socket(AF_VSOCK)¦'],
  ])('nothing for %s: %s', (_, marked) => expect(offered(marked)).toBeUndefined());
});

describe('the prototype', () => {
  test.each<[marked: string, prototype: string, at: number | undefined]>([
    ['socket¦', 'socket(int family, int type, int protocol)', undefined],
    ['socket(¦', 'socket(int family, int type, int protocol)', 0],
    ['socket(AF_VSOCK, ¦', 'socket(int family, int type, int protocol)', 1],
    ['41(1,2,¦', 'socket(int family, int type, int protocol)', 2],
    ['socket(1)¦', 'socket(int family, int type, int protocol)', undefined],
    ['aarch64: unshare(¦', 'unshare(unsigned long unshare_flags)', 0],
    ['socket(.., SOCK_STREAM¦', 'socket(int family, int type, int protocol)', 1],
    ['socket(.., ¦', 'socket(int family, int type, int protocol)', undefined],
  ])('%s', (marked, prototype, at) => {
    const signature = callSignature(...atCaret(marked), 'SCMP_ARCH_X86_64');
    expect([`${signature?.call}(${signature?.parameters.join(', ')})`, signature?.at]).toEqual([prototype, at]);
  });

  test.each(['soc¦', '¦', '9999¦', 'nothing(¦'])('of no call: “%s”', (marked) =>
    expect(callSignature(...atCaret(marked), 'SCMP_ARCH_X86_64')).toBeUndefined(),
  );
});

test('behind `..` come the constants of every argument from there on', () => {
  const labels = (text: string) =>
    completeCall(text, text.length, 'SCMP_ARCH_X86_64', false)?.options.map(({ label }) => label);
  expect([labels('mmap(.., PROT_EX'), labels('mmap(.., MAP_ANON')]).toEqual([['PROT_EXEC'], ['MAP_ANONYMOUS']]);
});

const ENDS = [
  {
    id: 'vsock-socket',
    words: 'a VSOCK socket, to reach virtual machines',
    examples: ['socket(AF_VSOCK, SOCK_STREAM)'],
  },
  {
    id: 'setuid-bit',
    words: 'a file that runs as its owner',
    examples: ['chmod(0, S_ISUID)', 'fchmodat(AT_FDCWD, 0, S_ISUID)'],
  },
];

describe('a word that is no call finds calls by what they get', () => {
  test.each<[text: string, arch: Arch, options: string[] | undefined]>([
    ['vsock', 'SCMP_ARCH_X86_64', ['socket(AF_VSOCK, SOCK_STREAM)']],
    ['runs as its', 'SCMP_ARCH_X86_64', ['chmod(0, S_ISUID)']],
    ['runs as its', 'SCMP_ARCH_AARCH64', ['fchmodat(AT_FDCWD, 0, S_ISUID)']],
    ['nothing like it', 'SCMP_ARCH_X86_64', undefined],
  ])('%s on %s', (text, arch, options) => {
    const completion = completeCall(text, text.length, arch, false, ENDS);
    expect(completion?.options.map(({ label }) => label)).toEqual(options);
    expect(completion && [completion.start, completion.end]).toEqual(options && [0, text.length]);
  });
});
