/* The least that a program makes: one call, which ends it with a status that nothing else here ends with. Without libc, so that it makes no other. */
#include <asm/unistd.h>

__attribute__((naked, noreturn)) void _start(void)
{
	__asm__("mov %0, %%eax; mov $42, %%edi; syscall; hlt" ::"i"(__NR_exit_group));
}
