import type { ErrorEntry } from './Explained.ts';
import { LESSONS } from './lessons.ts';
import { manual, sourceOf } from './sources.ts';

/** One namespace too many, or the limit is 0: ENOSPC, which is no matter of disks. */
export const namespaceLimit: ErrorEntry = {
  code: 'userns-limit',
  title: '`unshare failed: No space left on device`, ENOSPC',
  layer: 'kernel',
  examples: [
    'unshare: unshare failed: No space left on device',
    'bwrap: Creating new namespace failed: nesting depth or /proc/sys/user/max_*_namespaces exceeded (ENOSPC)',
    'cannot clone: No space left on device',
    '[rootlesskit:parent] error: failed to start the child: fork/exec /proc/self/exe: no space left on device',
    'user namespaces are not enabled in /proc/sys/user/max_user_namespaces',
  ],
  sources: [
    sourceOf('linux', 'kernel/user_namespace.c', 'create_user_ns'),
    manual('namespaces', 7),
    manual('unshare', 2),
    sourceOf('podman', 'pkg/rootless/rootless_linux.c', 'check_proc_sys_userns_file'),
    {
      title:
        'Seen with user.max_user_namespaces=0: util-linux 2.41, bubblewrap 0.12.0, Podman 5.4.2, RootlessKit 2.0.2',
    },
    { title: 'podman issue 7704', url: 'https://github.com/podman-container-tools/podman/issues/7704' },
  ],
  phrases: [
    'unshare failed: no space left on device',
    '/proc/self/exe: no space left on device',
    'not enabled in /proc/sys/user/max_user_namespaces',
    'clone: no space left on device',
    'user namespace: no space left on device',
    'enospc',
  ],
  explain: () => ({
    who: 'the kernel',
    says: 'The limit on the number of user namespaces is reached (a limit of 0 disables them), or they are nested more than 32 deep. Disk space is not the cause.',
    next: [
      {
        why: 'Check the limit. Red Hat Enterprise Linux 7 and CentOS 7 set 0.',
        command: 'sysctl user.max_user_namespaces',
      },
      {
        why: 'If the limit is lower than 15000, raise it as root until the next boot. The command would lower a higher limit: in that case, look for what keeps so many namespaces. Warning: with a limit above 0, every local user reaches parts of the kernel that otherwise only root reaches.',
        command: 'sysctl -w user.max_user_namespaces=15000',
        fixes: true,
      },
    ],
    versions:
      'ENOSPC since Linux 4.9; older kernels return EUSERS, “Too many users”, and the kernel of CentOS 7 “Invalid argument”.',
    learn: LESSONS.unshare,
  }),
};
