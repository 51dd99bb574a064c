import type { ErrorEntry } from '../../idmap/index.ts';
import { entry } from './entry.ts';
import { LESSONS } from './lessons.ts';
import { manual, page, seen, thread } from './sources.ts';

/** What cannot be reached is the root of a container: crun's words, with the quotes of each of its releases, and Go's. */
const MERGED = ['` private', "' private", '`', "'", ''].map((end) => `/merged${end}: permission denied`);

/**
 * What follows where a directory above the rootfs is closed: an older runc names no path (libcontainer/rootfs_linux.go, prepareRoot), and LXC names the
 * directory itself (src/lxc/start.c, print_top_failing_dir).
 */
const UNREACHABLE =
  /^(?:preparing rootfs(?:: | caused[ :\\"]+)permission denied|please grant|(?!preparing)[\s\S]*?: permission denied)/;

/** A directory above the rootfs that the container’s root may not enter. */
export const rootfsEntries: readonly ErrorEntry[] = [
  entry({
    code: 'keep-id-home',
    title: '`make …/merged private: Permission denied` with keep-id',
    layer: 'file-mode',
    examples: [
      'Error: crun: make `/home/solene/.local/share/containers/storage/overlay/56c39578e10e299da920dac2b435296fc9d264989b6ccb42778cab622c7fde1b/merged` private: Permission denied: OCI permission denied',
      'Error: crun: open `/home/nq5949/.local/share/containers/storage/overlay/a24a12efe69c3098002800be167189aaf71ad35c4b65c87fb3e6a4342725faca/merged`: Permission denied: OCI permission denied',
    ],
    sources: [
      thread('podman-container-tools/podman', 25189),
      thread('podman-container-tools/podman', 16350),
      thread('podman-container-tools/podman', 23356),
      thread('podman-container-tools/podman', 25894, 'a home on NFS'),
      thread('containers/crun', 2224, 'a home of another group'),
      seen('Podman 5.4.2', 'crun 1.21'),
    ],
    phrases: MERGED,
    words: [
      ['keep-id', 'home'],
      ['keep-id', '701'],
      ['keep-id', 'mode 7'],
    ],
    // Podman's storage in a home; elsewhere the map can be any.
    reads: ({ text, small }) => {
      if (!small.includes('/.local/share/containers/')) return undefined;
      const path = /[`'](\/[^`']{1,400})[`']/.exec(text)?.[1];
      return path === undefined ? {} : { facts: { path } };
    },
    who: 'the kernel, to the container’s root',
    says: 'With --userns=keep-id the container’s root is not your user but an ID of your range. This root enters a directory above the storage if others have x on it. Otherwise the map must have both the directory’s owner and its group, as it has your own UID and GID. So mode 700 keeps this root out of a home that belongs to another group, and out of one on NFS, where the server decides.',
    next: [
      {
        why: 'Look for a line whose owner or group is nobody or nogroup, and that has no x for others: this directory is the cause.',
        command: 'podman unshare namei -l ~/.local/share/containers/storage',
      },
      {
        why: 'As your own user, not root: give that directory to your group. Mode 700 can then stay.',
        command: 'chgrp "$(id -g)" DIRECTORY',
        fixes: true,
      },
      {
        why: 'Or let only that ID in, the first of your range in /etc/subuid.',
        command: 'setfacl -m u:SUBUID:x DIRECTORY',
        fixes: true,
      },
      {
        why: 'Or let others enter that directory. Warning: they cannot list it, but they can open a file whose name they know and whose mode allows it.',
        command: 'chmod o+x DIRECTORY',
        fixes: true,
      },
    ],
    learn: LESSONS.owners,
  }),
  entry({
    code: 'rootfs-unreachable',
    title: '`remount-private …: permission denied`: a closed directory above the rootfs',
    layer: 'file-mode',
    examples: [
      'level=error msg="runc run failed: unable to start container process: error during container init: error preparing rootfs: remount-private /tmp/diag/closed/rootfs, flags: 0x40000: permission denied"',
      'open `/tmp/diag/closed/rootfs`: Permission denied',
    ],
    sources: [
      manual('path_resolution', 7),
      page(
        'runc, libcontainer/rootfs_linux.go, rootfsParentMountPrivate',
        'https://github.com/opencontainers/runc/blob/v1.1.15/libcontainer/rootfs_linux.go',
      ),
      seen('runc 1.1.15', 'crun 1.21'),
    ],
    phrases: [
      'remount-private',
      '/rootfs`: permission denied',
      ...MERGED,
      'preparing rootfs',
      'please grant it x access',
    ],
    reads: ({ text, small }, at) => {
      if (!UNREACHABLE.test(small.slice(at, at + 600))) return undefined;
      const path =
        /could not access (\/.{1,400}?)\. please/i.exec(text)?.[1] ??
        /(?:remount-private (?:dst=)?|(?:open|make) [`'])(\/[^`',:"]{1,400})/i.exec(text)?.[1] ??
        /(\/[^\s`',:"]{1,400}\/merged): permission denied/i.exec(text)?.[1];
      return path === undefined ? {} : { facts: { path } };
    },
    who: 'the kernel, to the container’s root',
    says: 'In a user namespace the container’s root is an ordinary user of the host, such as UID 100000, and needs x on every directory above the rootfs. One of them is closed to that user: a home or /root with mode 0700, for example. The owner of the rootfs itself is not the cause.',
    next: [
      {
        why: 'On the host, look for a directory without x for others. If the container’s root owns a directory or is in its group, the owner’s or group’s x counts instead.',
        command: 'namei -l PATH',
      },
      {
        why: 'Move the bundle (LXC: the container’s directory) to a directory that others may enter.',
        fixes: true,
      },
      {
        why: 'Or let only that host ID through the closed directory, by an ACL. HOST_UID is the host ID of container ID 0 in the map.',
        command: 'setfacl -m u:HOST_UID:x CLOSED_DIRECTORY',
        fixes: true,
      },
    ],
    learn: LESSONS.owners,
  }),
];
