/*
 * Makes the calls that a file lists, for strace to print: "caller CASES ERRNO". A case is an ABI (0: the machine's, 1: i386 on x86_64, by int 0x80), a number and six
 * registers. A filter answers each of them with ERRNO, 0 for success, so that no call does anything; strace sees them before the filter does.
 */
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* What the pointers of the cases point at: cases.py names the same places. */
#define MEMORY 0x20000000
#define PAGE 4096
/* The last argument of the call that ends the program. */
#define END 0x7e57c0de

struct call {
    uint64_t abi, number, args[6];
};

#ifdef __aarch64__
static void call64(const struct call *call) {
    register uint64_t x8 __asm__("x8") = call->number;
    register uint64_t x0 __asm__("x0") = call->args[0];
    register uint64_t x1 __asm__("x1") = call->args[1];
    register uint64_t x2 __asm__("x2") = call->args[2];
    register uint64_t x3 __asm__("x3") = call->args[3];
    register uint64_t x4 __asm__("x4") = call->args[4];
    register uint64_t x5 __asm__("x5") = call->args[5];
    __asm__ volatile("svc #0" : "+r"(x0) : "r"(x8), "r"(x1), "r"(x2), "r"(x3), "r"(x4), "r"(x5) : "memory");
}

static void call32(const struct call *call) { call64(call); }
#else
static void call64(const struct call *call) {
    register uint64_t r10 __asm__("r10") = call->args[3];
    register uint64_t r8 __asm__("r8") = call->args[4];
    register uint64_t r9 __asm__("r9") = call->args[5];
    uint64_t rax = call->number;
    __asm__ volatile("syscall"
                     : "+a"(rax)
                     : "D"(call->args[0]), "S"(call->args[1]), "d"(call->args[2]), "r"(r10), "r"(r8), "r"(r9)
                     : "rcx", "r11", "memory");
}

static void call32(const struct call *call) {
    uint64_t rax = call->number;
    __asm__ volatile("push %%rbp\n\tmov %[last], %%rbp\n\tint $0x80\n\tpop %%rbp"
                     : "+a"(rax)
                     : "b"(call->args[0]), "c"(call->args[1]), "d"(call->args[2]), "S"(call->args[3]), "D"(call->args[4]), [last] "r"(call->args[5])
                     : "r8", "r9", "r10", "r11", "memory");
}

#endif

static void refuseAll(unsigned error) {
    struct sock_filter code[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_exit_group, 0, 3),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[5])),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, END, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | error),
    };
    struct sock_fprog program = {sizeof code / sizeof *code, code};
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) || prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program)) _exit(3);
}

int main(int count, char **words) {
    if (count != 3) return 2;
    int file = open(words[1], O_RDONLY);
    struct stat about;
    if (file < 0 || fstat(file, &about)) return 2;
    const struct call *calls = mmap(NULL, about.st_size, PROT_READ, MAP_PRIVATE, file, 0);
    unsigned char *memory = mmap((void *)MEMORY, 4 * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
    if (calls == MAP_FAILED || memory == MAP_FAILED) return 2;
    close(file);
    /* A path, zeros, and small numbers of 32 bits. */
    strcpy((char *)memory, "/waterline");
    for (unsigned at = 0; at < PAGE / 4; at++) ((uint32_t *)(memory + 2 * PAGE))[at] = at % 16;
    refuseAll(atoi(words[2]));
    for (size_t at = 0; at < about.st_size / sizeof *calls; at++) (calls[at].abi ? call32 : call64)(&calls[at]);
    call64(&(struct call){0, SYS_exit_group, {0, 0, 0, 0, 0, END}});
    return 0;
}
