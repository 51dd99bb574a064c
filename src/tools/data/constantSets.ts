/** Names that one argument of some calls is asked with. */
export interface SetSpec {
  name: string;
  /** Whether values join by `|` or stand alone. */
  kind: 'bits' | 'values';
  /** In a set of bits: the bits that hold one value of several, with the constant that says so. */
  field?: { mask: number; constant: string };
  /** Headers in the order in which definitions count; `asm/` is the architecture's own, `kernel:` the kernel's internal ones. */
  headers: readonly string[];
  names: RegExp;
  /** Takes only the members of the enum with this tag. */
  enum?: string;
}

const FCNTL = ['asm/fcntl.h', 'asm-generic/fcntl.h'];
const NAMESPACE_AND_SHARING = /^CLONE_(?:NEW\w+|FS|FILES|SYSVSEM|THREAD|SIGHAND|VM)$/;
const PRCTL_OPTIONS = new RegExp(
  '^PR_(?:(?:SET|GET)_(?!MM_|PTRACER_ANY|VMA_)\\w+|CAPBSET_\\w+|CAP_AMBIENT|TASK_PERF_\\w+|MCE_KILL(?:_GET)?|' +
    'MPX_\\w+|S[VM]E_[GS]ET_VL|PAC_(?:RESET|SET|GET)_\\w+|SCHED_CORE)$',
);

