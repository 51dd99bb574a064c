import { describe, expect, test } from 'vitest';
import { tablesOf } from '#tables';
import common from '../../../content/data/prototypes/common.json' with { type: 'json' };
import { ARCHITECTURES, type Arch, names, parametersOf } from '../../../src/engine/linux/index.ts';

/** The calls of an ABI of which something is known here. */
function callsOf(arch: Arch): string[] {
  return [...new Set([common.calls, ...tablesOf(arch).prototypes].flatMap((calls) => Object.keys(calls)))];
}

/** A call with its parameters as C writes them; the name alone where no prototype tells. */
function formatPrototype(arch: Arch, call: string): string {
  const parameters = parametersOf(arch, call);
  if (parameters === undefined) return call;
  return `${call}(${parameters.map(({ type, name }) => (type.endsWith('*') ? type + name : `${type} ${name}`)).join(', ')})`;
}

const CLONE = 'unsigned long clone_flags, unsigned long newsp, int *parent_tidptr';
const PREAD = 'pread64(unsigned int fd, char *buf, size_t count';
const OPENAT = 'openat(int dfd, const char *filename, int flags, umode_t mode)';

describe('prototypes', () => {
  test.each<[string, Arch, string]>([
    // CONFIG_CLONE_BACKWARDS takes the thread's storage before the child's id, CONFIG_CLONE_BACKWARDS2 the stack before the flags.
    ['clone', 'SCMP_ARCH_X86_64', `clone(${CLONE}, int *child_tidptr, unsigned long tls)`],
    ['clone', 'SCMP_ARCH_X32', `clone(${CLONE}, int *child_tidptr, unsigned long tls)`],
    ['clone', 'SCMP_ARCH_LOONGARCH64', `clone(${CLONE}, int *child_tidptr, unsigned long tls)`],
    ['clone', 'SCMP_ARCH_X86', `clone(${CLONE}, unsigned long tls, int *child_tidptr)`],
    ['clone', 'SCMP_ARCH_AARCH64', `clone(${CLONE}, unsigned long tls, int *child_tidptr)`],
    ['clone', 'SCMP_ARCH_ARM', `clone(${CLONE}, unsigned long tls, int *child_tidptr)`],
    ['clone', 'SCMP_ARCH_RISCV64', `clone(${CLONE}, unsigned long tls, int *child_tidptr)`],
    ['clone', 'SCMP_ARCH_PPC64LE', `clone(${CLONE}, unsigned long tls, int *child_tidptr)`],
    ['clone', 'SCMP_ARCH_MIPSEL', `clone(${CLONE}, unsigned long tls, int *child_tidptr)`],
    [
      'clone',
      'SCMP_ARCH_S390X',
      'clone(unsigned long newsp, unsigned long clone_flags, int *parent_tidptr, int *child_tidptr, unsigned long tls)',
    ],
    ['openat', 'SCMP_ARCH_X86_64', OPENAT],
    ['openat', 'SCMP_ARCH_AARCH64', OPENAT],
    ['socket', 'SCMP_ARCH_X86_64', 'socket(int family, int type, int protocol)'],
    ['execve', 'SCMP_ARCH_X86_64', 'execve(const char *filename, const char * const *argv, const char * const *envp)'],
    ['getpid', 'SCMP_ARCH_X86_64', 'getpid()'],
    ['umount2', 'SCMP_ARCH_X86_64', 'umount2(char *name, int flags)'],
    ['stat', 'SCMP_ARCH_X86_64', 'stat(const char *filename, struct stat *statbuf)'],
    ['mmap', 'SCMP_ARCH_X86', 'mmap(struct mmap_arg_struct *arg)'],
    ['chown', 'SCMP_ARCH_X86', 'chown(const char *filename, old_uid_t user, old_gid_t group)'],
    ['chown32', 'SCMP_ARCH_X86', 'chown32(const char *filename, uid_t user, gid_t group)'],
    ['sigsuspend', 'SCMP_ARCH_X86', 'sigsuspend(int unused1, int unused2, old_sigset_t mask)'],
    // 64 bits in two registers of 32: low or high first, on some from an even one on.
    ['pread64', 'SCMP_ARCH_X86_64', 'pread64(unsigned int fd, char *buf, size_t count, loff_t pos)'],
    ['pread64', 'SCMP_ARCH_X86', `${PREAD}, u32 pos_lo, u32 pos_hi)`],
    ['pread64', 'SCMP_ARCH_S390', `${PREAD}, u32 pos_hi, u32 pos_lo)`],
    ['pread64', 'SCMP_ARCH_ARM', `${PREAD}, u32 __pad, u32 pos_lo, u32 pos_hi)`],
    ['pread64', 'SCMP_ARCH_PPC', `${PREAD}, u32 __pad, u32 pos_hi, u32 pos_lo)`],
    ['pread64', 'SCMP_ARCH_MIPS', `${PREAD}, u32 __pad, u32 pos_hi, u32 pos_lo)`],
    ['pread64', 'SCMP_ARCH_MIPSEL', `${PREAD}, u32 __pad, u32 pos_lo, u32 pos_hi)`],
    ['pread64', 'SCMP_ARCH_MIPS64N32', 'pread64(unsigned int fd, char *buf, size_t count, loff_t pos)'],
    [
      'arm_fadvise64_64',
      'SCMP_ARCH_ARM',
      'arm_fadvise64_64(int fd, int advice, u32 offset_lo, u32 offset_hi, u32 len_lo, u32 len_hi)',
    ],
    [
      'sync_file_range2',
      'SCMP_ARCH_PPC',
      'sync_file_range2(int fd, unsigned int flags, u32 offset_hi, u32 offset_lo, u32 nbytes_hi, u32 nbytes_lo)',
    ],
    ['fadvise64_64', 'SCMP_ARCH_S390', 'fadvise64_64(struct fadvise64_64_args *args)'],
    // What only one architecture has, or has otherwise.
    ['mmap', 'SCMP_ARCH_S390X', 'mmap(struct mmap_arg_struct *arg)'],
    ['mmap2', 'SCMP_ARCH_S390', 'mmap2(struct mmap_arg_struct *arg)'],
    [
      'ipc',
      'SCMP_ARCH_S390X',
      'ipc(unsigned int call, int first, unsigned long second, unsigned long third, void *ptr)',
    ],
    ['semctl', 'SCMP_ARCH_MIPS64N32', 'semctl(int semid, int semnum, int cmd, int arg)'],
    ['setuid', 'SCMP_ARCH_ARM', 'setuid(old_uid_t uid)'],
    ['setuid', 'SCMP_ARCH_PPC', 'setuid(uid_t uid)'],
    ['setuid', 'SCMP_ARCH_S390', 'setuid(old_uid_t uid)'],
    ['pipe', 'SCMP_ARCH_MIPS64', 'pipe()'],
    ['riscv_flush_icache', 'SCMP_ARCH_RISCV64', 'riscv_flush_icache(uintptr_t start, uintptr_t end, uintptr_t flags)'],
    ['modify_ldt', 'SCMP_ARCH_X86_64', 'modify_ldt(int func, void *ptr, unsigned long bytecount)'],
    ['arch_prctl', 'SCMP_ARCH_X86_64', 'arch_prctl(int option, unsigned long arg2)'],
    ['rt_sigreturn', 'SCMP_ARCH_X86_64', 'rt_sigreturn()'],
    // The kernel has no function for these there.
    ['lookup_dcookie', 'SCMP_ARCH_X86_64', 'lookup_dcookie'],
    ['uselib', 'SCMP_ARCH_X86_64', 'uselib'],
    ['getrlimit', 'SCMP_ARCH_PPC64', 'getrlimit'],
    ['valueOf', 'SCMP_ARCH_X86_64', 'valueOf'],
  ])('%s on %s', (call, arch, text) => expect(formatPrototype(arch, call)).toBe(text));

  test('at most six arguments, each with a type and a name', () => {
    const odd = ARCHITECTURES.flatMap(({ arch, token }) =>
      callsOf(arch)
        .filter((call) => {
          const parameters = parametersOf(arch, call) ?? [];
          return parameters.length > 6 || parameters.some(({ type, name }) => type === '' || name === '');
        })
        .map((call) => `${token}: ${call}`),
    );
    expect(odd).toEqual([]);
  });

  // What is left has no kernel function on the ABI, or is younger than the headers: setxattrat and its kin came with Linux 6.13.
  test('how many of an ABI’s calls have one', () => {
    const counts = ARCHITECTURES.map(({ arch, token }) => {
      const calls = names(arch);
      return `${token}: ${calls.filter((call) => parametersOf(arch, call) !== undefined).length} of ${calls.length}`;
    });
    expect(counts).toEqual([
      ...['x86_64: 368 of 385', 'x86: 440 of 461', 'x32: 368 of 374', 'aarch64: 325 of 327', 'arm: 425 of 430'],
      ...['riscv64: 326 of 328', 's390x: 377 of 390', 's390: 427 of 440'],
      ...['ppc64le: 382 of 424', 'ppc64: 382 of 424', 'ppc: 424 of 452'],
      ...['mips: 409 of 437', 'mipsel: 409 of 437', 'mips64: 362 of 373', 'mipsel64: 362 of 373'],
      ...['mips64n32: 386 of 397', 'mipsel64n32: 386 of 397', 'loongarch64: 321 of 323'],
    ]);
  });
});

