import type { ErrorEntry } from '../../idmap/index.ts';
import { entry } from './entry.ts';
import { LESSONS } from './lessons.ts';
import { manual, page, seen, thread } from './sources.ts';
import { allowCalls, IS_FILTERED, WITHOUT_FILTER } from './steps.ts';

const ALLOW_IO_URING = allowCalls(
  'io_uring_setup, io_uring_enter and io_uring_register',
  'Warning: the filter does not see what a ring does, and io_uring has had many vulnerabilities.',
);

/** Calls that a release of Docker took away from everybody, and the programs that need them. */
export const blockedEntries: readonly ErrorEntry[] = [
  entry({
    code: 'io-uring-memory',
    title: '`io_uring`: `Cannot allocate memory`, ENOMEM',
    layer: 'kernel',
    examples: [
      'fio: pid=70610, err=12/file:engines/io_uring.c:1240, func=io_queue_init, error=Cannot allocate memory',
      'mysqld: io_uring_queue_init() failed with ENOMEM: try larger memory locked limit',
      'panic: io_uring_setup: cannot allocate memory',
    ],
    sources: [
      page(
        'Linux 5.12, io_uring: place ring SQ/CQ arrays under memcg memory limits',
        'https://git.kernel.org/linus/26bfa89e25f42d2b26fe951bbcf04bb13937fbba',
      ),
      page(
        'Linux, io_uring/memmap.c, io_create_region',
        'https://github.com/torvalds/linux/blob/v6.18/io_uring/memmap.c',
      ),
      thread('MariaDB/mariadb-docker', 570),
      thread('axboe/liburing', 498),
      seen('fio 3.39', 'Linux 6.18'),
    ],
    phrases: ['io_uring', 'io_queue_init', 'queue_init: cannot allocate memory'],
    reads: ({ small }) => (/cannot allocate memory|enomem|memory locked limit/.test(small) ? {} : undefined),
    who: 'the kernel, at a limit on memory',
    says: 'The kernel could not get memory for the ring. Seccomp is not the cause: an engine’s filter returns “Operation not permitted”.',
    next: [{ why: 'See the limit on locked memory, in kB.', command: 'ulimit -l' }],
    causes: [
      {
        layer: 'kernel',
        who: 'the kernel: RLIMIT_MEMLOCK',
        says: 'The memory of rings counts against the limit on locked memory, unless the process has CAP_IPC_LOCK on the host. All processes of the user count together. A ring of 256 entries needs more than 16 kB, one of 4096 entries more than 256 kB.',
        tells: {
          why: 'The limit in kB is small, such as 64; a smaller ring works.',
          command: 'ulimit -l; uname -r',
        },
        fixes: [
          {
            why: 'Raise the limit for this container, here to 64 MB. A rootless engine can give no more than its user has.',
            command: 'docker run --ulimit memlock=67108864 IMAGE',
            fixes: true,
          },
          { why: 'Or configure the program to use smaller or fewer rings.', fixes: true },
        ],
      },
      {
        layer: 'cgroup',
        who: 'the kernel, at the cgroup’s memory limit',
        says: 'Since Linux 5.12 the memory of rings counts against the container’s memory limit.',
        tells: {
          why: 'The usage is close to the limit, or max in memory.events grows.',
          command: 'cat /sys/fs/cgroup/memory.current /sys/fs/cgroup/memory.max /sys/fs/cgroup/memory.events',
        },
        fixes: [
          {
            why: 'Raise the limit. Choose a value above the present limit. Two equal values mean no swap.',
            command: 'docker update --memory 1g --memory-swap 1g CONTAINER',
            fixes: true,
          },
        ],
      },
    ],
    versions:
      'Rings count against RLIMIT_MEMLOCK in Linux up to 5.11, and again in newer kernels (seen with 6.18). Registered buffers count in all of them.',
    learn: LESSONS.cgroups,
  }),
  entry({
    code: 'io-uring',
    title: '`io_uring`: `Operation not permitted`',
    layer: 'seccomp',
    examples: [
      'io_uring_queue_init: Operation not permitted [system:1]',
      'io_uring is not available',
      'queue_init: Operation not permitted',
      'Failed to initialize io_uring for worker 0:',
      'error(io): io_uring is not available',
      'io_uring blocked by docker default seccomp',
    ],
    sources: [
      thread('moby/moby', 47532),
      thread('docker/for-mac', 7707),
      thread('moby/moby', 46762),
      thread('axboe/liburing', 1078),
      page(
        'Linux, kernel.io_uring_disabled',
        'https://docs.kernel.org/admin-guide/sysctl/kernel.html#io-uring-disabled',
      ),
    ],
    phrases: ['io_uring', 'io-uring', 'queue_init: operation not permitted'],
    who: 'Docker’s default seccomp profile, or a kernel setting',
    says: 'io_uring_setup was refused. Docker and containerd removed the three io_uring calls from their default profiles, because a filter does not see what a ring does.',
    versions:
      'Refused since Docker 25.0 (Docker Desktop 4.42); allowed in 20.10.0 to 24.0. kernel.io_uring_disabled exists since Linux 6.6.',
    next: [IS_FILTERED, ALLOW_IO_URING],
    causes: [
      {
        layer: 'seccomp',
        who: 'the seccomp filter',
        says: 'Docker’s and containerd’s default profiles refuse io_uring_setup, io_uring_enter and io_uring_register with EPERM. Many programs then use epoll or threads; some stop.',
        tells: {
          ...IS_FILTERED,
          why: 'In the container: if the first line is 2 and the second 0, the filter is the cause.',
          command: 'grep Seccomp: /proc/self/status; cat /proc/sys/kernel/io_uring_disabled',
        },
        fixes: [
          {
            why: 'Let the program work without io_uring, where it can: fio with --ioengine=libaio; libuv and Node with UV_USE_IO_URING=0 in the container’s environment (in a Pod, under env).',
            command: 'docker run -e UV_USE_IO_URING=0 IMAGE',
            fixes: true,
          },
          ALLOW_IO_URING,
        ],
      },
      {
        layer: 'kernel',
        who: 'the kernel: kernel.io_uring_disabled',
        says: 'With 2 nobody may create a ring, with 1 only members of io_uring_group and root. The host’s administrator or distribution set it.',
        tells: {
          why: 'On the host: 1 or 2 means that the kernel refuses.',
          command: 'sysctl kernel.io_uring_disabled kernel.io_uring_group',
        },
        fixes: [
          {
            why: 'As root on the host, allow io_uring until the next boot. Warning: every local user may then use it, and io_uring has had many vulnerabilities.',
            command: 'sysctl -w kernel.io_uring_disabled=0',
            fixes: true,
          },
        ],
      },
    ],
    learn: LESSONS.siblings,
  }),
  entry({
    code: 'socketcall-steam',
    title: '32-bit programs have no network: SteamCMD, Wine, i386 images',
    layer: 'seccomp',
    examples: [
      'CreateBoundSocket: failed to create socket, error [no name available] (38)',
      'wine: socket : Function not implemented',
      'WARNING: NET_IP4Socket: socket: Function not implemented',
      'steamcmd in docker has no network since 29.4.2',
    ],
    sources: [
      thread('moby/moby', 52506),
      thread('moby/moby', 52537),
      thread('ValveSoftware/steam-for-linux', 13149),
      thread('moby/moby', 52541, '32-bit Arm'),
      thread('docker/desktop-feedback', 354),
    ],
    phrases: [
      'createboundsocket: failed to create socket',
      'socket : function not implemented',
      'socket: function not implemented',
      'steamcmd',
      'socketcall',
      '32-bit steam',
      '32-bit wine',
    ],
    words: [
      ['steam', 'docker'],
      ['steam', 'wine'],
      ['wine', 'docker', 'socket'],
    ],
    who: 'the seccomp filter of Docker 29.4.2',
    says: '32-bit x86 programs open sockets with socketcall. Docker 29.4.2 refuses that call with ENOSYS to block AF_ALG sockets (CVE-2026-31431), and so blocks every socket of such a program.',
    versions:
      'Docker 29.4.2 only (Docker Desktop 4.72.0). 29.4.3 allows socketcall again; AppArmor or SELinux blocks AF_ALG instead.',
    reads: ({ small }) =>
      /createboundsocket|function not implemented|29\.4\.2|32-bit|i386|no network|seccomp|regression/.test(small)
        ? {}
        : undefined,
    next: [
      { why: 'See the server’s release.', command: 'docker version --format "{{.Server.Version}}"' },
      {
        why: 'Update Docker to 29.4.3 or newer, and the host’s kernel to one with the fix of CVE-2026-31431.',
        fixes: true,
      },
      {
        why: 'If you cannot update, run this one container with the profile that Docker’s maintainers name: seccomp v0.2.1 of moby/profiles, which blocks AF_ALG for socket only. Warning: on a kernel without that fix, a 32-bit program can then still open AF_ALG sockets with socketcall.',
        command: 'docker run --security-opt seccomp=seccomp-profile-v0.2.1.json IMAGE',
        fixes: true,
      },
    ],
    learn: LESSONS.siblings,
  }),
];