/** Every set in content/data/constants.json. Masks that no header of user space names are cited in the comment beside them. */
export const CONSTANT_SETS: readonly SetSpec[] = [
  {
    name: 'clone',
    kind: 'bits',
    field: { mask: 0xff, constant: 'CSIGNAL' },
    headers: ['linux/sched.h', 'asm-generic/signal.h'],
    names: /^(?:CLONE_(?!ARGS_|NEWTIME$)\w+|SIG(?!UNUSED|STKSZ|RTM)[A-Z0-9]+)$/,
  },
  { name: 'namespaces', kind: 'bits', headers: ['linux/sched.h'], names: NAMESPACE_AND_SHARING },
  {
    name: 'signal',
    kind: 'values',
    headers: ['asm-generic/signal.h'],
    names: /^SIG(?!UNUSED|STKSZ|RTMAX)[A-Z0-9]+$/,
  },
  { name: 'family', kind: 'values', headers: ['kernel:linux/socket.h'], names: /^[AP]F_(?!MAX$)\w+$/ },
  {
    name: 'socketType',
    kind: 'bits',
    field: { mask: 0xf, constant: 'SOCK_TYPE_MASK' },
    headers: ['kernel:linux/net.h', ...FCNTL],
    names: /^SOCK_(?:STREAM|DGRAM|RAW|RDM|SEQPACKET|DCCP|PACKET|CLOEXEC|NONBLOCK)$/,
  },
  { name: 'ipProtocol', kind: 'values', headers: ['linux/in.h'], names: /^IPPROTO_(?!MAX$)\w+$/ },
  {
    name: 'netlinkProtocol',
    kind: 'values',
    headers: ['linux/netlink.h'],
    names:
      /^NETLINK_(?:ROUTE|UNUSED|USERSOCK|FIREWALL|SOCK_DIAG|NFLOG|XFRM|SELINUX|ISCSI|AUDIT|FIB_LOOKUP|CONNECTOR|NETFILTER|IP6_FW|DNRTMSG|KOBJECT_UEVENT|GENERIC|SCSITRANSPORT|ECRYPTFS|RDMA|CRYPTO|SMC)$/,
  },
  { name: 'socketcall', kind: 'values', headers: ['linux/net.h'], names: /^SYS_\w+$/ },
  { name: 'ipc', kind: 'values', headers: ['linux/ipc.h'], names: /^(?:SEM|MSG|SHM)[A-Z]+$/ },
  {
    name: 'personality',
    kind: 'bits',
    field: { mask: 0xff, constant: 'PER_MASK' },
    headers: ['linux/personality.h'],
    names: /^(?!PER_MASK$|PER_CLEAR_ON_SETID$)[A-Z][A-Z0-9_]+$/,
  },
  {
    name: 'protection',
    kind: 'bits',
    headers: ['asm/mman.h', 'asm-generic/mman-common.h'],
    names: /^PROT_\w+$/,
  },
  {
    name: 'map',
    kind: 'bits',
    field: { mask: 0xf, constant: 'MAP_TYPE' },
    headers: ['asm/mman.h', 'asm-generic/mman.h', 'asm-generic/mman-common.h', 'linux/mman.h'],
    names: /^MAP_(?!TYPE$|FILE$|HUGE_)\w+$/,
  },
  {
    name: 'madvise',
    kind: 'values',
    headers: ['asm-generic/mman-common.h'],
    names: /^MADV_\w+$/,
  },
  {
    name: 'open',
    kind: 'bits',
    field: { mask: 3, constant: 'O_ACCMODE' },
    headers: FCNTL,
    names: /^O_(?!ACCMODE$|NDELAY$)\w+$/,
  },
  { name: 'dirfd', kind: 'values', headers: ['linux/fcntl.h'], names: /^AT_FDCWD$/ },
  {
    name: 'at',
    kind: 'bits',
    headers: ['linux/fcntl.h'],
    names:
      /^AT_(?:SYMLINK_NOFOLLOW|SYMLINK_FOLLOW|NO_AUTOMOUNT|EMPTY_PATH|STATX_FORCE_SYNC|STATX_DONT_SYNC|RECURSIVE)$/,
  },
  { name: 'unlinkat', kind: 'bits', headers: ['linux/fcntl.h'], names: /^AT_REMOVEDIR$/ },
  {
    name: 'faccessat',
    kind: 'bits',
    headers: ['linux/fcntl.h'],
    names: /^AT_(?:EACCESS|SYMLINK_NOFOLLOW|EMPTY_PATH)$/,
  },
  {
    name: 'fcntl',
    kind: 'values',
    headers: ['asm-generic/fcntl.h', 'linux/fcntl.h'],
    names: /^F_(?!LINUX_SPECIFIC_BASE$|SEAL_|OWNER_)(?:[A-Z]+_|GET|SET|DUP|CANCEL|NOTIFY)\w*$/,
  },
  {
    name: 'ioctl',
    kind: 'values',
    headers: ['asm-generic/ioctls.h'],
    names: /^(?:TC(?![GS]ETS\w*2$)|TIOC(?!PKT_|SER_|[GS]ISO7816$)|FIO)\w+$/,
  },
  { name: 'prctl', kind: 'values', headers: ['linux/prctl.h'], names: PRCTL_OPTIONS },
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
    names: /^PTRACE_(?!O_|EVENT|SYSCALL_INFO_|PEEKSIGINFO_)\w+$/,
  },
  {
    name: 'seccompOperation',
    kind: 'values',
    headers: ['linux/seccomp.h'],
    names: /^SECCOMP_(?:SET_MODE_\w+|GET_ACTION_AVAIL|GET_NOTIF_SIZES)$/,
  },
  { name: 'seccompFlag', kind: 'bits', headers: ['linux/seccomp.h'], names: /^SECCOMP_FILTER_FLAG_\w+$/ },
  { name: 'bpf', kind: 'values', headers: ['linux/bpf.h'], names: /^BPF_\w+$/, enum: 'bpf_cmd' },
  {
    name: 'keyctl',
    kind: 'values',
    headers: ['linux/keyctl.h'],
    names: /^KEYCTL_(?!SUPPORTS_|CAPS\d_|MOVE_EXCL$)\w+$/,
  },
  {
    name: 'futex',
    kind: 'bits',
    field: { mask: 0x7f, constant: 'FUTEX_CMD_MASK' },
    headers: ['linux/futex.h'],
    names:
      /^FUTEX_(?:WAIT|WAKE|FD|REQUEUE|CMP_REQUEUE|WAKE_OP|LOCK_PI2?|UNLOCK_PI|TRYLOCK_PI|WAIT_BITSET|WAKE_BITSET|WAIT_REQUEUE_PI|CMP_REQUEUE_PI|PRIVATE_FLAG|CLOCK_REALTIME)$/,
  },
  {
    name: 'mount',
    kind: 'bits',
    headers: ['linux/mount.h'],
    names: /^MS_(?!RMT_MASK$|MGC_|VERBOSE$)\w+$/,
  },
  {
    name: 'umount',
    kind: 'bits',
    headers: ['kernel:linux/fs.h'],
    names: /^(?:MNT_(?:FORCE|DETACH|EXPIRE)|UMOUNT_NOFOLLOW)$/,
  },
  { name: 'memfd', kind: 'bits', headers: ['linux/memfd.h'], names: /^MFD_(?!HUGE_)\w+$/ },
  {
    name: 'mode',
    kind: 'bits',
    field: { mask: 0o170000, constant: 'S_IFMT' },
    headers: ['linux/stat.h'],
    names: /^S_I(?:F(?!MT$)\w+|SUID|SGID|SVTX|[RWX](?:USR|GRP|OTH))$/,
  },
  {
    name: 'scheduler',
    kind: 'bits',
    // sched(7): the policy's number, with SCHED_RESET_ON_FORK or-ed in; SCHED_EXT, 7, is the highest.
    field: { mask: 7, constant: 'SCHED_EXT' },
    headers: ['linux/sched.h'],
    names: /^SCHED_(?:NORMAL|FIFO|RR|BATCH|IDLE|DEADLINE|EXT|RESET_ON_FORK)$/,
  },
  { name: 'rlimit', kind: 'values', headers: ['asm-generic/resource.h'], names: /^RLIMIT_\w+$/ },
  { name: 'clock', kind: 'values', headers: ['linux/time.h'], names: /^CLOCK_(?!SGI_CYCLE$)\w+$/ },
  { name: 'reboot', kind: 'values', headers: ['linux/reboot.h'], names: /^LINUX_REBOOT_CMD_\w+$/ },
  { name: 'kcmp', kind: 'values', headers: ['linux/kcmp.h'], names: /^KCMP_(?!TYPES$)\w+$/ },
];
