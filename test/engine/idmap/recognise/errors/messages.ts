import type { Explained } from '../../../../../src/engine/idmap/index.ts';

type Row = [message: string, code: Explained['code'], facts: Explained['facts'], ask?: Explained['ask']];

/** Error messages as programs print them, of each kind that is explained: what each is taken for, what it tells, and what is asked of the map then. */
export const MESSAGES: readonly Row[] = [
  ['mkdir /var/lib/registry/docker: permission denied', 'permission-denied', { path: '/var/lib/registry/docker' }],
  [
    '[rootlesskit:parent] error: failed to setup UID/GID map: failed to compute uid/gid map: No subuid ranges found for user 1001 ("testuser")',
    'no-subids-rootlesskit',
    { user: 'testuser' },
    { kind: 'uid', side: 'inside', id: 1 },
  ],
  [
    'docker: failed to register layer: Error processing tar file(exit status 1): Container ID 197609 cannot be mapped to a host ID.',
    'storage-no-host-id',
    { inside: { uid: 197609 } },
    { kind: 'uid', side: 'inside', id: 197609 },
  ],
  [
    'there might not be enough IDs available in the namespace (requested 0:22 for /run/utmp): lchown /run/utmp: invalid argument',
    'storage-insufficient',
    { inside: { uid: 0, gid: 22 }, path: '/run/utmp', kind: 'gid' },
    { kind: 'gid', side: 'inside', id: 22 },
  ],
  [
    'Error: cannot set up namespace using "/usr/bin/newuidmap": should have setuid or have filecaps setuid: exit status 1',
    'newuidmap-no-privilege',
    { kind: 'uid', path: '/usr/bin/newuidmap' },
  ],
  [
    "bwrap: No permissions to create new namespace, likely because the kernel does not allow non-privileged user namespaces. On e.g. debian this can be enabled with 'sysctl kernel.unprivileged_userns_clone=1'.",
    'userns-forbidden',
    {},
  ],
  [
    'newuidmap: Target process 123 is owned by a different user: uid:1000 pw_uid:1000 st_uid:0, gid:1000 pw_gid:1000 st_gid:0',
    'newuidmap-owner',
    {},
  ],
  [
    'E1125 run.go:74] "command failed" err="failed to run Kubelet: failed to create kubelet: create user namespace manager: kubelet mappings: error retrieving additional uids for user \\"kubelet\\": exit status 1"',
    'no-subids-kubelet',
    { user: 'kubelet' },
  ],
  ['open /etc/subuid: no such file or directory', 'subids-missing', { path: '/etc/subuid' }],
  ['rootless container requires user namespaces', 'userns-wanted', {}],
  [
    'newuidmap 123 [0 1000 1 1 100000 65536] failed: exit status 1',
    'newuidmap-failed',
    { kind: 'uid', range: { inside: 1, outside: 100000, count: 65536 } },
  ],
  [
    "fatal: detected dubious ownership in repository at '/srv/repo'\nTo add an exception for this directory, call:\n\n\tgit config --global --add safe.directory /srv/repo",
    'git-ownership',
    { path: '/srv/repo' },
  ],
  ['chown: invalid user: ‘1000:docker’', 'name-unknown', {}],
  [
    'type=AVC msg=audit(1700000000.123:456): avc:  denied  { write } for  pid=1234 comm="touch" name="data" dev="dm-0" ino=1234 scontext=system_u:system_r:container_t:s0:c1,c2 tcontext=unconfined_u:object_r:user_home_t:s0 tclass=dir permissive=0',
    'selinux-denied',
    { path: 'data' },
  ],
  ["touch: '/data/x' kann nicht berührt werden: Keine Berechtigung", 'permission-denied', { path: '/data/x' }],
  [
    'mkdir: impossible de créer le répertoire « /data/x »: Permission non accordée',
    'permission-denied',
    { path: '/data/x' },
  ],
  ["chown: der Eigentümer von '/data' wird geändert: Das Argument ist ungültig", 'chown-unmapped', { path: '/data' }],
  ['standard_init_linux.go:228: exec user process caused: permission denied', 'exec-denied', {}],
  ['newuidmap: open of uid_map failed: Permission denied', 'write-denied', { kind: 'uid' }],
  ['cpio: chown failed - Invalid argument', 'chown-unmapped', {}],
  [
    'rsync: [receiver] chown "/data/.x.Ab12" failed: Invalid argument (22)',
    'chown-unmapped',
    { path: '/data/.x.Ab12' },
  ],
  ['cannot clone: Operation not permitted\nError: cannot re-exec process', 'userns-forbidden', {}],
  ['su: cannot set groups: Operation not permitted', 'setgroups-denied', { kind: 'gid' }],
  [
    'nginx: [emerg] chown("/var/cache/nginx/client_temp", 101) failed (1: Operation not permitted)',
    'chown-not-owner',
    { path: '/var/cache/nginx/client_temp' },
  ],
  [
    'sudo: /etc/sudo.conf is owned by uid 65534, should be 0',
    'owner-unexpected',
    { inside: { uid: 65534 }, path: '/etc/sudo.conf' },
  ],
  [
    'postfix/postfix-script: warning: not owned by root: /var/spool/postfix/.',
    'owner-unexpected',
    { path: '/var/spool/postfix/.' },
  ],
  ['CRON[1187]: pam_loginuid(cron:session): set_loginuid failed', 'loginuid', { path: '/proc/self/loginuid' }],
  [
    'FATAL:   could not use fakeroot: no mapping entry found in /etc/subuid for jdoe',
    'no-subids-apptainer',
    { user: 'jdoe' },
    { kind: 'uid', side: 'inside', id: 1 },
  ],
  [
    'E: setgroups 65534 failed - setgroups (1: Operation not permitted)\nE: setegid 65534 failed - setegid (22: Invalid argument)\nE: seteuid 100 failed - seteuid (22: Invalid argument)\nE: setgroups 0 failed - setgroups (1: Operation not permitted)',
    'setid-unmapped',
    { kind: 'uid', inside: { uid: 100 } },
    { kind: 'uid', side: 'inside', id: 100 },
  ],
  [
    'newuidmap: uid range [0-1) -> [0-1) not allowed',
    'newuidmap-not-allowed',
    { range: { inside: 0, outside: 0, count: 1 }, kind: 'uid', inside: { uid: 0 }, outside: { uid: 0 } },
    { kind: 'uid', side: 'outside', id: 0 },
  ],
  [
    'lxc-start 100 20240101120000.000 ERROR    utils - ../src/lxc/utils.c:lxc_map_ids:3699 - newgidmap failed to write mapping "newgidmap: gid range [0-10) -> [0-10) not allowed": newgidmap 12345 0 0 10',
    'newuidmap-not-allowed',
    { range: { inside: 0, outside: 0, count: 10 }, kind: 'gid', inside: { gid: 0 }, outside: { gid: 0 } },
    { kind: 'gid', side: 'outside', id: 0 },
  ],
  [
    'running `/usr/bin/newuidmap 2016 0 0 1`: newuidmap: uid range [0-1) -> [0-1) not allowed\\nError: cannot set up namespace using "/usr/bin/newuidmap": exit status 1 (podman)',
    'newuidmap-not-allowed',
    { range: { inside: 0, outside: 0, count: 1 }, kind: 'uid', inside: { uid: 0 }, outside: { uid: 0 } },
    { kind: 'uid', side: 'outside', id: 0 },
  ],
  [
    'lxc-start 100 20240101120000.000 ERROR    utils - ../src/lxc/utils.c:lxc_map_ids:3699 - newuidmap failed to write mapping "newuidmap: uid range [1005-1006) -> [1005-1006) not allowed": newuidmap 12345 0 100000 1005 1005 1005 1\nlxc-start 100 20240101120000.000 ERROR    start - ../src/lxc/start.c:lxc_spawn:1788 - Failed to set up id mapping.\nlxc-start 100 20240101120000.000 ERROR    start - ../src/lxc/start.c:__lxc_start:2107 - Failed to spawn container "100"',
    'newuidmap-not-allowed',
    { range: { inside: 1005, outside: 1005, count: 1 }, kind: 'uid', inside: { uid: 1005 }, outside: { uid: 1005 } },
    { kind: 'uid', side: 'outside', id: 1005 },
  ],
  ['newgidmap: open of gid_map failed: Permission denied', 'write-denied', { kind: 'gid' }],
  [
    'cpio: opt/app: Cannot change ownership to uid 5000, gid 5000: Invalid argument',
    'tar-unmapped',
    { inside: { uid: 5000, gid: 5000 }, kind: 'uid', path: 'opt/app' },
    { kind: 'uid', side: 'inside', id: 5000 },
  ],
  ['chown: invalid user: ‘carl’', 'name-unknown', { user: 'carl' }],
  ['chown: invalid group: ‘1000:media’', 'name-unknown', {}],
  ['chgrp: invalid group: ‘media’', 'name-unknown', {}],
  ["touch: no se puede efectuar `touch' sobre '/data/x': Permiso denegado", 'permission-denied', { path: '/data/x' }],
  [
    'failed to register layer: failed to Lchown "/etc/gshadow" for UID 0, GID 42 (try increasing the number of subordinate IDs in /etc/subuid and /etc/subgid): lchown /etc/gshadow: invalid argument',
    'storage-insufficient',
    { inside: { uid: 0, gid: 42 }, path: '/etc/gshadow', kind: 'gid' },
    { kind: 'gid', side: 'inside', id: 42 },
  ],
  ['open /etc/subgid: no such file or directory', 'subids-missing', { path: '/etc/subgid' }],
  ['Error: setup of 7 user namespaces failed: 41 left', 'unknown', {}],
];
