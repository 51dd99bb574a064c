import type { Abi, AbiToken } from './abis.ts';

/**
 * Which kernel function serves a call, where it isn't `sys_<name>`: the kernel's syscall tables (scripts/syscall.tbl, and each architecture's own
 * syscall*.tbl). undefined: there is none, or one that no prototype tells.
 */
type Functions = Readonly<Record<string, string | undefined>>;

const words = (text: string) => text.trim().split(/\s+/);
const map = (names: readonly string[], entry: (name: string) => string | undefined): Functions =>
  Object.fromEntries(names.map((name) => [name, entry(name)]));

/** All ABIs. */
const COMMON: Functions = {
  stat: 'newstat',
  fstat: 'newfstat',
  lstat: 'newlstat',
  uname: 'newuname',
  umount2: 'umount',
  oldstat: 'stat',
  oldlstat: 'lstat',
  oldfstat: 'fstat',
  olduname: 'uname',
  oldolduname: 'olduname',
  ugetrlimit: 'getrlimit',
  _newselect: 'select',
  readdir: 'old_readdir',
  _llseek: 'llseek',
  mmap2: 'mmap_pgoff',
  sendfile: 'sendfile64',
  sigreturn: 'no_arguments',
  rt_sigreturn: 'no_arguments',
};

/** Calls whose name got a newer meaning where the second one is there as well: where it is, the name is the third. */
const WITH_SUCCESSOR: readonly (readonly [call: string, successor: string, served: string])[] = [
  ['sendfile', 'sendfile64', 'sendfile'],
  ['umount', 'umount2', 'oldumount'],
  ['getrlimit', 'ugetrlimit', 'old_getrlimit'],
];

/** ABIs with a `chown32` have 16-bit ids under the plain names (kernel/uid16.c). */
const IDS = words(
  `chown lchown fchown getuid getgid geteuid getegid setuid setgid setreuid setregid getgroups setgroups
   setresuid getresuid setresgid getresgid setfsuid setfsgid`,
);
/** ABIs with a `clock_gettime64` have 32-bit time under the plain names (kernel/time/time.c, __kernel_old_time_t): functions that end in 32 ... */
const TIME_32 = words(
  `time stime utime timer_settime timer_gettime clock_settime clock_gettime timerfd_settime timerfd_gettime
   clock_adjtime`,
);
/** ... and in _time32. */
const TIME_TIME32 = words(
  `adjtimex sched_rr_get_interval nanosleep rt_sigtimedwait futex io_getevents clock_getres clock_nanosleep utimes
   mq_timedsend mq_timedreceive futimesat pselect6 ppoll utimensat recvmmsg io_pgetevents semtimedop`,
);
/** Their calls for 64-bit time. */
const TIME_64 = words(
  `clock_gettime64 clock_settime64 clock_adjtime64 timer_gettime64 timer_settime64 timerfd_gettime64
   timerfd_settime64 clock_getres_time64 clock_nanosleep_time64 utimensat_time64 pselect6_time64 ppoll_time64
   io_pgetevents_time64 recvmmsg_time64 mq_timedsend_time64 mq_timedreceive_time64 semtimedop_time64
   rt_sigtimedwait_time64 futex_time64 sched_rr_get_interval_time64`,
);

/** scripts/syscall.tbl */
const GENERIC: Functions = { fadvise64: 'fadvise64_64' };
const S390: Functions = { mmap: 'old_mmap', ipc: 's390_ipc', personality: 's390_personality' };
const MIPS: Functions = {
  mmap: 'mips_mmap',
  pipe: 'mips_pipe',
  set_thread_area: 'mips_set_thread_area',
  fadvise64: 'fadvise64_64',
};
const X86: Functions = { set_thread_area: 'x86_set_thread_area' };
const OLD_IPC = map(words('semctl msgctl shmctl'), (name) => `old_${name}`);

/** x32 and n32 pass whole registers to functions that read some in 32 bits: compat_sys_* (include/linux/compat.h). */
const X32_COMPAT = words(
  `rt_sigaction ioctl recvfrom sendmsg recvmsg execve ptrace rt_sigpending rt_sigqueueinfo sigaltstack timer_create
   mq_notify kexec_load waitid set_robust_list get_robust_list rt_tgsigqueueinfo sendmmsg io_setup io_submit execveat`,
);
const N32_COMPAT = words(
  `rt_sigaction rt_sigprocmask ioctl getitimer setitimer sendfile recvfrom sendmsg recvmsg execve wait4 msgsnd msgrcv
   fcntl getdents gettimeofday getrlimit getrusage sysinfo times ptrace rt_sigpending rt_sigqueueinfo rt_sigsuspend
   sigaltstack ustat statfs fstatfs setrlimit settimeofday sched_setaffinity sched_getaffinity io_setup io_submit fcntl64
   statfs64 fstatfs64 timer_create mq_open mq_notify mq_getsetattr waitid keyctl set_robust_list get_robust_list kexec_load
   epoll_pwait signalfd signalfd4 preadv pwritev rt_tgsigqueueinfo sendmmsg execveat preadv2 pwritev2 io_pgetevents
   pselect6_time64 ppoll_time64 io_pgetevents_time64 recvmmsg_time64 rt_sigtimedwait_time64 epoll_pwait2`,
);

