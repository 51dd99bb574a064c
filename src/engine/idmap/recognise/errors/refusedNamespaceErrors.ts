import type { Cause, ErrorEntry, Explanation } from '../../../messages/index.ts';
import { APPARMOR_PROFILE, CONTAINER_PROFILE } from './apparmorProfile.ts';
import { LESSONS } from './lessons.ts';
import { endsIn, NAMED_BEFORE } from './namespaceLimit.ts';
import { manual, sourceOf } from './sources.ts';

const BY_HOST_APPARMOR: Cause = {
  layer: 'lsm',
  who: 'AppArmor, on Ubuntu 23.10 and later',
  says: 'Unprivileged programs without a profile that has “userns,” get a namespace without capabilities, or none.',
  tells: {
    why: '1 means that the restriction is on.',
    command: 'sysctl kernel.apparmor_restrict_unprivileged_userns',
  },
  fixes: [APPARMOR_PROFILE],
};

/** Who answers EACCES: no filter of an engine and no rule of the kernel does (security/apparmor/lsm.c, apparmor_userns_create). */
const deniedNamespaceCauses = (): Cause[] => [
  {
    layer: 'lsm',
    who: 'AppArmor: the container’s profile',
    says: 'The seccomp filter let the call pass, and AppArmor denied it: docker-default has no rule “userns,”.',
    tells: {
      why: 'As root on the host: a line with apparmor="DENIED" operation="userns_create" names the profile.',
      command: 'dmesg | grep userns_create',
    },
    fixes: [CONTAINER_PROFILE],
  },
  BY_HOST_APPARMOR,
];

/**
 * Who answers EPERM where a namespace is to be created, and what tells them apart (kernel/nsproxy.c; kernel/user_namespace.c, create_user_ns;
 * Docker's default profile; Debian's and Ubuntu's settings).
 */
const newNamespaceCauses = (): Cause[] => [BY_FILTER, NO_CAPABILITY, ...BY_HOST];

/**
 * The same for clone3 with CLONE_NEWUSER: Docker's default returns ENOSYS for clone3 without CAP_SYS_ADMIN, and Podman's allows it
 * (moby, profiles/seccomp/default.json; containers-common, seccomp.json), so that EPERM is most likely the host's.
 */
const clone3Causes = (): Cause[] => [
  ...BY_HOST,
  {
    ...BY_FILTER,
    who: 'your own seccomp profile, or Docker’s default before 20.10.10',
    says: 'Since 20.10.10 Docker’s default profile has returned ENOSYS for clone3, and Podman’s allows clone3. An older default returns EPERM, and your own profile may.',
    fixes: [
      {
        why: 'In your profile, take clone3 out of all other rules and add this one: glibc then uses clone, whose flags a filter can read.',
        command: '{ "names": ["clone3"], "action": "SCMP_ACT_ERRNO", "errnoRet": 38 }',
      },
      {
        why: 'Then allow clone with CLONE_NEWUSER in that profile (ask the profile checker for it), and start the container with the file.',
        command: 'docker run --security-opt seccomp=FILE IMAGE',
      },
      CONTAINER_PROFILE,
    ],
  },
];

const BY_FILTER: Cause = {
  layer: 'seccomp',
  who: 'the seccomp filter of the container that the program runs in',
  says: 'Docker’s default profile allows unshare, and clone with flags for new namespaces, only with CAP_SYS_ADMIN.',
  tells: {
    why: 'Seccomp is 2, and in one test with seccomp=unconfined the error is gone. This is a test, not a fix.',
    command: 'grep Seccomp: /proc/self/status',
  },
  fixes: [
    {
      why: 'In a copy of the profile, allow the call with the flags that it needs: ask the profile checker for unshare(CLONE_NEWUSER), and start the container with the file.',
      command: 'docker run --security-opt seccomp=FILE IMAGE',
    },
    CONTAINER_PROFILE,
  ],
};

const NO_CAPABILITY: Cause = {
  layer: 'capability',
  who: 'the kernel: no CAP_SYS_ADMIN',
  says: 'Without CLONE_NEWUSER in the same call, every other kind of namespace needs CAP_SYS_ADMIN. No profile can give it.',
  tells: { why: 'The same command works with --user.', command: 'unshare --user --map-root-user true' },
  fixes: [
    {
      why: 'Create a user namespace in the same call: its first process has the capability in it.',
      command: 'unshare --user --map-root-user --mount COMMAND',
    },
  ],
};

const BY_HOST: readonly Cause[] = [
  {
    layer: 'kernel',
    who: 'a setting of the host',
    says: 'kernel.unprivileged_userns_clone is 0, on Debian, Arch or a hardened kernel: only root may create user namespaces.',
    tells: {
      why: '0 means that only root may create them. Other kernels do not have the setting.',
      command: 'sysctl kernel.unprivileged_userns_clone',
    },
    fixes: [
      {
        why: 'As root, allow user namespaces until the next boot. Warning: every local user then reaches parts of the kernel that otherwise only root reaches.',
        command: 'sysctl -w kernel.unprivileged_userns_clone=1',
      },
    ],
  },
  BY_HOST_APPARMOR,
  {
    layer: 'kernel',
    who: 'the kernel: the caller is in a chroot',
    says: 'A process whose root is not the root of its mount namespace cannot create a user namespace.',
    tells: { why: 'Run as root, this prints two different numbers.', command: 'stat -c %i / /proc/1/root/.' },
    fixes: [
      { why: 'Run the command outside the chroot, or enter the tree with pivot_root, as container runtimes do.' },
    ],
  },
];

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