/** The errno alone, where nothing else in the message is known. */
export const errnoEntries: readonly ErrorEntry[] = [
  entry({
    code: 'not-implemented',
    general: true,
    title: '`Function not implemented`',
    layer: 'seccomp',
    examples: [
      'open_by_handle_at: Function not implemented',
      'OSError: [Errno 38] Function not implemented',
      'Error: ENOSYS: function not implemented',
    ],
    sources: [thread('opencontainers/runc', 2750), thread('moby/moby', 42681), manual('errno', 3)],
    phrases: ['function not implemented', '[errno 38]', 'os error 38'],
    who: 'the kernel, or a filter that returns ENOSYS',
    says: 'Either the kernel lacks the call, or a filter returns ENOSYS so that programs use an older call.',
    next: [WITHOUT_FILTER],
    causes: [
      {
        layer: 'seccomp',
        who: 'the seccomp filter',
        says: 'Docker’s default returns ENOSYS for clone3, and runc for every call that is newer than any in the profile.',
        tells: {
          ...WITHOUT_FILTER,
          why: 'Run the same command once without the filter: the error is gone. This is a test, not a fix; remove the option afterwards.',
        },
        fixes: [{ why: 'Update Docker and runc: a newer profile knows the call.', fixes: true }],
      },
      {
        layer: 'kernel',
        who: 'the kernel',
        says: 'The host’s kernel is older than the call, was built without it, or the file system does not have the operation (FUSE and NFS servers also return ENOSYS).',
        tells: {
          why: 'The error stays without the filter. Compare the kernel’s release with the one that added the call.',
          command: 'uname -r',
        },
        fixes: [
          {
            why: 'Run the container on a host with a newer kernel, or use an older release of the program.',
            fixes: true,
          },
        ],
      },
    ],
    learn: LESSONS.enosys,
  }),
];