/** By libseccomp's word for the ABI, before all other rules. */
const OF_ABI: Readonly<Record<AbiToken, Functions>> = {
  x86_64: { ...X86, ...map(words('uselib set_thread_area get_thread_area'), () => undefined) },
  x86: { ...X86, select: 'old_select', mmap: 'old_mmap' },
  x32: {
    ...map(X32_COMPAT, (name) => `compat_${name}`),
    ...map(words('preadv pwritev'), (name) => `compat_${name}64`),
    ...map(words('preadv2 pwritev2'), (name) => `compat_${name.replace('2', '64v2')}`),
    ...map(words('rt_sigtimedwait recvmmsg'), (name) => `compat_${name}_time64`),
  },
  aarch64: GENERIC,
  arm: {
    ...OLD_IPC,
    arm_sync_file_range: 'sync_file_range2',
    cacheflush: 'arm_cacheflush',
    set_tls: 'arm_set_tls',
    ...map(words('breakpoint usr26 usr32 get_tls'), () => 'no_arguments'),
  },
  riscv64: GENERIC,
  s390x: { ...S390, ...GENERIC, readdir: undefined },
  s390: { ...S390, mmap2: 'old_mmap', fadvise64_64: 's390_fadvise64_64', ioperm: undefined },
  ppc64: {
    personality: 'ppc64_personality',
    ...map(
      words(
        `oldstat oldlstat oldfstat umount olduname oldolduname sigaction sigsuspend sigpending sigprocmask sigreturn
         getrlimit select readdir ioperm iopl vm86 modify_ldt map_shadow_stack sys_debug_setcontext`,
      ),
      () => undefined,
    ),
  },
  ppc: {
    mmap: 'mmap',
    mmap2: 'mmap2',
    select: 'old_select',
    sys_debug_setcontext: 'debug_setcontext',
    fadvise64_64: 'arm_fadvise64_64',
    ...map(words('ioperm iopl vm86 modify_ldt switch_endian map_shadow_stack'), () => undefined),
  },
  mips: {
    ...MIPS,
    sigsuspend: 'mips_sigsuspend',
    ...map(words('signal ioperm iopl vm86 modify_ldt'), () => undefined),
  },
  loongarch64: GENERIC,
  mips64: { ...MIPS, ...OLD_IPC },
  mips64n32: {
    ...MIPS,
    ...map(N32_COMPAT, (name) => `compat_${name}`),
    ...map(words('semctl msgctl shmctl'), (name) => `compat_old_${name}`),
    ...map(words('pselect6 ppoll rt_sigtimedwait recvmmsg'), (name) => `compat_${name}_time32`),
    _newselect: 'compat_select',
    personality: 'n32_personality',
  },
};

/** The kernel function behind a call of an ABI, without `sys_`; undefined where no prototype tells its arguments. `calls` are all of the ABI's. */
export function functionOf(abi: AbiToken, call: string, calls: ReadonlySet<string>): string | undefined {
  const own = OF_ABI[abi];
  if (Object.hasOwn(own, call)) return own[call];
  const successor = WITH_SUCCESSOR.find(([name, other]) => name === call && calls.has(other));
  if (successor !== undefined) return successor[2];
  if (calls.has('chown32')) {
    if (IDS.includes(call)) return `${call}16`;
    if (IDS.some((name) => call === `${name}32`)) return call.slice(0, -'32'.length);
  }
  if (calls.has('clock_gettime64')) {
    if (TIME_32.includes(call)) return `${call}32`;
    if (TIME_TIME32.includes(call)) return `${call}_time32`;
    if (TIME_64.includes(call)) return call.replace(/(_time)?64$/, '');
  }
  return Object.hasOwn(COMMON, call) ? COMMON[call] : call;
}

/**
 * Which of several prototypes of a call in include/linux/syscalls.h an ABI has, from 0: clone's stand there by CONFIG_CLONE_BACKWARDS, _BACKWARDS3
 * and neither, sigsuspend's by CONFIG_OLD_SIGSUSPEND and _SIGSUSPEND3, fanotify_mark's by CONFIG_ARCH_SPLIT_ARG64, which splitArguments does instead.
 */
export function variantOf({ token: abi, clone }: Abi, call: string): number {
  if (call === 'clone') return clone === 'backwards' ? 0 : 2;
  if (call === 'sigsuspend') return abi === 'ppc' || abi === 'mips' ? 0 : 1;
  return call === 'fanotify_mark' ? 1 : 0;
}
