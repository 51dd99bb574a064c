import { canValidate, mergeDaemonJson, restartWords } from '../../formats/mergeDaemonJson.ts';
import type { ErrorEntry, Explanation } from './Explained.ts';
import { LESSONS } from './lessons.ts';
import { between } from './Message.ts';

/** User namespaces themselves are refused, switched off, or stand in another option's way. */
export const namespaceErrors: readonly ErrorEntry[] = [
  {
    phrases: ['restricts access to the remapped root'],
    explain: (message) => {
      const path = between(message, 'graphroot path (', ')');
      return {
        code: 'remap-restricted',
        who: 'dockerd, before it starts',
        says: `The container’s root must be able to enter every directory above ${path ?? 'the data directory'}, and one of them lacks x for others. dockerd names the directory below after the host’s UID and GID.`,
        facts: path === undefined ? {} : { path },
        next: [
          { why: 'Find the directory without x.', command: `namei -l ${path ?? '/var/lib/docker'}` },
          { why: 'Let others enter it; they still cannot list it.', command: 'chmod o+x DIR' },
        ],
        learn: LESSONS.ranges,
        // From moby 26.1.5, daemon/daemon_unix.go, setupDaemonRoot.
      };
    },
  },
  {
    phrases: ['when user namespaces are enabled', 'incompatible with user namespaces'],
    explain: (message, at) => ({
      code: 'userns-incompatible',
      who: 'dockerd',
      says: `${option(message.small, at)} needs the host’s own namespace, but dockerd remaps the IDs of every container. dockerd refuses the combination.`,
      next: [
        {
          why: 'Disable remapping for this container. It loses the protection: root in it is root on the host.',
          command: 'docker run --userns=host ...',
        },
      ],
      learn: LESSONS.limits,
      // From moby 26.1.5, daemon/daemon_unix.go, verifyPlatformContainerSettings.
    }),
  },
  {
    phrases: ['root cannot be remapped with itself'],
    explain: (_message, _at, versions) => {
      const [restarts, beware] = restartWords(versions);
      return {
        code: 'remap-root',
        who: 'dockerd',
        says: '--userns-remap names root, so dockerd does not remap: IDs in containers are the host’s.',
        next: [
          {
            why: `Use another account, or default. The command keeps the other settings of /etc/docker/daemon.json, and ${restarts}; it needs jq.${beware}`,
            command: mergeDaemonJson('default', canValidate(versions)),
          },
        ],
        learn: LESSONS.ranges,
        // From moby 26.1.5, daemon/daemon_unix.go, setupRemappedRoot.
      };
    },
  },
  {
    phrases: [
      'user namespaces enabled, but no',
      'user namespace mappings specified, but',
      "user namespaces aren't enabled in the kernel",
      'no namespace path to join nor mappings',
    ],
    explain: (message) =>
      message.small.includes('in the kernel')
        ? disabled()
        : {
            code: 'userns-no-mappings',
            who: 'runc, reading config.json',
            says: message.small.includes('mappings specified, but')
              ? 'config.json has uidMappings or gidMappings, but no user namespace among its namespaces.'
              : 'config.json asks for a user namespace, but has no uidMappings or gidMappings for it.',
            next: [
              {
                why: 'Add what is missing: {"type": "user"} under linux.namespaces, and both lists of mappings.',
                command: 'grep -A5 -e Mappings -e \'"user"\' config.json',
              },
            ],
            learn: LESSONS.unmapped,
            // From runc 1.1.15, libcontainer/configs/config_linux.go and validate/validator.go.
          },
  },
  {
    phrases: [
      'unshare failed: no space left on device',
      'clone: no space left on device',
      'user namespace: no space left on device',
      'enospc',
    ],
    explain: () => ({
      code: 'userns-limit',
      who: 'the kernel',
      says: 'The limit on the number of user namespaces is reached (a limit of 0 disables them), or they are nested more than 32 deep. Disk space is not the cause.',
      next: [
        { why: 'Check the limit. Older Red Hat systems set 0.', command: 'sysctl user.max_user_namespaces' },
        { why: 'As root, raise it until the next boot.', command: 'sysctl -w user.max_user_namespaces=15000' },
      ],
      learn: LESSONS.unshare,
      // From kernel/user_namespace.c, create_user_ns; namespaces(7).
    }),
  },
  {
    phrases: [
      'unshare failed: operation not permitted',
      'unshare(0x10000000): operation not permitted',
      'clone_newuser',
      'error creating new user namespace',
      'unshare: operation not permitted',
    ],
    explain: notPermitted,
  },
  {
    phrases: [
      'cannot clone: operation not permitted',
      'cannot re-exec process',
      'no permissions to create a new namespace',
      'no permissions to create new namespace',
      'no permissions to creating new namespace',
      'creating new namespace failed',
    ],
    explain: (message, at) => {
      if (message.small.startsWith('creating new namespace failed', at)) {
        // bwrap tells EINVAL so; ENOSPC is told above, and nothing else is about user namespaces.
        return message.small.includes('kernel does not support', at)
          ? { ...disabled(), who: 'the kernel, to bwrap' }
          : undefined;
      }
      const { next, ...others } = notPermitted();
      const bwrap = message.small.includes('new namespace');
      return {
        ...others,
        code: 'userns-forbidden',
        who: `the host, to ${bwrap ? 'bwrap' : 'Podman'}`,
        says: `${bwrap ? 'bwrap' : 'Podman'} could not create a user namespace: the host disables them for unprivileged users, or AppArmor allows them only to programs with a profile (Ubuntu since 23.10). In a container, the outer container’s seccomp filter is the cause.`,
        next: [...next].reverse(),
        // From bubblewrap 0.12.0, bubblewrap.c, main; Podman 5.4.2, pkg/rootless/rootless_linux.c; kernel/user_namespace.c, create_user_ns.
      };
    },
  },
  {
    phrases: ['rootless container requires user namespaces'],
    explain: () => ({
      code: 'userns-wanted',
      who: 'runc, reading config.json',
      says: 'An unprivileged user starts the container, but config.json has no user namespace. Without one, only root may start it.',
      next: [
        {
          why: 'In an empty directory, let runc write a config.json for rootless use; it maps your own ID.',
          command: 'runc spec --rootless',
        },
        {
          why: 'Or add what yours lacks: {"type": "user"} under linux.namespaces, and both lists of mappings.',
          command: 'grep -A5 -e Mappings -e \'"user"\' config.json',
        },
      ],
      learn: LESSONS.rootless,
      // From runc 1.1.15, libcontainer/configs/validate/rootless.go, rootlessEUIDMappings.
    }),
  },
  {
    phrases: [
      'runtime does not support user namespaces',
      '" does not support user namespaces',
      'user namespaces are not supported',
      "can't set `spec.hostusers",
    ],
    explain: () => ({
      code: 'pod-not-supported',
      who: 'the kubelet, or the container runtime below it',
      says: 'The Pod has hostUsers: false, but the node’s runtime does not support user namespaces.',
      next: [
        {
          why: 'Needs containerd 2.0 or CRI-O 1.25, runc 1.2 or crun 1.9, and Linux 6.3.',
          command: 'kubectl get node NODE -o wide',
        },
        {
          why: 'Check what the runtime supports.',
          command: 'kubectl get node NODE -o jsonpath="{.status.runtimeHandlers}"',
        },
      ],
      learn: LESSONS.rootless,
      // From Kubernetes, pkg/kubelet/userns/userns_manager.go; kubernetes.io, User Namespaces.
    }),
  },
];

