/** An ABI by its OCI name (runtime-spec, config-linux.md, "architectures"). */
export type Arch = 'SCMP_ARCH_X86_64' | 'SCMP_ARCH_X86' | 'SCMP_ARCH_X32' | 'SCMP_ARCH_AARCH64';

export interface Architecture {
  arch: Arch;
  /** The name in words and tables. */
  label: string;
  /** libseccomp's word, for `scmp_sys_resolver -a`. */
  token: string;
  /** Go's GOARCH, which Docker's profiles name in `includes.arches`; Go has none for x32. */
  goarch?: string;
  /** linux/audit.h AUDIT_ARCH_*, what the filter reads as seccomp_data.arch. x32 shares x86_64's. */
  auditArch: number;
  /** Width of an argument as libseccomp compares it (arch-*.c, `.size`); x32 counts as 32. */
  bits: 32 | 64;
  endian: 'little' | 'big';
  /** Set in every number of the ABI: asm/unistd.h __X32_SYSCALL_BIT, else 0. */
  syscallBit: number;
  /** Other names people write for it, in lower case. */
  aliases: readonly string[];
}

const X86_64: Architecture = {
  arch: 'SCMP_ARCH_X86_64',
  label: 'x86_64',
  token: 'x86_64',
  goarch: 'amd64',
  auditArch: 0xc000003e,
  bits: 64,
  endian: 'little',
  syscallBit: 0,
  aliases: ['x86-64', 'x64'],
};
const X86: Architecture = {
  arch: 'SCMP_ARCH_X86',
  label: '32-bit x86',
  token: 'x86',
  goarch: '386',
  auditArch: 0x40000003,
  bits: 32,
  endian: 'little',
  syscallBit: 0,
  aliases: ['i386', 'i486', 'i586', 'i686', 'ia32'],
};
const X32: Architecture = {
  arch: 'SCMP_ARCH_X32',
  label: 'x32',
  token: 'x32',
  auditArch: 0xc000003e,
  bits: 32,
  endian: 'little',
  syscallBit: 0x40000000,
  aliases: ['gnux32'],
};
const AARCH64: Architecture = {
  arch: 'SCMP_ARCH_AARCH64',
  label: 'aarch64',
  token: 'aarch64',
  goarch: 'arm64',
  auditArch: 0xc00000b7,
  bits: 64,
  endian: 'little',
  syscallBit: 0,
  aliases: ['armv8'],
};

/** Every ABI whose system calls are known here, native ones before their sub-architectures' siblings. */
export const ARCHITECTURES: readonly Architecture[] = [X86_64, X86, X32, AARCH64];

const BY_ARCH: Record<Arch, Architecture> = {
  SCMP_ARCH_X86_64: X86_64,
  SCMP_ARCH_X86: X86,
  SCMP_ARCH_X32: X32,
  SCMP_ARCH_AARCH64: AARCH64,
};

/** What is known of an ABI. */
export function architectureOf(arch: Arch): Architecture {
  return BY_ARCH[arch];
}

/** Whether `name` is the OCI name of an ABI whose system calls are known here. */
export function isArch(name: string): name is Arch {
  return Object.hasOwn(BY_ARCH, name);
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

/**
 * The ABIs that a kernel of this native architecture also runs, as Docker's archMap lists them. aarch64's 32-bit ARM is one too, but its
 * system calls are not known here.
 */
export function subArchitectures(native: Arch): readonly Arch[] {
  return native === 'SCMP_ARCH_X86_64' ? ['SCMP_ARCH_X86', 'SCMP_ARCH_X32'] : [];
}
