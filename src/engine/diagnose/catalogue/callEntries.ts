import type { ErrorEntry } from '../../idmap/index.ts';
import { entry } from './entry.ts';
import { LESSONS } from './lessons.ts';
import { CAPABILITIES, DOCKER_SECCOMP, manual, page, seen, thread } from './sources.ts';
import { addCapability, allowCalls, HAS_CAPABILITIES, IS_FILTERED, WITHOUT_FILTER } from './steps.ts';

/** Single calls that Docker's default refuses, by the words of the programs that need them. */
export const callEntries: readonly ErrorEntry[] = [
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
    who: 'Docker’s default seccomp profile, or the kernel’s switch',
    says: 'io_uring_setup was refused. Docker and containerd took the three io_uring calls out of their defaults, because a ring can make calls that the filter never sees.',
    versions:
      'Refused since Docker 25.0 (Docker Desktop 4.42); allowed in 20.10.0 to 24.0. kernel.io_uring_disabled exists since Linux 6.6.',
    next: [IS_FILTERED, allowCalls('io_uring_setup, io_uring_enter and io_uring_register')],
    causes: [
      {
        layer: 'seccomp',
        who: 'the seccomp filter',
        says: 'Docker’s default and containerd’s refuse io_uring_setup, io_uring_enter and io_uring_register with EPERM. Many programs then use another way; some stop.',
        tells: {
          ...IS_FILTERED,
          why: 'In the container, 2 means a filter, and the switch prints 0: the filter is the cause.',
          command: 'grep Seccomp: /proc/self/status; cat /proc/sys/kernel/io_uring_disabled',
        },
        fixes: [
          {
            why: 'Where the program has an option, let it use epoll instead: for libuv and Node, UV_USE_IO_URING=0.',
            command: 'docker run -e UV_USE_IO_URING=0 IMAGE',
            fixes: true,
          },
          {
            ...allowCalls('io_uring_setup, io_uring_enter and io_uring_register'),
            why: 'Or allow the three calls in a copy of Docker’s default. Know what that opens: what a ring does is not filtered, and io_uring has had many holes.',
          },
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
            why: 'As root on the host, allow it until the next boot.',
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
    title: '32-bit programs without network: SteamCMD, Wine, i386 images',
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
    who: 'the seccomp filter of Docker 29.4.2',
    says: '32-bit x86 programs open sockets with socketcall. Docker 29.4.2 refuses that call with ENOSYS, to close a way to AF_ALG sockets (CVE-2026-31431), and every socket with it.',
    versions:
      'Docker 29.4.2 only (Docker Desktop 4.72.0). 29.4.3 allows socketcall again, and leaves AF_ALG to AppArmor or SELinux.',
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
        why: 'If you cannot update, run this one container with the profile that Docker’s maintainers name: seccomp v0.2.1 of moby/profiles, which blocks AF_ALG for socket only.',
        command: 'docker run --security-opt seccomp=seccomp-profile-v0.2.1.json IMAGE',
        fixes: true,
      },
    ],
    learn: LESSONS.siblings,
  }),
  entry({
    code: 'numa-mbind',
    title: '`mbind: Operation not permitted`',
    layer: 'seccomp',
    examples: ['mbind: Operation not permitted', 'set_mempolicy: Operation not permitted'],
    sources: [DOCKER_SECCOMP, thread('docker-library/mysql', 303), thread('docker-library/mysql', 422)],
    phrases: [
      'mbind: operation not permitted',
      'set_mempolicy: operation not permitted',
      'get_mempolicy: operation not permitted',
    ],
    who: 'Docker’s default seccomp profile',
    says: 'The program places its memory on a NUMA node. Docker’s default allows mbind, set_mempolicy and get_mempolicy only to a container with CAP_SYS_NICE. MySQL 8 reports each refusal and goes on without.',
    next: [
      HAS_CAPABILITIES,
      { why: 'For MySQL on one NUMA node, nothing is lost: ignore the line.', fixes: true },
      addCapability('SYS_NICE', 'The container may then also raise priorities.'),
    ],
    learn: LESSONS.default,
  }),
  entry({
    code: 'keyring',
    title: '`keyctl`: `Operation not permitted`',
    layer: 'seccomp',
    examples: [
      'Unable to dump key: Operation not permitted',
      'keyctl_session_to_parent: Operation not permitted',
      'crun: create keyring `a`: Operation not permitted',
    ],
    sources: [
      DOCKER_SECCOMP,
      seen('Docker 26.1.5', 'keyutils 1.6.3'),
      page('containers.conf(5), keyring', 'https://github.com/containers/common/blob/main/docs/containers.conf.5.md'),
    ],
    phrases: ['unable to dump key', 'keyctl', 'create keyring', 'add_key: operation not permitted'],
    beside: ['operation not permitted', 'eperm'],
    who: 'Docker’s default seccomp profile',
    says: 'keyctl, add_key and request_key were refused: kernel keyrings are not namespaced in full, and Docker’s default lists none of the three. A runtime inside such a container meets the same refusal.',
    next: [
      IS_FILTERED,
      {
        why: 'For Podman or crun inside a container, do without: in its ~/.config/containers/containers.conf, under [containers].',
        command: 'keyring = false',
        fixes: true,
      },
      allowCalls('keyctl, add_key and request_key'),
    ],
    learn: LESSONS.default,
  }),
  entry({
    code: 'personality',
    title: '`Error disabling address space randomization`',
    layer: 'seccomp',
    examples: [
      'warning: Error disabling address space randomization: Operation not permitted',
      'setarch: failed to set personality to i386: Operation not permitted',
    ],
    sources: [DOCKER_SECCOMP, seen('Docker 26.1.5', 'gdb 16.3', 'util-linux 2.41')],
    phrases: ['error disabling address space randomization', 'failed to set personality'],
    who: 'Docker’s default seccomp profile',
    says: 'The program asks for a personality. Docker’s default allows only a few values (0, 8, 0x20000, 0x20008, and 0xffffffff, the query), not ADDR_NO_RANDOMIZE. gdb goes on without; addresses differ from run to run.',
    next: [
      IS_FILTERED,
      {
        why: 'In gdb, leave randomization on.',
        command: 'gdb -ex "set disable-randomization off" PROGRAM',
        fixes: true,
      },
      allowCalls('personality with 0x40000'),
    ],
    learn: LESSONS.default,
  }),
  entry({
    code: 'ptrace',
    title: '`ptrace: Operation not permitted`',
    layer: 'capability',
    examples: [
      'ptrace: Operation not permitted.',
      'strace: attach: ptrace(PTRACE_SEIZE, 7): Operation not permitted',
      'Could not attach to process.  If your uid matches the uid of the target',
    ],
    sources: [
      manual('ptrace', 2),
      page('Linux, Yama', 'https://docs.kernel.org/admin-guide/LSM/Yama.html'),
      DOCKER_SECCOMP,
    ],
    phrases: ['ptrace: operation not permitted', 'ptrace(ptrace_', 'could not attach to process'],
    who: 'the kernel, Yama, or an old filter',
    says: 'The tracer may not attach to that process.',
    reads: ({ small }) => (small.includes('not permitted') || small.includes('could not attach') ? {} : undefined),
    next: [HAS_CAPABILITIES],
    causes: [
      {
        layer: 'capability',
        who: 'the kernel, or Yama',
        says: 'Attaching to a running process that is not a child needs CAP_SYS_PTRACE where kernel.yama.ptrace_scope is 1, and always where the other process has capabilities that the tracer lacks.',
        tells: {
          why: '1 or more means that Yama restricts. Starting the program under the tracer works.',
          command: 'cat /proc/sys/kernel/yama/ptrace_scope',
        },
        fixes: [
          {
            why: 'Start the program under strace or gdb instead of attaching.',
            command: 'strace -f PROGRAM',
            fixes: true,
          },
          addCapability('SYS_PTRACE', 'The container may then read and change its other processes.'),
        ],
      },
      {
        layer: 'seccomp',
        who: 'the seccomp filter',
        says: 'Docker’s default allows ptrace without a capability since 19.03, and only on Linux 4.8 and newer.',
        tells: {
          why: 'Even a program of your own cannot be traced, and Docker or the kernel is older.',
          command: 'docker version; uname -r',
        },
        fixes: [
          {
            why: 'Update Docker; or add SYS_PTRACE, with which the older default allows the call.',
            command: 'docker run --cap-add SYS_PTRACE IMAGE',
            fixes: true,
          },
        ],
      },
    ],
    learn: LESSONS.default,
  }),
  entry({
    code: 'perf-event',
    title: '`perf_event_open`: `Operation not permitted`',
    layer: 'seccomp',
    examples: [
      'perf_event_open(...): Operation not permitted',
      'Access to performance monitoring and observability operations is limited.',
      'No permission to enable cycles event.',
    ],
    sources: [
      DOCKER_SECCOMP,
      page('Linux, Perf events and tool security', 'https://docs.kernel.org/admin-guide/perf-security.html'),
    ],
    phrases: ['perf_event_open', 'access to performance monitoring', 'no permission to enable'],
    who: 'the seccomp filter, or kernel.perf_event_paranoid',
    says: 'perf could not open an event.',
    next: [IS_FILTERED],
    causes: [
      {
        layer: 'seccomp',
        who: 'the seccomp filter',
        says: 'Docker’s default allows perf_event_open only to a container with CAP_SYS_ADMIN, and since 23.0.0 with CAP_PERFMON.',
        tells: { ...WITHOUT_FILTER },
        fixes: [
          {
            why: 'Run perf on the host, with the container’s process: it sees everything there.',
            command: 'sudo perf top -p $(docker inspect --format "{{.State.Pid}}" CONTAINER)',
            fixes: true,
          },
          addCapability(
            'PERFMON',
            'The container may then watch the kernel and other processes, so use it for diagnosis only.',
          ),
        ],
      },
      {
        layer: 'kernel',
        who: 'the kernel: kernel.perf_event_paranoid',
        says: 'Above 1, users without CAP_PERFMON may not watch the kernel; Debian’s and Ubuntu’s 3 and 4 refuse them everything.',
        tells: {
          why: '2 or more, and the same error without the filter.',
          command: 'sysctl kernel.perf_event_paranoid',
        },
        fixes: [
          {
            why: 'As root on the host, allow it until the next boot.',
            command: 'sysctl -w kernel.perf_event_paranoid=1',
            fixes: true,
          },
        ],
      },
    ],
    learn: LESSONS.default,
  }),
  entry({
    code: 'bpf-refused',
    title: '`bpf`: `Operation not permitted`',
    layer: 'capability',
    examples: [
      'libbpf: failed to load object: Operation not permitted',
      'field EventsMap: map create: operation not permitted (MEMLOCK may be too low, consider rlimit.RemoveMemlock)',
    ],
    sources: [manual('bpf', 2), DOCKER_SECCOMP, CAPABILITIES],
    phrases: ['libbpf: ', 'memlock may be too low', 'bpf(bpf_'],
    beside: ['operation not permitted', 'eperm'],
    who: 'the seccomp filter and the kernel, together',
    says: 'Docker’s default allows bpf only to a container with CAP_SYS_ADMIN, and since 23.0.0 with CAP_BPF, and the kernel asks for the same capability in the host’s own user namespace: in a remapped or rootless container there is none.',
    versions:
      'CAP_BPF exists since Linux 5.8; before that CAP_SYS_ADMIN. Limits on locked memory count for BPF until Linux 5.10.',
    next: [
      { ...HAS_CAPABILITIES, command: 'grep CapEff /proc/self/status; cat /proc/self/uid_map' },
      {
        why: 'Load the program from a rootful container with the capabilities that it needs; many also need PERFMON or NET_ADMIN. Such a container can watch the whole host.',
        command: 'docker run --cap-add BPF --cap-add PERFMON IMAGE',
        fixes: true,
      },
    ],
    learn: LESSONS.default,
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
    who: 'the kernel, or a filter that answers ENOSYS',
    says: 'Either the kernel lacks the call, or a filter says so, in order that programs use an older call.',
    next: [WITHOUT_FILTER],
    causes: [
      {
        layer: 'seccomp',
        who: 'the seccomp filter',
        says: 'Docker’s default answers ENOSYS for clone3, and runc for every call that is newer than any in the profile.',
        tells: {
          ...WITHOUT_FILTER,
          why: 'Run it once without the filter: the error is gone. This is a test, not a fix; remove the option afterwards.',
        },
        fixes: [{ why: 'Update Docker and runc: a newer profile knows the call.', fixes: true }],
      },
      {
        layer: 'kernel',
        who: 'the kernel',
        says: 'The host’s kernel is older than the call, was built without it, or the file system does not have the operation (FUSE and NFS servers answer ENOSYS, too).',
        tells: { why: 'The error stays without the filter. Compare the release with the call’s.', command: 'uname -r' },
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
