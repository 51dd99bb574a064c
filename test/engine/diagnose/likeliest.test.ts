import { expect, test } from 'vitest';
import { catalogue } from '../../../src/engine/diagnose/catalogue.ts';
import { diagnose } from '../../../src/engine/diagnose/index.ts';

const given = {
  filter: () => {
    throw new Error('asked for a filter');
  },
};

const ANOTHER_USER = 'the kernel, to chmod: the file belongs to another user';
const NO_OWNERS = 'the NFS server, or a file system without owners';
const unmapped = (tool: string) => `the kernel, to ${tool}: the owner is not in the map`;
const NO_CHOWN = 'the kernel, to chown: the process has no CAP_CHOWN';
const NO_ADMIN = 'the seccomp filter, and after it the kernel: no CAP_SYS_ADMIN';
const APPARMOR = 'AppArmor: the container’s profile denies mount';
const NAMESPACE = 'the kernel: user namespaces cannot mount this file system';
const OLD_KERNEL = 'the kernel: it has no mount_setattr';
const OUTER_FILTER = 'a seccomp filter around the program that mounts';
const NO_NESTING = 'LXC, Proxmox or Incus around Docker: nesting is off';
const MASKED_PROC = 'the kernel: the outer container’s /proc is masked';
const IMAGE_OF_ROOT = 'the kernel: the image’s file belongs to root, and the program runs as another user';
const HOST_OWNER = 'the kernel: owner and mode of the file, or of a directory above it';
const LABEL = 'SELinux: the label of the file';
const PROFILE = 'AppArmor: the profile of the container';
const YAMA_2 = 'Yama on the host: kernel.yama.ptrace_scope is 2 or 3';
const FIREWALL = 'the kernel: root without CAP_NET_ADMIN';
const NO_X = 'the kernel: the file has no x';
const NOEXEC = 'the kernel: the mount has the option noexec';
const NOEXEC_MOUNT = '/dev/sdb1 on /data type ext4 (rw,noexec)\n';
const PORT_BELOW = 'the kernel: a port below 1024';
const RAISED_START = 'the kernel: net.ipv4.ip_unprivileged_port_start is above this port';
const LSM_PORT = 'SELinux or AppArmor: the program may not bind this port';
const SOCKET_FILE = 'the kernel: the directory of the socket file';
const CLOSED = 'the kernel: a directory above the file is closed';
const OPENED = 'the kernel: the shell could not open the file';
const EXECUTION = [NO_X, NOEXEC, CLOSED, LABEL, PROFILE];
const OF_BASH = [NO_X, NOEXEC, CLOSED, OPENED, LABEL, PROFILE];
const ROOT_OF_HOST = 'the kernel: only the host’s root may change the host’s settings';
const EMULATED = 'QEMU, which runs an image for another architecture';
const WITHOUT_FILTERS = 'the kernel: built without seccomp filters';
const LONG_FILTER = 'the kernel: the filter has more than 4096 instructions';
const NO_QUOTA = 'the kernel: the quota or the period is out of range';
const PARENT_QUOTA = 'the kernel: the cgroup above has a lower limit on CPU time';
const CONTAINER_ROOT = 'the kernel, to the container’s root';
const AROUND = 'the seccomp filter of the container that the program runs in';
const NO_SYS_ADMIN = 'the kernel: no CAP_SYS_ADMIN';
const SYSCTL = 'a setting of the host';
const CHROOT = 'the kernel: the caller is in a chroot';
const MEMLOCK = 'the kernel: RLIMIT_MEMLOCK';
const MEMORY = 'the kernel, at the cgroup’s memory limit';
const CONTAINER_APPARMOR = 'AppArmor: the container’s profile';
const UBUNTU = 'AppArmor, on Ubuntu 23.10 and later';

