import type { ErrorEntry } from './Explained.ts';
import { LESSONS } from './lessons.ts';
import { between, unquoted } from './Message.ts';

/** Idmapped mounts: mount(8), runc, crun, CRI-O, LXC, systemd-nspawn. */
export const mountErrors: readonly ErrorEntry[] = [
  {
    phrases: [
      'cannot set id-mapping',
      'mount_setattr',
      'idmapped mount',
      'idmap mount',
      'create mapped mount',
      'failed to setup idmapped',
      'failed to map ids for bind mount',
      'failed to parse mount options',
      'idmapped rootfs',
    ],
    explain: (message, at) => {
      const option = message.small.startsWith('failed to parse mount options', at);
      if (option && !message.small.includes('idmap', at)) return undefined;
      const path = between(message, 'mount: ', ': ') ?? between(message, 'mapped mount for "', '"');
      return {
        code: option ? 'idmap-option' : 'idmapped-mount',
        who: option ? 'mount, reading its options' : 'the kernel, to the program that mounts',
        says: option
          ? 'The option X-mount.idmap is malformed, or its IDs are not a valid map.'
          : 'An idmapped mount failed. “Invalid argument”: the file system does not support idmapped mounts, the mount is already idmapped, or the map is invalid. “Operation not permitted”: the caller lacks CAP_SYS_ADMIN over the file system.',
        facts: path === undefined ? {} : { path: unquoted(path) },
        next: [
          {
            why: 'Check the file system. ext4 and xfs support idmapped mounts from Linux 5.12, btrfs from 5.15, layers of an overlay from 5.19, tmpfs from 6.3, ZFS from 2.2. NFS and 9p do not, and FUSE (mergerfs, sshfs) does only if its server requests them.',
            command: 'findmnt -T PATH -o TARGET,FSTYPE,OPTIONS; uname -r',
          },
          { why: 'Without it, map the owner’s ID (lxc.idmap, --uidmap), or change the owner with chown.' },
        ],
        learn: LESSONS.rootless,
        // From fs/namespace.c, can_idmap_mount; mount_setattr(2); util-linux 2.41, libmount/src/hook_idmap.c.
      };
    },
  },
];
