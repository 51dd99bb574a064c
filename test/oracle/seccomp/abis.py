"""The ABIs that runc knows, as the real libseccomp tells them."""

import ctypes

LIBRARY = ctypes.CDLL('libseccomp.so.2')
LIBRARY.seccomp_arch_resolve_name.restype = ctypes.c_uint32

X32_BIT = 1 << 30
# linux/audit.h __AUDIT_ARCH_LE.
LITTLE = 0x40000000
# linux/audit.h AUDIT_ARCH_X86_64: the kernel's number of x32 as well, for which libseccomp has a token of its own.
AUDIT_X86_64 = 0xC000003E
# linux/audit.h AUDIT_ARCH_LOONGARCH64. libseccomp before 2.6.0 has no token for it; the rest of what is drawn and asked stays the same.
NEWER = {'loongarch64': 0xC0000102}
# errno.h of mips; everywhere else ENOSYS is 38.
ENOSYS = {'mips': 89, 'mipsel': 89, 'mips64': 89, 'mipsel64': 89, 'mips64n32': 89, 'mipsel64n32': 89}
# Where an ABI's numbers begin: asm/unistd.h __X32_SYSCALL_BIT, __NR_Linux.
BASES = {'x32': X32_BIT, 'mips': 4000, 'mipsel': 4000, 'mips64': 5000, 'mipsel64': 5000, 'mips64n32': 6000, 'mipsel64n32': 6000}
# arm's own calls, asm/unistd.h __ARM_NR_BASE.
ARM_OWN = 0x0F0000
# Go's names of the architectures (go tool dist list, and those that moby's table has besides); Go knows no x32.
GOARCH = {
    'x86_64': 'amd64', 'x86': '386', 'aarch64': 'arm64', 'arm': 'arm', 'riscv64': 'riscv64', 's390x': 's390x', 's390': 's390',
    'ppc64le': 'ppc64le', 'ppc64': 'ppc64', 'ppc': 'ppc', 'mips': 'mips', 'mipsel': 'mipsle', 'mips64': 'mips64', 'mipsel64': 'mips64le',
    'mips64n32': 'mips64p32', 'mipsel64n32': 'mips64p32le', 'loongarch64': 'loong64',
}
SUBS = {
    'x86_64': ['x86', 'x32'], 'aarch64': ['arm'], 's390x': ['s390'], 'ppc64': ['ppc'], 'mips64': ['mips', 'mips64n32'],
    'mipsel64': ['mipsel', 'mipsel64n32'], 'mips64n32': ['mips', 'mips64'], 'mipsel64n32': ['mipsel', 'mipsel64'],
}


class Abi:
    def __init__(self, word):
        self.word = word
        self.name = f'SCMP_ARCH_{word.upper()}'
        found = LIBRARY.seccomp_arch_resolve_name(word.encode())
        self.known = found != 0
        self.token = found or NEWER[word]
        self.audit = AUDIT_X86_64 if word == 'x32' else self.token
        self.big = not self.token & LITTLE
        self.base = BASES.get(word, 0)
        self.enosys = ENOSYS.get(word, 38)
        self.goarch = GOARCH.get(word, '')

    def resolve(self, name):
        """The number, negative for a pseudo number; None for a name that libseccomp doesn't know. Go's binding and crun call these functions."""
        number = LIBRARY.seccomp_syscall_resolve_name_arch(ctypes.c_uint32(self.token), name.encode())
        return None if number == -1 else number

    def direct(self, name):
        """The number that the kernel has for the name, also where libseccomp answers a pseudo number for `socketcall` or `ipc`; None where there is none."""
        number = self.resolve(name)
        if number is not None and number >= 0:
            return number
        for scanned in range(self.base, self.base + 512):
            if self.name_of(scanned) == name:
                return scanned
        return None

    def name_of(self, number):
        """libseccomp's name of a number."""
        found = LIBRARY.seccomp_syscall_resolve_num_arch
        found.restype = ctypes.c_void_p
        pointer = found(ctypes.c_uint32(self.token), number)
        if pointer is None:
            return None
        name = ctypes.string_at(pointer).decode()
        FREE(ctypes.c_void_p(pointer))
        return name


FREE = ctypes.CDLL(None).free
ABIS = [
    Abi(word)
    for word in (
        'x86_64', 'x86', 'x32', 'aarch64', 'arm', 'riscv64', 's390x', 's390', 'ppc64le', 'ppc64', 'ppc',
        'mips', 'mipsel', 'mips64', 'mipsel64', 'mips64n32', 'mipsel64n32', 'loongarch64',
    )
]
BY_NAME = {abi.name: abi for abi in ABIS}
BY_WORD = {abi.word: abi for abi in ABIS}