/** What runc prints of a limit on CPU time that the kernel refused. */
const SETTING = (value: string, file: string): string =>
  `runc run failed: unable to start container process: error during container init: error setting cgroup config for procHooks process: failed to write ${value}: write /sys/fs/cgroup/${file}: invalid argument`;

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
  [
    'docker: Error response from daemon: failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: error mounting "proc" to rootfs at "/proc": mount src=proc, dst=/proc, dstFd=/proc/thread-self/fd/8, flags=0xe: operation not permitted: unknown.',
    'nested-proc-mount',
    [NO_NESTING, MASKED_PROC],
  ],
  [
    'runc run failed: unable to start container process: error during container init: error mounting "proc" to rootfs at "/proc": mount proc:/proc (via /proc/self/fd/6), flags: 0xe: operation not permitted',
    'nested-proc-mount',
    [MASKED_PROC, NO_NESTING],
  ],
  [
    "Error: EACCES: permission denied, open '/home/node/app/package-lock.json'",
    'permission-denied',
    [IMAGE_OF_ROOT, HOST_OWNER, LABEL, PROFILE],
  ],
  [
    "npm ERR! code EACCES\nnpm ERR! syscall mkdir\nnpm ERR! path /usr/src/app/node_modules\nnpm ERR! errno -13\nnpm ERR! Error: EACCES: permission denied, mkdir '/usr/src/app/node_modules'",
    'permission-denied',
    [IMAGE_OF_ROOT, HOST_OWNER, LABEL, PROFILE],
  ],
  ["PermissionError: [Errno 13] Permission denied: '/data/x'", 'permission-denied', [HOST_OWNER, LABEL, PROFILE]],
  [
    'warning: Error disabling address space randomization: Operation not permitted\nCannot create process: Operation not permitted\nDuring startup program exited with code 127.',
    'ptrace',
    ['the seccomp filter', YAMA_2],
  ],
  [
    'warning: Error disabling address space randomization: Operation not permitted\nwarning: Could not trace the inferior process.\nwarning: ptrace: Operation not permitted\nDuring startup program exited with code 127.',
    'ptrace',
    ['the seccomp filter', YAMA_2],
  ],
  ['ptrace: Operation not permitted.', 'ptrace', ['the kernel, or Yama', 'the seccomp filter']],
  [
    "iptables v1.8.9 (legacy): can't initialize iptables table 'filter': Permission denied (you must be root)",
    'firewall-refused',
    [FIREWALL],
  ],
  [
    'iptables v1.8.9 (nf_tables): Could not fetch rule set generation id: Permission denied (you must be root)',
    'firewall-refused',
    [FIREWALL],
  ],
  [
    'Failed to create CoreCLR, HRESULT: 0x80070008\nFailed to create CoreCLR, HRESULT: 0x80070008',
    'coreclr-thread',
    ['the seccomp filter of a Docker older than 20.10.10', 'the pids cgroup of the container'],
  ],
  [
    'Warning  BackOff  2m (x5 over 3m)  kubelet  Back-off restarting failed container app in pod app-7d9c_default(1fbd)',
    'crash-loop',
    ['the kubelet, waiting before the next start'],
  ],
  // What ended the container says more than that it is started again.
  [
    'Last State:     Terminated  Reason:       OOMKilled  Exit Code:    137\nWarning  BackOff  2m  kubelet  Back-off restarting failed container',
    'oom-killed',
    ['the kernel, at the cgroup’s memory limit'],
  ],
  [SETTING('"200000"', 'cpu/zz/kid/cpu.cfs_quota_us'), 'cpu-limit-refused', [PARENT_QUOTA, NO_QUOTA]],
  [
    'write /sys/fs/cgroup/cpu,cpuacct/x/cpu.cfs_quota_us: invalid argument: unknown.',
    'cpu-limit-refused',
    [NO_QUOTA, PARENT_QUOTA],
  ],
  ['sh: /data/busybox: Permission denied', 'exec-denied', EXECUTION],
  ['exec /entrypoint.sh: permission denied', 'exec-denied', EXECUTION],
  ['bash: line 1: /tmp/ne/x.sh: Permission denied', 'exec-denied', OF_BASH],
  [
    '/dev/sdb1 on /data type ext4 (rw,noexec)\nbash: /data/tool: Permission denied',
    'exec-denied',
    [NOEXEC, NO_X, CLOSED, OPENED, LABEL, PROFILE],
  ],
  ['bash: ./run.sh: Permission denied', 'exec-denied', OF_BASH],
  ['-bash: ./tool: Permission denied', 'exec-denied', OF_BASH],
  ['zsh: permission denied: ./run.sh', 'exec-denied', OF_BASH],
  ['zsh:1: permission denied: ./run.sh', 'exec-denied', OF_BASH],
  ['./start.sh: line 3: ./run.sh: Permission denied', 'exec-denied', OF_BASH],
  ['bash: ./run.sh: /opt/bash: bad interpreter: Permission denied', 'exec-denied', OF_BASH],
  ['dash: 1: ./run.sh: Permission denied', 'exec-denied', EXECUTION],
  ['/bin/sh: 1: ./run.sh: Permission denied', 'exec-denied', EXECUTION],
  ['ash: bin/tool: Permission denied', 'exec-denied', EXECUTION],
  ['env: ‘./run.sh’: Permission denied', 'exec-denied', EXECUTION],
  ["nohup: failed to run command './run.sh': Permission denied", 'exec-denied', EXECUTION],
  ['unshare: failed to execute ./run.sh: Permission denied', 'exec-denied', EXECUTION],
  ["env: can't execute './run.sh': Permission denied", 'exec-denied', EXECUTION],
  ['make: ./run.sh: Permission denied', 'exec-denied', EXECUTION],
  // Of a file, bash says the same as it opens it.
  ['bash: line 1: /run/oracle/theirs/new: Permission denied', 'permission-denied', OF_BASH],
  ['bash: /app/x: Permission denied', 'permission-denied', OF_BASH],
  ['zsh: permission denied: /app/x', 'permission-denied', OF_BASH],
  ['$ echo x >> /data/log\nbash: /data/log: Permission denied', 'permission-denied', [OPENED, ...EXECUTION]],
  ['bash: cd: /root: Permission denied', 'permission-denied', [HOST_OWNER, LABEL, PROFILE]],
  ['bash: /proc/sys/kernel/x: Permission denied', 'sysctl-read-only', [ROOT_OF_HOST]],
  ['sh: 1: cannot create /data/x: Permission denied', 'permission-denied', [HOST_OWNER, LABEL, PROFILE]],
  [
    'docker: Error response from daemon: failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: "/data/busybox": permission denied: unknown.',
    'program-not-executable',
    EXECUTION,
  ],
  [
    "docker: Error response from daemon: Decoding seccomp profile failed: invalid character '/' looking for beginning of value.",
    'profile-not-json',
    ['dockerd: it was sent the name of a file', 'dockerd: the profile’s text begins with this character'],
  ],
  ['error: unable to load seccomp BPF program: Invalid argument', 'filter-load-invalid', [EMULATED, WITHOUT_FILTERS]],
  [
    'unable to load seccomp BPF program: Invalid argument',
    'filter-load-invalid',
    [EMULATED, LONG_FILTER, WITHOUT_FILTERS],
  ],
  [
    'bwrap: Unable to set up system call filtering as requested: prctl(PR_SET_SECCOMP) reported EINVAL. (Hint: this requires a kernel configured with CONFIG_SECCOMP and CONFIG_SECCOMP_FILTER.)',
    'filter-load-invalid',
    [EMULATED, LONG_FILTER, WITHOUT_FILTERS],
  ],
  [
    'runc run failed: unable to start container process: unable to init seccomp: error loading seccomp filter into kernel: error loading seccomp filter: errno 22',
    'filter-load-invalid',
    [LONG_FILTER, EMULATED, WITHOUT_FILTERS],
  ],
  [
    'seccomp (SECCOMP_SET_MODE_FILTER): Invalid argument',
    'filter-load-invalid',
    [LONG_FILTER, EMULATED, WITHOUT_FILTERS],
  ],
  ['io_uring_queue_init: Cannot allocate memory', 'io-uring-memory', [MEMLOCK, MEMORY]],
  [
    'OSError: [Errno 22] Invalid argument',
    'errno-einval',
    ['the kernel: an ID is not in the map', 'the kernel: another argument of the call'],
  ],
  ['nc: Permission denied', 'low-port', [PORT_BELOW, SOCKET_FILE]],
  ['$ nc -lU /srv/x\nnc: Permission denied', 'low-port', [SOCKET_FILE]],
  ['$ nc -lU /run/x.sock\nnc: Permission denied', 'low-port', [SOCKET_FILE]],
  ['$ nc -l 8080\nnc: Permission denied', 'low-port', [LSM_PORT, RAISED_START]],
  ['nginx: [emerg] bind() to 0.0.0.0:8080 failed (13: Permission denied)', 'low-port', [LSM_PORT, RAISED_START]],
  ['Error: listen EACCES: permission denied 0.0.0.0:8080', 'low-port', [LSM_PORT, RAISED_START]],
  ['12:30:00 listen tcp [::]:6443: bind: permission denied', 'low-port', [LSM_PORT, RAISED_START]],
  [
    'Error: listen EACCES: permission denied /run/app',
    'permission-denied',
    [IMAGE_OF_ROOT, HOST_OWNER, LABEL, PROFILE],
  ],
  ['socat[7] E bind(5, {AF=2 0.0.0.0:80}, 16): Permission denied', 'low-port', ['the kernel']],
  [
    'socat[7] E bind(5, {AF=10 [0000:0000:0000:0000:0000:0000:0000:0000]:8443}, 28): Permission denied',
    'low-port',
    [LSM_PORT, RAISED_START],
  ],
  [
    '[ALERT] (1) : Starting frontend http: cannot bind socket (Permission denied) for [0.0.0.0:80]',
    'low-port',
    ['the kernel'],
  ],
  ['java.io.IOException: Cannot run program "/data/run.sh": error=13, Permission denied', 'exec-denied', EXECUTION],
  ['foo.service: Failed at step EXEC spawning /data/run.sh: Permission denied', 'exec-denied', EXECUTION],
  [
    '  File "/usr/lib/python3.13/subprocess.py", line 1972, in _execute_child\n    raise child_exception_type(errno_num, err_msg, err_filename)\nPermissionError: [Errno 13] Permission denied: \'/data/run.sh\'',
    'exec-denied',
    EXECUTION,
  ],
  ['crun: open executable: Permission denied', 'exec-denied', EXECUTION],
  [
    '/data/app: error while loading shared libraries: libx.so: failed to map segment from shared object: Operation not permitted',
    'exec-denied',
    [NOEXEC],
  ],
  [
    '/data/app: error while loading shared libraries: libx.so: failed to map segment from shared object: Permission denied',
    'exec-denied',
    [LABEL, PROFILE],
  ],
  [
    `${NOEXEC_MOUNT}python3: can't open file '/data/a.py': [Errno 13] Permission denied`,
    'permission-denied',
    [HOST_OWNER, LABEL, PROFILE],
  ],
  [`${NOEXEC_MOUNT}cat: /data/x: Permission denied`, 'permission-denied', [HOST_OWNER, LABEL, PROFILE]],
  [`${NOEXEC_MOUNT}Permission denied`, 'permission-denied', [NOEXEC, NO_X, CLOSED, LABEL, PROFILE]],
  ['unshare: unshare(0x10000000): Permission denied', 'userns-denied', [CONTAINER_APPARMOR, UBUNTU]],
  ['foo.service: Failed to set up user namespacing: Permission denied', 'userns-denied', [CONTAINER_APPARMOR, UBUNTU]],
  ...['open', 'write'].map((call): (typeof ROWS)[number] => [
    `failed to write "1048576": ${call} /sys/fs/cgroup/memory/docker/5c/memory.limit_in_bytes: device or resource busy`,
    'memory-limit-below-usage',
    ['the kernel, to the runtime that wrote the limit'],
  ]),
  [
    'failed to write "1048576": write /sys/fs/cgroup/memory/docker/5c/memory.memsw.limit_in_bytes: device or resource busy',
    'memory-limit-below-usage',
    ['the kernel, to the runtime that wrote the limit'],
  ],
  [
    'OCI runtime create failed: runc create failed: unable to start container process: container init was OOM-killed (memory limit too low?)',
    'memory-limit-below-usage',
    ['the kernel, at the cgroup’s memory limit'],
  ],
  ...['', ' (except cgroupns)'].map((which): (typeof ROWS)[number] => [
    `nsexec-1[7]: failed to unshare remaining namespaces${which}: Operation not permitted`,
    'userns-not-permitted',
    [AROUND, NO_SYS_ADMIN, SYSCTL, UBUNTU, CHROOT],
  ]),
  ...[
    'foo.service: Failed to set up user namespacing: Operation not permitted',
    '2026/12/02 12:00:00 [alert] 1#1: unshare() failed (1: Operation not permitted)',
    'unshare: unshare(0x20000): Operation not permitted',
    'Failed to create a new network namespace "x": Operation not permitted',
    'Error clone: main.c:2966 main: Operation not permitted',
  ].map((message): (typeof ROWS)[number] => [
    message,
    'userns-not-permitted',
    [AROUND, NO_SYS_ADMIN, SYSCTL, UBUNTU, CHROOT],
  ]),
  ['Error: crun: clone: Permission denied: OCI permission denied', 'userns-denied', [CONTAINER_APPARMOR, UBUNTU]],
  [
    'lxc-start x 20261202101010.101 ERROR    start - ../src/lxc/start.c:lxc_spawn:1762 - Operation not permitted - Failed to clone a new set of namespaces',
    'userns-not-permitted',
    [AROUND, NO_SYS_ADMIN, SYSCTL, UBUNTU, CHROOT],
  ],
  [
    'lxc-start x 20261202101010.101 ERROR    start - ../src/lxc/start.c:lxc_spawn:1762 - Permission denied - Failed to clone a new set of namespaces',
    'userns-denied',
    [CONTAINER_APPARMOR, UBUNTU],
  ],
  [
    'lxc-start x 20261202101010.101 ERROR    start - ../src/lxc/start.c:lxc_spawn:1762 - No space left on device - Failed to clone a new set of namespaces',
    'userns-limit',
    ['the kernel'],
  ],
  ['error preparing rootfs: permission denied', 'rootfs-unreachable', [CONTAINER_ROOT]],
  [
    'container_linux.go:259: starting container process caused "process_linux.go:345: container init caused \\"rootfs_linux.go:50: preparing rootfs caused \\\\\\"permission denied\\\\\\"\\""',
    'rootfs-unreachable',
    [CONTAINER_ROOT],
  ],
  [
    "Error: crun: make '/srv/containers/storage/overlay/5c/merged' private: Permission denied: OCI permission denied",
    'rootfs-unreachable',
    [CONTAINER_ROOT],
  ],
  [
    "Error: crun: make '/home/u/.local/share/containers/storage/overlay/5c/merged' private: Permission denied: OCI permission denied",
    'keep-id-home',
    [CONTAINER_ROOT],
  ],
  [
    'lxc-start test 20231130034412.168 ERROR    start - start.c:print_top_failing_dir:99 - Permission denied - Could not access /home/brandon. Please grant it x access, or add an ACL for the container root',
    'rootfs-unreachable',
    [CONTAINER_ROOT],
  ],
  [
    'docker: Error response from daemon: stat /srv/docker/100000.100000/overlay2/5c/merged: permission denied',
    'rootfs-unreachable',
    [CONTAINER_ROOT],
  ],
  [
    'Error: crun: clone: Operation not permitted: OCI permission denied',
    'userns-not-permitted',
    [AROUND, NO_SYS_ADMIN, SYSCTL, UBUNTU, CHROOT],
  ],
  [
    'clone3 EPERM',
    'thread-refused',
    ['the seccomp filter of a Docker older than 20.10.10', 'a seccomp profile of your own'],
  ],
];

