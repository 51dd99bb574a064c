type Row = [text: string, parts: string];

/** Listings and accounts, and what each is taken for. */
export const LISTINGS: readonly Row[] = [
  ['-rw-r--r-- 1 1000 1000 220 Nov  1 10:00 notes', 'listing:ls'],
  ['total 8\ndrwxr-xr-x  2 165536 165536 4096 Nov  1 10:00 .\ndrwxr-xr-x 14 0 0 4096 Nov  1 10:00 ..\n', 'listing:ls'],
  ['$ ls -lnZ /srv\n-rw-r--r--. 1 1000 1000 system_u:object_r:var_t:s0 220 Nov  1 10:00 a b\n', 'prompt listing:ls'],
  ['ann@box:/srv$ ls -ld data\ndrwxrwx---+ 2 root www-data 4096 Nov  1 10:00 data\n', 'prompt listing:ls'],
  [
    '/srv/a:\ntotal 0\n-rw-r--r-- 1 0 0 0 Nov  1 10:00 x\n\n/srv/b:\ntotal 0\n-rw-r--r-- 1 0 0 0 Nov  1 10:00 y\n',
    'listing:ls listing:ls',
  ],
  ['f: /srv/a\ndrwxr-xr-x 0 0 /\ndrwxr-xr-x 0 0 srv\ndrwx------ 1000 1000 a\n', 'listing:namei'],
  ['$ namei -l /srv/a\nf: /srv/a\ndrwxr-xr-x root root /\ndrwx------ ann  ann  a\n', 'prompt listing:namei'],
  ['$ getcap /usr/bin/newuidmap\n/usr/bin/newuidmap cap_setuid=ep\n', 'prompt unknown?'],
  ['$ grep -E "Seccomp|CapEff" /proc/self/status\nCapEff:\t00000000a80425fb\nSeccomp:\t2\n', 'prompt listing:status'],
  ['uid=1000(ann) gid=1000(ann) Gruppen=1000(ann),27(sudo)', 'listing:id'],
  [
    '    PID USER      PR  NI    VIRT    RES    SHR S  %CPU  %MEM     TIME+ COMMAND\n    812 165536    20   0    1234    123     12 S   0.0   0.1   0:00.10 nginx\n',
    'listing:ps',
  ],
  ['d????????? ? ? ? ?            ? lost\n', 'listing:ls'],
  ['# docker exec web ls -ln /data\ntotal 0\n-rw-r--r-- 1 65534 65534 0 Nov  1 10:00 x\n', 'prompt listing:ls(in)'],
  ['# pct exec 101 -- ls -ln /media\n-rw-r--r-- 1 65534 65534 0 Nov  1 10:00 x\n', 'prompt listing:ls(in)'],
  ['$ docker compose -f a.yml exec web id\nuid=0(root) gid=0(root)\n', 'prompt listing:id(in)'],
  ['$ docker compose ps\nuid=0(root) gid=0(root)\n', 'prompt listing:id'],
  ['$ kubectl -n web exec web-0 -- id\nuid=0(root) gid=0(root)\n', 'prompt listing:id(in)'],
  [
    '# lxc-attach -n web -- stat data\n  File: data\nAccess: (0755/drwxr-xr-x)  Uid: (    0/    root)   Gid: (    0/    root)\n',
    'prompt listing:stat(in)',
  ],
  ['# nsenter -t 812 -U ls -ln\n-rw-r--r-- 1 0 0 0 Nov  1 10:00 x\n', 'prompt listing:ls(in)'],
  // Without -U the process stays in the host's user namespace (nsenter(1)).
  ['# nsenter -t 812 -m ls -ln\n-rw-r--r-- 1 0 0 0 Nov  1 10:00 x\n', 'prompt listing:ls'],
  ['root@4f5d9b0c1234:/# ls -ln\n-rw-r--r-- 1 0 0 0 Nov  1 10:00 x\n', 'prompt(in) listing:ls(in)'],
  [
    'root@ct:/# cat /proc/self/uid_map\n 0 100000 65536\nroot@ct:/# ls -ln\n-rw-r--r-- 1 0 0 0 Nov  1 10:00 x\nroot@pve:~# ls -ln\n-rw-r--r-- 1 0 0 0 Nov  1 10:00 x\n',
    'prompt(in) map:uid@self(in) prompt(in) listing:ls(in) prompt listing:ls',
  ],
  [
    'root@pve:~# cat /proc/self/uid_map\n 0 0 4294967295\nroot@pve:~# ls -ln\n-rw-r--r-- 1 0 0 0 Nov  1 10:00 x\n',
    'prompt map:uid@self prompt listing:ls',
  ],
  [
    'root@pve:~# cat /proc/812/uid_map\n 0 100000 65536\nroot@pve:~# ls -ln\n-rw-r--r-- 1 0 0 0 Nov  1 10:00 x\n',
    'prompt map:uid@812 prompt listing:ls',
  ],
  [
    '  File: data\n  Size: 4096      \tBlocks: 8          IO Block: 4096   directory\nDevice: 8,1\tInode: 12  Links: 2\nAccess: (0755/drwxr-xr-x)  Uid: (165536/ UNKNOWN)   Gid: (165536/ UNKNOWN)\nAccess: 2026-11-01 10:00:00.000000000 +0000\nModify: 2026-11-01 10:00:00.000000000 +0000\nChange: 2026-11-01 10:00:00.000000000 +0000\n Birth: -\n',
    'listing:stat',
  ],
  ['Access: (0755/drwxr-xr-x)  Uid: ( 1000/     ann)   Gid: ( 1000/     ann)', 'listing:stat'],
  ["$ stat -c '%u %g %n' data\n165536 165536 data\n", 'prompt listing:printed'],
  ["$ stat -c '%u:%g' /srv/data\n1000:1000\n", 'prompt listing:printed'],
  ["$ find /srv -printf '%U %G %p\\n'\n0 0 /srv\n165536 165536 /srv/data\n", 'prompt listing:printed'],
  ['  PID USER     COMMAND\n 1385 165536   registry serve /etc/docker/registry/config.yml\n', 'listing:ps'],
  [
    '$ ps -eo pid,user,args | grep registry\n 1385 165536   registry serve /etc/docker/registry/config.yml\n',
    'prompt listing:ps',
  ],
  [
    '$ docker top web\nUID                 PID                 PPID                C                   STIME               TTY                 TIME                CMD\n165536              2011                1990                0                   10:00               ?                   00:00:00            nginx\n',
    'prompt listing:ps',
  ],
  ['$ podman top -l user huser\nUSER        HUSER\nroot        1000\n', 'prompt listing:ps'],
  ['uid=1000(ann) gid=1000(ann) groups=1000(ann),27(sudo)', 'listing:id'],
  ['$ id -u\n1000\n', 'prompt listing:id'],
  ['$ grep Uid /proc/1/status\nUid:\t165536\t165536\t165536\t165536\n', 'prompt listing:status'],
  [
    'Name:\tnginx\nUmask:\t0022\nState:\tS (sleeping)\nTgid:\t7\nPid:\t7\nUid:\t0\t0\t0\t0\nGid:\t0\t0\t0\t0\nGroups:\t \n',
    'listing:status',
  ],
  [
    '# file: data\n# owner: 165536\n# group: 165536\nuser::rwx\nuser:1000:rwx\ngroup::r-x\nmask::rwx\nother::r-x\n',
    'listing:getfacl',
  ],
  ['root:x:0:0:root:/root:/bin/bash\nann:x:1000:1000:Ann,,,:/home/ann:/bin/bash\n', 'accounts:passwd'],
  ['$ getent group docker\ndocker:x:999:ann\n', 'prompt accounts:group'],
  ['dockremap:x:998:998::/home/dockremap:/bin/false', 'accounts:passwd'],
  ['ann:x:1000', 'accounts:passwd?'],
];

