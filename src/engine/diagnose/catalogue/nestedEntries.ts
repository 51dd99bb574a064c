import { type Cause, CONTAINER_PROFILE, type ErrorEntry, type NextStep } from '../../idmap/index.ts';
import { entry } from './entry.ts';
import { LESSONS } from './lessons.ts';
import { IN_CONTAINER } from './sandboxCauses.ts';
import { page, seen, thread } from './sources.ts';
import { allowCalls, DENIED_LOG, IS_FILTERED, OPENS_USER_NAMESPACES } from './steps.ts';

/** dockerd’s own words, or AppArmor’s errno: builders and Podman, which run in Docker and Kubernetes mostly, print neither. */
const OF_LXC = /error response from daemon|permission denied|\b(?:lxc|lxd|incus|proxmox)\b/;

const WHICH_OUTER: NextStep = {
  why: 'Where the engine runs: lxc means an LXC, Proxmox or Incus container; docker or podman, a container of these; none, a machine of its own.',
  command: 'systemd-detect-virt --container; grep " /proc" /proc/self/mountinfo',
};

/** pct(1), features: nesting exposes the host’s procfs and sysfs, keyctl is needed by Docker in an unprivileged container. */
const NO_NESTING: Cause = {
  layer: 'lsm',
  who: 'LXC, Proxmox or Incus around Docker: nesting is off',
  says: 'Docker runs in an LXC container. Without nesting, the outer container has only a masked /proc, and its AppArmor profile denies mounting another.',
  tells: { ...WHICH_OUTER, why: 'Where Docker runs, this prints lxc.', command: 'systemd-detect-virt --container' },
  fixes: [
    {
      why: 'On the Proxmox host, turn nesting on, and keyctl for an unprivileged container; then stop and start it. The command replaces the list of features, so add to it those that pct config CTID shows. Warning: nesting shows the host’s procfs and sysfs to the container, so use it with unprivileged containers only. Proxmox recommends a virtual machine for Docker.',
      command: 'pct set CTID --features nesting=1,keyctl=1',
      fixes: true,
    },
    {
      why: 'With Incus or LXD, the same setting is security.nesting.',
      command: 'incus config set CONTAINER security.nesting=true && incus restart CONTAINER',
      fixes: true,
    },
  ],
};

const MASKED_PROC: Cause = {
  layer: 'kernel',
  who: 'the kernel: the outer container’s /proc is masked',
  says: 'The engine (BuildKit, Podman, rootless Docker) runs in a user namespace, in a Docker container or a Pod. The kernel allows a new proc there only where the whole of the outer /proc is visible, and engines mask parts of it.',
  tells: {
    why: 'Where the engine runs, this lists mounts over parts of /proc, such as /proc/kcore.',
    command: 'grep " /proc/" /proc/self/mountinfo',
  },
  fixes: [
    {
      why: 'For BuildKit, share the outer PID namespace with this option of buildkitd. Warning: build steps can then kill any process in buildkitd’s container, and perhaps trace it.',
      command: 'buildkitd --oci-worker-no-process-sandbox',
      fixes: true,
    },
    {
      why: 'In a Pod with hostUsers: false, set securityContext.procMount: Unmasked; with Docker, start the outer container with --security-opt systempaths=unconfined. Warning: the host’s /proc/kcore and /proc/sysrq-trigger are then exposed to that container.',
      fixes: true,
    },
  ],
};