test.each(ROWS)('%s', (message, code, who) => {
  const found = diagnose(message, given);
  expect(found.map((cause) => [cause.code, cause.who])).toEqual(who.map((each) => [code, each]));
});

const LACKS_ROOT = (mappings: string) =>
  `config.json has ${mappings}, but none of them has container ID 0. runc sets the container up as ID 0 of its namespace, whichever user the program runs as.`;
const LIMIT = (what: string, nested = '') =>
  `${what} (a limit of 0 disables that kind)${nested}. Disk space is not the cause.`;
const NESTED = ', or user or PID namespaces are nested more than 32 deep';
const LOWER_NICE =
  'The program asked for a lower niceness, which means a higher priority. Without a limit that allows it (RLIMIT_NICE, 0 by default), a process needs CAP_SYS_NICE in the host’s own user namespace. Everybody may raise the niceness of their own processes.';
const LOW_PORT =
  'A port below net.ipv4.ip_unprivileged_port_start (1024) needs CAP_NET_BIND_SERVICE over the network namespace. In a Docker container with a network of its own the setting is 0. On the host’s network, and where a rootless engine publishes the port, the host’s setting counts.';
const NO_SPACE = 'unshare: unshare failed: No space left on device';

/** What leaves one cause: the line that it is told of, and what it says. */
test.each<[message: string, code: string, line: number, says: string]>([
  [
    'time="2026-12-02T06:04:51Z" level=warning msg="unable to get oom kill count" error="openat2 /sys/fs/cgroup/d22837/memory.events: no such file or directory"\ntime="2026-12-02T06:04:52Z" level=error msg="runc run failed: unable to start container process: error during container init: error preparing rootfs: remount-private /srv/closed/rootfs, flags: 0x40000: permission denied"',
    'rootfs-unreachable',
    2,
    'In a user namespace the container’s root is an ordinary user of the host, such as UID 100000, and needs x on every directory above the rootfs. One of them is closed to that user: a home or /root with mode 0700, for example. The owner of the rootfs itself is not the cause.',
  ],
  [
    SETTING('"500"', 'cpu/d32584/cpu.cfs_quota_us'),
    'cpu-limit-refused',
    1,
    'A quota of 500 µs is too small: the kernel accepts no quota below 1000 µs.',
  ],
  [
    SETTING('"10"', 'cpu/d25166/cpu.cfs_period_us'),
    'cpu-limit-refused',
    1,
    'A period of 10 µs is out of range: the kernel accepts a period from 1000 to 1000000 µs.',
  ],
  [
    SETTING('"500 100000"', 'x/cpu.max'),
    'cpu-limit-refused',
    1,
    'A quota of 500 µs is too small: the kernel accepts no quota below 1000 µs.',
  ],
  [
    'error setting cgroup config for procHooks process: unable to set memory limit to 4096 (current usage: 10293248, peak usage: 10342400)',
    'memory-limit-below-usage',
    1,
    'The limit of 4096 bytes is below the 10293248 bytes that the container’s processes use already. Before your program starts, that is runc’s own process.',
  ],
  [
    NO_SPACE,
    'userns-limit',
    1,
    LIMIT('A limit on the number of namespaces is reached: each kind has its own, user.max_KIND_namespaces', NESTED),
  ],
  [
    'unshare: unshare(0x20000): No space left on device',
    'userns-limit',
    1,
    LIMIT('The limit on the number of mount namespaces, user.max_mnt_namespaces, is reached'),
  ],
  [
    `$ unshare -m true\n${NO_SPACE}`,
    'userns-limit',
    2,
    LIMIT('The limit on the number of mount namespaces, user.max_mnt_namespaces, is reached'),
  ],
  [
    `$ unshare --net true\n${NO_SPACE}`,
    'userns-limit',
    2,
    LIMIT('The limit on the number of network namespaces, user.max_net_namespaces, is reached'),
  ],
  [
    `$ unshare -rn true\n${NO_SPACE}`,
    'userns-limit',
    2,
    LIMIT(
      'A limit on the number of namespaces is reached: user.max_user_namespaces or user.max_net_namespaces',
      NESTED,
    ),
  ],
  [
    `$ unshare -S 0 -m true\n${NO_SPACE}`,
    'userns-limit',
    2,
    LIMIT('The limit on the number of mount namespaces, user.max_mnt_namespaces, is reached'),
  ],
  [
    `$ unshare -R /root -m true\n${NO_SPACE}`,
    'userns-limit',
    2,
    LIMIT('The limit on the number of mount namespaces, user.max_mnt_namespaces, is reached'),
  ],
  [
    `$ unshare --propagation slave -m true\n${NO_SPACE}`,
    'userns-limit',
    2,
    LIMIT('The limit on the number of mount namespaces, user.max_mnt_namespaces, is reached'),
  ],
  [
    `$ unshare --mount-proc true\n${NO_SPACE}`,
    'userns-limit',
    2,
    LIMIT('The limit on the number of mount namespaces, user.max_mnt_namespaces, is reached'),
  ],
  [
    `$ docker run --user 1000 IMAGE unshare -m true\n${NO_SPACE}`,
    'userns-limit',
    2,
    LIMIT('The limit on the number of mount namespaces, user.max_mnt_namespaces, is reached'),
  ],
  [
    `$ unshare -w /tmp -n true\n${NO_SPACE}`,
    'userns-limit',
    2,
    LIMIT('The limit on the number of network namespaces, user.max_net_namespaces, is reached'),
  ],
  [
    'Failed to create a new network namespace "x": No space left on device',
    'userns-limit',
    1,
    LIMIT('The limit on the number of network namespaces, user.max_net_namespaces, is reached'),
  ],
  [
    'nsexec-1[7]: failed to unshare remaining namespaces: No space left on device',
    'userns-limit',
    1,
    LIMIT('A limit on the number of namespaces is reached: each kind has its own, user.max_KIND_namespaces', NESTED),
  ],
  [
    'nsexec-1[7]: failed to unshare remaining namespaces (except cgroupns): No space left on device',
    'userns-limit',
    1,
    LIMIT('A limit on the number of namespaces is reached: each kind has its own, user.max_KIND_namespaces', NESTED),
  ],
  [
    'bwrap: Creating new namespace failed: No space left on device',
    'userns-limit',
    1,
    LIMIT('A limit on the number of namespaces is reached: each kind has its own, user.max_KIND_namespaces', NESTED),
  ],
  [
    'user namespaces are not enabled in /proc/sys/user/max_user_namespaces',
    'userns-limit',
    1,
    LIMIT('The limit on the number of user namespaces, user.max_user_namespaces, is reached', NESTED),
  ],
  [
    'runc run failed: User namespaces enabled, but no user mapping found.',
    'userns-no-mappings',
    1,
    LACKS_ROOT('uidMappings'),
  ],
  [
    'runc run failed: User namespaces enabled, but no group mapping found.',
    'userns-no-mappings',
    1,
    LACKS_ROOT('gidMappings'),
  ],
  ['renice: failed to set priority for 4074 (process ID): Permission denied', 'priority', 1, LOWER_NICE],
  ['renice: setpriority: Permission denied', 'priority', 1, LOWER_NICE],
  [
    'renice: failed to set priority for 1 (process ID): Operation not permitted',
    'priority',
    1,
    'The process belongs to another user. Changing its niceness needs CAP_SYS_NICE over that process, and no limit helps.',
  ],
  ['$ nc -l 80\nnc: Permission denied', 'low-port', 2, LOW_PORT],
  [
    'FATAL:  data directory "/var/lib/postgresql/data" has invalid permissions\nDETAIL:  Permissions should be u=rwx (0700) or u=rwx,g=rx (0750).',
    'data-directory-owner',
    1,
    'The server starts only if others have no access to its data directory (mode 0700 or 0750). PostgreSQL compares the owner first, so the owner is right, and only the mode is wrong.',
  ],
  ['Ncat: bind to [::]:80: Permission denied. QUITTING.', 'low-port', 1, LOW_PORT],
])('%s', (message, code, line, says) => {
  const found = diagnose(message, given);
  expect(found.map((cause) => [cause.code, cause.certain, cause.span.line, cause.says])).toEqual([
    [code, true, line, says],
  ]);
});

