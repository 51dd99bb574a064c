import { ARCHITECTURES, type Arch, architectureOf, names, numberOf } from '../../engine/linux/index.ts';

/** A system call with its number on every ABI that has it, as seccomp_data.nr (x32: with bit 30). */
export interface NamedCall {
  name: string;
  numbers: ReadonlyMap<Arch, number>;
}

/** Every call of every ABI that the engine knows, by name. */
export function allCalls(): readonly NamedCall[] {
  const found = new Map<string, Map<Arch, number>>();
  for (const { arch } of ARCHITECTURES) {
    for (const name of names(arch)) {
      const numbers = found.get(name) ?? new Map<Arch, number>();
      const number = numberOf(arch, name);
      if (number !== undefined) numbers.set(arch, number);
      found.set(name, numbers);
    }
  }
  return [...found]
    .map(([name, numbers]) => ({ name, numbers }))
    .sort((a, b) => (a.name < b.name ? -1 : Number(a.name > b.name)));
}

/** Machines that Docker’s own table of architectures has (moby, profiles/seccomp), those of its packages first, with the ABIs that a program may use there. */
const MACHINES = [
  'SCMP_ARCH_X86_64',
  'SCMP_ARCH_AARCH64',
  'SCMP_ARCH_RISCV64',
  'SCMP_ARCH_PPC64LE',
  'SCMP_ARCH_S390X',
  'SCMP_ARCH_MIPS64',
] as const satisfies readonly Arch[];

/** An ABI, and the machine on which its programs run. */
export interface Abi {
  machine: Arch;
  arch: Arch;
}

/** Each ABI once, on the machine that people have; the first that has a call is the one that the table answers for. */
export const ABIS: readonly Abi[] = MACHINES.flatMap((machine) =>
  [machine, ...architectureOf(machine).subArchitectures].map((arch) => ({ machine, arch })),
);
