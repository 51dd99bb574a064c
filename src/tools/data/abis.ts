import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Family } from '../../engine/linux/index.ts';
import { olderUapiHeaders, uapiHeaders } from './kernelHeaders.ts';
import type { Packages } from './Table.ts';

/** The kernel's names for the architectures of the engine's ABIs; those of one architecture have one set of headers. */
export const KERNEL_ARCHITECTURES = ['x86', 'arm', 'arm64', 'riscv', 's390', 'powerpc', 'mips', 'loongarch'] as const;

/** An ABI whose calls have a header of their own: those of either byte order are one here. */
export interface Abi {
  /** libseccomp's word for it, of the big-endian one on mips and ppc64. */
  token: string;
  /** The same ABI in the other byte order. */
  twin?: string;
  family: Family;
  /** The headers that number its calls, under linux-libc-dev's /usr/lib/linux/uapi. */
  headers: readonly `${(typeof KERNEL_ARCHITECTURES)[number]}/asm/${string}`[];
  /** The newest kernel has given it up, so that the headers are an older one's. */
  gone?: true;
  /** asm/unistd.h __ARM_NR_BASE: numbers from here on are calls as well. */
  own?: number;
  /** How a 64-bit argument arrives where a register has 32 bits; left out where one register holds it. */
  split?: Split;
  /**
   * How clone's arguments stand (each architecture's Kconfig). CONFIG_CLONE_BACKWARDS: `tls` comes before `child_tidptr`; _BACKWARDS2: `newsp` comes first.
   */
  clone: 'plain' | 'backwards' | 'backwards2';
}

/** Two registers: which half comes first, and whether the first one's number must be even. */
export interface Split {
  first: 'low' | 'high';
  aligned: boolean;
}

const LOW_FIRST = { first: 'low', aligned: false } as const;
const LOW_FIRST_EVEN = { first: 'low', aligned: true } as const;
const HIGH_FIRST = { first: 'high', aligned: false } as const;
const HIGH_FIRST_EVEN = { first: 'high', aligned: true } as const;

/** The first ABI is the one whose arguments stand in common.json; the others list only what differs. */
const TABLE = [
  { token: 'x86_64', family: 'x86', headers: ['x86/asm/unistd_64.h'], clone: 'plain' },
  // arch/x86/kernel/sys_ia32.c
  { token: 'x86', family: 'x86', headers: ['x86/asm/unistd_32.h'], split: LOW_FIRST, clone: 'backwards' },
  { token: 'x32', family: 'x86', headers: ['x86/asm/unistd_x32.h'], clone: 'plain' },
  { token: 'aarch64', family: 'arm', headers: ['arm64/asm/unistd_64.h'], clone: 'backwards' },
  // arch/arm64/kernel/sys32.c
  {
    token: 'arm',
    family: 'arm',
    headers: ['arm/asm/unistd-eabi.h', 'arm/asm/unistd.h'],
    own: 0x0f0000,
    split: LOW_FIRST_EVEN,
    clone: 'backwards',
  },
  { token: 'riscv64', family: 'riscv', headers: ['riscv/asm/unistd_64.h'], clone: 'backwards' },
  { token: 's390x', family: 's390', headers: ['s390/asm/unistd_64.h'], clone: 'backwards2' },
  // arch/s390/kernel/compat_linux.c; gone since Linux 6.19, and libseccomp 2.6.1 keeps its calls as of 6.18 (CHANGELOG)
  {
    token: 's390',
    family: 's390',
    headers: ['s390/asm/unistd_32.h'],
    gone: true,
    split: HIGH_FIRST,
    clone: 'backwards2',
  },
  { token: 'ppc64', twin: 'ppc64le', family: 'ppc', headers: ['powerpc/asm/unistd_64.h'], clone: 'backwards' },
  // arch/powerpc/kernel/sys_ppc32.c
  { token: 'ppc', family: 'ppc', headers: ['powerpc/asm/unistd_32.h'], split: HIGH_FIRST_EVEN, clone: 'backwards' },
  // arch/mips/kernel/linux32.c
  {
    token: 'mips',
    twin: 'mipsel',
    family: 'mips',
    headers: ['mips/asm/unistd_o32.h'],
    split: HIGH_FIRST_EVEN,
    clone: 'backwards',
  },
  { token: 'mips64', twin: 'mipsel64', family: 'mips', headers: ['mips/asm/unistd_n64.h'], clone: 'backwards' },
  { token: 'mips64n32', twin: 'mipsel64n32', family: 'mips', headers: ['mips/asm/unistd_n32.h'], clone: 'backwards' },
  { token: 'loongarch64', family: 'loongarch', headers: ['loongarch/asm/unistd_64.h'], clone: 'plain' },
] as const satisfies readonly Abi[];

export type AbiToken = (typeof TABLE)[number]['token'];

export const ABIS: readonly (Abi & { token: AbiToken })[] = TABLE;

/** The texts of the headers that number an ABI's calls; `uapiHeaders` and `olderUapiHeaders` are among the table's needs. */
export function abiHeaders({ headers, gone }: Abi, packages: Packages): string[] {
  const { root } = packages(gone ? olderUapiHeaders : uapiHeaders);
  return headers.map((header) => readFileSync(join(root, 'usr/lib/linux/uapi', header), 'utf8'));
}
