import type { SetSpec } from './SetSpec.ts';

const SCHED = ['linux/sched.h'];
const PRCTL = ['linux/prctl.h'];
const PRCTL_OPTIONS = new RegExp(
  '^PR_(?:(?:SET|GET)_(?!MM_|PTRACER_ANY|VMA_)\\w+|CAPBSET_\\w+|CAP_AMBIENT|TASK_PERF_\\w+|MCE_KILL(?:_GET)?|MPX_\\w+|' +
    'S[VM]E_[GS]ET_VL|PAC_(?:RESET|SET|GET)_\\w+|SCHED_CORE|RISCV_(?:V_[SG]ET_CONTROL|SET_ICACHE_FLUSH_CTX)|PPC_[GS]ET_DEXCR)$',
);

/** What calls on processes, threads, signals and time are asked with. */
export const PROCESS_SETS: readonly SetSpec[] = [
  {
    name: 'clone',
    kind: 'bits',
    field: { mask: 0xff, constant: 'CSIGNAL' },
    headers: [...SCHED, 'asm/signal.h'],
    names: /^(?:CLONE_(?!ARGS_|NEWTIME$)\w+|SIG(?!UNUSED|STKSZ|RTM)[A-Z0-9]+)$/,
  },
  {
    name: 'namespaces',
    kind: 'bits',
    headers: SCHED,
    names: /^CLONE_(?:NEW\w+|FS|FILES|SYSVSEM|THREAD|SIGHAND|VM)$/,
  },
  { name: 'signal', kind: 'values', headers: ['asm/signal.h'], names: /^SIG(?!UNUSED|STKSZ|RTMAX)[A-Z0-9]+$/ },
  { name: 'sigprocmask', kind: 'values', headers: ['asm/signal.h'], names: /^SIG_(?:BLOCK|UNBLOCK|SETMASK)$/ },
  {
    name: 'personality',
    kind: 'bits',
    field: { mask: 0xff, constant: 'PER_MASK' },
    headers: ['linux/personality.h'],
    names: /^(?!PER_MASK$|PER_CLEAR_ON_SETID$)[A-Z][A-Z0-9_]+$/,
  },
  { name: 'prctl', kind: 'values', headers: PRCTL, names: PRCTL_OPTIONS },
  { name: 'prctlMm', kind: 'values', headers: PRCTL, names: /^PR_SET_MM_\w+$/ },
  { name: 'ambient', kind: 'values', headers: PRCTL, names: /^PR_CAP_AMBIENT_\w+$/ },
  { name: 'mdwe', kind: 'bits', headers: PRCTL, names: /^PR_MDWE_\w+$/ },
  {
    name: 'speculation',
    kind: 'values',
    headers: PRCTL,
    names: /^PR_SPEC_(?:STORE_BYPASS|INDIRECT_BRANCH|L1D_FLUSH)$/,
  },
  {
    name: 'archPrctl',
    kind: 'values',
    headers: ['asm/prctl.h'],
    names: /^ARCH_(?!XCOMP_TILE|SHSTK_SHSTK$|SHSTK_WRSS$)\w+$/,
  },
  {
    name: 'ptrace',
    kind: 'values',
    headers: ['linux/ptrace.h', 'asm/ptrace-abi.h', 'asm/ptrace.h'],
    names: /^PTRACE_(?!O_|CFI_|EVENT|SYSCALL_INFO_|PEEKSIGINFO_)\w+$/,
  },
  { name: 'kcmp', kind: 'values', headers: ['linux/kcmp.h'], names: /^KCMP_(?!TYPES$)\w+$/ },
  { name: 'waitId', kind: 'values', headers: ['linux/wait.h'], names: /^P_\w+$/ },
  { name: 'waitOption', kind: 'bits', headers: ['linux/wait.h'], names: /^(?:W(?!STOPPED)[A-Z]+|__W[A-Z]+)$/ },
  { name: 'pidfd', kind: 'bits', headers: ['linux/pidfd.h'], names: /^PIDFD_(?:NONBLOCK|THREAD)$/ },
  { name: 'pidfdSignal', kind: 'bits', headers: ['linux/pidfd.h'], names: /^PIDFD_SIGNAL_\w+$/ },
  {
    name: 'scheduler',
    kind: 'bits',
    // sched(7): the policy's number, with SCHED_RESET_ON_FORK or-ed in; SCHED_EXT, 7, is the highest.
    field: { mask: 7, constant: 'SCHED_EXT' },
    headers: SCHED,
    names: /^SCHED_(?:NORMAL|FIFO|RR|BATCH|IDLE|DEADLINE|EXT|RESET_ON_FORK)$/,
  },
  { name: 'priority', kind: 'values', headers: ['linux/resource.h'], names: /^PRIO_(?!MIN$|MAX$)\w+$/ },
  { name: 'ioPriority', kind: 'values', headers: ['linux/ioprio.h'], names: /^IOPRIO_WHO_\w+$/ },
  { name: 'rlimit', kind: 'values', headers: ['asm/resource.h'], names: /^RLIMIT_\w+$/ },
  { name: 'usage', kind: 'values', headers: ['linux/resource.h'], names: /^RUSAGE_\w+$/ },
  {
    name: 'futex',
    kind: 'bits',
    field: { mask: 0x7f, constant: 'FUTEX_CMD_MASK' },
    headers: ['linux/futex.h'],
    names:
      /^FUTEX_(?:WAIT|WAKE|FD|REQUEUE|CMP_REQUEUE|WAKE_OP|LOCK_PI2?|UNLOCK_PI|TRYLOCK_PI|WAIT_BITSET|WAKE_BITSET|WAIT_REQUEUE_PI|CMP_REQUEUE_PI|PRIVATE_FLAG|CLOCK_REALTIME)$/,
  },
  {
    name: 'futex2',
    kind: 'bits',
    field: { mask: 3, constant: 'FUTEX2_SIZE_MASK' },
    headers: ['linux/futex.h'],
    names: /^FUTEX2_(?!SIZE_MASK$)\w+$/,
  },
  { name: 'membarrier', kind: 'values', headers: ['linux/membarrier.h'], names: /^MEMBARRIER_CMD_(?!FLAG_)\w+$/ },
  { name: 'membarrierFlag', kind: 'bits', headers: ['linux/membarrier.h'], names: /^MEMBARRIER_CMD_FLAG_\w+$/ },
  { name: 'rseq', kind: 'bits', headers: ['linux/rseq.h'], names: /^RSEQ_FLAG_\w+$/ },
  { name: 'clock', kind: 'values', headers: ['linux/time.h'], names: /^CLOCK_(?!SGI_CYCLE$)\w+$/ },
  { name: 'timerFlag', kind: 'bits', headers: ['linux/time.h'], names: /^TIMER_ABSTIME$/ },
  { name: 'intervalTimer', kind: 'values', headers: ['linux/time.h'], names: /^ITIMER_\w+$/ },
];
