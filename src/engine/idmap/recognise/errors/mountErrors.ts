import type { ErrorEntry } from './ErrorEntry.ts';
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
        who: option ? 'mount, reading its options' : 'the kernel, to whoever makes the mount',
        says: option
          ? 'X-mount.idmap could not be read, or its ids are no map.'
          : 'The mount was to show its owners shifted. “Invalid argument” is what the kernel answers where the file system can’t do that, where it is mapped already, or where the map isn’t one; “Operation not permitted” where the caller lacks CAP_SYS_ADMIN over the file system.',
        facts: path === undefined ? {} : { path: unquoted(path) },
        next: [
          {
            why: 'See the file system. NFS and 9p can’t, nor FUSE (mergerfs, sshfs) where its server doesn’t ask for it; ext4 and xfs can since 5.12, btrfs since 5.15, what lies below an overlay since 5.19, tmpfs since 6.3, ZFS since its 2.2.',
            command: 'findmnt -T PATH -o TARGET,FSTYPE,OPTIONS; uname -r',
          },
          {
            why: 'Without it, let the owner outside fit instead: map the ids one to one (lxc.idmap, --uidmap), or chown.',
          },
        ],
        learn: LESSONS.rootless,
        source: 'fs/namespace.c, can_idmap_mount; mount_setattr(2); util-linux 2.41, libmount/src/hook_idmap.c',
      };
    },
  },
];
