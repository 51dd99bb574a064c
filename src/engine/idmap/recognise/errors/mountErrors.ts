import {
  between,
  type ErrorEntry,
  type Explanation,
  type Message,
  type NextStep,
  unquoted,
} from '../../../messages/index.ts';
import { LESSONS } from './lessons.ts';
import { KUBERNETES_PAGE, manual, sourceOf } from './sources.ts';

/** Idmapped mounts: mount(8), runc, crun, CRI-O, LXC, systemd-nspawn. */
export const mountErrors: readonly ErrorEntry[] = [
  {
    code: 'idmap-option',
    title: '`failed to parse mount options` with `X-mount.idmap`',
    layer: 'id-map',
    examples: [
      "mount: /run/oracle/theirs: failed to parse mount options 'rw,bind,X-mount.idmap=u:0:100000:0': Invalid argument.",
    ],
    sources: [sourceOf('util-linux', 'libmount/src/hook_idmap.c'), manual('mount', 8)],
    phrases: ['failed to parse mount options'],
    explain: (message, at) =>
      message.small.includes('idmap', at)
        ? {
            who: 'mount, reading its options',
            says: 'The option X-mount.idmap is malformed, or its IDs are not a valid map.',
            ...aboutMounts(message),
          }
        : undefined,
  },
  {
    code: 'idmapped-mount',
    title: 'An idmapped mount failed',
    layer: 'kernel',
    examples: [
      'mount: /run/oracle/theirs: mount_setattr() failed: cannot set ID-mapping: Invalid argument.',
      'Failed to map ids for bind mount /srv: Function not implemented',
      'mount: /mnt: open_tree() failed: Function not implemented.',
      'Error: OCI runtime error: crun: mount_setattr `/sys`: Function not implemented',
      'failed to set MOUNT_ATTR_IDMAP on /srv: invalid argument (maybe the filesystem used doesn’t support idmap mounts on this kernel?)',
      'error during container init: failed to set MOUNT_ATTR_IDMAP on /var/lib/kubelet/pods/0a1b2c3d/etc-hosts: invalid argument (maybe the filesystem used doesn’t support idmap mounts on this kernel?)',
    ],
    sources: [
      sourceOf('linux', 'fs/namespace.c', 'can_idmap_mount'),
      manual('mount_setattr', 2),
      sourceOf('util-linux', 'libmount/src/hook_idmap.c'),
      {
        title: 'crun issue 1131: “Function not implemented” without an old kernel',
        url: 'https://github.com/containers/crun/issues/1131',
      },
      {
        title: 'runc pull request 4157: the words of runc 1.2',
        url: 'https://github.com/opencontainers/runc/pull/4157',
      },
      KUBERNETES_PAGE,
    ],
    phrases: [
      'cannot set id-mapping',
      'mount_attr_idmap',
      'open_tree() failed: function not implemented',
      'mount_setattr',
      'idmapped mount',
      'idmap mount',
      'create mapped mount',
      'failed to setup idmapped',
      'failed to map ids for bind mount',
      'idmapped rootfs',
    ],
    explain: (message) => ({
      who: 'the kernel, to the program that mounts',
      ...aboutMounts(message),
      ...ofErrno(message),
      versions: 'Idmapped mounts exist since Linux 5.12; each file system supports them from a different release.',
    }),
  },
];

/** What the call’s errors mean (fs/namespace.c, can_idmap_mount and build_mount_idmapped; each tried on Linux 6.18). */
function ofErrno({ small }: Message): Pick<Explanation, 'says'> & Partial<Explanation> {
  if (small.includes('function not implemented')) return missing(small);
  if (small.includes('operation not permitted'))
    return {
      says: 'An idmapped mount was refused: the caller lacks CAP_SYS_ADMIN in the user namespace that mounted the file system, usually the host’s, or the mount is already idmapped.',
      next: [
        {
          why: 'Where the mount is made: any line but “0 0 4294967295” means a user namespace, which can idmap only file systems that were mounted in it.',
          command: 'cat /proc/self/uid_map; findmnt -T PATH -o TARGET,OPTIONS',
        },
        {
          why: 'Make the idmapped mount on the host as root, and bind it into the container; a mount of an idmapped mount keeps its map.',
          command: "sudo mount --bind -o 'X-mount.idmap=b:0:100000:65536' HOST_PATH MOUNTPOINT",
          fixes: true,
        },
        INSTEAD,
      ],
    };
  if (small.includes('invalid argument') && IN_POD.test(small)) return inPod();
  if (small.includes('invalid argument'))
    return {
      says: 'The file system does not support idmapped mounts, or the map is invalid: it needs a line for users and one for groups.',
    };
  return {
    says: 'An idmapped mount failed. “Invalid argument”: the file system does not support idmapped mounts, or the map lacks users or groups. “Operation not permitted”: the caller lacks CAP_SYS_ADMIN over the file system, or the mount is already idmapped. “Function not implemented”: the kernel is older than Linux 5.12.',
  };
}

