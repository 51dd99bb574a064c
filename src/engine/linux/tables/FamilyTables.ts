import { ARCHITECTURES, type Arch, architectureOf } from '../architecture.ts';
import { mapOf } from '../mapOf.ts';

/** What an architecture's headers have besides content/data/constants/common.json or otherwise, by set; null for a name that they lack. */
export type OwnConstants = Readonly<Record<string, Readonly<Record<string, number | null>>>>;

/** Parameters by call, each its C type and its name; null where no prototype tells them. */
export type Rows = Readonly<Record<string, readonly (readonly string[])[] | null>>;

/** Error names and words that an architecture numbers otherwise than content/data/errno.json, or has besides. */
export interface OwnErrors {
  numbers: Readonly<Record<string, number>>;
  messages: Readonly<Record<string, string>>;
}

/**
 * What arguments and errors are called on the ABIs of one family, loaded together. It holds whole files and reads none of them, so that a bundle can leave them
 * out.
 */
export interface FamilyFacts {
  /** content/data/constants/<architecture>.json */
  constants: Readonly<Partial<Record<Arch, { sets: OwnConstants }>>>;
  /** content/data/errno/<architecture>.json, where there is one. */
  errors?: OwnErrors;
  /** content/data/prototypes/<family>.json */
  prototypes: { abis: Readonly<Record<string, Rows>> };
  /** Whose rows of `prototypes` an ABI has, in the order in which they are asked; what none has is in content/data/prototypes/common.json. */
  rows: Readonly<Partial<Record<Arch, readonly string[]>>>;
}

/** The system calls of one ABI as libseccomp knows them. Numbers are seccomp_data.nr: with x32's bit, from mips' __NR_Linux on. */
export interface SyscallTable {
  arch: Arch;
  /** By number, ascending. */
  names: readonly string[];
  highest: number;
  /** Whether `socketcall` and `ipc` reach calls of the ABI, so that libseccomp resolves their names to pseudo numbers. */
  multiplexed: boolean;
  numberOf(name: string): number | undefined;
  nameOf(number: number): string | undefined;
}

/** The shape of content/data/syscalls/<abi>.json; its numbers ascend and are without the ABI's base. */
export interface SyscallFile {
  numbers: Readonly<Record<string, number>>;
  multiplexed: boolean;
}

/** Makes an ABI's table from its file, which ABIs of both byte orders share. */
// @__NO_SIDE_EFFECTS__
export function syscallTable(arch: Arch, file: SyscallFile): SyscallTable {
  const { syscallBase } = architectureOf(arch);
  const numbers = mapOf(file.numbers);
  const names = new Map([...numbers].map(([name, number]) => [number, name]));
  return {
    arch,
    names: [...numbers.keys()],
    highest: Math.max(...names.keys()) + syscallBase,
    multiplexed: file.multiplexed,
    numberOf(name) {
      const number = numbers.get(name);
      return number === undefined ? undefined : number + syscallBase;
    },
    nameOf: (number) => names.get(number - syscallBase),
  };
}

/** What is known of the ABIs of one family, and loaded together. */
export interface FamilyTables {
  syscalls: ReadonlyMap<Arch, SyscallTable>;
  facts: FamilyFacts;
}

/** Makes a family's tables from the files of its ABIs and what arguments are called there. */
// @__NO_SIDE_EFFECTS__
export function familyTables(files: Partial<Record<Arch, SyscallFile>>, facts: FamilyFacts): FamilyTables {
  const syscalls = new Map<Arch, SyscallTable>();
  for (const { arch } of ARCHITECTURES) {
    const file = files[arch];
    if (file !== undefined) syscalls.set(arch, syscallTable(arch, file));
  }
  return { syscalls, facts };
}
