import { shell } from '../../../text/index.ts';
import { CONTAINER_PROFILE } from './apparmorProfile.ts';
import type { ErrorEntry, Explanation } from './Explained.ts';
import { LESSONS } from './lessons.ts';
import type { Message } from './Message.ts';
import { namespaceLimit } from './namespaceLimit.ts';
import { clone3Causes, deniedNamespaceCauses, newNamespaceCauses } from './newNamespaceCauses.ts';
import { KUBERNETES_PAGE, manual, sourceOf, USER_NAMESPACES } from './sources.ts';

/** runc looks at the user namespace of a config.json before it starts. */
const FAMILY = 'runc-userns';

/** Errors of a call for a user namespace that are no EPERM. */
const OTHER_ERRNO = /\b(?:eacces|permission denied|einval|invalid argument|enospc|no space left)\b/;

/** busybox names the flags, iproute2 the namespace (ip/ipnetns.c, netns_add) and Firejail its function, and then the errno. */
const NAMED_BEFORE = ['unshare(0x', 'create a new network namespace', 'error clone: main.c'];

const endsIn = (errno: string, small: string, at: number): boolean =>
  !NAMED_BEFORE.some((words) => small.startsWith(words, at)) || small.slice(at, at + 300).includes(`: ${errno}`);

/** User namespaces themselves are refused, switched off, or stand in another option's way. */
export const namespaceErrors: readonly ErrorEntry[] = [
  {
    code: 'userns-no-mappings',
    title: '`User namespaces enabled, but no uid mappings found`',
    layer: 'runtime',
    examples: [
      'time="2016-08-24T12:00:00Z" level=error msg="runc run failed: User namespaces enabled, but no uid mappings found."',
      'time="2026-12-02T06:03:56Z" level=error msg="runc run failed: User namespaces enabled, but no user mapping found."',
      'time="2016-08-24T12:00:00Z" level=error msg="runc run failed: user namespace mappings specified, but USER namespace isn\'t enabled in the config"',
    ],
    sources: [
      sourceOf('runc', 'libcontainer/configs/config_linux.go', 'HostUID'),
      sourceOf('runc', 'libcontainer/configs/validate/validator.go'),
    ],
    family: FAMILY,
    phrases: [
      'user namespaces enabled, but no',
      'user namespace mappings specified, but',
      'no namespace path to join nor mappings',
    ],
    explain: (message) => {
      const [, kind] = /enabled, but no (user|group) mapping found/.exec(message.small) ?? [];
      return kind === undefined ? lacksMappings(message) : lacksRoot(kind === 'user' ? 'uidMappings' : 'gidMappings');
    },
  },
  namespaceLimit,
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
        says: `${bwrap ? 'bwrap' : 'Podman'} could not create a user namespace: the host disables them for unprivileged users, or AppArmor allows them only to programs with a profile (Ubuntu since 23.10). In a container, the outer container’s seccomp filter is the cause.`,
        next: [...next].reverse(),
        causes: newNamespaceCauses(),
      };
    },
  },
  {
    code: 'userns-disabled',
    title: '`the kernel does not support user namespaces`',
    layer: 'kernel',
    examples: [
      'bwrap: Creating new namespace failed, likely because the kernel does not support user namespaces.',
      'time="2016-08-24T12:00:00Z" level=error msg="runc run failed: USER namespaces aren\'t enabled in the kernel"',
    ],
    sources: [
      sourceOf('runc', 'libcontainer/configs/validate/validator.go'),
      sourceOf('bubblewrap', 'bubblewrap.c', 'main'),
      USER_NAMESPACES,
    ],
    family: FAMILY,
    phrases: ["user namespaces aren't enabled in the kernel", 'creating new namespace failed'],
    explain: (message, at) => {
      const bwrap = message.small.startsWith('creating', at);
      // bwrap tells EINVAL so; ENOSPC is told above, and nothing else is about user namespaces.
      if (bwrap && !message.small.includes('kernel does not support', at)) return undefined;
      return {
        who: bwrap ? 'the kernel, to bwrap' : 'runc',
        says: 'This kernel was built without user namespaces.',
        next: [
          { why: 'Without user namespaces this file does not exist.', command: 'ls /proc/self/ns/user' },
          { why: 'Boot a kernel with CONFIG_USER_NS=y, which distributions ship today.', fixes: true },
        ],
        learn: LESSONS.unshare,
      };
    },
  },
  {
    code: 'userns-wanted',
    title: '`rootless container requires user namespaces`',
    layer: 'runtime',
    examples: ['rootless container requires user namespaces'],
    sources: [sourceOf('runc', 'libcontainer/configs/validate/rootless.go', 'rootlessEUIDMappings')],
    phrases: ['rootless container requires user namespaces'],
    explain: () => ({
      who: 'runc, reading config.json',
      says: 'An unprivileged user starts the container, but config.json has no user namespace. Without one, only root may start it.',
      next: [
        {
          why: 'In an empty directory, let runc write a config.json for rootless use; it maps your own ID.',
          command: 'runc spec --rootless',
          fixes: true,
        },
        {
          why: 'Or add what yours lacks: {"type": "user"} under linux.namespaces, and both lists of mappings.',
          command: 'grep -A5 -e Mappings -e \'"user"\' config.json',
          fixes: true,
        },
      ],
      learn: LESSONS.rootless,
    }),
  },
  {
    code: 'pod-not-supported',
    title: "`can't set spec.hostUsers: false`, runtime `does not support user namespaces`",
    layer: 'runtime',
    examples: [
      "Failed to create pod sandbox: can't set `spec.hostUsers: false`, runtime does not support user namespaces",
      'can\'t set `spec.hostUsers: false`, RuntimeClass handler "gvisor" does not support user namespaces',
    ],
    sources: [sourceOf('kubernetes', 'pkg/kubelet/userns/userns_manager.go'), KUBERNETES_PAGE],
    phrases: [
      'runtime does not support user namespaces',
      '" does not support user namespaces',
      'user namespaces are not supported',
      "can't set `spec.hostusers",
    ],
    explain: () => ({
      who: 'the kubelet, or the container runtime below it',
      says: 'The Pod has hostUsers: false, but the node’s runtime does not support user namespaces.',
      next: [
        {
          why: 'Compare the node’s versions. hostUsers: false needs containerd 2.0 or CRI-O 1.25, runc 1.2 or crun 1.9, and Linux 6.3.',
          command: 'kubectl get node NODE -o wide',
        },
        {
          why: 'Check what the runtime supports.',
          command: 'kubectl get node NODE -o jsonpath="{.status.runtimeHandlers}"',
        },
        {
          why: 'Update the node’s runtime, or schedule the Pod on a node that has these. Without hostUsers: false the Pod starts, but root in it is root on the node.',
          fixes: true,
        },
      ],
      versions: 'containerd since 2.0, CRI-O since 1.25, runc since 1.2, crun since 1.9, Linux since 6.3.',
      learn: LESSONS.rootless,
    }),
  },
];