function option(small: string, at: number): string {
  const before = small.slice(Math.max(0, at - 120), at);
  if (before.includes('network')) return '--network=host';
  if (before.includes('pid namespace')) return '--pid=host';
  return before.includes('privileged') ? '--privileged' : 'An option of this container';
}

function disabled(): Explanation {
  return {
    code: 'userns-disabled',
    who: 'runc',
    says: 'This kernel was built without user namespaces.',
    next: [{ why: 'Without user namespaces this file does not exist.', command: 'ls /proc/self/ns/user' }],
    learn: LESSONS.unshare,
    // From runc 1.1.15, libcontainer/configs/validate/validator.go.
  };
}

function notPermitted(): Explanation {
  return {
    code: 'userns-not-permitted',
    who: 'the kernel, or a seccomp filter around the caller',
    says: 'Creating the namespace was refused. Every kind except a user namespace needs CAP_SYS_ADMIN; a user namespace is refused in a chroot, under Docker’s default seccomp profile, and where the host disables it.',
    next: [
      {
        why: 'A number other than 0 means a seccomp filter: as a test, run once with seccomp=unconfined.',
        command: 'grep Seccomp: /proc/self/status',
      },
      {
        why: 'Check whether the host disables it: 0 in one of the first two, or 1 in the last. The second exists only on Debian and Ubuntu, the third only on Ubuntu.',
        command:
          'sysctl user.max_user_namespaces kernel.unprivileged_userns_clone kernel.apparmor_restrict_unprivileged_userns',
      },
    ],
    learn: LESSONS.unshare,
    // From kernel/user_namespace.c, create_user_ns; kernel/nsproxy.c.
  };
}
