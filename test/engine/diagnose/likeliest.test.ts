import { expect, test } from 'vitest';
import { diagnose } from '../../../src/engine/diagnose/index.ts';

const given = {
  filter: () => {
    throw new Error('asked for a filter');
  },
};

const ANOTHER_USER = 'the kernel, to chmod: the file belongs to another user';
const NO_OWNERS = 'the NFS server, or a file system without owners';
const unmapped = (tool: string) => `the kernel, to ${tool}: the map does not have the owner`;
const NO_CHOWN = 'the kernel, to chown: the process has no CAP_CHOWN';
const NO_ADMIN = 'the seccomp filter, and after it the kernel: no CAP_SYS_ADMIN';
const APPARMOR = 'AppArmor: the container’s profile denies mount';
const NAMESPACE = 'the kernel: the file system is not for user namespaces';
const OLD_KERNEL = 'the kernel: it has no mount_setattr';
const OUTER_FILTER = 'a seccomp filter around the program that mounts';
const FIREWALL = 'the kernel: root without CAP_NET_ADMIN';

/** Who is told to have said no, the likeliest first: of messages that an entry’s first example does not speak for. */
const ROWS: readonly (readonly [message: string, code: string, who: readonly string[]])[] = [
  [
    'initdb: error: could not change permissions of directory "/var/lib/postgresql/data": Operation not permitted',
    'chmod-not-owner',
    [ANOTHER_USER, unmapped('chmod'), NO_OWNERS],
  ],
  [
    "chmod: changing permissions of '/var/run/postgresql': Operation not permitted",
    'chmod-not-owner',
    [ANOTHER_USER, unmapped('chmod'), NO_OWNERS],
  ],
  ['EPERM: operation not permitted, fchmod', 'chmod-not-owner', [ANOTHER_USER, unmapped('chmod'), NO_OWNERS]],
  ["EPERM: operation not permitted, utime '/f'", 'chmod-not-owner', [ANOTHER_USER, unmapped('chmod'), NO_OWNERS]],
  [
    'rsync: [generator] failed to set permissions on "/data/d": Operation not permitted (1)',
    'chmod-not-owner',
    [ANOTHER_USER, unmapped('chmod'), NO_OWNERS],
  ],
  ['tar: d: Cannot utime: Operation not permitted', 'chmod-not-owner', [ANOTHER_USER, unmapped('chmod'), NO_OWNERS]],
  [
    "error: chmod on /repo/.git/config.lock failed: Operation not permitted\nfatal: could not set 'core.filemode' to 'false'",
    'chmod-not-owner',
    [NO_OWNERS, unmapped('chmod'), ANOTHER_USER],
  ],
  ['chown: .: Operation not permitted', 'chown-not-owner', [unmapped('chown'), NO_CHOWN, NO_OWNERS]],
  [
    "chown: changing ownership of '/var/lib/mysql/': Operation not permitted",
    'chown-not-owner',
    [unmapped('chown'), NO_CHOWN, NO_OWNERS],
  ],
  [
    "npm error Error: EPERM: operation not permitted, chown '/app/cache'",
    'chown-not-owner',
    [unmapped('chown'), NO_CHOWN, NO_OWNERS],
  ],
  [
    'docker: Error response from daemon: chown /var/lib/docker/volumes/db/_data: operation not permitted.',
    'chown-not-owner',
    [NO_OWNERS, NO_CHOWN, unmapped('chown')],
  ],
  ['operation not permitted on mount', 'mount-denied', [NO_ADMIN, APPARMOR, NAMESPACE]],
  ['mount.nfs: Operation not permitted', 'mount-denied', [NO_ADMIN, APPARMOR, NAMESPACE]],
  [
    'mount: /mnt/tmp: cannot mount none read-only.\n       dmesg(1) may have more information after failed mount system call.',
    'mount-denied',
    [APPARMOR, NO_ADMIN, NAMESPACE],
  ],
  [
    'mount: /x: mount_setattr() failed: cannot set ID-mapping: Function not implemented.',
    'idmapped-mount',
    [OLD_KERNEL, OUTER_FILTER],
  ],
  [
    'Error: OCI runtime error: crun: mount_setattr `/sys`: Function not implemented',
    'idmapped-mount',
    [OLD_KERNEL, OUTER_FILTER, 'crun, built without the call'],
  ],
  [
    "iptables v1.8.11 (legacy): can't initialize iptables table `nat': Permission denied (you must be root)\nPerhaps iptables or your kernel needs to be upgraded.",
    'firewall-refused',
    [FIREWALL],
  ],
  [
    'newuidmap: write to uid_map failed: Operation not permitted',
    'write-not-permitted',
    [
      'the kernel: newuidmap has lost its privilege',
      'the kernel: the outer map does not have the host IDs',
      'AppArmor, which restricts user namespaces of unprivileged programs',
      'the kernel: the map is already written',
    ],
  ],
  [
    'unshare: write failed /proc/self/uid_map: Operation not permitted',
    'write-not-permitted',
    [
      'AppArmor, which restricts user namespaces of unprivileged programs',
      'the kernel: no CAP_SETUID in the parent namespace',
      'the kernel: the outer map does not have the host IDs',
      'the kernel: the map is already written',
    ],
  ],
  [
    'runtime: failed to create new OS thread (have 2 already; errno=1)',
    'thread-refused',
    ['a seccomp profile of your own'],
  ],
  ['RTNETLINK answers: Operation not permitted', 'net-admin', ['the kernel']],
];

test.each(ROWS)('%s', (message, code, who) => {
  const found = diagnose(message, given);
  expect(found.map((cause) => [cause.code, cause.who])).toEqual(who.map((each) => [code, each]));
});

/** What an idmapped mount’s errno means: each is told apart. */
test.each([
  [
    'Invalid argument',
    'The file system does not support idmapped mounts, or the map is invalid: it needs a line for users and one for groups.',
  ],
  [
    'Operation not permitted',
    'An idmapped mount was refused: the caller lacks CAP_SYS_ADMIN in the user namespace that mounted the file system, usually the host’s, or the mount is already idmapped.',
  ],
  [
    'Function not implemented',
    'mount_setattr exists since Linux 5.12, open_tree since 5.2. An older kernel returns ENOSYS for any file system.',
  ],
])('mount_setattr: %s', (errno, says) => {
  expect(diagnose(`mount: /x: mount_setattr() failed: cannot set ID-mapping: ${errno}.`, given)[0]?.says).toBe(says);
});
