/**
 * Which kernel function serves a call, where it isn't `sys_<name>`: arch/x86/entry/syscalls/syscall_64.tbl and syscall_32.tbl, and
 * scripts/syscall.tbl for aarch64. undefined: the function has its arguments split in a way of its own and no prototype in the headers.
 */
export type Functions = Readonly<Record<string, string | undefined>>;

/** All four ABIs. */
const COMMON: Functions = {
  stat: 'newstat',
  fstat: 'newfstat',
  lstat: 'newlstat',
  sendfile: 'sendfile64',
  uname: 'newuname',
  umount2: 'umount',
  // Declared with the struct pt_regs of other architectures; these four pass it none (arch/*/kernel/signal*.c, SYSCALL_DEFINE0).
  rt_sigreturn: undefined,
};

const X86_16_BIT_IDS = [
  ...[
    'chown',
    'lchown',
    'fchown',
    'getuid',
    'getgid',
    'geteuid',
    'getegid',
    'setuid',
    'setgid',
    'setreuid',
    'setregid',
  ],
  ...['getgroups', 'setgroups', 'setresuid', 'getresuid', 'setresgid', 'getresgid', 'setfsuid', 'setfsgid'],
];
const X86_32_BIT_TIME = [
  'time',
  'stime',
  'utime',
  'timer_settime',
  'timer_gettime',
  'clock_settime',
  'clock_gettime',
].concat(['timerfd_settime', 'timerfd_gettime', 'clock_adjtime']);
const X86_TIME32 = [
  ...['adjtimex', 'sched_rr_get_interval', 'nanosleep', 'rt_sigtimedwait', 'futex', 'io_getevents', 'clock_getres'],
  ...['clock_nanosleep', 'utimes', 'mq_timedsend', 'mq_timedreceive', 'futimesat', 'pselect6', 'ppoll', 'utimensat'],
  ...['recvmmsg', 'io_pgetevents'],
];
const X86_64_BIT_TIME = [
  ...['clock_gettime64', 'clock_settime64', 'clock_adjtime64', 'timer_gettime64', 'timer_settime64'],
  ...['timerfd_gettime64', 'timerfd_settime64', 'clock_getres_time64', 'clock_nanosleep_time64', 'utimensat_time64'],
  ...['pselect6_time64', 'ppoll_time64', 'io_pgetevents_time64', 'recvmmsg_time64', 'mq_timedsend_time64'],
  ...['mq_timedreceive_time64', 'semtimedop_time64', 'rt_sigtimedwait_time64', 'futex_time64'],
  'sched_rr_get_interval_time64',
];
/** arch/x86/kernel/sys_ia32.c: 64-bit arguments arrive in two registers. */
const X86_SPLIT = [
  ...['pread64', 'pwrite64', 'truncate64', 'ftruncate64', 'readahead', 'fadvise64', 'fadvise64_64'],
  ...['sync_file_range', 'fallocate'],
];

/** By libseccomp's word for the ABI; what an ABI doesn't list is as in COMMON, else `sys_<name>`. */
const OF_ABI: Readonly<Record<string, Functions>> = {
  x86: {
    oldstat: 'stat',
    oldlstat: 'lstat',
    oldfstat: 'fstat',
    umount: 'oldumount',
    olduname: 'uname',
    oldolduname: 'olduname',
    sendfile: 'sendfile',
    getrlimit: 'old_getrlimit',
    ugetrlimit: 'getrlimit',
    select: 'old_select',
    _newselect: 'select',
    readdir: 'old_readdir',
    mmap: 'old_mmap',
    mmap2: 'mmap_pgoff',
    _llseek: 'llseek',
    ...map(X86_16_BIT_IDS, (name) => [name, `${name}16`]),
    ...map(X86_16_BIT_IDS, (name) => [`${name}32`, name]),
    ...map(X86_32_BIT_TIME, (name) => [name, `${name}32`]),
    ...map(X86_TIME32, (name) => [name, `${name}_time32`]),
    ...map(X86_64_BIT_TIME, (name) => [name, name.replace(/(_time)?64$/, '')]),
    ...map(X86_SPLIT, (name) => [name, undefined]),
  },
  // compat_sys_preadv64 and its kin take the offset in one argument: include/linux/compat.h.
  x32: map(['preadv', 'pwritev', 'preadv2', 'pwritev2'], (name) => [name, undefined]),
  aarch64: { fadvise64: 'fadvise64_64' },
};

/**
 * Which of a function's prototypes an ABI has, where include/linux/syscalls.h gives several: CONFIG_CLONE_BACKWARDS is set on 32-bit x86 and
 * arm64, CONFIG_OLD_SIGSUSPEND3 and CONFIG_ARCH_SPLIT_ARG64 on 32-bit x86.
 */
const VARIANT: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  clone: { x86: 0, aarch64: 0, x86_64: 2, x32: 2 },
  sigsuspend: { x86: 1 },
  fanotify_mark: { x86: 0, x86_64: 1, x32: 1, aarch64: 1 },
};

/** The kernel function behind a call of an ABI, without `sys_`; undefined where no prototype tells its arguments. */
export function functionOf(abi: string, call: string): string | undefined {
  const own = OF_ABI[abi] ?? {};
  if (Object.hasOwn(own, call)) return own[call];
  return Object.hasOwn(COMMON, call) ? COMMON[call] : call;
}

/** Which of several prototypes of a call an ABI has, from 0. */
export function variantOf(abi: string, call: string): number {
  return VARIANT[call]?.[abi] ?? 0;
}

function map(names: readonly string[], entry: (name: string) => [string, string | undefined]): Functions {
  return Object.fromEntries(names.map(entry));
}
