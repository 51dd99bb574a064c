import type { ErrorEntry } from '../../idmap/index.ts';
import { entry } from './entry.ts';
import { LESSONS } from './lessons.ts';
import { page, seen, thread } from './sources.ts';

/** What rootless Podman says as it joins or makes the user’s namespace; the reason is in another line. */
export const podmanNamespaceEntries: readonly ErrorEntry[] = [
  entry({
    code: 'pause-process',
    passesOn: true,
    title: '`invalid internal status, try resetting the pause process`',
    layer: 'engine',
    examples: [
      'level=error msg="invalid internal status, try resetting the pause process with \\"/usr/bin/podman system migrate\\": cannot set up namespace using \\"/usr/bin/newuidmap\\": exit status 1"',
    ],
    sources: [
      thread('podman-container-tools/podman', 21738),
      page('podman-system-migrate(1)', 'https://docs.podman.io/en/latest/markdown/podman-system-migrate.1.html'),
    ],
    phrases: ['try resetting the pause process'],
    who: 'rootless Podman, joining its namespace',
    says: 'Podman’s pause process, which keeps the user’s namespace, is gone or has another map, and a new namespace could not be made. The line of newuidmap above the message has the reason.',
    next: [
      { why: 'Show the reason.', command: 'podman unshare true' },
      {
        why: 'When that command works, reset the pause process. Warning: this stops the user’s running containers.',
        command: 'podman system migrate',
        fixes: true,
      },
      {
        why: 'In a systemd service, leave out NoNewPrivileges= and settings that imply it, such as RestrictSUIDSGID=: newuidmap needs its privileges.',
        fixes: true,
      },
    ],
    learn: LESSONS.rootless,
  }),
  entry({
    code: 'namespace-not-set-up',
    passesOn: true,
    title: '`cannot set up namespace using "/usr/bin/newuidmap": exit status 1`',
    layer: 'engine',
    examples: [
      'Error: cannot set up namespace using "/usr/bin/newuidmap": exit status 1',
      'Error: cannot set up namespace using "/usr/bin/newgidmap": exit status 1',
    ],
    sources: [
      page(
        'containers/storage, pkg/unshare/unshare_linux.go',
        'https://github.com/containers/storage/blob/v1.57.2/pkg/unshare/unshare_linux.go',
      ),
      thread('podman-container-tools/buildah', 3834),
      seen('Podman 5.4.2'),
    ],
    phrases: ['cannot set up namespace using'],
    // Where the same line has the reason, that is the message.
    reads: ({ small }) => (/should have setuid|new[ug]idmap: /.test(small) ? undefined : {}),
    who: 'newuidmap or newgidmap, called by rootless Podman or Buildah',
    says: 'The program that writes the map failed; Podman only reports the failure. The line above, which begins with newuidmap or newgidmap, has the reason: no range in /etc/subuid, a missing privilege, or a namespace that is restricted.',
    next: [
      { why: 'Show the line with the reason.', command: 'podman unshare true' },
      { why: 'See the range that is assigned to you.', command: 'grep "^$USER:" /etc/subuid /etc/subgid' },
      { why: 'Paste both lines here: the answer to the first one has the fix.', fixes: true },
    ],
    learn: LESSONS.rootless,
  }),
];
