/*
 * Makes one call in a container, and says what came of it: "-1" for EPERM, else what the kernel gave. Without libc: gcc -static -nostdlib.
 *
 *   road_probe ABI NUMBER ARGUMENT... [-- NUMBER ARGUMENT...]
 *
 * ABI 64 is the machine's own, 32 is int 0x80: the kernel and the filter take that for 32-bit x86, whatever the program is. An argument @A,B,C is the
 * address of these numbers of 32 bits. Behind -- stands a second call, of 64 bits, whose answer is printed too; # there stands for the first answer, & for the
 * address of a length, and what the kernel wrote at @0 (SO_DOMAIN) is printed last.
 */
typedef unsigned long word;

static word own(word number, const word *args)
{
	word answer;
	register word fourth __asm__("r10") = args[3];
	register word fifth __asm__("r8") = args[4];
	register word sixth __asm__("r9") = args[5];
	__asm__ volatile("syscall" : "=a"(answer) : "a"(number), "D"(args[0]), "S"(args[1]), "d"(args[2]), "r"(fourth), "r"(fifth), "r"(sixth)
			 : "rcx", "r11", "memory");
	return answer;
}

static word compat(word number, const word *args)
{
	word answer;
	__asm__ volatile("int $0x80" : "=a"(answer) : "a"(number), "b"(args[0]), "c"(args[1]), "d"(args[2]), "S"(args[3]), "D"(args[4])
			 : "r8", "r9", "r10", "r11", "memory");
	return (word)(long)(int)answer;
}

static word read_number(const char **text)
{
	word value = 0, base = 10;
	if ((*text)[0] == '0' && (*text)[1] == 'x') {
		base = 16;
		*text += 2;
	}
	for (;; ++*text) {
		word digit = **text >= 'a' ? (word)(**text - 'a' + 10) : (word)(**text - '0');
		if (**text < '0' || digit >= base)
			return value;
		value = value * base + digit;
	}
}

static void print(word value)
{
	char text[24], *at = text + sizeof text;
	int negative = (long)value < 0;
	word args[6] = { 1 };
	if (negative)
		value = -value;
	*--at = '\n';
	do
		*--at = (char)('0' + value % 10);
	while (value /= 10);
	if (negative)
		*--at = '-';
	args[1] = (word)at;
	args[2] = (word)(text + sizeof text - at);
	own(1, args);
}

/* Static and not position-independent: below 4 GB, where a 32-bit call can point. */
static unsigned memory[8];
static unsigned length = sizeof(int);

static word read_argument(const char *text, word first)
{
	word count = 0;
	if (*text == '#')
		return first;
	if (*text == '&')
		return (word)&length;
	if (*text != '@')
		return read_number(&text);
	while (*text && count < 8) {
		++text;
		memory[count++] = (unsigned)read_number(&text);
	}
	return (word)memory;
}

__attribute__((used)) static void run(word *stack)
{
	char **argv = (char **)(stack + 1);
	word args[6] = { 0 }, first = 0, number, at = 2, count = 0;
	int is32 = argv[1][0] == '3', again = 0;
	do {
		const char *text = argv[at++];
		number = read_number(&text);
		for (count = 0; count < 6; ++count)
			args[count] = 0;
		for (count = 0; argv[at] && argv[at][0] != '-'; ++at)
			args[count++] = read_argument(argv[at], first);
		first = is32 && !again ? compat(number, args) : own(number, args);
		print(first);
		again = argv[at] != 0;
		++at;
	} while (again);
	print(memory[0]);
	args[0] = 0;
	own(231, args);
}

__asm__(".globl _start\n_start:\n\tmov %rsp, %rdi\n\tand $-16, %rsp\n\tcall run\n");
