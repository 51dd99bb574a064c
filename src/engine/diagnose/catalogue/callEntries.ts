import type { Cause, ErrorEntry } from '../../idmap/index.ts';
import { entry } from './entry.ts';
import { LESSONS } from './lessons.ts';
import { CAPABILITIES, DOCKER_SECCOMP, manual, page, seen, thread } from './sources.ts';
import { addCapability, allowCalls, HAS_CAPABILITIES, IS_FILTERED, WITHOUT_FILTER } from './steps.ts';

/** gdb prints several lines as it fails to start a program: one answer, that of the line which stopped it. */
const GDB = 'gdb';

/** A tracer that starts the program itself asks for PTRACE_TRACEME, not to attach (gdb, nat/fork-inferior.c; strace 6.13). */
const STARTS =
  /cannot create process|could not trace the inferior|ptrace_traceme|during startup program exited|address space random/;

const TRACE_FILTERED: Cause = {
  layer: 'seccomp',
  who: 'the seccomp filter',
  says: 'Docker’s default allows ptrace without a capability since 19.03, and only on Linux 4.8 and newer. A profile of your own may refuse it as well.',
  tells: {
    why: 'Even a program of your own cannot be traced, and Docker or the kernel is older.',
    command: 'docker version; uname -r',
  },
  fixes: [
    {
      why: 'Update Docker; or add SYS_PTRACE, which the older default requires for the call. Warning: on a kernel older than 4.8, a program that may use ptrace can bypass the filter.',
      command: 'docker run --cap-add SYS_PTRACE IMAGE',
      fixes: true,
    },
  ],
};

const NO_WARNING = 'gdb’s line about address space randomization is only a warning: gdb continues.';

/** Documentation/admin-guide/LSM/Yama.rst: 2 and 3 count for PTRACE_TRACEME as well. */
const NO_TRACEME: Cause = {
  layer: 'kernel',
  who: 'Yama on the host: kernel.yama.ptrace_scope is 2 or 3',
  says: 'With 2 a program needs CAP_SYS_PTRACE to be traced even by its own parent; with 3 nothing can be traced until the next boot.',
  tells: { why: '2 or 3 means that Yama refuses.', command: 'cat /proc/sys/kernel/yama/ptrace_scope' },
  fixes: [
    addCapability('SYS_PTRACE', 'With 2, this helps. The container may then read and change its other processes.'),
  ],
};

