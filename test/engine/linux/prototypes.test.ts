import { describe, expect, test } from 'vitest';
import { ARCHITECTURES, type Arch, formatPrototype, names, parametersOf } from '../../../src/engine/linux/index.ts';

const CLONE = 'unsigned long clone_flags, unsigned long newsp, int *parent_tidptr';
const OPENAT = 'openat(int dfd, const char *filename, int flags, umode_t mode)';

describe('prototypes', () => {
  test.each<[string, Arch, string]>([
    // CONFIG_CLONE_BACKWARDS: 32-bit x86 and arm64 take the thread's storage before the child's id.
    ['clone', 'SCMP_ARCH_X86_64', `clone(${CLONE}, int *child_tidptr, unsigned long tls)`],
    ['clone', 'SCMP_ARCH_X32', `clone(${CLONE}, int *child_tidptr, unsigned long tls)`],
    ['clone', 'SCMP_ARCH_X86', `clone(${CLONE}, unsigned long tls, int *child_tidptr)`],
    ['clone', 'SCMP_ARCH_AARCH64', `clone(${CLONE}, unsigned long tls, int *child_tidptr)`],
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
    // No prototype in the kernel's headers, or one whose arguments arrive in another way there.
    ['modify_ldt', 'SCMP_ARCH_X86_64', 'modify_ldt'],
    ['pread64', 'SCMP_ARCH_X86', 'pread64'],
    ['rt_sigreturn', 'SCMP_ARCH_X86_64', 'rt_sigreturn'],
    ['valueOf', 'SCMP_ARCH_X86_64', 'valueOf'],
  ])('%s on %s', (call, arch, text) => expect(formatPrototype(arch, call)).toBe(text));

  test('at most six arguments, each with a type and a name', () => {
    const odd = ARCHITECTURES.flatMap(({ arch }) =>
      names(arch).filter((call) => {
        const parameters = parametersOf(arch, call) ?? [];
        return parameters.length > 6 || parameters.some(({ type, name }) => type === '' || name === '');
      }),
    );
    expect(odd).toEqual([]);
  });

  test('how many of an ABI’s calls have one', () => {
    expect(
      ARCHITECTURES.slice(0, 4).map(
        ({ arch }) => names(arch).filter((call) => parametersOf(arch, call) !== undefined).length,
      ),
    ).toEqual([355, 413, 350, 315]);
  });
});
