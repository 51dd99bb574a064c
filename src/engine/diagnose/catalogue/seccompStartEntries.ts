import type { ErrorEntry } from '../../idmap/index.ts';
import { entry } from './entry.ts';
import { LESSONS } from './lessons.ts';
import { manual, page, seen, thread } from './sources.ts';
import { EMULATED, HAS_FILTERS, RUNTIME_LACKS, STOPPED_BY_FILTER, TOO_LONG, WITHOUT_FILTERS } from './startCauses.ts';
import { WITHOUT_FILTER } from './steps.ts';

/** Podman, of the command that a container in wait no longer heeds: its process ended under the filter. */
const CRUN_START = '/crun start ';

/** A filter that stops the container before its program runs, or that ends the program. */
export const seccompStartEntries: readonly ErrorEntry[] = [
  entry({
    code: 'filter-stops-start',
    title: '`cannot start a stopped process`, `read from the init process`',
    layer: 'seccomp',
    examples: [
      'docker: Error response from daemon: cannot start a stopped process: unknown.',
      'Error: OCI runtime error: crun: read from the init process',
      'level=error msg="runc run failed: container process is already dead"',
      'docker: Error response from daemon: cannot start a container that has stopped',
      'container `64b9475d5575` is not running\nError: `/usr/bin/crun start 64b9475d5575` failed: exit status 1',
      'unable to start container process: error during container init: error closing exec fds: open /proc/self/fd: operation not permitted',
    ],
    sources: [seen('Docker 26.1.5', 'runc 1.1.15', 'Podman 5.4.2', 'crun 1.21')],
    phrases: [
      'cannot start a stopped process',
      'cannot start a container that has stopped',
      'container process is already dead',
      'read from the init process',
      'error closing exec fds',
      'unable to apply bounding set: operation not permitted',
      'unable to set keep caps: operation not permitted',
      'verify if current working directory is safe: operation not permitted',
      'read from the exec fifo: operation not permitted',
      CRUN_START,
    ],
    reads: ({ small }, at) => (small.startsWith(CRUN_START, at) && !small.includes('is not running') ? undefined : {}),
    who: STOPPED_BY_FILTER.who,
    says: 'The runtime loads the filter a few steps before your program starts, and the profile refuses one of those steps. Where the default action kills, docker run can also hang, with the container in the state Created.',
    next: [
      WITHOUT_FILTER,
      ...STOPPED_BY_FILTER.fixes,
      { why: 'Next time, copy Docker’s default and remove calls from the copy.', fixes: true },
    ],
    learn: LESSONS.start,
  }),
  entry({
    code: 'runtime-capabilities',
    title: '`unable to apply caps`, `capset: Operation not permitted`',
    layer: 'seccomp',
    examples: [
      'unable to start container process: error during container init: unable to apply caps: operation not permitted',
      'Error: crun: capset: Operation not permitted: OCI permission denied',
      'Error: crun: prctl drop bounding: Operation not permitted: OCI permission denied',
    ],
    sources: [manual('capset', 2), seen('runc 1.1.15', 'crun 1.21')],
    phrases: [
      'unable to apply caps: operation not permitted',
      'capset: operation not permitted',
      'prctl drop bounding: operation not permitted',
    ],
    who: 'the seccomp filter, or the kernel',
    says: 'Just before it started the program, the runtime tried to set the program’s capabilities and got EPERM.',
    next: [WITHOUT_FILTER],
    causes: [STOPPED_BY_FILTER, RUNTIME_LACKS],
    learn: LESSONS.start,
  }),
  entry({
    code: 'filter-load-limit',
    title: '`error loading seccomp filter: errno 524`',
    layer: 'kernel',
    examples: [
      'OCI runtime exec failed: exec failed: unable to start container process: error loading seccomp filter into kernel: error loading seccomp filter: errno 524: unknown',
    ],
    sources: [
      thread('moby/moby', 45498),
      thread('concourse/concourse', 8739),
      page('Linux, net.core.bpf_jit_limit', 'https://docs.kernel.org/admin-guide/sysctl/net.html#bpf-jit-limit'),
    ],
    phrases: ['errno 524', 'error loading seccomp filter into kernel'],
    reads: ({ small }) => (small.includes('524') ? {} : undefined),
    who: 'the kernel, compiling the filter',
    says: '524 is ENOTSUPP: the memory for compiled BPF programs, net.core.bpf_jit_limit, is used up. Each container and each docker exec loads a filter. The profile is not the cause.',
    next: [
      {
        why: 'On the host, as root: the limit in bytes, and the number of memory areas that hold compiled programs.',
        command: 'sysctl net.core.bpf_jit_limit; grep -cE "bpf|execmem" /proc/vmallocinfo',
      },
      {
        why: 'Raise the limit to 1 GB until the next boot.',
        command: 'sudo sysctl -w net.core.bpf_jit_limit=1000000000',
        fixes: true,
      },
      {
        why: 'If the number grows although containers end, the kernel leaks memory: update the kernel and restart the host.',
        fixes: true,
      },
    ],
    learn: LESSONS.filter,
  }),
  entry({
    code: 'filter-load-invalid',
    title: '`error loading seccomp filter: invalid argument`',
    layer: 'kernel',
    examples: [
      'level=error msg="runc run failed: unable to start container process: unable to init seccomp: error loading seccomp filter into kernel: error loading seccomp filter: invalid argument"',
      'seccomp (SECCOMP_SET_MODE_FILTER): Invalid argument',
      'error: unable to load seccomp BPF program: Invalid argument',
      'bwrap: Unable to set up system call filtering as requested: prctl(PR_SET_SECCOMP) reported EINVAL. (Hint: this requires a kernel configured with CONFIG_SECCOMP and CONFIG_SECCOMP_FILTER.)',
    ],
    sources: [
      manual('seccomp', 2, 'EINVAL'),
      page('QEMU, linux-user/syscall.c, do_prctl', 'https://github.com/qemu/qemu/blob/v10.0.0/linux-user/syscall.c'),
      page(
        'Nix, nix.conf, filter-syscalls',
        'https://nix.dev/manual/nix/latest/command-ref/conf-file#conf-filter-syscalls',
      ),
      seen('runc 1.1.15', 'crun 1.21', 'Docker 26.1.5', 'bubblewrap 0.12.0', 'qemu-user 10.0'),
    ],
    phrases: [
      'error loading seccomp filter: invalid argument',
      '(seccomp_set_mode_filter): invalid argument',
      'unable to load seccomp bpf program: invalid argument',
      'prctl(pr_set_seccomp) reported einval',
    ],
    reads: ({ small }) =>
      /runc|error loading seccomp filter|set_mode_filter/.test(small)
        ? { causes: [TOO_LONG, EMULATED, WITHOUT_FILTERS] }
        : {},
    who: 'the kernel, or an emulator in its place, as the filter was loaded',
    says: 'The filter was not loaded. The ID map and the IDs in it are not the cause.',
    next: [HAS_FILTERS],
    causes: [EMULATED, WITHOUT_FILTERS],
    learn: LESSONS.filter,
  }),
  entry({
    code: 'killed-by-filter',
    title: 'Status 159, or `Bad system call`',
    layer: 'seccomp',
    examples: [
      'Bad system call (core dumped)',
      'Bad system call',
      '4e38e38c8ce0   app   "sh -c mkdir"   Exited (159) 2 seconds ago',
      'command terminated with exit code 159',
    ],
    sources: [manual('seccomp', 2), manual('signal', 7), seen('Docker 26.1.5')],
    phrases: [
      'bad system call',
      'exited (159)',
      'exit code 159',
      'exit status 159',
      'terminated by signal 31',
      'signal: bad system call',
    ],
    words: [
      ['159', 'exit'],
      ['159', 'status'],
      ['159', 'code'],
    ],
    who: 'a seccomp filter, with SIGSYS',
    says: 'A filter ended the program with signal 31, SIGSYS; 159 is 128 + 31. The profile kills at that call instead of returning an error, and the program cannot catch it.',
    next: [
      {
        why: 'As root on the host: the kernel logs such a kill, with the number of the call. Paste the line here.',
        command: 'dmesg | grep type=1326',
      },
      {
        why: 'In your profile, allow that call, or answer it with SCMP_ACT_ERRNO, so that the program can continue without it. Docker’s and Podman’s defaults never kill.',
        fixes: true,
      },
    ],
    learn: LESSONS.killed,
  }),
  entry({
    code: 'privileged-with-profile',
    title: '`Operation not permitted` in a privileged container',
    layer: 'seccomp',
    examples: [
      'Operation not permitted in a privileged container since the update to Docker 28',
      'privileged container: operation not permitted',
    ],
    sources: [thread('moby/moby', 47499), thread('moby/moby', 47500)],
    phrases: ['privileged container', '--privileged'],
    words: [
      ['--privileged', 'eperm'],
      ['privileged', 'seccomp', 'profile'],
    ],
    beside: ['operation not permitted', 'eperm'],
    who: 'a seccomp profile that is passed along with --privileged',
    says: 'Docker before 27.0.1 ignores a seccomp profile beside --privileged; 27.0.1 and newer apply it. Without a profile of its own, a privileged container has no filter.',
    versions: 'Since Docker 27.0.1.',
    reads: ({ small }) => (small.includes('user namespaces') ? undefined : {}),
    next: [
      {
        why: 'In the container: 2 means that a profile is applied. Without one, a privileged container prints 0.',
        command: 'grep Seccomp: /proc/self/status',
      },
      {
        why: 'Find the profile: --security-opt on the command line, security_opt in a Compose file, seccomp-profile in daemon.json.',
        command: 'docker inspect --format "{{.HostConfig.SecurityOpt}}" CONTAINER',
      },
      {
        why: 'Leave the profile out, or allow the refused call in it. Better still, drop --privileged and add the capabilities that the program needs with --cap-add.',
        fixes: true,
      },
    ],
    learn: LESSONS.privileged,
  }),
  entry({
    code: 'why-eperm',
    title: 'Why `EPERM`, and not `ENOSYS`',
    layer: 'seccomp',
    examples: [
      'why EPERM and not ENOSYS',
      'seccomp should return ENOSYS for unknown syscalls',
      'defaultErrnoRet ENOSYS',
    ],
    sources: [
      thread('moby/moby', 42871),
      thread('opencontainers/runc', 2151),
      thread('opencontainers/runtime-spec', 1266),
      thread('opencontainers/runc', 2750),
      thread('containers/common', 573),
    ],
    phrases: [
      'eperm and not enosys',
      'eperm instead of enosys',
      'eperm rather than enosys',
      'enosys for unknown',
      'enosys instead of eperm',
      'enosys not eperm',
      'defaulterrnoret',
    ],
    who: 'the profile’s default action',
    says: 'A program that gets ENOSYS tries an older call; with EPERM it gives up. Docker’s default has returned EPERM since the first profiles. runc therefore returns ENOSYS for calls newer than any in the profile, and Docker’s default returns ENOSYS for clone3. crun adds nothing; Podman’s own default returns ENOSYS for calls that it does not list.',
    versions:
      'runc returns ENOSYS in this way since 1.0.0-rc93, Docker for clone3 since 20.10.10, Podman’s default since May 2021. Docker before 23.0.0 ignores defaultErrnoRet.',
    next: [
      {
        why: 'See which answer your profile gives where no rule matches.',
        command: 'grep -nE "defaultAction|defaultErrnoRet" FILE.json',
      },
      {
        why: 'In a profile of your own, make ENOSYS (38) the default, and add rules that return EPERM for the calls that you refuse on purpose.',
        command: '"defaultAction": "SCMP_ACT_ERRNO", "defaultErrnoRet": 38',
        fixes: true,
      },
    ],
    learn: LESSONS.enosys,
  }),
  entry({
    code: 'which-call',
    title: 'Which call was blocked?',
    layer: 'seccomp',
    examples: [
      'which syscall was blocked by seccomp?',
      'how to log blocked syscalls with docker',
      'SECCOMP events are not logged by auditd',
    ],
    sources: [
      thread('moby/moby', 36081),
      thread('flatcar/Flatcar', 1400),
      thread('inspektor-gadget/inspektor-gadget', 383),
      page('Linux, Seccomp BPF, Sysctls', 'https://docs.kernel.org/userspace-api/seccomp_filter.html'),
    ],
    phrases: [
      'which call was blocked',
      'which syscall was blocked',
      'which syscall is blocked',
      'which system call',
      'log blocked syscalls',
      'logging blocked syscalls',
      'blocked syscalls',
      'seccomp events are not logged',
      'seccomp log',
    ],
    words: [
      ['seccomp', 'log', 'blocked'],
      ['seccomp', 'see', 'blocked'],
    ],
    who: 'seccomp, without a record',
    says: 'The kernel logs a refusal with ERRNO only if the filter was loaded with SECCOMP_FILTER_FLAG_LOG, and Docker’s default is loaded without that flag. Kills, and calls with SCMP_ACT_LOG, are logged.',
    versions:
      'The flag exists since Linux 4.14; runc passes flags on since 1.2.0, Podman since 4.1.0, Docker since 23.0.0.',
    next: [
      {
        why: 'As root on the host, watch a running container: only the calls that fail, each with its errno. Paste the output here.',
        command: 'strace -f -Z -p PID',
      },
      {
        why: 'Or run a copy of the profile once with SCMP_ACT_LOG as default action, as a test: it allows every call, and the kernel logs those that the profile does not list. Put the profile back afterwards.',
        command: 'dmesg | grep type=1326',
      },
      {
        why: 'Then allow the call that the program needs, with the smallest rule: the profile checker makes it.',
        fixes: true,
      },
      {
        why: 'Or let the kernel log refusals from now on: "flags": ["SECCOMP_FILTER_FLAG_LOG"] in a profile of your own.',
        fixes: true,
      },
    ],
    learn: LESSONS.elsewhere,
  }),
];
