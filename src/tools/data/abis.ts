/** An ABI whose calls have a header of their own: those of either byte order are one here. */
export interface Abi {
  /** libseccomp's word for it, of the big-endian one on mips and ppc64. */
  token: string;
  family: 'x86' | 'arm' | 'riscv' | 's390' | 'ppc' | 'mips' | 'loongarch';
  /** The headers that number its calls, under linux-libc-dev's /usr/lib/linux/uapi. */
  headers: readonly string[];
  /** How a 64-bit argument arrives where a register has 32 bits; left out where one register holds it. */
  split?: Split;
  /** The twin of the other byte order, where that changes the order of split arguments. */
  twin?: string;
}

/** Two registers: which half comes first, and whether the first one's number must be even. */
export interface Split {
  first: 'low' | 'high';
  aligned: boolean;
}

/** The first ABI is the one whose arguments stand in common.json; the others list only what differs. */
export const ABIS: readonly Abi[] = [
  { token: 'x86_64', family: 'x86', headers: ['x86/asm/unistd_64.h'] },
  // arch/x86/kernel/sys_ia32.c
  { token: 'x86', family: 'x86', headers: ['x86/asm/unistd_32.h'], split: { first: 'low', aligned: false } },
  { token: 'x32', family: 'x86', headers: ['x86/asm/unistd_x32.h'] },
  { token: 'aarch64', family: 'arm', headers: ['arm64/asm/unistd_64.h'] },
  // arch/arm64/kernel/sys32.c
  {
    token: 'arm',
    family: 'arm',
    headers: ['arm/asm/unistd-eabi.h', 'arm/asm/unistd.h'],
    split: { first: 'low', aligned: true },
  },
  { token: 'riscv64', family: 'riscv', headers: ['riscv/asm/unistd_64.h'] },
  { token: 's390x', family: 's390', headers: ['s390/asm/unistd_64.h'] },
  // arch/s390/kernel/compat_linux.c
  { token: 's390', family: 's390', headers: ['s390/asm/unistd_32.h'], split: { first: 'high', aligned: false } },
  { token: 'ppc64', family: 'ppc', headers: ['powerpc/asm/unistd_64.h'] },
  // arch/powerpc/kernel/sys_ppc32.c
  { token: 'ppc', family: 'ppc', headers: ['powerpc/asm/unistd_32.h'], split: { first: 'high', aligned: true } },
  // arch/mips/kernel/linux32.c
  {
    token: 'mips',
    family: 'mips',
    headers: ['mips/asm/unistd_o32.h'],
    split: { first: 'high', aligned: true },
    twin: 'mipsel',
  },
  { token: 'mips64', family: 'mips', headers: ['mips/asm/unistd_n64.h'] },
  { token: 'mips64n32', family: 'mips', headers: ['mips/asm/unistd_n32.h'] },
  { token: 'loongarch64', family: 'loongarch', headers: ['loongarch/asm/unistd_64.h'] },
];
