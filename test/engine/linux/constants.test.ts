import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ARGUMENT_SETS, DEPENDENT_SETS } from '../../../src/engine/linux/argumentSet.ts';
import {
  ARCHITECTURES,
  type Arch,
  type ArgumentPlace,
  argumentSet,
  CONSTANT_SETS,
  type ConstantSetName,
  constantSet,
  constantValue,
  formatFlags,
  formatNumber,
  parametersOf,
  readNumber,
} from '../../../src/engine/linux/index.ts';
import { sourceText } from '../../../src/engine/text/index.ts';
import { runs } from '../../seed.ts';

const X86_64 = 'SCMP_ARCH_X86_64';
const AARCH64 = 'SCMP_ARCH_AARCH64';
const ABIS = ARCHITECTURES.map(({ arch }) => arch);
const often = { numRuns: runs(300) };

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

  type Values = (bigint | undefined)[];
  // asm/signal.h, asm/socket.h (mips: the kernel's own, too), asm/mman.h, asm/fcntl.h, asm/resource.h, asm/ioctl.h and asm/ioctls.h of each.
  const OTHERS: readonly Arch[] = [
    'SCMP_ARCH_X86_64',
    'SCMP_ARCH_ARM',
    'SCMP_ARCH_RISCV64',
    'SCMP_ARCH_S390X',
    'SCMP_ARCH_PPC64LE',
    'SCMP_ARCH_MIPS64',
    'SCMP_ARCH_LOONGARCH64',
  ];
  const ppcAndMips = (most: bigint, ppc: bigint, mips: bigint): Values => [most, most, most, most, ppc, mips, most];
  const mipsAlone = (most: bigint, mips: bigint) => ppcAndMips(most, most, mips);
  test.each<[string, Values]>([
    ['CLONE_NEWUSER', mipsAlone(0x10000000n, 0x10000000n)],
    ['SIGCHLD', mipsAlone(17n, 18n)],
    ['SIGSYS', mipsAlone(31n, 12n)],
    ['SIG_SETMASK', mipsAlone(2n, 3n)],
    ['SOCK_STREAM', mipsAlone(1n, 2n)],
    ['SOCK_DGRAM', mipsAlone(2n, 1n)],
    ['SOCK_SEQPACKET', mipsAlone(5n, 5n)],
    ['SOCK_NONBLOCK', mipsAlone(0o4000n, 0x80n)],
    ['SOL_SOCKET', mipsAlone(1n, 0xffffn)],
    ['SO_PASSCRED', ppcAndMips(16n, 20n, 17n)],
    ['MAP_ANONYMOUS', mipsAlone(0x20n, 0x800n)],
    ['MAP_NORESERVE', ppcAndMips(0x4000n, 0x40n, 0x400n)],
    ['PROT_SEM', mipsAlone(8n, 0x10n)],
    ['MCL_FUTURE', ppcAndMips(2n, 0x4000n, 2n)],
    ['O_CREAT', mipsAlone(0o100n, 0x100n)],
    ['O_LARGEFILE', [0o100000n, 0o400000n, 0o100000n, 0o100000n, 0o200000n, 0x2000n, 0o100000n]],
    ['O_DIRECT', [0o40000n, 0o200000n, 0o40000n, 0o40000n, 0o400000n, 0x8000n, 0o40000n]],
    ['O_DIRECTORY', [0o200000n, 0o40000n, 0o200000n, 0o200000n, 0o40000n, 0o200000n, 0o200000n]],
    ['RLIMIT_NOFILE', mipsAlone(7n, 5n)],
    ['TIOCSTI', mipsAlone(0x5412n, 0x5472n)],
    ['TCGETS', ppcAndMips(0x5401n, 0x402c7413n, 0x540dn)],
    ['TIOCGWINSZ', ppcAndMips(0x5413n, 0x40087468n, 0x40087468n)],
    ['TIOCGPTN', ppcAndMips(0x80045430n, 0x40045430n, 0x40045430n)],
    ['TUNSETIFF', ppcAndMips(0x400454can, 0x800454can, 0x800454can)],
    ['NS_GET_USERNS', ppcAndMips(0xb701n, 0x2000b701n, 0x2000b701n)],
    ['TCGETS2', [0x802c542an, 0x802c542an, 0x802c542an, 0x802c542an, undefined, 0x4030542an, 0x802c542an]],
    ['PROT_SAO', [undefined, undefined, undefined, undefined, 0x10n, undefined, undefined]],
    ['PTRACE_GETREGS', [12n, 12n, undefined, undefined, 12n, 12n, undefined]],
  ])('%s on other architectures', (name, values) => {
    expect(OTHERS.map((arch) => constantValue(name, arch))).toEqual(values);
  });

  test.each<[string, bigint]>([
    ['IORING_REGISTER_FILES', 2n],
    ['IORING_REGISTER_USE_REGISTERED_RING', 0x80000000n],
    ['PERF_FLAG_FD_CLOEXEC', 8n],
    ['MOUNT_ATTR_IDMAP', 0x100000n],
    ['OPEN_TREE_CLONE', 1n],
    ['FSCONFIG_CMD_CREATE', 6n],
    ['LANDLOCK_RULE_NET_PORT', 2n],
    ['KEYCTL_JOIN_SESSION_KEYRING', 1n],
    ['KEY_SPEC_SESSION_KEYRING', 2n ** 64n - 3n],
    ['UFFD_USER_MODE_ONLY', 1n],
    ['SHM_LOCK', 11n],
    ['SETALL', 17n],
    ['PR_PPC_SET_DEXCR', 73n],
    ['P_PIDFD', 3n],
    ['WNOHANG', 1n],
    ['MEMBARRIER_CMD_GLOBAL', 1n],
    ['STATX_BTIME', 0x800n],
    ['RENAME_WHITEOUT', 4n],
    ['RWF_NOWAIT', 8n],
    ['EPOLL_CTL_MOD', 3n],
    ['FAN_MARK_FILESYSTEM', 0x100n],
    ['MSG_NOSIGNAL', 0x4000n],
    ['SOL_ALG', 279n],
    ['CAP_BPF', 39n],
    ['LINUX_REBOOT_MAGIC1', 0xfee1deadn],
    ['SYSLOG_ACTION_READ_ALL', 3n],
    ['TIOCGISO7816', 0x80285442n],
    ['FICLONE', 0x40049409n],
    ['FS_IOC_FSSETXATTR', 0x401c5820n],
    ['SIOCSIFFLAGS', 0x8914n],
  ])('%s', (name, value) => expect(constantValue(name, X86_64)).toBe(value));

  test.each(ARCHITECTURES.map(({ arch }) => arch))('on %s a name means the same in every set', (arch) => {
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
    ['shmctl', 0n, 'IPC_RMID'],
    ['shmctl', 0x10bn, 'SHM_LOCK|IPC_64'],
    ['memoryPolicy', 0x8002n, 'MPOL_BIND|MPOL_F_STATIC_NODES'],
    ['ioUringRegister', 0x80000002n, 'IORING_REGISTER_FILES|IORING_REGISTER_USE_REGISTERED_RING'],
    ['fanotify', 0x204n, 'FAN_CLASS_CONTENT|FAN_REPORT_FID'],
    ['kexec', 0x3e0001n, 'KEXEC_ARCH_X86_64|KEXEC_ON_CRASH'],
    ['pipe', 0o2000000n, 'O_CLOEXEC'],
  ])('%s %s is %s', (set, value, words) => expect(formatFlags(value, constantSet(set, X86_64))).toBe(words));

  // An int argument of -100 is 0xffffff9c in a register of 32 bits, and in the half of a wider one that the kernel reads.
  test.each<[ConstantSetName, bigint, 32 | 64, string]>([
    ['dirfd', 0xffffff9cn, 32, 'AT_FDCWD'],
    ['dirfd', 0xffffff9cn, 64, '0xffffff9c'],
    ['dirfd', 2n ** 64n - 100n, 32, 'AT_FDCWD'],
    ['key', 0xfffffffdn, 32, 'KEY_SPEC_SESSION_KEYRING'],
    ['clone', 2n ** 32n + 17n, 32, 'SIGCHLD'],
    ['clone', 2n ** 32n + 17n, 64, 'CLONE_CLEAR_SIGHAND|SIGCHLD'],
  ])('%s %s in %d bits is %s', (set, value, bits, text) =>
    expect(formatFlags(value, constantSet(set, X86_64), bits)).toBe(text),
  );

  test.each([
    [4095n, '4095'],
    [4096n, '0x1000'],
    [4095, '4095'],
    [2 ** 32 - 1, '0xffffffff'],
  ])('the number %s is %s', (value, text) => expect(formatNumber(value)).toBe(text));

  test('reading the words gives the value back', () => {
    const bits = fc.array(fc.bigInt({ min: 0n, max: 63n }), { maxLength: 8 });
    const u64 = bits.map((places) => places.reduce((sum, place) => sum | (1n << place), 0n));
    fc.assert(
      fc.property(fc.constantFrom(...CONSTANT_SETS), fc.constantFrom(...ABIS), u64, (name, arch, value) => {
        const words = formatFlags(value, constantSet(name, arch));
        const read = readNumber(sourceText(words), 0, words.length, (constant) => constantValue(constant, arch));
        expect(read).toEqual({ value, diagnostics: [] });
      }),
      often,
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
    ['pipe2', 1, 'pipe'],
    ['io_uring_register', 1, 'ioUringRegister'],
    ['semctl', 2, 'semctl'],
    ['statx', 3, 'statxMask'],
    ['mkdir', 0, undefined],
    ['constructor', 0, undefined],
  ])('%s %d: %s', (call, index, set) => expect(argumentSet(call, index)).toBe(set));

  test.each<[string, number, ArgumentPlace, ConstantSetName | undefined]>([
    // The family names the protocol, a level the option, a command its argument; what chooses is read in 32 bits.
    ['socket', 2, { args: [2n, 3n] }, 'ipProtocol'],
    ['socket', 2, { args: [10n] }, 'ipProtocol'],
    ['socketpair', 2, { args: [16n, 3n] }, 'netlinkProtocol'],
    ['socket', 2, { args: [2n ** 32n + 16n] }, 'netlinkProtocol'],
    ['socket', 2, { args: [29n] }, 'canProtocol'],
    ['socket', 2, { args: [40n] }, undefined],
    ['setsockopt', 2, { args: [3n, 1n] }, 'socketOption'],
    ['setsockopt', 2, { args: [3n, 0xffffn] }, undefined],
    ['setsockopt', 2, { args: [3n, 0xffffn], arch: 'SCMP_ARCH_MIPS' }, 'socketOption'],
    ['prctl', 1, { args: [22n] }, 'seccompMode'],
    ['prctl', 1, { args: [15n] }, undefined],
    ['prctl', 2, { args: [47n, 2n] }, 'capability'],
    ['fcntl', 2, { args: [3n, 4n] }, 'open'],
    ['fcntl', 2, { args: [3n, 1033n] }, 'seal'],
    ['keyctl', 1, { args: [3n] }, 'key'],
    // Where the argument stands elsewhere: the stack first on s390, 64-bit arguments in two registers, all of them in a struct.
    ['clone', 0, { arch: 'SCMP_ARCH_S390X' }, undefined],
    ['clone', 1, { arch: 'SCMP_ARCH_S390X' }, 'clone'],
    ['fanotify_mark', 2, { arch: 'SCMP_ARCH_ARM' }, 'fanotifyMask'],
    ['fanotify_mark', 3, { arch: 'SCMP_ARCH_ARM' }, undefined],
    ['fanotify_mark', 4, { arch: 'SCMP_ARCH_ARM' }, 'dirfd'],
    ['fanotify_mark', 2, { arch: 'SCMP_ARCH_MIPS' }, undefined],
    ['fanotify_mark', 3, { arch: 'SCMP_ARCH_MIPS' }, 'fanotifyMask'],
    ['sync_file_range', 3, {}, 'syncRange'],
    ['sync_file_range', 5, { arch: 'SCMP_ARCH_X86' }, 'syncRange'],
    ['mmap', 2, { arch: 'SCMP_ARCH_X86' }, undefined],
    ['mmap2', 2, { arch: 'SCMP_ARCH_X86' }, 'protection'],
  ])('%s %d, %o: %s', (call, index, place, set) => expect(argumentSet(call, index, place)).toBe(set));

  test('every set is asked by some call, and none by an argument that its call lacks', () => {
    const calls = ABIS.flatMap((arch) => Object.keys(ARGUMENT_SETS).map((call) => ({ arch, call })));
    const asked = calls.flatMap(({ arch, call }) =>
      [0, 1, 2, 3, 4, 5]
        .filter((at) => argumentSet(call, at, { arch }) !== undefined)
        .map((at) => ({ arch, call, at })),
    );
    expect(asked.filter(({ arch, call, at }) => at >= (parametersOf(arch, call)?.length ?? 6))).toEqual([]);
    const dependent = Object.values(DEPENDENT_SETS).flatMap((sets) => Object.values(sets));
    const used = new Set([
      ...asked.map(({ arch, call, at }) => argumentSet(call, at, { arch })),
      ...dependent.flatMap(({ sets }) => Object.values(sets)),
    ]);
    expect(CONSTANT_SETS.filter((set) => !used.has(set))).toEqual([]);
  });

  test('what chooses a set is a constant', () => {
    const choosers = Object.values(DEPENDENT_SETS).flatMap((sets) => Object.values(sets));
    const names = choosers.flatMap(({ sets }) => Object.keys(sets));
    expect(names.filter((name) => constantValue(name, X86_64) === undefined)).toEqual([]);
  });
});
