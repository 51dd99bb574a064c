import file from '../../../content/data/architectures.json' with { type: 'json' };

/** An ABI by its OCI name (runtime-spec, config-linux.md, "architectures"), every one that runc 1.1.15 takes. */
export type Arch = keyof typeof file.architectures;

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

/** linux/audit.h: __AUDIT_ARCH_64BIT, which x32 and n32 have too, and __AUDIT_ARCH_LE. */
const WIDE = 0x80000000;
const LITTLE = 0x40000000;

/** What an ABI does not have in common with most others, or its name does not tell; `auditArch` in hexadecimal. */
type Row = Pick<Architecture, 'family' | 'bits'> & { auditArch: string } & Partial<
    Pick<Architecture, 'label' | 'goarch' | 'syscallBase' | 'enosys' | 'aliases' | 'subArchitectures'>
  >;

const ROWS = file.architectures as Readonly<Record<Arch, Row>>;

/** Every ABI whose system calls are known here, native ones before their sub-architectures' siblings. */
export const ARCHITECTURES: readonly Architecture[] = (Object.keys(ROWS) as Arch[]).map((arch) => {
  const { auditArch: written, ...row } = ROWS[arch];
  const token = arch.replace('SCMP_ARCH_', '').toLowerCase();
  const auditArch = Number(written);
  const endian = (auditArch & LITTLE) === 0 ? 'big' : 'little';
  const usual = { label: token, goarch: undefined, syscallBase: 0, enosys: 38, aliases: [], subArchitectures: [] };
  return { arch, token, auditArch, endian, ...usual, ...row };
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
