import type { Barrier, Intent } from '../Intent.ts';
import type { Source } from '../Source.ts';
import { capability, is, kernelFile, lsm, manual, step, sysctl, table, way } from './way.ts';

const sysctlPage = (anchor: string): Source => ({
  title: 'Linux Documentation/admin-guide/sysctl/kernel.rst',
  url: `https://docs.kernel.org/admin-guide/sysctl/kernel.html#${anchor}`,
});
const LOCKDOWN = lsm('The lockdown LSM refuses it where Secure Boot asks for that.', manual('kernel_lockdown', 7));

interface Sibling {
  call: string;
  page?: string;
  since?: string;
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
    ways: all.map(({ call, page, since }) =>
      way(step(call), effect, {
        barriers,
        ...(page !== undefined && { sources: [manual(page)] }),
        ...(since !== undefined && { since }),
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
          {
            ...capability('CAP_BPF', manual('bpf')),
            capabilities: ['CAP_BPF', 'CAP_SYS_ADMIN'],
            words: 'For all but the plainest kinds the kernel asks for CAP_BPF or CAP_SYS_ADMIN.',
          },
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
      LOCKDOWN,
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
      LOCKDOWN,
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
    [capability('CAP_SYS_TIME', manual('clock_settime', 2))],
    [
      { call: 'clock_settime(CLOCK_REALTIME)', page: 'clock_getres' },
      'settimeofday',
      { call: 'clock_settime64(CLOCK_REALTIME)', page: 'clock_getres' },
      'adjtimex',
      { call: 'clock_adjtime(CLOCK_REALTIME)', page: 'adjtimex' },
      { call: 'clock_adjtime64(CLOCK_REALTIME)', page: 'adjtimex' },
      'stime',
    ],
  ),
  siblings(
    'keyring',
    'use the kernel’s keyrings',
    'The kernel keeps or gives a key; keyrings know no containers.',
    [lsm('SELinux sees each key.', kernelFile('security/selinux/hooks.c', 'selinux_key_permission'))],
    ['keyctl', 'add_key', 'request_key'],
  ),
  siblings(
    'perf-events',
    'measure what runs (perf events)',
    'The kernel counts and samples.',
    [
      { ...capability('CAP_PERFMON', manual('perf_event_open')), capabilities: ['CAP_PERFMON', 'CAP_SYS_ADMIN'] },
      sysctl(
        'kernel.perf_event_paranoid above 2 refuses it without a capability on some distributions’ kernels.',
        sysctlPage('perf-event-paranoid'),
      ),
    ],
    ['perf_event_open'],
  ),
  siblings(
    'kernel-log',
    'read the kernel’s log',
    'The kernel gives its log.',
    [{ ...capability('CAP_SYSLOG', manual('syslog')), words: 'kernel.dmesg_restrict 1 asks for CAP_SYSLOG.' }],
    ['syslog(3)', { call: 'openat(AT_FDCWD, 0, O_RDONLY)', page: 'syslog' }],
  ),
  siblings(
    'io-ports',
    'reach devices by their ports',
    'The program reads and writes ports by itself.',
    [capability('CAP_SYS_RAWIO', manual('iopl')), LOCKDOWN],
    ['iopl(3)', { call: 'ioperm(0, 1024, 1)', page: 'ioperm' }],
  ),
]);