/** Errors, and pastes of several things. */
export const MIXED: readonly Row[] = [
  ['newuidmap: uid range [0-1) -> [1000-1001) not allowed', 'error'],
  ['newuidmap: write to uid_map failed: Operation not permitted\n', 'error'],
  ['chown: changing ownership of ‘data’: Invalid argument', 'error'],
  ['mkdir /var/lib/registry/docker: permission denied', 'error'],
  ['time="2026-11-01T10:00:00Z" level=error msg="open /data/x: permission denied"', 'error'],
  [
    'ERRO[0000] cannot find UID/GID for user ann: no subuid ranges found for user "ann" in /etc/subuid - check rootless mode in man pages.',
    'error',
  ],
  [
    'Error: potentially insufficient UIDs or GIDs available in user namespace (requested 0:42 for /etc/gshadow): Check /etc/subuid\nand /etc/subgid: lchown /etc/gshadow: invalid argument\n',
    'error',
  ],
  ['lxc-start: 101: ../src/lxc/start.c: lxc_spawn: 1734 Failed to set up id mapping.', 'error'],
  ['unshare: write failed /proc/self/uid_map: Operation not permitted', 'error'],
  [
    'Traceback (most recent call last):\n  File "/app/x.py", line 3, in <module>\n    open("/data/x", "w")\nPermissionError: [Errno 13] Permission denied: \'/data/x\'\n',
    'error',
  ],
  [
    '$ touch /data/x\ntouch: /data/x: Permission denied\n$ ls -ldn /data\ndrwxr-xr-x 2 0 0 4096 Nov  1 10:00 /data\n',
    'prompt error prompt listing:ls',
  ],
  [
    'Hello,\n\nmy container can’t write. This is what I have:\n\n```\n$ cat /etc/subuid\nroot:100000:65536\nroot:1005:1\n```\nand\n```\nlxc.idmap: u 0 100000 1005\nlxc.idmap: u 1005 1005 1\n```\n\nThanks',
    'unknown? prompt subids:subuid unknown? lxc unknown?',
  ],
  [
    'ann@box:~$ podman run --rm -v ~/data:/data alpine touch /data/x\ntouch: /data/x: Permission denied\nann@box:~$ podman unshare ls -ln ~/data\ntotal 0\n-rw-r--r-- 1 65534 65534 0 Nov  1 10:00 y\nann@box:~$ id\nuid=1000(ann) gid=1000(ann) groups=1000(ann)\nann@box:~$ cat /etc/subuid\nann:100000:65536\n',
    'podman error(in) prompt listing:ls(in) prompt listing:id prompt subids:subuid',
  ],
  ['dockremap:165536:65536\n         0     165536      65536\n', 'subids map'],
  ['My user has uid 1005 on the host. How do I share /tank?', 'unknown?'],
];