describe('how much of a register the kernel reads', () => {
  test.each<[string, Arch, string]>([
    ['socket', 'SCMP_ARCH_X86_64', '32 32 32'],
    ['personality', 'SCMP_ARCH_X86_64', '32'],
    ['ioctl', 'SCMP_ARCH_X86_64', '32 32 64'],
    ['mmap', 'SCMP_ARCH_X86_64', '64 64 64 64 32 64'],
    ['openat', 'SCMP_ARCH_AARCH64', '32 64 32 32'],
    ['unshare', 'SCMP_ARCH_X86_64', '64'],
    ['prctl', 'SCMP_ARCH_X86_64', '32 64 64 64 64'],
    ['capset', 'SCMP_ARCH_X86_64', '64 64'],
    ['execve', 'SCMP_ARCH_X86_64', '64 64 64'],
    ['read', 'SCMP_ARCH_S390X', '32 64 64'],
    // Declared unsigned long, and halved by the kernel: lower_32_bits, fdget, ksys_personality.
    ['clone', 'SCMP_ARCH_X86_64', '32 64 64 64 64'],
    ['clone', 'SCMP_ARCH_S390X', '64 32 64 64 64'],
    ['readv', 'SCMP_ARCH_X86_64', '32 64 64'],
    ['personality', 'SCMP_ARCH_PPC64LE', '32'],
    // x32 and n32 have wide registers, and functions that read some of them in 32 bits.
    ['ioctl', 'SCMP_ARCH_X32', '32 32 32'],
    ['read', 'SCMP_ARCH_X32', '32 64 64'],
    ['rt_sigaction', 'SCMP_ARCH_X32', '32 64 64 32'],
    ['fcntl', 'SCMP_ARCH_MIPS64N32', '32 32 32'],
    ['msgsnd', 'SCMP_ARCH_MIPSEL64N32', '32 32 32 32'],
    // There is no more in a register.
    ['mmap2', 'SCMP_ARCH_X86', '32 32 32 32 32 32'],
    ['read', 'SCMP_ARCH_ARM', '32 32 32'],
    ['ioctl', 'SCMP_ARCH_S390', '32 32 32'],
  ])('%s on %s: %s', (call, arch, bits) =>
    expect(
      parametersOf(arch, call)
        ?.map((parameter) => parameter.bits)
        .join(' '),
    ).toBe(bits),
  );

  test('every C type of a wide register is known for its width', () => {
    const widths = new Map<string, Set<number>>();
    for (const { arch } of ARCHITECTURES.filter(({ auditArch }) => auditArch >= 2 ** 31)) {
      for (const call of callsOf(arch)) {
        for (const { type, bits } of parametersOf(arch, call) ?? []) {
          if (!type.endsWith('*')) widths.set(type, (widths.get(type) ?? new Set()).add(bits));
        }
      }
    }
    const of = (...bits: number[]) =>
      [...widths]
        .filter(([, found]) => bits.length === found.size && bits.every((each) => found.has(each)))
        .map(([type]) => type)
        .sort();
    expect(of(32)).toEqual([
      ...['__s32', '__u32', 'clockid_t', 'compat_aio_context_t', 'compat_long_t', 'compat_mode_t', 'compat_pid_t'],
      ...['compat_size_t', 'compat_ssize_t', 'compat_ulong_t', 'compat_uptr_t'],
      ...['enum landlock_rule_type', 'gid_t', 'int', 'key_serial_t', 'key_t', 'mqd_t'],
      ...['pid_t', 'qid_t', 'rwf_t', 'timer_t', 'u32', 'uid_t', 'uint32_t', 'umode_t', 'unsigned', 'unsigned int'],
    ]);
    expect(of(64)).toEqual([
      ...['__sighandler_t', 'aio_context_t', 'cap_user_data_t', 'cap_user_header_t', 'const cap_user_data_t'],
      ...['loff_t', 'long', 'off_t', 'old_sigset_t', 'size_t', 'u64', 'uintptr_t'],
    ]);
    expect(of(32, 64)).toEqual(['unsigned long']);
  });
});
