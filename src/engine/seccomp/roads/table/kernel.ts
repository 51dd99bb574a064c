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
      way(step('bpf(BPF_PROG_LOAD)', is(0, 'BPF_PROG_LOAD')), 'The kernel checks the program and keeps it.', {
        unseen: 'The program and its kind lie in memory.',
        barriers: [
          inPart({
            ...capability('CAP_BPF'),
            capabilities: ['CAP_BPF', 'CAP_SYS_ADMIN'],
            words: 'For all but the plainest kinds the kernel asks for CAP_BPF or CAP_SYS_ADMIN.',
          }),
          sysctl(
            'kernel.unprivileged_bpf_disabled above 0 asks it of every program.',
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
      sysctl('kernel.modules_disabled 1 refuses it for good.', sysctlPage('modules-disabled')),
      lockdown('takes signed modules alone'),
    ],
    ['init_module', { call: 'finit_module(3)', page: 'init_module' }],
  ),
  siblings(
    'reboot',
    'restart the machine, or start another kernel',
    'The machine restarts, or the next kernel lies ready.',
    [
      capability(
        'CAP_SYS_BOOT',
        manual('reboot'),
        'The kernel asks for CAP_SYS_BOOT; in a PID namespace of its own, reboot ends only that.',
      ),
      sysctl('kernel.kexec_load_disabled 1 refuses another kernel.', sysctlPage('kexec-load-disabled')),
      lockdown('takes a signed kernel alone'),
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
    'The clock is changed, for the whole machine.',
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
    'The kernel keeps or gives a key.',
    [lsm('SELinux sees each key.', kernelFile('security/selinux/hooks.c', 'selinux_key_permission'))],
    ['keyctl', 'add_key', 'request_key'],
  ),
  siblings(
    'perf-events',
    'measure what runs (perf events)',
    'The kernel counts and samples.',
    [
      inPart({
        ...capability('CAP_PERFMON', manual('perf_event_open')),
        capabilities: ['CAP_PERFMON', 'CAP_SYS_ADMIN'],
        words: 'For more than programs of one’s own the kernel asks for CAP_PERFMON or CAP_SYS_ADMIN.',
      }),
      sysctl(
        'kernel.perf_event_paranoid 2, the usual, leaves out the kernel’s own work; above 2, Debian’s and Ubuntu’s kernels refuse all of it.',
        sysctlPage('perf-event-paranoid'),
      ),
    ],
    ['perf_event_open'],
  ),
  siblings(
    'kernel-log',
    'read the kernel’s log',
    'The kernel gives its log.',
    [inPart(capability('CAP_SYSLOG', manual('syslog'), 'kernel.dmesg_restrict 1 asks for CAP_SYSLOG.'))],
    [
      'syslog(3)',
      {
        call: 'openat(AT_FDCWD, 0, O_RDONLY)',
        page: 'syslog',
        unseen: 'The path lies in memory: /proc/kmsg or /dev/kmsg, where the container has them.',
      },
    ],
  ),
  siblings(
    'io-ports',
    'reach devices by their ports',
    'The program reads and writes ports by itself.',
    [capability('CAP_SYS_RAWIO', manual('iopl')), lockdown('refuses it')],
    ['iopl(3)', { call: 'ioperm(0, 1024, 1)', page: 'ioperm' }],
  ),
]);
