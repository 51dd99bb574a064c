/*
 * Makes system calls under the filter of the container that it runs in, and tells what became of each. Reads questions from standard input, writes
 * as many answers to standard output. Without libc, since every call that it makes itself must pass the filter too.
 *
 * Each call is made by a thread of its own in a process of its own, so that "kill thread" and "kill process" differ in who is left; the probe
 * traces the thread. A call that is asked "veiled" is never executed, whatever the container's filter says: before it, the thread adds a filter that
 * answers TRACE for it. Every refusal ranks above TRACE, ALLOW and LOG rank below it (seccomp(2)), so the tracer is told of calls that pass, and of
 * them alone. So calls may be asked that would block or harm, and a number that the kernel lacks differs from one that the filter answers ENOSYS.
 */
/* First, for linux/signal.h of Linux 5.10 takes size_t for granted. */
#include <stddef.h>
#include <stdint.h>

#include <asm/unistd.h>
#include <linux/filter.h>
#include <linux/mman.h>
#include <linux/prctl.h>
#include <linux/ptrace.h>
#include <linux/sched.h>
#include <linux/seccomp.h>
#include <linux/signal.h>
#include <linux/wait.h>

enum way { SYSCALL, INT80 };
/* VEILED as told above. TRACED: executed where it passes; TRACE tells its message. PLAIN: executed, nobody listens to TRACE. */
enum mode { VEILED, TRACED, PLAIN };
/* What became of a call; RETURNED comes with the error number or 0, STOPPED with the signal, or 0 where the probe itself met a refusal. */
enum kind { RETURNED, PASSED, TRACE, TRAP, KILL_THREAD, KILL_PROCESS, STOPPED };

struct question {
	uint32_t way, mode;
	uint64_t number, args[6];
};
struct answer {
	uint32_t kind;
	int32_t data;
};
/* What the probe and a child of its see of each other. */
struct shared {
	volatile uint32_t thread, go, done;
	volatile int64_t result;
};

#define MOST 40000
#define VEIL 0x7e11
static struct question questions[MOST];
static struct answer answers[MOST];
static char stack[65536] __attribute__((aligned(16)));
static struct shared *shared;

/* ask_*: the asked call, at an instruction of its own; own: every call that the probe needs itself; begin_thread: clone(2) with a stack. */
long ask_syscall(const struct question *question);
long ask_int80(const struct question *question);
long own(long number, ...);
long begin_thread(long flags, void *stack, volatile uint32_t *told, volatile uint32_t *cleared, void (*start)(const struct question *), const struct question *);
extern char asked_syscall[], asked_int80[];
__asm__(
	".globl ask_syscall, asked_syscall, ask_int80, asked_int80, own, begin_thread, _start\n"
	"ask_syscall: mov %rdi, %r11; mov 8(%r11), %rax; mov 16(%r11), %rdi; mov 24(%r11), %rsi; mov 32(%r11), %rdx\n"
	"  mov 40(%r11), %r10; mov 48(%r11), %r8; mov 56(%r11), %r9; syscall\n"
	"asked_syscall: ret\n"
	"ask_int80: push %rbx; push %rbp; mov %rdi, %rsi; mov 8(%rsi), %eax; mov 16(%rsi), %ebx; mov 24(%rsi), %ecx; mov 32(%rsi), %edx\n"
	"  mov 48(%rsi), %edi; mov 56(%rsi), %ebp; mov 40(%rsi), %esi; int $0x80\n"
	"asked_int80: movslq %eax, %rax; pop %rbp; pop %rbx; ret\n"
	"own: mov %rdi, %rax; mov %rsi, %rdi; mov %rdx, %rsi; mov %rcx, %rdx; mov %r8, %r10; mov %r9, %r8; mov 8(%rsp), %r9; syscall; ret\n"
	/* The new thread finds its function and that one's argument on its stack. */
	"begin_thread: sub $16, %rsi; mov %r8, (%rsi); mov %r9, 8(%rsi); mov %rcx, %r10; xor %r8, %r8; mov $56, %eax; syscall\n"
	"  test %rax, %rax; jz 1f; ret\n"
	"1: pop %rax; pop %rdi; call *%rax; hlt\n"
	"_start: and $-16, %rsp; call probe; hlt\n");

static void yield(void) { own(__NR_sched_yield); }
static void leave(long status) { own(__NR_exit_group, status); }

