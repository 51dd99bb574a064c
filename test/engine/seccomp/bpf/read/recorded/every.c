#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>
static struct sock_filter every[] = {
  BPF_STMT(BPF_LD | BPF_W | BPF_ABS, 4),
  BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, AUDIT_ARCH_X86_64, 1, 0),
  BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
  BPF_STMT(BPF_LD | BPF_W | BPF_ABS, 0),
  BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, 0x40000000, 0, 1),
  BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | 38),
  BPF_STMT(BPF_ST, 3),
  BPF_STMT(BPF_LDX | BPF_W | BPF_IMM, 7),
  BPF_STMT(BPF_STX, 4),
  BPF_STMT(BPF_LDX | BPF_W | BPF_MEM, 4),
  BPF_STMT(BPF_LDX | BPF_W | BPF_LEN, 0),
  BPF_STMT(BPF_LD | BPF_W | BPF_LEN, 0),
  BPF_STMT(BPF_LD | BPF_W | BPF_IMM, 9),
  BPF_STMT(BPF_ALU | BPF_ADD | BPF_K, 1),
  BPF_STMT(BPF_ALU | BPF_SUB | BPF_X, 0),
  BPF_STMT(BPF_ALU | BPF_MUL | BPF_K, 3),
  BPF_STMT(BPF_ALU | BPF_DIV | BPF_K, 2),
  BPF_STMT(BPF_ALU | BPF_OR | BPF_K, 0x10),
  BPF_STMT(BPF_ALU | BPF_AND | BPF_K, 0xff),
  BPF_STMT(BPF_ALU | BPF_XOR | BPF_X, 0),
  BPF_STMT(BPF_ALU | BPF_LSH | BPF_K, 4),
  BPF_STMT(BPF_ALU | BPF_RSH | BPF_K, 4),
  BPF_STMT(BPF_ALU | BPF_NEG, 0),
  BPF_STMT(BPF_MISC | BPF_TAX, 0),
  BPF_STMT(BPF_MISC | BPF_TXA, 0),
  BPF_STMT(BPF_LD | BPF_W | BPF_MEM, 3),
  BPF_JUMP(BPF_JMP | BPF_JGT | BPF_K, 462, 4, 0),
  BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, 0x300, 0, 2),
  BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_X, 0, 1, 1),
  BPF_STMT(BPF_JMP | BPF_JA, 1),
  BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
  BPF_STMT(BPF_LD | BPF_W | BPF_IMM, 0x7fff0000),
  BPF_STMT(BPF_RET | BPF_A, 0),
};
int main(int argc, char **argv) {
  struct sock_fprog program = { sizeof every / sizeof *every, every };
  if (argc > 1) return fwrite(every, sizeof every, 1, stdout) != 1;
  prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program);
  return 0;
}
