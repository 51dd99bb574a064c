import { CONTAINER_PROFILE } from './apparmorProfile.ts';
import type { ErrorEntry, Explanation } from './Explained.ts';
import { LESSONS } from './lessons.ts';
import { endsIn, NAMED_BEFORE } from './namespaceLimit.ts';
import { clone3Causes, deniedNamespaceCauses, newNamespaceCauses } from './newNamespaceCauses.ts';
import { manual, sourceOf } from './sources.ts';

/** Errors of a call for a user namespace that are no EPERM. */
const OTHER_ERRNO = /\b(?:eacces|permission denied|einval|invalid argument|enospc|no space left)\b/;

/** A namespace that somebody may not create. */
export const refusedNamespaceErrors: readonly ErrorEntry[] = [
  {
    code: 'userns-not-permitted',
    title: '`unshare failed: Operation not permitted`',
    layer: 'kernel',
    examples: [
      'unshare: unshare failed: Operation not permitted',
      'unshare: unshare(0x10000000): Operation not permitted',
      'Error during unshare(CLONE_NEWUSER): Operation not permitted',
    ],
    sources: [
      sourceOf('linux', 'kernel/user_namespace.c', 'create_user_ns'),
      sourceOf('linux', 'kernel/nsproxy.c'),
      manual('unshare', 2),
      { title: 'podman issue 8463', url: 'https://github.com/podman-container-tools/podman/issues/8463' },
    ],
    phrases: [
      'unshare failed: operation not permitted',
      // systemd, src/core/exec-invoke.c, setup_private_users; what nginx and others log of a call.
      'user namespacing: operation not permitted',
      'unshare() failed (1: operation not permitted',
      ...NAMED_BEFORE,
      'unshare user namespace: operation not permitted',
      'create user namespace: operation not permitted',
      'creating new namespace failed: operation not permitted',
      'clone_newuser',
      'error creating new user namespace',
      'unshare: operation not permitted',
      // crun, src/libcrun/linux.c: clone with the flags of the container's namespaces.
      'crun: clone: operation not permitted',
      // runc, libcontainer/nsenter/nsexec.c.
      'remaining namespaces: operation not permitted',
      'remaining namespaces (except cgroupns): operation not permitted',
      // LXC, src/lxc/start.c, lxc_spawn.
      'operation not permitted - failed to clone a new set of namespaces',
    ],
    // The flag alone stands in messages about other errors, too.
    explain: ({ small }, at) => {
      if (small.startsWith('clone_newuser', at) && OTHER_ERRNO.test(small.slice(at, at + 150))) return undefined;
      if (!endsIn('operation not permitted', small, at)) return undefined;
      const isClone3 = small.slice(small.lastIndexOf('\n', at) + 1, at).includes('clone3(');
      return { ...notPermitted(), ...(isClone3 && { causes: clone3Causes() }) };
    },
  },
  {
    code: 'userns-denied',
    title: '`unshare failed: Permission denied`',
    layer: 'lsm',
    examples: [
      'unshare: unshare(0x10000000): Permission denied',
      'unshare: unshare failed: Permission denied',
      'bwrap: Creating new namespace failed: Permission denied',
    ],
    sources: [
      sourceOf('linux', 'security/apparmor/lsm.c', 'apparmor_userns_create'),
      { title: 'Seen with Docker 26.1.5, seccomp=unconfined and AppArmor’s docker-default on Debian 13' },
    ],
    phrases: [
      'unshare failed: permission denied',
      'user namespacing: permission denied',
      ...NAMED_BEFORE,
      'creating new namespace failed: permission denied',
      'crun: clone: permission denied',
      'permission denied - failed to clone a new set of namespaces',
      'clone_newuser',
    ],
    explain: ({ small }, at) =>
      !endsIn('permission denied', small, at) ||
      (small.startsWith('clone_newuser', at) && !/eacces|permission denied/.test(small.slice(at, at + 150)))
        ? undefined
        : {
            who: 'AppArmor',
            says: 'A security module refused the new user namespace. A seccomp filter of an engine, and the kernel’s own rules, return “Operation not permitted” instead.',
            next: [
              { why: 'As root on the host, look for AppArmor’s line.', command: 'dmesg | grep userns_create' },
              CONTAINER_PROFILE,
            ],
            causes: deniedNamespaceCauses(),
            learn: LESSONS.unshare,
          },
  },
  {
    code: 'userns-forbidden',
    title: '`cannot clone: Operation not permitted`, bwrap: `No permissions to create a new namespace`',
    layer: 'kernel',
    examples: [
      'cannot clone: Operation not permitted',
      "bwrap: No permissions to create new namespace, likely because the kernel does not allow non-privileged user namespaces. On e.g. debian this can be enabled with 'sysctl kernel.unprivileged_userns_clone=1'.",
      'Error: cannot re-exec process',
    ],
    sources: [
      sourceOf('podman', 'pkg/rootless/rootless_linux.c'),
      sourceOf('bubblewrap', 'bubblewrap.c', 'main'),
      sourceOf('linux', 'kernel/user_namespace.c', 'create_user_ns'),
      { title: 'podman issue 22606', url: 'https://github.com/podman-container-tools/podman/issues/22606' },
    ],
    phrases: [
      'cannot clone: operation not permitted',
      'cannot re-exec process',
      'no permissions to create a new namespace',
      'no permissions to create new namespace',
      'no permissions to creating new namespace',
    ],
    explain: (message, at) => {
      // Podman ends with these words whatever the reason was; here a line above them has it.
      if (message.small.startsWith('cannot re-exec', at) && /max_user_namespaces|no space left/.test(message.small))
        return undefined;
      const { next, ...others } = notPermitted();
      const bwrap = message.small.includes('new namespace');
      return {
        ...others,
        who: `the host, to ${bwrap ? 'bwrap' : 'Podman'}`,
        says: `${bwrap ? 'bwrap' : 'Podman'} could not create a user namespace. Either the host disables user namespaces for unprivileged users, or AppArmor allows them only to programs with a profile (Ubuntu since 23.10). In a container, the cause is usually the seccomp filter of that container.`,
        next: [...next].reverse(),
        causes: newNamespaceCauses(),
      };
    },
  },
];

function notPermitted(): Explanation {
  return {
    who: 'the kernel, or a seccomp filter around the caller',
    says: 'Creating the namespace was refused. Every kind except a user namespace needs CAP_SYS_ADMIN; a user namespace is refused in a chroot, under Docker’s default seccomp profile without CAP_SYS_ADMIN, and on a host that disables user namespaces.',
    next: [
      {
        why: 'A number other than 0 means a seccomp filter: as a test, run once with seccomp=unconfined.',
        command: 'grep Seccomp: /proc/self/status',
      },
      {
        why: 'Check whether the host disables user namespaces: 0 in one of the first two settings, or 1 in the third. The second exists only on some kernels (Debian, Ubuntu, Arch), the third only on Ubuntu.',
        command:
          'sysctl user.max_user_namespaces kernel.unprivileged_userns_clone kernel.apparmor_restrict_unprivileged_userns',
      },
    ],
    causes: newNamespaceCauses(),
    learn: LESSONS.unshare,
  };
}
