import type { ErrorEntry, Explanation } from './Explained.ts';
import { LESSONS } from './lessons.ts';
import { between, type Message, unquoted } from './Message.ts';
import { manual, sourceOf } from './sources.ts';

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
    title: '`mount_setattr() failed`: no idmapped mount',
    layer: 'kernel',
    examples: [
      'mount: /run/oracle/theirs: mount_setattr() failed: cannot set ID-mapping: Invalid argument.',
      'Failed to map ids for bind mount /srv: Function not implemented',
    ],
    sources: [
      sourceOf('linux', 'fs/namespace.c', 'can_idmap_mount'),
      manual('mount_setattr', 2),
      sourceOf('util-linux', 'libmount/src/hook_idmap.c'),
    ],
    phrases: [
      'cannot set id-mapping',
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
      says: 'An idmapped mount failed. “Invalid argument”: the file system does not support idmapped mounts, the mount is already idmapped, or the map is invalid. “Operation not permitted”: the caller lacks CAP_SYS_ADMIN over the file system.',
      ...aboutMounts(message),
      versions: 'Idmapped mounts exist since Linux 5.12; each file system supports them from a different release.',
    }),
  },
];

/** What is to be done about either. */
function aboutMounts(message: Message): Pick<Explanation, 'facts' | 'next' | 'learn'> {
  const path = between(message, 'mount: ', ': ') ?? between(message, 'mapped mount for "', '"');
  return {
    facts: path === undefined ? {} : { path: unquoted(path) },
    next: [
      {
        why: 'Check the file system. ext4 and xfs support idmapped mounts from Linux 5.12, btrfs from 5.15, layers of an overlay from 5.19, tmpfs from 6.3, ZFS from 2.2. NFS and 9p do not, and FUSE (mergerfs, sshfs) does only if its server requests them.',
        command: 'findmnt -T PATH -o TARGET,FSTYPE,OPTIONS; uname -r',
      },
      {
        why: 'Without it, map the owner’s ID (lxc.idmap, --uidmap), or change the owner with chown.',
        fixes: true,
      },
    ],
    learn: LESSONS.rootless,
  };
}
