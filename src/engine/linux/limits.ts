/** Every bit of a 64-bit register. */
export const ALL_BITS = (1n << 64n) - 1n;
/** Those of its lower half, all that a 32-bit type has. */
export const LOW_32 = 0xffffffffn;
/** Every bit of a word of classic BPF, which compares 32 at a time. */
export const WORD_BITS = 0xffffffff;
/** linux/bpf_common.h BPF_MAXINSNS: the kernel takes no longer program. */
export const MOST_INSTRUCTIONS = 4096;
/** asm/unistd.h __X32_SYSCALL_BIT, which the numbers of x32's calls have. */
export const X32_BIT = 0x40000000;
