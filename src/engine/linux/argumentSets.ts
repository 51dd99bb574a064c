import type { ConstantSetName } from './constants.ts';

type Sets = Readonly<Record<number, ConstantSetName>>;

const OPEN_AT: Sets = { 0: 'dirfd', 2: 'open', 3: 'mode' };
const AT_2: Sets = { 0: 'dirfd' };

/** Which set an argument of a call is asked with, from the call's page in section 2 of the Linux manual. Arguments count from 0. */
const ARGUMENT_SETS: Readonly<Record<string, Sets>> = {
  // clone(2), unshare(2), setns(2)
  clone: { 0: 'clone' },
  unshare: { 0: 'namespaces' },
  setns: { 1: 'namespaces' },
  // socket(2), socketpair(2), accept4(2), socketcall(2), ipc(2)
  socket: { 0: 'family', 1: 'socketType' },
  socketpair: { 0: 'family', 1: 'socketType' },
  accept4: { 3: 'socketType' },
  socketcall: { 0: 'socketcall' },
  ipc: { 0: 'ipc' },
  // personality(2), prctl(2), arch_prctl(2), seccomp(2)
  personality: { 0: 'personality' },
  prctl: { 0: 'prctl' },
  arch_prctl: { 0: 'archPrctl' },
  seccomp: { 0: 'seccompOperation', 1: 'seccompFlag' },
  // ptrace(2), kcmp(2), bpf(2), keyctl(2)
  ptrace: { 0: 'ptrace' },
  kcmp: { 2: 'kcmp' },
  bpf: { 0: 'bpf' },
  keyctl: { 0: 'keyctl' },
  // mmap(2), mprotect(2), madvise(2), memfd_create(2)
  mmap: { 2: 'protection', 3: 'map' },
  mmap2: { 2: 'protection', 3: 'map' },
  mprotect: { 2: 'protection' },
  pkey_mprotect: { 2: 'protection' },
  madvise: { 2: 'madvise' },
  memfd_create: { 1: 'memfd' },
  // open(2), fcntl(2), ioctl(2)
  open: { 1: 'open', 2: 'mode' },
  openat: OPEN_AT,
  openat2: AT_2,
  creat: { 1: 'mode' },
  fcntl: { 1: 'fcntl' },
  fcntl64: { 1: 'fcntl' },
  ioctl: { 1: 'ioctl' },
  pipe2: { 1: 'open' },
  dup3: { 2: 'open' },
  // chmod(2), mkdir(2), mknod(2), unlink(2), access(2), stat(2), statx(2), chown(2), link(2)
  chmod: { 1: 'mode' },
  fchmod: { 1: 'mode' },
  fchmodat: { 0: 'dirfd', 2: 'mode' },
  fchmodat2: { 0: 'dirfd', 2: 'mode', 3: 'at' },
  mkdir: { 1: 'mode' },
  mkdirat: { 0: 'dirfd', 2: 'mode' },
  mknod: { 1: 'mode' },
  mknodat: { 0: 'dirfd', 2: 'mode' },
  unlinkat: { 0: 'dirfd', 2: 'unlinkat' },
  faccessat: AT_2,
  faccessat2: { 0: 'dirfd', 3: 'faccessat' },
  newfstatat: { 0: 'dirfd', 3: 'at' },
  fstatat64: { 0: 'dirfd', 3: 'at' },
  statx: { 0: 'dirfd', 2: 'at' },
  fchownat: { 0: 'dirfd', 4: 'at' },
  linkat: { 0: 'dirfd', 2: 'dirfd', 4: 'at' },
  readlinkat: AT_2,
  utimensat: { 0: 'dirfd', 3: 'at' },
  execveat: { 0: 'dirfd', 4: 'at' },
  name_to_handle_at: { 0: 'dirfd', 4: 'at' },
  // mount(2), umount(2), open_tree(2), reboot(2)
  mount: { 3: 'mount' },
  umount2: { 1: 'umount' },
  open_tree: AT_2,
  reboot: { 2: 'reboot' },
  // kill(2), tgkill(2), rt_sigaction(2), pidfd_send_signal(2)
  kill: { 1: 'signal' },
  tkill: { 1: 'signal' },
  tgkill: { 2: 'signal' },
  rt_sigaction: { 0: 'signal' },
  pidfd_send_signal: { 1: 'signal' },
  // futex(2), sched_setscheduler(2), getrlimit(2), clock_gettime(2)
  futex: { 1: 'futex' },
  sched_setscheduler: { 1: 'scheduler' },
  getrlimit: { 0: 'rlimit' },
  setrlimit: { 0: 'rlimit' },
  prlimit64: { 1: 'rlimit' },
  clock_gettime: { 0: 'clock' },
  clock_settime: { 0: 'clock' },
  clock_adjtime: { 0: 'clock' },
  clock_nanosleep: { 0: 'clock' },
};

/**
 * The set that argument `index` (from 0) of a call is asked with; undefined where it is a plain number or pointer. The protocol of a socket depends
 * on its family (socket(2)), so its set is not told here.
 */
export function argumentSet(call: string, index: number): ConstantSetName | undefined {
  return Object.hasOwn(ARGUMENT_SETS, call) ? ARGUMENT_SETS[call]?.[index] : undefined;
}
