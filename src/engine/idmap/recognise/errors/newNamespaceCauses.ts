import { APPARMOR_PROFILE, CONTAINER_PROFILE } from './apparmorProfile.ts';
import type { Cause } from './Explained.ts';

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
export const deniedNamespaceCauses = (): Cause[] => [
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
export const newNamespaceCauses = (): Cause[] => [BY_FILTER, NO_CAPABILITY, ...BY_HOST];

/**
 * The same for clone3 with CLONE_NEWUSER: Docker's default returns ENOSYS for clone3 without CAP_SYS_ADMIN, and Podman's allows it
 * (moby, profiles/seccomp/default.json; containers-common, seccomp.json), so that EPERM is most likely the host's.
 */
export const clone3Causes = (): Cause[] => [
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
