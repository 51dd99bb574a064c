/*
 * Kernel functions that no header of linux-headers-*-common declares (or only beside a call's table), as their SYSCALL_DEFINE lines have them. Each
 * group says where.
 */

/* arch/arm/kernel/sys_arm.c; arch/powerpc/kernel/syscalls.c has ppc_fadvise64_64 in the same order */
asmlinkage long sys_arm_fadvise64_64(int fd, int advice, loff_t offset, loff_t len);
/* arch/arm/kernel/traps.c, arm_syscall */
asmlinkage long sys_arm_cacheflush(unsigned long start, unsigned long end, unsigned int flags);
asmlinkage long sys_arm_set_tls(unsigned long val);

/* arch/x86/kernel/process_64.c, ldt.c, ioport.c, tls.c, vm86_32.c */
asmlinkage long sys_arch_prctl(int option, unsigned long arg2);
asmlinkage long sys_modify_ldt(int func, void __user *ptr, unsigned long bytecount);
asmlinkage long sys_iopl(unsigned int level);
asmlinkage long sys_x86_set_thread_area(struct user_desc __user *u_info);
asmlinkage long sys_get_thread_area(struct user_desc __user *u_info);
asmlinkage long sys_vm86(unsigned long cmd, unsigned long arg);
asmlinkage long sys_vm86old(struct vm86_struct __user *user_vm86);

/* arch/powerpc/kernel/syscalls.c, rtas.c, signal_32.c, mm/book3s64/subpage_prot.c */
asmlinkage long sys_ppc64_personality(unsigned long personality);
asmlinkage long sys_rtas(struct rtas_args __user *uargs);
asmlinkage long sys_swapcontext(struct ucontext __user *old_ctx, struct ucontext __user *new_ctx, long ctx_size);
asmlinkage long sys_debug_setcontext(struct ucontext __user *ctx, int ndbg, struct sig_dbg_op __user *dbg);
asmlinkage long sys_subpage_prot(unsigned long addr, unsigned long len, u32 __user *map);
asmlinkage long sys_switch_endian(void);

/* arch/s390/kernel/syscall.c, runtime_instr.c, guarded_storage.c, sthyi.c, compat_linux.c, pci/pci_mmio.c */
asmlinkage long sys_s390_ipc(unsigned int call, int first, unsigned long second, unsigned long third, void __user *ptr);
asmlinkage long sys_s390_personality(unsigned int personality);
asmlinkage long sys_s390_runtime_instr(int command, int signum);
asmlinkage long sys_s390_guarded_storage(int command, struct gs_cb __user *gs_cb);
asmlinkage long sys_s390_sthyi(unsigned long function_code, void __user *buffer, u64 __user *return_code, unsigned long flags);
asmlinkage long sys_s390_pci_mmio_write(unsigned long mmio_addr, const void __user *user_buffer, size_t length);
asmlinkage long sys_s390_pci_mmio_read(unsigned long mmio_addr, void __user *user_buffer, size_t length);
asmlinkage long sys_s390_fadvise64_64(struct fadvise64_64_args __user *args);

/* arch/mips/kernel/syscall.c, signal.c, linux32.c, mm/cache.c */
asmlinkage long sys_mips_mmap(unsigned long addr, unsigned long len, unsigned long prot, unsigned long flags, unsigned long fd, off_t offset);
asmlinkage long sys_mips_pipe(void);
asmlinkage long sys_mips_sigsuspend(sigset_t __user *uset);
asmlinkage long sys_mips_set_thread_area(unsigned long addr);
asmlinkage long sys_sysmips(long cmd, long arg1, long arg2);
asmlinkage long sys_cachectl(char __user *addr, int nbytes, int op);
asmlinkage long sys_cacheflush(unsigned long addr, unsigned long bytes, unsigned int cache);
asmlinkage long sys_n32_personality(unsigned long personality);

/* ipc/sem.c, msg.c, shm.c: n32 has them */
asmlinkage long compat_sys_old_semctl(int semid, int semnum, int cmd, int arg);
asmlinkage long compat_sys_old_msgctl(int msqid, int cmd, void __user *uptr);
asmlinkage long compat_sys_old_shmctl(int shmid, int cmd, void __user *uptr);

/* arch/riscv/kernel/sys_riscv.c, sys_hwprobe.c */
asmlinkage long sys_riscv_flush_icache(uintptr_t start, uintptr_t end, uintptr_t flags);
asmlinkage long sys_riscv_hwprobe(struct riscv_hwprobe __user *pairs, size_t pair_count, size_t cpusetsize, unsigned long __user *cpus, unsigned int flags);

/* Each architecture's signal code: what they take lies on the stack. */
asmlinkage long sys_no_arguments(void);
