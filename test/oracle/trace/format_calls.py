"""The calls that record_formats.py has each tool tell of: harmless ones, with all six registers set, so that what a tool leaves out can be seen."""

MINUS_1 = (1 << 64) - 1
# Number, registers: x86_64. Descriptors are ones that are not open.
X86_64 = [
    (41, (40, 1, 0, 0, 0, 0)),  # socket(AF_VSOCK, SOCK_STREAM)
    (41, (1, 0x80001, 0, 0, 0, 0)),  # socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC)
    (41, (2, 2, 17, 0, 0, 0)),  # socket(AF_INET, SOCK_DGRAM, IPPROTO_UDP)
    (41, (16, 3, 9, 0, 0, 0)),  # socket(AF_NETLINK, SOCK_RAW, NETLINK_AUDIT)
    (54, (77, 1, 20, 0, 0, 0)),  # setsockopt(77, SOL_SOCKET, SO_RCVTIMEO)
    (257, (0xFFFFFF9C, 0, 0x80000, 0, 0, 0)),  # openat(AT_FDCWD, NULL, O_CLOEXEC)
    (257, (0xFFFFFF9C, 0, 0x241, 0o640, 0, 0)),  # openat(AT_FDCWD, NULL, O_WRONLY | O_CREAT | O_TRUNC, 0640)
    (437, (77, 0, 0, 24, 0, 0)),  # openat2
    (9, (0, 4096, 3, 0x22, 0xFFFFFFFF, 0)),  # mmap
    (10, (0, 4096, 5, 0, 0, 0)),  # mprotect
    (72, (77, 4, 0x800, 0, 0, 0)),  # fcntl(77, F_SETFL, O_NONBLOCK)
    (72, (77, 1033, 0x1, 0, 0, 0)),  # fcntl(77, F_ADD_SEALS, F_SEAL_SEAL)
    (16, (77, 0x5401, 0, 0, 0, 0)),  # ioctl(77, TCGETS)
    (272, (0x10020000, 0, 0, 0, 0, 0)),  # unshare(CLONE_NEWNS | CLONE_NEWUSER)
    (308, (77, 0x40000000, 0, 0, 0, 0)),  # setns(77, CLONE_NEWNET)
    (135, (0xFFFFFFFF, 0, 0, 0, 0, 0)),  # personality(0xffffffff)
    (157, (38, 1, 0, 0, 0, 0)),  # prctl(PR_SET_NO_NEW_PRIVS, 1)
    (158, (0x1003, 0, 0, 0, 0, 0)),  # arch_prctl(ARCH_GET_FS, NULL)
    (62, (0, 0, 0, 0, 0, 0)),  # kill(0, 0)
    (234, (0x7FFFFFF0, 0x7FFFFFF0, 11, 0, 0, 0)),  # tgkill of nobody
    (302, (0, 7, 0, 0, 0, 0)),  # prlimit64(0, RLIMIT_NOFILE)
    (439, (0xFFFFFF9C, 0, 4, 0x200, 0, 0)),  # faccessat2(AT_FDCWD, NULL, R_OK, AT_EACCESS)
    (425, (1, 0, 0, 0, 0, 0)),  # io_uring_setup
    (435, (0, 0, 0, 0, 0, 0)),  # clone3
    (250, (0, 0xFFFFFFFF, 0, 0, 0, 0)),  # keyctl(KEYCTL_GET_KEYRING_ID, KEY_SPEC_THREAD_KEYRING)
    (171, (0, MINUS_1, 0, 0, 0, 0)),  # setdomainname(NULL, -1)
    (319, (0, 0, 0, 0, 0, 0)),  # memfd_create(NULL)
    (1, (77, 0, 1 << 32, 0, 0, 0)),  # write of more than 4 GB
    (8, (77, 1 << 33, 1, 0, 0, 0)),  # lseek(77, 8 GB, SEEK_CUR)
    (332, (77, 0, 0x1000, 0x7FF, 0, 0)),  # statx(77, NULL, AT_EMPTY_PATH, STATX_BASIC_STATS)
]
# i386.
X86 = [
    (359, (40, 1, 0, 0, 0, 0)),  # socket(AF_VSOCK, SOCK_STREAM)
    (102, (1, 0, 0, 0, 0, 0)),  # socketcall(SYS_SOCKET, NULL)
    (295, (0xFFFFFF9C, 0, 0x80000, 0, 0, 0)),  # openat
    (310, (0x10020000, 0, 0, 0, 0, 0)),  # unshare
    (288, (0, 0xFFFFFFFF, 0, 0, 0, 0)),  # keyctl
    (136, (0xFFFFFFFF, 0, 0, 0, 0, 0)),  # personality
]
ABIS = {'x86_64': X86_64, 'x86': X86}
EXIT = {'x86_64': (231, (7, 0, 0, 0, 0, 0)), 'x86': (252, (7, 0, 0, 0, 0, 0))}

WIDE = """
static long call(long n, const unsigned long *a) {
  long answer;
  register unsigned long d asm("r10") = a[3], e asm("r8") = a[4], f asm("r9") = a[5];
  asm volatile("syscall" : "=a"(answer) : "a"(n), "D"(a[0]), "S"(a[1]), "d"(a[2]), "r"(d), "r"(e), "r"(f) : "rcx", "r11", "memory");
  return answer;
}
"""
# The sixth register is the frame's, and 0.
NARROW = """
static long call(long n, const unsigned long *a) {
  long answer;
  asm volatile("push %%ebp; mov $0, %%ebp; int $0x80; pop %%ebp"
               : "=a"(answer) : "a"(n), "b"(a[0]), "c"(a[1]), "d"(a[2]), "S"(a[3]), "D"(a[4]) : "memory");
  return answer;
}
"""


def source(abi):
    """A program in C that makes the calls and nothing else."""
    rows = ','.join('{%d, {%s}}' % (number, ','.join('%dul' % value for value in args)) for number, args in [*ABIS[abi], EXIT[abi]])
    table = 'static const struct { long n; unsigned long a[6]; } calls[] = {%s};' % rows
    loop = 'void _start(void) { for (unsigned i = 0; i < sizeof calls / sizeof *calls; i++) call(calls[i].n, calls[i].a); }'
    return (WIDE if abi == 'x86_64' else NARROW) + table + loop