/** An engine within a container: what the outer one keeps from it. */
export const nestedEntries: readonly ErrorEntry[] = [
  entry({
    code: 'rootlesskit-refused',
    title: 'RootlessKit: `fork/exec /proc/self/exe: operation not permitted`',
    layer: 'seccomp',
    examples: [
      '[rootlesskit:parent] error: failed to start the child: fork/exec /proc/self/exe: operation not permitted',
      'fork/exec /proc/self/exe: operation not permitted',
    ],
    sources: [
      thread('rootless-containers/rootlesskit', 172),
      thread('containerd/nerdctl', 3063),
      thread('moby/buildkit', 4073),
      page(
        'RootlessKit, pkg/parent/warn.go, warnSysctl',
        'https://github.com/rootless-containers/rootlesskit/blob/v2.0.2/pkg/parent/warn.go',
      ),
      seen('RootlessKit 2.0.2'),
    ],
    phrases: ['/proc/self/exe: operation not permitted'],
    who: 'a seccomp filter, or a setting of the host',
    says: 'RootlessKit could not create a user namespace.',
    next: [IS_FILTERED],
    causes: [
      {
        ...IN_CONTAINER,
        fixes: [
          allowCalls('clone, unshare, setns, mount, umount2 and pivot_root', OPENS_USER_NAMESPACES),
          CONTAINER_PROFILE,
          {
            why: 'In a Pod, name a file of the nodes that allows these calls: seccompProfile of type Localhost, with user 1000, and --oci-worker-no-process-sandbox for BuildKit. BuildKit’s documentation uses Unconfined; use that as a test only.',
            fixes: true,
          },
        ],
      },
      {
        layer: 'kernel',
        who: 'the host: user namespaces are disabled for users',
        says: 'kernel.unprivileged_userns_clone is 0. (A user.max_user_namespaces of 0 gives “no space left on device” instead.)',
        tells: {
          why: 'On the host: 0 means that they are disabled. The setting exists only on Debian, Ubuntu, Arch and other patched kernels.',
          command: 'sysctl kernel.unprivileged_userns_clone',
        },
        fixes: [
          {
            why: 'As root, allow them until the next boot. Warning: every local user then reaches parts of the kernel that otherwise only root reaches.',
            command: 'sudo sysctl -w kernel.unprivileged_userns_clone=1',
            fixes: true,
          },
        ],
      },
    ],
    learn: LESSONS.rootless,
  }),
  entry({
    code: 'buildkit-share-mount',
    title: 'Rootless BuildKit: `failed to share mount point: /: permission denied`',
    layer: 'lsm',
    examples: [
      '[rootlesskit:child ] error: failed to share mount point: /: permission denied',
      'could not connect to unix:///run/user/1000/buildkit/buildkitd.sock after 10 trials',
    ],
    sources: [
      thread('moby/buildkit', 2441),
      page(
        'Kubernetes, AppArmor: the annotation before 1.30',
        'https://kubernetes.io/docs/tutorials/security/apparmor/',
      ),
      page('BuildKit, Rootless mode', 'https://github.com/moby/buildkit/blob/master/docs/rootless.md'),
    ],
    phrases: ['failed to share mount point', 'buildkitd.sock after'],
    words: [
      ['buildkit', 'pod'],
      ['buildkit', 'rootless'],
      ['buildkit', 'kubernetes'],
    ],
    who: 'AppArmor: the Pod’s or container’s default profile denies mount',
    says: 'RootlessKit created its user namespace, and AppArmor denied its first mount. AppArmor’s default profile for containers denies every mount.',
    next: [
      { ...DENIED_LOG, why: 'As root on the node: AppArmor’s line has operation="mount".' },
      {
        why: 'On the nodes, load an AppArmor profile that allows “userns,” and “mount,”, and name it for the BuildKit container, which runs as user 1000. BuildKit’s documentation uses Unconfined; use that as a test only.',
        command:
          'securityContext: {runAsUser: 1000, runAsGroup: 1000, appArmorProfile: {type: Localhost, localhostProfile: PROFILE}}',
        fixes: true,
      },
    ],
    versions:
      'appArmorProfile is a field since Kubernetes 1.30; before, the annotation container.apparmor.security.beta.kubernetes.io/CONTAINER.',
    learn: LESSONS.rootless,
  }),
  entry({
    code: 'nested-proc-mount',
    title: 'Mounting `proc` at `/proc` in a container: `operation not permitted`',
    layer: 'kernel',
    examples: [
      'mount proc:/proc (via /proc/self/fd/6), flags: 0xe: operation not permitted',
      'error mounting "proc" to rootfs at "/proc": mount proc:/proc (via /proc/self/fd/6), flags: 0xe: operation not permitted',
      'docker: Error response from daemon: failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: error mounting "proc" to rootfs at "/proc": mount src=proc, dst=/proc, dstFd=/proc/thread-self/fd/8, flags=0xe: operation not permitted: unknown.',
      'error mounting "proc" to rootfs at "/proc": mount proc:/proc (via /proc/self/fd/6), flags: 0xe: permission denied: unknown',
    ],
    sources: [
      thread('moby/buildkit', 4073),
      thread('moby/buildkit', 2512),
      thread('moby/buildkit', 768),
      page('Kubernetes, procMount', 'https://kubernetes.io/docs/concepts/workloads/pods/user-namespaces/'),
      page('Proxmox VE, Linux Container: features', 'https://pve.proxmox.com/wiki/Linux_Container#pct_options'),
      thread('canonical/lxd', 3900, 'LXC: masked /proc, or AppArmor'),
      thread('nestybox/sysbox', 454, 'security.nesting'),
      thread('stonith404/pingvin-share', 408, '“permission denied” on Proxmox'),
    ],
    phrases: ['mount proc:/proc', 'mounting "proc" to rootfs', 'mount `proc` to `proc`: operation not permitted'],
    who: 'the kernel, or AppArmor: a container around this one',
    says: 'A new proc may be mounted in a user namespace only where the whole of the outer /proc is visible. Engines mask parts of /proc, so a container inside a container cannot mount its own.',
    next: [WHICH_OUTER],
    causes: [MASKED_PROC, NO_NESTING],
    reads: ({ small }) => (OF_LXC.test(small) ? { causes: [NO_NESTING, MASKED_PROC] } : {}),
    learn: LESSONS.rootless,
  }),
  entry({
    code: 'nested-podman',
    title: 'Podman in a container',
    layer: 'seccomp',
    examples: ['podman in podman', 'run podman inside docker', 'rootless podman in kubernetes'],
    sources: [
      thread('podman-container-tools/podman', 9566),
      thread('podman-container-tools/podman', 22606),
      thread('podman-container-tools/podman', 10802),
      page('How to use Podman inside of a container', 'https://www.redhat.com/en/blog/podman-inside-container'),
    ],
    phrases: [
      'podman in podman',
      'podman in docker',
      'podman inside docker',
      'podman inside podman',
      'podman inside a container',
      'podman in a container',
      'podman in kubernetes',
      'podman in a pod',
      'buildah in docker',
      'buildah in kubernetes',
      'buildah in a pod',
    ],
    who: 'the outer container: its filter, its AppArmor profile, its map and its devices',
    says: 'The inner Podman needs a user namespace and mounts, a range of IDs that the outer map has, and storage that is not on an overlay. Podman’s default filter allows clone, unshare and mount; Docker’s and Kubernetes’ RuntimeDefault refuse them without CAP_SYS_ADMIN.',
    next: [
      {
        why: 'In the outer container: the filter, the map, and the inner user’s range, which must lie within that map.',
        command: 'grep Seccomp: /proc/self/status; cat /proc/self/uid_map /etc/subuid',
      },
      {
        why: 'Use Podman outside as well, with the image in which all of this is set up.',
        command:
          'podman run --user podman --device /dev/fuse -v storage:/home/podman/.local/share/containers quay.io/podman/stable podman run alpine true',
        fixes: true,
      },
      allowCalls('clone, unshare, setns, mount, umount2 and pivot_root', OPENS_USER_NAMESPACES),
      CONTAINER_PROFILE,
      {
        why: 'On a host with SELinux, the inner Podman’s mounts may be denied as well. If ausearch -m avc shows that, turn labels off for the outer container. Warning: SELinux then no longer separates it from the host and from other containers.',
        command: 'podman run --security-opt label=disable IMAGE',
        fixes: true,
      },
    ],
    learn: LESSONS.rootless,
  }),
];