/** ENOSYS is not about the file system: nothing answered the call at all. crun makes it for read-only mounts, too. */
function missing(small: string): Pick<Explanation, 'says' | 'next' | 'causes'> {
  const isOfCrun = small.includes('crun');
  return {
    says: 'The call mount_setattr (or open_tree before it) is missing, whatever the file system: the kernel is older than Linux 5.12, or a filter returns ENOSYS for it.',
    next: [OLD_KERNEL, { why: 'Or use a kernel with the call, 5.12 or newer.', fixes: true }, INSTEAD],
    causes: [
      {
        layer: 'kernel',
        who: 'the kernel: it has no mount_setattr',
        says: 'mount_setattr exists since Linux 5.12, open_tree since 5.2. An older kernel returns ENOSYS for any file system.',
        tells: OLD_KERNEL,
        fixes: [
          { why: 'Update the host’s kernel to 5.12 or newer; many file systems need a newer one.' },
          ...(isOfCrun ? [] : [INSTEAD]),
        ],
      },
      {
        layer: 'seccomp',
        who: 'a seccomp filter around the program that mounts',
        says: 'The program itself runs in a container whose profile is older than the call: runc then returns ENOSYS for it.',
        tells: {
          why: 'Where the program runs: 2, on a kernel with the call, means that a filter is active.',
          command: 'grep Seccomp: /proc/self/status; uname -r',
        },
        fixes: [
          {
            why: 'Update the outer container’s engine: its newer profile has the call for containers with CAP_SYS_ADMIN.',
          },
        ],
      },
      ...(isOfCrun
        ? [
            {
              layer: 'runtime' as const,
              who: 'crun, built without the call',
              says: 'crun was built with headers that do not name mount_setattr, so it returns ENOSYS without asking the kernel. crun makes the call for read-only mounts as well, such as /sys in a user namespace.',
              tells: {
                why: 'The kernel is 5.12 or newer, and no filter is active.',
                command: 'crun --version; uname -r',
              },
              fixes: [
                {
                  why: 'Use crun’s own release or a newer package, or runc.',
                  command: 'podman --runtime runc run IMAGE',
                },
              ],
            },
          ]
        : []),
    ],
  };
}

/** The kubelet's own directory, or a word for a Pod. */
const IN_POD = /\/var\/lib\/kubelet\/|\bkubelet\b|\bpods?\b|hostusers/;

/** Kubernetes, User Namespaces, “Before you begin”. */
const inPod = (): Pick<Explanation, 'says' | 'next'> => ({
  says: 'The Pod has hostUsers: false. The kernel must then idmap the files that the kubelet makes for it (etc-hosts, tokens, ConfigMaps) and each of its volumes, and one of these file systems does not support that on this kernel.',
  next: [
    {
      why: 'On the node: see the file system of this path, and the kernel. ext4 and xfs support idmapped mounts from Linux 5.12, btrfs from 5.15, layers of an overlay from 5.19, tmpfs from 6.3, ZFS from 2.2; NFS and 9p do not.',
      command: 'findmnt -T PATH -o TARGET,FSTYPE,OPTIONS; uname -r',
    },
    {
      why: 'Use nodes with Linux 6.3 or newer (tokens and Secrets are on tmpfs), /var/lib/kubelet on ext4, xfs or btrfs, and volumes on such a file system.',
      fixes: true,
    },
    {
      why: 'Or leave the Pod in the host’s user namespace. Warning: root in the container is then root on the node (UID 0).',
      command: 'spec: {hostUsers: true}',
      fixes: true,
    },
  ],
});

const OLD_KERNEL: NextStep = {
  why: 'On the host: older than 5.12 means that the kernel does not have the call.',
  command: 'uname -r',
};

const INSTEAD: NextStep = {
  why: 'Without idmapped mounts, map the owner’s ID (lxc.idmap, --uidmap), or change the owner with chown.',
  fixes: true,
};

/** What is to be done about either. */
function aboutMounts(message: Message): Pick<Explanation, 'facts' | 'next' | 'learn'> {
  const path =
    between(message, 'mount: ', ': ') ??
    between(message, 'mapped mount for "', '"') ??
    between(message, 'mount_attr_idmap on ', ': ');
  return {
    facts: path === undefined ? {} : { path: unquoted(path) },
    next: [
      {
        why: 'Check the file system. ext4 and xfs support idmapped mounts from Linux 5.12, btrfs from 5.15, layers of an overlay from 5.19, tmpfs from 6.3, ZFS from 2.2. NFS and 9p do not, and FUSE (mergerfs, sshfs) does only if its server requests them.',
        command: 'findmnt -T PATH -o TARGET,FSTYPE,OPTIONS; uname -r',
      },
      INSTEAD,
    ],
    learn: LESSONS.rootless,
  };
}
