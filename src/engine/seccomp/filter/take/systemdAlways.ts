/**
 * What systemd allows beside an allow list, whatever that says: its group @default (systemd-analyze syscall-filter @default, of systemd 257, @sandbox included), and
 * write, by which it tells when the program was started (src/core/exec-invoke.c apply_syscall_filter).
 */
export const SYSTEMD_ALWAYS: readonly string[] =
  `arch_prctl brk cacheflush clock_getres clock_getres_time64 clock_gettime clock_gettime64
clock_nanosleep clock_nanosleep_time64 execve exit exit_group futex futex_time64 futex_waitv get_robust_list get_thread_area getegid
getegid32 geteuid geteuid32 getgid getgid32 getgroups getgroups32 getpgid getpgrp getpid getppid getrandom getresgid getresgid32
getresuid getresuid32 getrlimit getsid gettid gettimeofday getuid getuid32 landlock_add_rule landlock_create_ruleset
landlock_restrict_self lsm_get_self_attr lsm_list_modules membarrier mmap mmap2 mprotect mseal munmap nanosleep pause prlimit64
restart_syscall riscv_flush_icache riscv_hwprobe rseq rt_sigreturn sched_getaffinity sched_yield seccomp set_robust_list
set_thread_area set_tid_address set_tls sigreturn time ugetrlimit uretprobe write`.split(/\s+/);
