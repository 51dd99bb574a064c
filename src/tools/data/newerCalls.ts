/** A kernel release, the calls that came with it, and who says so. */
interface NewCalls {
  since: string;
  calls: string;
  source: string;
}

/** libseccomp's own table, as of Linux 6.16 (commit 031024addec2), whose columns `_kver` have the first release of a call on an ABI. */
const CSV = 'libseccomp src/syscalls.csv';

/** What syscalls(2) lacks: calls for 64-bit time, and most that came after Linux 5.14. */
export const NEWER_CALLS: readonly NewCalls[] = [
  {
    since: '5.1',
    calls: `clock_adjtime64 clock_getres_time64 clock_gettime64 clock_nanosleep_time64 clock_settime64 futex_time64 io_pgetevents_time64
      mq_timedreceive_time64 mq_timedsend_time64 ppoll_time64 pselect6_time64 recvmmsg_time64 rt_sigtimedwait_time64 sched_rr_get_interval_time64
      semtimedop_time64 timer_gettime64 timer_settime64 timerfd_gettime64 timerfd_settime64 utimensat_time64`,
    source: CSV,
  },
  { since: '5.12', calls: 'mount_setattr', source: CSV },
  { since: '5.15', calls: 'process_mrelease', source: CSV },
  { since: '5.16', calls: 'futex_waitv', source: CSV },
  { since: '5.17', calls: 'set_mempolicy_home_node', source: CSV },
  { since: '6.5', calls: 'cachestat', source: CSV },
  { since: '6.6', calls: 'fchmodat2 map_shadow_stack', source: CSV },
  { since: '6.7', calls: 'futex_wake futex_wait futex_requeue', source: CSV },
  { since: '6.8', calls: 'statmount listmount lsm_get_self_attr lsm_set_self_attr lsm_list_modules', source: CSV },
  { since: '6.10', calls: 'mseal', source: CSV },
  { since: '6.11', calls: 'uretprobe', source: 'ziglang/zig 9db475de70fb, lib/std/os/linux/syscalls.zig' },
  { since: '6.13', calls: 'setxattrat getxattrat listxattrat removexattrat', source: CSV },
  { since: '6.15', calls: 'open_tree_attr', source: CSV },
  { since: '6.17', calls: 'file_getattr file_setattr', source: 'Linux 57fcb7d930d8, Merge tag vfs-6.17-rc1.fileattr' },
  { since: '6.18', calls: 'uprobe', source: 'Linux 89d1d8434d24' },
  { since: '6.19', calls: 'listns', source: 'LWN.net, The 6.19 kernel has been released' },
  { since: '7.0', calls: 'rseq_slice_yield', source: 'Linux 36ae1c45b2ce, Merge tag sched-core-2026-02-09' },
  { since: '7.3', calls: 'fchroot', source: 'linux-libc-dev: 7.2.13 lacks it, 7.3~rc7 has it' },
];

/** Where a call's own manual page says otherwise than syscalls(2), its own page: membarrier(2), pkey_alloc(2), mprotect(2). */
export const BY_OWN_PAGE: Readonly<Record<string, string>> = {
  membarrier: '4.3',
  pkey_alloc: '4.9',
  pkey_free: '4.9',
  pkey_mprotect: '4.9',
};
