import type { ClassedCall } from './callClasses.ts';

/** Calls that Docker's default refuses whatever the capabilities, and why: Docker's page on seccomp, pull requests of moby, unimplemented(2). */
export const REFUSED_WHY = [
  {
    names: ['add_key', 'keyctl', 'request_key'],
    why: 'Keys that the kernel keeps. [Docker’s page](https://docs.docker.com/engine/security/seccomp/#significant-syscalls-blocked-by-the-default-profile) gives the reason: the keyring isn’t namespaced. Podman allows `keyctl`, [because newer kernels divide keyrings](https://github.com/containers/common/pull/294).',
  },
  {
    names: ['io_uring_enter', 'io_uring_register', 'io_uring_setup'],
    why: 'Work handed to the kernel in a ring, which no filter sees. Removed after [a series of kernel bugs](https://github.com/moby/moby/pull/46762).',
  },
  {
    names: ['kexec_file_load', 'kexec_load'],
    why: 'Load another kernel, to boot into it.',
  },
  {
    names: ['swapoff', 'swapon'],
    why: 'Swap space, which belongs to the whole machine.',
  },
  {
    names: ['migrate_pages', 'move_pages'],
    why: 'Move memory between the nodes of a large machine.',
  },
  {
    names: ['pivot_root'],
    why: 'Changes the root of the file system. Docker’s page calls this a privileged operation.',
  },
  {
    names: ['userfaultfd'],
    why: 'Lets a program handle its own page faults. Docker’s page says that little more than moving processes between machines needs this.',
  },
  {
    names: [
      '_sysctl',
      'afs_syscall',
      'create_module',
      'get_kernel_syms',
      'getpmsg',
      'nfsservctl',
      'putpmsg',
      'query_module',
      'security',
      'sysfs',
      'tuxcall',
      'uselib',
      'ustat',
      'vserver',
    ],
    why: 'Obsolete, or [never implemented](https://man7.org/linux/man-pages/man2/unimplemented.2.html).',
  },
] as const;

/** The rows of the table; throws where the profile refuses another call of x86_64 than the rows name, or allows one of them. */
export function refusedRows(calls: ReadonlyMap<string, ClassedCall>) {
  const told = REFUSED_WHY.flatMap(({ names }) => [...names] as string[]).sort();
  const refused = [...calls.values()]
    .filter((call) => call.class === 'refused' && call.arch === 'SCMP_ARCH_X86_64')
    .map(({ name }) => name)
    .sort();
  if (told.join() !== refused.join()) throw new RangeError(`Refused: ${refused.join()}. Told: ${told.join()}.`);
  return REFUSED_WHY;
}
