import type { Barrier, Intent } from '../Intent.ts';
import { capability, inPart, is, kernelFile, kernelPage, lsm, manual, step, sysctl, table, way } from './way.ts';

const sysctlPage = (anchor: string) => kernelPage('admin-guide/sysctl/kernel', anchor);
const lockdown = (words: string) =>
  lsm(`The lockdown LSM, which some distributions switch on with Secure Boot, ${words}.`, manual('kernel_lockdown', 7));

interface Sibling {
  call: string;
  page?: string;
  unseen?: string;
}

/** Siblings that do the same, behind the same barriers. */
function siblings(
  id: string,
  words: string,
  effect: string,
  barriers: readonly Barrier[],
  calls: readonly (string | Sibling)[],
): Intent {
  const all = calls.map((call): Sibling => (typeof call === 'string' ? { call } : call));
  return {
    id,
    words,
    examples: all.slice(0, 2).map(({ call }) => call),
    ways: all.map(({ call, page, unseen }) =>
      way(step(call), effect, {
        barriers,
        ...(page !== undefined && { sources: [manual(page)] }),
        ...(unseen !== undefined && { unseen }),
      }),
    ),
  };
}

/** The kernel itself: what it runs, when it ends, what time it is. */
export const KERNEL: readonly Intent[] = /* @__PURE__ */ table(() => [
  {
    id: 'bpf-program',
    words: 'load a BPF program',
    examples: ['bpf(BPF_PROG_LOAD)'],
    ways: [
      way(step('bpf(BPF_PROG_LOAD)', is(0, 'BPF_PROG_LOAD')), 'The kernel verifies the program and keeps it.', {
        unseen: 'The program and its type are in memory.',
        barriers: [
          inPart({
            ...capability('CAP_BPF'),
            capabilities: ['CAP_BPF', 'CAP_SYS_ADMIN'],
            words: 'For all but the simplest program types, the kernel requires CAP_BPF or CAP_SYS_ADMIN.',
          }),
          sysctl(
            'With kernel.unprivileged_bpf_disabled above 0, the kernel requires it for every program.',
            sysctlPage('unprivileged-bpf-disabled'),
          ),
        ],
      }),
    ],
  },
  siblings(
    'kernel-module',
    'load a kernel module',
    'The kernel runs the module.',
    [
      capability('CAP_SYS_MODULE', manual('init_module')),
      sysctl(
        'With kernel.modules_disabled 1, the kernel refuses it until the next boot.',
        sysctlPage('modules-disabled'),
      ),
      lockdown('allows signed modules only'),
    ],
    ['init_module', { call: 'finit_module(3)', page: 'init_module' }],
  ),
  siblings(
    'reboot',
    'restart the machine, or start another kernel',
    'The machine restarts, or the next kernel is loaded.',
    [
      capability(
        'CAP_SYS_BOOT',
        manual('reboot'),
        'The kernel requires CAP_SYS_BOOT; in a PID namespace of its own, reboot ends only that namespace.',
      ),
      sysctl(
        'With kernel.kexec_load_disabled 1, the kernel refuses to load another kernel.',
        sysctlPage('kexec-load-disabled'),
      ),
      lockdown('allows a signed kernel only'),
    ],
    [
      'reboot(0xfee1dead, 672274793, LINUX_REBOOT_CMD_RESTART)',
      { call: 'kexec_load', page: 'kexec_load' },
      { call: 'kexec_file_load(3)', page: 'kexec_load' },
    ],
  ),
  siblings(
    'set-time',
    'change the machine’s time',
    'The clock changes for the whole machine.',
    [capability('CAP_SYS_TIME')],
    [
      'clock_settime(CLOCK_REALTIME)',
      'settimeofday',
      'clock_settime64(CLOCK_REALTIME)',
      'adjtimex',
      { call: 'clock_adjtime(CLOCK_REALTIME)', page: 'adjtimex' },
      { call: 'clock_adjtime64(CLOCK_REALTIME)', page: 'adjtimex' },
      'stime',
    ],
  ),
  siblings(
    'keyring',
    'use the kernel’s keyrings',
    'The kernel stores or returns a key.',
    [lsm('SELinux checks access to each key.', kernelFile('security/selinux/hooks.c', 'selinux_key_permission'))],
    ['keyctl', 'add_key', 'request_key'],
  ),
  siblings(
    'perf-events',
    'measure what runs (perf events)',
    'The kernel counts and samples events.',
    [
      inPart({
        ...capability('CAP_PERFMON', manual('perf_event_open')),
        capabilities: ['CAP_PERFMON', 'CAP_SYS_ADMIN'],
        words: 'For programs other than your own, the kernel requires CAP_PERFMON or CAP_SYS_ADMIN.',
      }),
      sysctl(
        'With kernel.perf_event_paranoid 2, the usual value, events of the kernel itself are excluded; above 2, Debian’s and Ubuntu’s kernels refuse the call.',
        sysctlPage('perf-event-paranoid'),
      ),
    ],
    ['perf_event_open'],
  ),
  siblings(
    'kernel-log',
    'read the kernel’s log',
    'The kernel returns its log.',
    [
      inPart(
        capability('CAP_SYSLOG', manual('syslog'), 'With kernel.dmesg_restrict 1, the kernel requires CAP_SYSLOG.'),
      ),
    ],
    [
      'syslog(3)',
      {
        call: 'openat(AT_FDCWD, 0, O_RDONLY)',
        page: 'syslog',
        unseen: 'The path is in memory: /proc/kmsg or /dev/kmsg, if the container has them.',
      },
    ],
  ),
  siblings(
    'io-ports',
    'use I/O ports to access devices',
    'The program reads and writes I/O ports directly.',
    [capability('CAP_SYS_RAWIO', manual('iopl')), lockdown('refuses it')],
    ['iopl(3)', { call: 'ioperm(0, 1024, 1)', page: 'ioperm' }],
  ),
]);