function lacksMappings({ small }: Message): Explanation {
  return {
    who: 'runc, reading config.json',
    says: small.includes('mappings specified, but')
      ? 'config.json has uidMappings or gidMappings, but no user namespace among its namespaces.'
      : 'config.json asks for a user namespace, but has no uidMappings or gidMappings for it.',
    next: [
      {
        why: 'Add what is missing: {"type": "user"} under linux.namespaces, and both lists of mappings.',
        command: 'grep -A5 -e Mappings -e \'"user"\' config.json',
        fixes: true,
      },
    ],
    learn: LESSONS.unmapped,
  };
}

/** runc looks for the host ID of container ID 0 (libcontainer/configs, HostRootUID), and a line of size 0 has none. */
function lacksRoot(mappings: 'uidMappings' | 'gidMappings'): Explanation {
  return {
    who: 'runc, reading config.json',
    says: `config.json has ${mappings}, but none of them has container ID 0. runc sets the container up as ID 0 of its namespace, whichever user the program runs as.`,
    next: [
      { why: 'See which container IDs the map has.', command: shell`grep -A20 ${mappings} config.json` },
      {
        why: `Add a line for container ID 0 to ${mappings}, with a host ID that no other line has, or let the first line begin at 0.`,
        command: '{"containerID": 0, "hostID": HOST_ID, "size": 1}',
        fixes: true,
      },
    ],
    learn: LESSONS.unmapped,
  };
}

function notPermitted(): Explanation {
  return {
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
    causes: newNamespaceCauses(),
    learn: LESSONS.unshare,
  };
}
