/** An ABI by its OCI name (runtime-spec, config-linux.md, "architectures"), every one that runc 1.1.15 takes. */
export type Arch =
  | 'SCMP_ARCH_X86_64'
  | 'SCMP_ARCH_X86'
  | 'SCMP_ARCH_X32'
  | 'SCMP_ARCH_AARCH64'
  | 'SCMP_ARCH_ARM'
  | 'SCMP_ARCH_RISCV64'
  | 'SCMP_ARCH_S390X'
  | 'SCMP_ARCH_S390'
  | 'SCMP_ARCH_PPC64LE'
  | 'SCMP_ARCH_PPC64'
  | 'SCMP_ARCH_PPC'
  | 'SCMP_ARCH_MIPS'
  | 'SCMP_ARCH_MIPSEL'
  | 'SCMP_ARCH_MIPS64'
  | 'SCMP_ARCH_MIPSEL64'
  | 'SCMP_ARCH_MIPS64N32'
  | 'SCMP_ARCH_MIPSEL64N32'
  | 'SCMP_ARCH_LOONGARCH64';

/** Architectures that share their headers, so also their constants, and whose tables are loaded together. */
export type Family = 'x86' | 'arm' | 'riscv' | 's390' | 'ppc' | 'mips' | 'loongarch';

export interface Architecture {
  arch: Arch;
  /** The name in words and tables. */
  label: string;
  /** libseccomp's word, for `scmp_sys_resolver -a`. */
  token: string;
  family: Family;
  /** Go's GOARCH; Go has none for x32. */
  goarch?: string;
  /** linux/audit.h AUDIT_ARCH_*, what the filter reads as seccomp_data.arch. x32 shares x86_64's. */
  auditArch: number;
  /** Width of an argument as libseccomp compares it (arch-*.c, `.size`); x32 and mips64n32 count as 32. */
  bits: 32 | 64;
  endian: 'little' | 'big';
  /** What is added to every number of the ABI: asm/unistd.h __X32_SYSCALL_BIT, __NR_Linux on mips, else 0. */
  syscallBase: number;
  /** errno.h ENOSYS, which runc's stub answers where the architecture is the machine's own. */
  enosys: number;
  /** Other names people write for it, in lower case. */
  aliases: readonly string[];
}

/** linux/audit.h: EM_* of linux/elf-em.h, with these two. */
const WIDE = 0x80000000;
const LITTLE = 0x40000000;
/** AUDIT_ARCH_MIPS64N32: __AUDIT_ARCH_CONVENTION_MIPS64_N32. */
const N32 = 0x20000000;

const X86 = { family: 'x86', endian: 'little', syscallBase: 0, enosys: 38 } as const;
const ARM = { family: 'arm', endian: 'little', syscallBase: 0, enosys: 38 } as const;
const PPC = { family: 'ppc', syscallBase: 0, enosys: 38 } as const;
const S390 = { family: 's390', endian: 'big', syscallBase: 0, enosys: 38 } as const;
const MIPS = { family: 'mips', enosys: 89 } as const;
const O32 = { ...MIPS, bits: 32, syscallBase: 4000 } as const;
const N64 = { ...MIPS, bits: 64, syscallBase: 5000 } as const;
const MIPS_N32 = { ...MIPS, bits: 32, syscallBase: 6000 } as const;

