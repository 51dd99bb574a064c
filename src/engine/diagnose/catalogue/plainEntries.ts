import type { ErrorEntry } from '../../idmap/index.ts';
import { entry } from './entry.ts';
import { LESSONS } from './lessons.ts';
import { manual, page } from './sources.ts';

/** Messages that say less than those of a program or a call: a warning of apt’s, and a file system that is read-only. */
export const plainEntries: readonly ErrorEntry[] = [
  entry({
    code: 'apt-unsandboxed',
    title: 'apt: `Download is performed unsandboxed as root`',
    layer: 'file-mode',
    examples: [
      "W: Download is performed unsandboxed as root as file '/root/a.deb' couldn't be accessed by user '_apt'. - pkgAcquire::Run (13: Permission denied)",
      "N: Download is performed unsandboxed as root as file '/root/a.deb' couldn't be accessed by user '_apt'. - pkgAcquire::Run (13: Permission denied)",
    ],
    sources: [page('apt, apt-pkg/acquire.cc', 'https://salsa.debian.org/apt-team/apt/-/blob/main/apt-pkg/acquire.cc')],
    phrases: ['download is performed unsandboxed'],
    who: 'no one: apt only warns, and continues as root',
    says: 'apt reads packages as its user _apt, who cannot read this file or enter a directory above it. So apt reads the file as root, and installs the package all the same.',
    next: [
      {
        why: 'Ignore the warning; or, to avoid it, copy the file to a place where every user can read it.',
        command: 'install -m 644 FILE.deb /tmp/ && apt-get install /tmp/FILE.deb',
        fixes: true,
      },
    ],
    learn: LESSONS.errno,
  }),
  entry({
    code: 'read-only',
    title: '`Read-only file system`',
    layer: 'runtime',
    examples: [
      "touch: cannot touch '/etc/x': Read-only file system",
      "OSError: [Errno 30] Read-only file system: '/app/cache'",
    ],
    sources: [
      manual('open', 2, 'EROFS'),
      page('docker run, --read-only', 'https://docs.docker.com/reference/cli/docker/container/run/#read-only'),
    ],
    phrases: ['read-only file system', 'erofs'],
    general: true,
    who: 'the kernel: the mount is read-only',
    says: 'The path is on a read-only mount: the container’s root with --read-only (readOnlyRootFilesystem in a Pod), a volume with :ro, or a part of /proc or /sys that the runtime mounts read-only.',
    next: [
      {
        why: 'In the container, see which mount has the path, and whether its options begin with ro.',
        command: 'findmnt -T PATH',
      },
      {
        why: 'Keep the root read-only, and give the program a writable directory: a volume, or a tmpfs, whose files are lost when the container stops.',
        command: 'docker run --read-only --tmpfs /app/cache IMAGE',
        fixes: true,
      },
    ],
    learn: LESSONS.errno,
  }),
];
