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
    who: 'no one: apt only warns, and goes on as root',
    says: 'apt downloads as its user _apt, who may not read this directory. The package is installed all the same.',
    next: [
      {
        why: 'To avoid the warning, put the file where every user may read it.',
        command: 'cp FILE.deb /tmp/ && apt-get install /tmp/FILE.deb',
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
    says: 'The directory is on a mount without write access: the container’s root with --read-only or readOnlyRootFilesystem, a volume with :ro, or a part of /proc or /sys that the runtime keeps read-only.',
    next: [
      {
        why: 'In the container, see which mount it is, and whether its options begin with ro.',
        command: 'findmnt -T PATH',
      },
      {
        why: 'Give the program a directory of its own in memory, or a volume. Leave the root read-only.',
        command: 'docker run --read-only --tmpfs /app/cache IMAGE',
        fixes: true,
      },
    ],
    learn: LESSONS.errno,
  }),
];