/* Answers TRACE for the asked call, told by its place, and lets every other one pass. */
static void veil(void)
{
	struct sock_filter program[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, instruction_pointer)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)(uintptr_t)asked_syscall, 1, 0),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)(uintptr_t)asked_int80, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRACE | VEIL),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	struct sock_fprog given = {sizeof(program) / sizeof(*program), program};
	if (own(__NR_seccomp, (long)SECCOMP_SET_MODE_FILTER, 0L, &given) != 0)
		leave(1);
}

static void asking_thread(const struct question *question)
{
	while (!shared->go)
		yield();
	if (question->mode == VEILED)
		veil();
	shared->result = question->way == INT80 ? ask_int80(question) : ask_syscall(question);
	shared->done = 1;
	own(__NR_exit, 0L);
}

/* The process around the thread: ends after it, where it may. */
static void asking_process(const struct question *question)
{
	static volatile uint32_t running = 1;
	long flags = CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND | CLONE_THREAD | CLONE_SYSVSEM | CLONE_PARENT_SETTID | CLONE_CHILD_CLEARTID;
	begin_thread(flags, stack + sizeof(stack), &shared->thread, &running, asking_thread, question);
	while (running)
		yield();
	leave(0);
}

/* What a stop of the traced thread says. */
static struct answer stopped(long thread, int status)
{
	struct answer answer = {STOPPED, status >> 8 & 0xff};
	unsigned long message = 0;
	siginfo_t info;
	if (status >> 16 == PTRACE_EVENT_SECCOMP) {
		own(__NR_ptrace, (long)PTRACE_GETEVENTMSG, thread, 0L, &message);
		return (struct answer){message == VEIL ? PASSED : TRACE, (int32_t)(message == VEIL ? 0 : message)};
	}
	if (answer.data == SIGSYS && own(__NR_ptrace, (long)PTRACE_GETSIGINFO, thread, 0L, &info) == 0)
		return (struct answer){TRAP, info.si_errno};
	return answer;
}

/* What the end of the process says, where its thread was not stopped. */
static struct answer ended(int status)
{
	if ((status & 0x7f) == SIGSYS)
		return (struct answer){KILL_PROCESS, 0};
	if (status != 0)
		return (struct answer){STOPPED, status & 0x7f};
	if (!shared->done)
		return (struct answer){KILL_THREAD, 0};
	return (struct answer){RETURNED, shared->result < 0 && shared->result >= -4095 ? (int32_t)-shared->result : 0};
}

static struct answer ask(const struct question *question)
{
	struct answer answer = {RETURNED, 0};
	int decided = 0;
	shared->thread = shared->go = shared->done = 0;
	long process = own(__NR_fork);
	if (process == 0)
		asking_process(question);
	while (!shared->thread)
		yield();
	long thread = shared->thread;
	if (own(__NR_ptrace, (long)PTRACE_SEIZE, thread, 0L, question->mode == PLAIN ? 0L : (long)PTRACE_O_TRACESECCOMP) != 0)
		own(__NR_kill, process, (long)SIGKILL);
	shared->go = 1;
	for (;;) {
		int status;
		long who = own(__NR_wait4, -1L, &status, (long)__WALL, 0L);
		if (who == process)
			return decided ? answer : ended(status);
		if ((status & 0xff) == 0x7f && !decided) {
			answer = stopped(thread, status);
			decided = 1;
			own(__NR_kill, process, (long)SIGKILL);
		}
	}
}

__attribute__((used)) void probe(void)
{
	size_t read = 0, written = 0;
	long count;
	shared = (struct shared *)own(__NR_mmap, 0L, (long)sizeof(struct shared), (long)(PROT_READ | PROT_WRITE), (long)(MAP_SHARED | MAP_ANONYMOUS), -1L, 0L);
	own(__NR_prctl, (long)PR_SET_NO_NEW_PRIVS, 1L, 0L, 0L, 0L);
	while ((count = own(__NR_read, 0L, (char *)questions + read, sizeof(questions) - read)) > 0)
		read += (size_t)count;
	size_t asked = read / sizeof(struct question);
	for (size_t index = 0; index < asked; index++)
		answers[index] = ask(&questions[index]);
	while (written < asked * sizeof(struct answer) && (count = own(__NR_write, 1L, (char *)answers + written, asked * sizeof(struct answer) - written)) > 0)
		written += (size_t)count;
	leave(0);
}