/** Calls that Docker’s default opens with a capability, or refuses for good, by the words of the programs that make them. */
export const callEntries: readonly ErrorEntry[] = [
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
    says: 'The program places its memory on a NUMA node. Docker’s default allows mbind, set_mempolicy and get_mempolicy only to a container with CAP_SYS_NICE. MySQL 8 reports each refusal and continues without it.',
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
      manual('keyrings', 7),
      page(
        'Linux 5.3, Namespace keyring names',
        'https://git.kernel.org/linus/b206f281d0ee14969878469816a69db22d5838e8',
      ),
      thread('containers/common', 2487, 'why the calls were left out'),
      page('containers.conf(5), keyring', 'https://github.com/containers/common/blob/main/docs/containers.conf.5.md'),
    ],
    phrases: ['unable to dump key', 'keyctl', 'create keyring', 'add_key: operation not permitted'],
    beside: ['operation not permitted', 'eperm'],
    who: 'Docker’s default seccomp profile',
    says: 'keyctl, add_key and request_key were refused: kernel keyrings are not fully namespaced, and Docker’s default allows none of the three calls. A runtime inside such a container gets the same error.',
    next: [
      IS_FILTERED,
      {
        why: 'For Podman or crun inside a container, turn keyrings off in that container’s ~/.config/containers/containers.conf, under [containers].',
        command: 'keyring = false',
        fixes: true,
      },
      allowCalls(
        'keyctl, add_key and request_key',
        'Warning: keys belong to a user ID in its user namespace, not to a container. Without a user namespace of its own, the container reaches the keys of the same UID on the host and in other containers; as root, it reaches root’s keys.',
      ),
    ],
    learn: LESSONS.default,
  }),
  entry({
    code: 'ptrace',
    title: 'gdb or strace is not allowed to trace a program (`ptrace`)',
    layer: 'capability',
    examples: [
      'ptrace: Operation not permitted.',
      'strace: attach: ptrace(PTRACE_SEIZE, 583635): Operation not permitted',
      'Could not attach to process.  If your uid matches the uid of the target',
      'Cannot create process: Operation not permitted',
      'warning: Could not trace the inferior process.',
    ],
    sources: [
      manual('ptrace', 2),
      page('Linux, Yama', 'https://docs.kernel.org/admin-guide/LSM/Yama.html'),
      DOCKER_SECCOMP,
      thread('sxs-collaboration/spectre', 2349, 'gdb’s lines under a filter that refuses ptrace'),
      thread('gitpod-io/gitpod', 544, 'the warning alone'),
      seen('gdb 16.3', 'strace 6.13'),
    ],
    family: GDB,
    phrases: [
      'ptrace: operation not permitted',
      'ptrace(ptrace_',
      'could not attach to process',
      'cannot create process: operation not permitted',
      'could not trace the inferior process',
    ],
    who: 'the kernel, Yama, or an old filter',
    says: 'The tracer may not attach to that process.',
    reads: ({ small }) => {
      if (STARTS.test(small))
        return {
          who: 'a filter, or Yama',
          says: 'gdb or strace is not allowed to trace even the program that it starts.',
          causes: [
            small.includes('address space random')
              ? { ...TRACE_FILTERED, says: `${TRACE_FILTERED.says} ${NO_WARNING}` }
              : TRACE_FILTERED,
            NO_TRACEME,
          ],
        };
      return small.includes('not permitted') || small.includes('could not attach') ? {} : undefined;
    },
    next: [HAS_CAPABILITIES],
    causes: [
      {
        layer: 'capability',
        who: 'the kernel, or Yama',
        says: 'Attaching to a running process that is not a child needs CAP_SYS_PTRACE where kernel.yama.ptrace_scope is 1, and always where the other process has capabilities that the tracer lacks.',
        tells: {
          why: '1 or more means that Yama restricts attaching. With 1, starting the program under the tracer still works.',
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
      TRACE_FILTERED,
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
    sources: [DOCKER_SECCOMP, manual('personality', 2), seen('Docker 26.1.5', 'gdb 16.3', 'util-linux 2.41')],
    family: GDB,
    phrases: ['error disabling address space randomization', 'failed to set personality'],
    who: 'Docker’s default seccomp profile',
    says: 'The program calls personality. Docker’s default allows only a few values (0, 8, 0x20000, 0x20008, and 0xffffffff, the query), not ADDR_NO_RANDOMIZE. gdb continues with randomization on: addresses differ from run to run.',
    next: [
      IS_FILTERED,
      {
        why: 'In gdb, leave randomization on.',
        command: 'gdb -ex "set disable-randomization off" PROGRAM',
        fixes: true,
      },
      allowCalls(
        'personality only with the argument 0x40000 (ADDR_NO_RANDOMIZE)',
        'Warning: programs in the container can then run at known addresses, where a memory error is easier to exploit. Do not allow every value: 0x400000 (READ_IMPLIES_EXEC) makes readable memory executable as well.',
      ),
    ],
    learn: LESSONS.default,
  }),
  entry({
    code: 'perf-event',
    title: '`perf_event_open`: `Operation not permitted`',
    layer: 'seccomp',
    examples: [
      'The sys_perf_event_open() syscall returned with 1 (Operation not permitted) for event (cycles).',
      'Access to performance monitoring and observability operations is limited.',
      'No permission to enable cycles event.',
    ],
    sources: [
      DOCKER_SECCOMP,
      page('Linux, Perf events and tool security', 'https://docs.kernel.org/admin-guide/perf-security.html'),
      thread('taskcluster/taskcluster', 5800),
      thread('moby/moby', 43163, 'CAP_PERFMON'),
      page(
        'Linux 6.12, tools/perf/util/evsel.c',
        'https://github.com/torvalds/linux/blob/v6.12/tools/perf/util/evsel.c',
      ),
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
            why: 'Run perf on the host, on the container’s process: no filter applies there.',
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
        says: 'Above 1, users without CAP_PERFMON may not profile the kernel; Debian’s 3 and Ubuntu’s 4 refuse them every event.',
        tells: {
          why: '2 or more, and the same error without the filter.',
          command: 'sysctl kernel.perf_event_paranoid',
        },
        fixes: [
          {
            why: 'As root on the host, allow it until the next boot. Warning: every local user can then profile the kernel.',
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
      "libbpf: prog 'handle_exec': BPF program load failed: Operation not permitted",
      'field EventsMap: map create: operation not permitted (MEMLOCK may be too low, consider rlimit.RemoveMemlock)',
    ],
    sources: [
      manual('bpf', 2),
      DOCKER_SECCOMP,
      CAPABILITIES,
      thread('libbpf/libbpf', 369, 'RLIMIT_MEMLOCK before Linux 5.11'),
    ],
    phrases: ['libbpf: ', 'memlock may be too low', 'bpf(bpf_'],
    beside: ['operation not permitted', 'eperm'],
    who: 'the seccomp filter and the kernel, together',
    says: 'Docker’s default allows bpf only to a container with CAP_SYS_ADMIN or, since 23.0.0, CAP_BPF. The kernel requires the same capability in the host’s own user namespace, where a remapped or rootless container has none.',
    versions:
      'CAP_BPF exists since Linux 5.8; before that CAP_SYS_ADMIN. BPF memory counts against the limit on locked memory until Linux 5.10.',
    next: [
      { ...HAS_CAPABILITIES, command: 'grep CapEff /proc/self/status; cat /proc/self/uid_map' },
      {
        why: 'Load the program from a rootful container with the capabilities that it needs; many also need PERFMON or NET_ADMIN. Warning: such a container can watch the whole host.',
        command: 'docker run --cap-add BPF --cap-add PERFMON IMAGE',
        fixes: true,
      },
    ],
    learn: LESSONS.default,
  }),
];