/** Every ABI whose system calls are known here, native ones before their sub-architectures' siblings. */
export const ARCHITECTURES: readonly Architecture[] = [
  {
    ...X86,
    arch: 'SCMP_ARCH_X86_64',
    label: 'x86_64',
    token: 'x86_64',
    goarch: 'amd64',
    auditArch: WIDE + LITTLE + 62,
    bits: 64,
    aliases: ['x86-64', 'x64'],
  },
  {
    ...X86,
    arch: 'SCMP_ARCH_X86',
    label: '32-bit x86',
    token: 'x86',
    goarch: '386',
    auditArch: LITTLE + 3,
    bits: 32,
    aliases: ['i386', 'i486', 'i586', 'i686', 'ia32'],
  },
  {
    ...X86,
    arch: 'SCMP_ARCH_X32',
    label: 'x32',
    token: 'x32',
    auditArch: WIDE + LITTLE + 62,
    bits: 32,
    syscallBase: 0x40000000,
    aliases: ['gnux32'],
  },
  {
    ...ARM,
    arch: 'SCMP_ARCH_AARCH64',
    label: 'aarch64',
    token: 'aarch64',
    goarch: 'arm64',
    auditArch: WIDE + LITTLE + 183,
    bits: 64,
    aliases: ['armv8'],
  },
  {
    ...ARM,
    arch: 'SCMP_ARCH_ARM',
    label: '32-bit arm',
    token: 'arm',
    goarch: 'arm',
    auditArch: LITTLE + 40,
    bits: 32,
    aliases: ['armhf', 'armel', 'armv7', 'armv7l', 'armv6l'],
  },
  {
    family: 'riscv',
    endian: 'little',
    syscallBase: 0,
    enosys: 38,
    arch: 'SCMP_ARCH_RISCV64',
    label: 'riscv64',
    token: 'riscv64',
    goarch: 'riscv64',
    auditArch: WIDE + LITTLE + 243,
    bits: 64,
    aliases: [],
  },
  {
    ...S390,
    arch: 'SCMP_ARCH_S390X',
    label: 's390x',
    token: 's390x',
    goarch: 's390x',
    auditArch: WIDE + 22,
    bits: 64,
    aliases: [],
  },
  {
    ...S390,
    arch: 'SCMP_ARCH_S390',
    label: 's390',
    token: 's390',
    goarch: 's390',
    auditArch: 22,
    bits: 32,
    aliases: [],
  },
  {
    ...PPC,
    arch: 'SCMP_ARCH_PPC64LE',
    label: 'ppc64le',
    token: 'ppc64le',
    goarch: 'ppc64le',
    auditArch: WIDE + LITTLE + 21,
    bits: 64,
    endian: 'little',
    aliases: ['powerpc64le', 'ppc64el'],
  },
  {
    ...PPC,
    arch: 'SCMP_ARCH_PPC64',
    label: 'ppc64',
    token: 'ppc64',
    goarch: 'ppc64',
    auditArch: WIDE + 21,
    bits: 64,
    endian: 'big',
    aliases: ['powerpc64'],
  },
  {
    ...PPC,
    arch: 'SCMP_ARCH_PPC',
    label: 'ppc',
    token: 'ppc',
    goarch: 'ppc',
    auditArch: 20,
    bits: 32,
    endian: 'big',
    aliases: ['powerpc'],
  },
  {
    ...O32,
    arch: 'SCMP_ARCH_MIPS',
    label: 'mips',
    token: 'mips',
    goarch: 'mips',
    auditArch: 8,
    endian: 'big',
    aliases: [],
  },
  {
    ...O32,
    arch: 'SCMP_ARCH_MIPSEL',
    label: 'mipsel',
    token: 'mipsel',
    goarch: 'mipsle',
    auditArch: LITTLE + 8,
    endian: 'little',
    aliases: [],
  },
  {
    ...N64,
    arch: 'SCMP_ARCH_MIPS64',
    label: 'mips64',
    token: 'mips64',
    goarch: 'mips64',
    auditArch: WIDE + 8,
    endian: 'big',
    aliases: [],
  },
  {
    ...N64,
    arch: 'SCMP_ARCH_MIPSEL64',
    label: 'mipsel64',
    token: 'mipsel64',
    goarch: 'mips64le',
    auditArch: WIDE + LITTLE + 8,
    endian: 'little',
    aliases: ['mips64el'],
  },
  {
    ...MIPS_N32,
    arch: 'SCMP_ARCH_MIPS64N32',
    label: 'mips64n32',
    token: 'mips64n32',
    goarch: 'mips64p32',
    auditArch: WIDE + N32 + 8,
    endian: 'big',
    aliases: [],
  },
  {
    ...MIPS_N32,
    arch: 'SCMP_ARCH_MIPSEL64N32',
    label: 'mipsel64n32',
    token: 'mipsel64n32',
    goarch: 'mips64p32le',
    auditArch: WIDE + LITTLE + N32 + 8,
    endian: 'little',
    aliases: [],
  },
  {
    family: 'loongarch',
    endian: 'little',
    syscallBase: 0,
    enosys: 38,
    arch: 'SCMP_ARCH_LOONGARCH64',
    label: 'loongarch64',
    token: 'loongarch64',
    goarch: 'loong64',
    auditArch: WIDE + LITTLE + 258,
    bits: 64,
    aliases: ['loong64'],
  },
];

const BY_ARCH: ReadonlyMap<string, Architecture> = new Map(ARCHITECTURES.map((each) => [each.arch, each]));

/** What is known of an ABI. */
export function architectureOf(arch: Arch): Architecture {
  const known = BY_ARCH.get(arch);
  if (known === undefined) throw new RangeError(`${arch} is no architecture of the table`);
  return known;
}

/** Whether `name` is the OCI name of an ABI whose system calls are known here. */
export function isArch(name: string): name is Arch {
  return BY_ARCH.has(name);
}

/** The ABI that a word stands for: OCI name, label, GOARCH or another common name, in any case; undefined for none of these. */
export function readArch(word: string): Arch | undefined {
  const wanted = word.trim().toLowerCase();
  return ARCHITECTURES.find(
    ({ arch, label, token, goarch, aliases }) =>
      arch.toLowerCase() === wanted ||
      label.toLowerCase() === wanted ||
      token === wanted ||
      goarch === wanted ||
      aliases.includes(wanted),
  )?.arch;
}

const SUB_ARCHITECTURES: Partial<Record<Arch, readonly Arch[]>> = {
  SCMP_ARCH_X86_64: ['SCMP_ARCH_X86', 'SCMP_ARCH_X32'],
  SCMP_ARCH_AARCH64: ['SCMP_ARCH_ARM'],
  SCMP_ARCH_MIPS64: ['SCMP_ARCH_MIPS', 'SCMP_ARCH_MIPS64N32'],
  SCMP_ARCH_MIPS64N32: ['SCMP_ARCH_MIPS', 'SCMP_ARCH_MIPS64'],
  SCMP_ARCH_MIPSEL64: ['SCMP_ARCH_MIPSEL', 'SCMP_ARCH_MIPSEL64N32'],
  SCMP_ARCH_MIPSEL64N32: ['SCMP_ARCH_MIPSEL', 'SCMP_ARCH_MIPSEL64'],
  SCMP_ARCH_PPC64: ['SCMP_ARCH_PPC'],
  SCMP_ARCH_S390X: ['SCMP_ARCH_S390'],
};

/** The ABIs that a kernel of this native architecture also runs: as Docker's archMap lists them, and 32-bit ppc on ppc64, which it leaves out. */
export function subArchitectures(native: Arch): readonly Arch[] {
  return SUB_ARCHITECTURES[native] ?? [];
}

/** linux/audit.h __AUDIT_ARCH_64BIT, which x32 and n32 have too. */
const AUDIT_ARCH_64BIT = 0x80000000;

/** How many bits of each argument a filter sees on an ABI: whole registers, or what compat ABIs leave of them. */
export function registerBits(arch: Arch): 32 | 64 {
  return (architectureOf(arch).auditArch & AUDIT_ARCH_64BIT) === 0 ? 32 : 64;
}
