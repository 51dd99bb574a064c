import type { ErrorEntry } from '../../idmap/index.ts';
import { entry } from './entry.ts';
import { LESSONS } from './lessons.ts';
import { manual, page, seen, thread } from './sources.ts';
import { EMULATED, HAS_FILTERS, RUNTIME_LACKS, STOPPED_BY_FILTER, TOO_LONG, WITHOUT_FILTERS } from './startCauses.ts';
import { WITHOUT_FILTER } from './steps.ts';

/** Podman, of the command that a container in wait no longer heeds: its process ended under the filter. */
const CRUN_START = '/crun start ';

/** A filter that is not loaded, or that stops the container before its program runs. */
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
    reads: ({ small }) => (/\b524\b/.test(small) ? {} : undefined),
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
      'loading seccomp filter: invalid argument',
      'loading seccomp filter: errno 22',
      'prctl(pr_set_seccomp): invalid argument',
      '(seccomp_set_mode_filter): invalid argument',
      'unable to load seccomp bpf program: invalid argument',
      'prctl(pr_set_seccomp) reported einval',
    ],
    // Only Nix begins with “error: ”, and its filter is short (src/libstore/linux, setupSeccomp).
    reads: ({ small }) => {
      if (/runc|error loading seccomp filter|set_mode_filter/.test(small)) return {};
      return { causes: [EMULATED, ...(/error: unable to load/.test(small) ? [] : [TOO_LONG]), WITHOUT_FILTERS] };
    },
    who: 'the kernel, or an emulator in its place, as the filter was loaded',
    says: 'The filter was not loaded. The ID map and the IDs in it are not the cause.',
    next: [HAS_FILTERS],
    causes: [TOO_LONG, EMULATED, WITHOUT_FILTERS],
    learn: LESSONS.filter,
  }),
];
