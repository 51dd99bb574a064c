import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Arch,
  argumentSet,
  CONSTANT_SETS,
  type ConstantSetName,
  constantSet,
  constantValue,
  formatFlags,
  names,
  parametersOf,
  readNumber,
} from '../../../src/engine/linux/index.ts';
import { sourceText } from '../../../src/engine/text/index.ts';

const X86_64 = 'SCMP_ARCH_X86_64';
const AARCH64 = 'SCMP_ARCH_AARCH64';
const runs = { numRuns: 300, seed: 20160824 };

describe('values', () => {
  test.each<[string, bigint | undefined, bigint | undefined]>([
    ['CLONE_NEWUSER', 0x10000000n, 0x10000000n],
    ['CLONE_NEWTIME', 0x80n, 0x80n],
    ['CLONE_CLEAR_SIGHAND', 0x100000000n, 0x100000000n],
    ['SIGCHLD', 17n, 17n],
    ['AF_VSOCK', 40n, 40n],
    ['PF_INET6', 10n, 10n],
    ['SOCK_CLOEXEC', 0o2000000n, 0o2000000n],
    ['IPPROTO_MPTCP', 262n, 262n],
    ['NETLINK_AUDIT', 9n, 9n],
    ['SYS_SOCKET', 1n, 1n],
    ['SHMCTL', 24n, 24n],
    ['PER_LINUX32', 8n, 8n],
    ['UNAME26', 0x20000n, 0x20000n],
    ['TIOCSTI', 0x5412n, 0x5412n],
    ['TIOCLINUX', 0x541cn, 0x541cn],
    ['TIOCGPTN', 0x80045430n, 0x80045430n],
    ['PR_SET_NO_NEW_PRIVS', 38n, 38n],
    ['MNT_DETACH', 2n, 2n],
    ['BPF_PROG_LOAD', 5n, 5n],
    ['AT_FDCWD', 2n ** 64n - 100n, 2n ** 64n - 100n],
    // asm/fcntl.h and asm/mman.h of the two architectures differ in these.
    ['O_DIRECTORY', 0o200000n, 0o40000n],
    ['O_NOFOLLOW', 0o400000n, 0o100000n],
    ['O_TMPFILE', 0o20200000n, 0o20040000n],
    ['MAP_32BIT', 0x40n, undefined],
    ['PROT_BTI', undefined, 0x10n],
    ['ARCH_SET_FS', 0x1002n, undefined],
    ['AF_MAX', undefined, undefined],
    ['hasOwnProperty', undefined, undefined],
  ])('%s', (name, x86, arm64) => {
    expect([constantValue(name, X86_64), constantValue(name, AARCH64)]).toEqual([x86, arm64]);
  });

  test.each<Arch>([X86_64, AARCH64])('on %s a name means the same in every set', (arch) => {
    const different = CONSTANT_SETS.flatMap((set) => [...constantSet(set, arch).values]).filter(
      ([name, value]) => constantValue(name, arch) !== value,
    );
    expect(different).toEqual([]);
  });
});

describe('a value in the words of a set', () => {
  test.each<[ConstantSetName, bigint, string]>([
    ['clone', 0x10000011n, 'CLONE_NEWUSER|SIGCHLD'],
    ['clone', 17n, 'SIGCHLD'],
    ['clone', 0n, '0'],
    ['clone', 0x10000080n, 'CLONE_NEWUSER|0x80'],
    ['namespaces', 0x10000080n, 'CLONE_NEWUSER|CLONE_NEWTIME'],
    ['open', 0n, 'O_RDONLY'],
    ['open', 0o102n, 'O_RDWR|O_CREAT'],
    ['open', 0o4010000n, 'O_RDONLY|O_SYNC'],
    ['open', 0o10000n, 'O_RDONLY|O_DSYNC'],
    ['socketType', 0o2000001n, 'SOCK_STREAM|SOCK_CLOEXEC'],
    ['family', 40n, 'AF_VSOCK'],
    ['family', 7n, 'AF_BRIDGE'],
    ['family', 99n, '0x63'],
    ['personality', 0n, 'PER_LINUX'],
    ['personality', 0x20008n, 'PER_LINUX32|UNAME26'],
    ['protection', 0n, 'PROT_NONE'],
    ['protection', 5n, 'PROT_READ|PROT_EXEC'],
    ['map', 0x22n, 'MAP_PRIVATE|MAP_ANONYMOUS'],
    ['mode', 0o20600n, 'S_IFCHR|S_IRUSR|S_IWUSR'],
    ['mount', 0n, '0'],
    ['futex', 128n, 'FUTEX_WAIT|FUTEX_PRIVATE_FLAG'],
    ['dirfd', 2n ** 64n - 100n, 'AT_FDCWD'],
    ['dirfd', 5n, '5'],
  ])('%s %s is %s', (set, value, words) => expect(formatFlags(value, constantSet(set, X86_64))).toBe(words));

  test('reading the words gives the value back', () => {
    const bits = fc.array(fc.bigInt({ min: 0n, max: 63n }), { maxLength: 8 });
    const u64 = bits.map((places) => places.reduce((sum, place) => sum | (1n << place), 0n));
    fc.assert(
      fc.property(fc.constantFrom(...CONSTANT_SETS), fc.constantFrom(X86_64, AARCH64), u64, (name, arch, value) => {
        const words = formatFlags(value, constantSet(name, arch));
        const read = readNumber(sourceText(words), 0, words.length, (constant) => constantValue(constant, arch));
        expect(read).toEqual({ value, diagnostics: [] });
      }),
      runs,
    );
  });
});

describe('arguments asked with names', () => {
  test.each<[string, number, ConstantSetName | undefined]>([
    ['clone', 0, 'clone'],
    ['clone', 1, undefined],
    ['unshare', 0, 'namespaces'],
    ['setns', 1, 'namespaces'],
    ['socket', 0, 'family'],
    ['socket', 2, undefined],
    ['ioctl', 1, 'ioctl'],
    ['mkdir', 0, undefined],
    ['constructor', 0, undefined],
  ])('%s %d: %s', (call, index, set) => expect(argumentSet(call, index)).toBe(set));

  test('no argument is named that its call lacks', () => {
    const calls = [...names(X86_64), ...names('SCMP_ARCH_X86')];
    const beyond = calls.filter((call) => {
      const count = (parametersOf(X86_64, call) ?? parametersOf('SCMP_ARCH_X86', call))?.length;
      return count !== undefined && [0, 1, 2, 3, 4, 5].some((at) => at >= count && argumentSet(call, at) !== undefined);
    });
    expect(beyond).toEqual([]);
  });
});
