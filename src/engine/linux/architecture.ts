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
  goarch: string | undefined;
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
  /** The ABIs that a kernel of it also runs: as Docker's archMap lists them, and 32-bit ppc on ppc64, which it leaves out. */
  subArchitectures: readonly Arch[];
}

/** linux/audit.h: __AUDIT_ARCH_64BIT, which x32 and n32 have too, __AUDIT_ARCH_LE, and __AUDIT_ARCH_CONVENTION_MIPS64_N32; beside them EM_* of linux/elf-em.h. */
const WIDE = 0x80000000;
const LITTLE = 0x40000000;
const N32 = 0x20000000;

const MIPS = { family: 'mips', enosys: 89 } as const;
const O32 = { ...MIPS, bits: 32, syscallBase: 4000 } as const;
const N64 = { ...MIPS, bits: 64, syscallBase: 5000 } as const;
const MIPS_N32 = { ...MIPS, bits: 32, syscallBase: 6000 } as const;

/** What an ABI does not have in common with most others, or its name does not tell. */
type Row = Pick<Architecture, 'family' | 'goarch' | 'auditArch' | 'bits'> &
  Partial<Pick<Architecture, 'label' | 'syscallBase' | 'enosys' | 'aliases' | 'subArchitectures'>>;

/** Every ABI whose system calls are known here, native ones before their sub-architectures' siblings. */
const ROWS: Readonly<Record<Arch, Row>> = {
  SCMP_ARCH_X86_64: {
    family: 'x86',
    goarch: 'amd64',
    auditArch: WIDE + LITTLE + 62,
    bits: 64,
    aliases: ['x86-64', 'x64'],
    subArchitectures: ['SCMP_ARCH_X86', 'SCMP_ARCH_X32'],
  },
  SCMP_ARCH_X86: {
    family: 'x86',
    label: '32-bit x86',
    goarch: '386',
    auditArch: LITTLE + 3,
    bits: 32,
    aliases: ['i386', 'i486', 'i586', 'i686', 'ia32'],
  },
  SCMP_ARCH_X32: {
    family: 'x86',
    goarch: undefined,
    auditArch: WIDE + LITTLE + 62,
    bits: 32,
    syscallBase: 0x40000000,
    aliases: ['gnux32'],
  },
  SCMP_ARCH_AARCH64: {
    family: 'arm',
    goarch: 'arm64',
    auditArch: WIDE + LITTLE + 183,
    bits: 64,
    aliases: ['armv8'],
    subArchitectures: ['SCMP_ARCH_ARM'],
  },
  SCMP_ARCH_ARM: {
    family: 'arm',
    label: '32-bit arm',
    goarch: 'arm',
    auditArch: LITTLE + 40,
    bits: 32,
    aliases: ['armhf', 'armel', 'armv7', 'armv7l', 'armv6l'],
  },
  SCMP_ARCH_RISCV64: { family: 'riscv', goarch: 'riscv64', auditArch: WIDE + LITTLE + 243, bits: 64 },
  SCMP_ARCH_S390X: {
    family: 's390',
    goarch: 's390x',
    auditArch: WIDE + 22,
    bits: 64,
    subArchitectures: ['SCMP_ARCH_S390'],
  },
  SCMP_ARCH_S390: { family: 's390', goarch: 's390', auditArch: 22, bits: 32 },
  SCMP_ARCH_PPC64LE: {
    family: 'ppc',
    goarch: 'ppc64le',
    auditArch: WIDE + LITTLE + 21,
    bits: 64,
    aliases: ['powerpc64le', 'ppc64el'],
  },
  SCMP_ARCH_PPC64: {
    family: 'ppc',
    goarch: 'ppc64',
    auditArch: WIDE + 21,
    bits: 64,
    aliases: ['powerpc64'],
    subArchitectures: ['SCMP_ARCH_PPC'],
  },
  SCMP_ARCH_PPC: { family: 'ppc', goarch: 'ppc', auditArch: 20, bits: 32, aliases: ['powerpc'] },
  SCMP_ARCH_MIPS: { ...O32, goarch: 'mips', auditArch: 8 },
  SCMP_ARCH_MIPSEL: { ...O32, goarch: 'mipsle', auditArch: LITTLE + 8 },
  SCMP_ARCH_MIPS64: {
    ...N64,
    goarch: 'mips64',
    auditArch: WIDE + 8,
    subArchitectures: ['SCMP_ARCH_MIPS', 'SCMP_ARCH_MIPS64N32'],
  },
  SCMP_ARCH_MIPSEL64: {
    ...N64,
    goarch: 'mips64le',
    auditArch: WIDE + LITTLE + 8,
    aliases: ['mips64el'],
    subArchitectures: ['SCMP_ARCH_MIPSEL', 'SCMP_ARCH_MIPSEL64N32'],
  },
  SCMP_ARCH_MIPS64N32: {
    ...MIPS_N32,
    goarch: 'mips64p32',
    auditArch: WIDE + N32 + 8,
    subArchitectures: ['SCMP_ARCH_MIPS', 'SCMP_ARCH_MIPS64'],
  },
  SCMP_ARCH_MIPSEL64N32: {
    ...MIPS_N32,
    goarch: 'mips64p32le',
    auditArch: WIDE + LITTLE + N32 + 8,
    subArchitectures: ['SCMP_ARCH_MIPSEL', 'SCMP_ARCH_MIPSEL64'],
  },
  SCMP_ARCH_LOONGARCH64: {
    family: 'loongarch',
    goarch: 'loong64',
    auditArch: WIDE + LITTLE + 258,
    bits: 64,
    aliases: ['loong64'],
  },
};

/** Every ABI of the table, in its order. */
export const ARCHITECTURES: readonly Architecture[] = (Object.keys(ROWS) as Arch[]).map((arch) => {
  const row = ROWS[arch];
  const token = arch.replace('SCMP_ARCH_', '').toLowerCase();
  const endian = (row.auditArch & LITTLE) === 0 ? 'big' : 'little';
  return { arch, token, label: token, endian, syscallBase: 0, enosys: 38, aliases: [], subArchitectures: [], ...row };
});

/** Machines that a container can run on; x32 is only ever a sub-architecture. */
export const MACHINES: readonly Architecture[] = ARCHITECTURES.filter(({ arch }) => arch !== 'SCMP_ARCH_X32');

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

/** The ABIs that a kernel of this native architecture also runs. */
export function subArchitectures(native: Arch): readonly Arch[] {
  return architectureOf(native).subArchitectures;
}

/** The ABIs that a kernel of this native architecture runs, its own first. */
export function abisOn(native: Arch): readonly Arch[] {
  return [native, ...subArchitectures(native)];
}

/** How many bits of each argument a filter sees on an ABI: whole registers, or what compat ABIs leave of them. */
export function registerBits(arch: Arch): 32 | 64 {
  return (architectureOf(arch).auditArch & WIDE) === 0 ? 32 : 64;
}