test('a full disk is no limit on namespaces', () => {
  expect(diagnose('npm error code ENOSPC\nnpm error ENOSPC: no space left on device, write', given)).toEqual([]);
});

/** What these say is that the owner is the cause. */
const OF_OWNERS = ['chmod-not-owner', 'data-directory-owner', 'owned-by-nobody'];

test('no other message is answered with chown -R first', () => {
  const examples = [...ROWS.map(([message]) => message), ...catalogue().flatMap((entry) => entry.examples)];
  const first = examples.map((message) => diagnose(message, given)[0]);
  const changesAll = first.filter((told) => told?.fixes[0]?.command?.includes('chown -R'));
  expect([...new Set(changesAll.map((told) => told?.code))].filter((code = '') => !OF_OWNERS.includes(code))).toEqual(
    [],
  );
});

/** Where user namespaces are refused, AppArmor’s profile is told beside the filter. */
test.each([
  ['podman in podman', 'nested-podman'],
  ['unshare: unshare failed: Operation not permitted', 'userns-not-permitted'],
  ['bwrap: No permissions to create new namespace', 'userns-forbidden'],
  ['[1:1:1127/195656.130387:ERROR] No usable sandbox!', 'chromium-sandbox'],
  ['fork/exec /proc/self/exe: operation not permitted', 'rootlesskit-refused'],
])('%s: with AppArmor the filter is not alone', (message, code) => {
  const [first] = diagnose(message, given);
  const commands = first?.fixes.map(({ command = '' }) => command) ?? [];
  expect([first?.code, commands.some((command) => /seccomp=\S+ .*apparmor=PROFILE/.test(command))]).toEqual([
    code,
    true,
  ]);
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

const AVC =
  'avc:  denied  { read } for  pid=12 comm="nginx" name="index.html" dev="dm-0" ino=1 scontext=system_u:system_r:container_t:s0:c1,c2 tcontext=unconfined_u:object_r:TYPE:s0:c3,c4 tclass=file permissive=0';

/** Each says what was asked for: a refused read is no refused write. */
test.each([
  [
    'user_home_t',
    'A process of type container_t asked for “read” on “index.html”, which has type user_home_t, and the policy does not allow “read” there. The ID map is not the cause. A container may read and write what has the type container_file_t.',
  ],
  [
    'container_file_t',
    'A process of type container_t asked for “read” on “index.html”, which has type container_file_t, and the policy does not allow “read” there. The ID map is not the cause. container_file_t is the right type for a container: the categories at the end of both contexts differ, so the file was labelled for another container, with :Z.',
  ],
])('avc: denied { read } on %s', (type, says) => {
  expect(diagnose(AVC.replace('TYPE', type), given)[0]?.says).toBe(says);
});

/** In a Pod no map and no owner can be changed: what helps is another kernel, another file system, or no namespace. */
test('an idmapped mount of a Pod', () => {
  const found = diagnose(
    "failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: failed to set MOUNT_ATTR_IDMAP on /var/lib/kubelet/pods/1f-2b/volumes/x/etc-hosts: invalid argument (maybe the filesystem used doesn't support idmap mounts on this kernel?): unknown",
    given,
  );
  expect(found.map(({ code, says, test: look, fixes }) => [code, says, look?.command, fixes])).toEqual([
    [
      'idmapped-mount',
      'The Pod has hostUsers: false. The kernel must then idmap the files that the kubelet makes for it (etc-hosts, tokens, ConfigMaps) and each of its volumes, and one of these file systems does not support that on this kernel.',
      'findmnt -T /var/lib/kubelet/pods/1f-2b/volumes/x/etc-hosts -o TARGET,FSTYPE,OPTIONS; uname -r',
      [
        {
          why: 'Use nodes with Linux 6.3 or newer (tokens and Secrets are on tmpfs), /var/lib/kubelet on ext4, xfs or btrfs, and volumes on such a file system.',
          fixes: true,
        },
        {
          why: 'Or leave the Pod in the host’s user namespace. Warning: root in the container is then root on the node (UID 0).',
          command: 'spec: {hostUsers: true}',
          fixes: true,
        },
      ],
    ],
  ]);
});

/** What the cause of this name has to offer, whole. */
test.each<[message: string, who: string, fixes: readonly (string | undefined)[]]>([
  [
    'nginx: [emerg] bind() to 0.0.0.0:8080 failed (13: Permission denied)',
    RAISED_START,
    [
      undefined,
      'test "$(cat /proc/sys/net/ipv4/ip_unprivileged_port_start)" -le 1024 || sudo sysctl -w net.ipv4.ip_unprivileged_port_start=1024',
    ],
  ],
  [
    'nginx: [emerg] bind() to 0.0.0.0:80 failed (13: Permission denied)',
    'the kernel',
    [
      'podman run -p 8080:80 IMAGE',
      'podman run --sysctl net.ipv4.ip_unprivileged_port_start=80 IMAGE',
      'test "$(cat /proc/sys/net/ipv4/ip_unprivileged_port_start)" -le 80 || sudo sysctl -w net.ipv4.ip_unprivileged_port_start=80',
    ],
  ],
  [
    'app: error while loading shared libraries: libx.so: failed to map segment from shared object: Permission denied',
    PROFILE,
    ['sudo apparmor_parser -r PROFILE_FILE'],
  ],
])('%s: what %s leaves to do', (message, who, fixes) => {
  const cause = diagnose(message, given).find((each) => each.who === who);
  expect(cause?.fixes.map(({ command }) => command)).toEqual(fixes);
});
