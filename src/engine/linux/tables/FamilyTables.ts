import { type Arch, architectureOf } from '../architecture.ts';
import { mapOf } from '../mapOf.ts';

/** The system calls of one ABI as libseccomp knows them. Numbers are seccomp_data.nr: with x32's bit, from mips' __NR_Linux on. */
export interface SyscallTable {
  arch: Arch;
  /** By number, ascending. */
  names: readonly string[];
  /** Whether `socketcall` and `ipc` reach calls of the ABI, so that libseccomp resolves their names to pseudo numbers. */
  multiplexed: boolean;
  numberOf(name: string): number | undefined;
  nameOf(number: number): string | undefined;
}

/** What an architecture's headers have besides content/data/constants/common.json or otherwise, by set; null for a name that they lack. */
export type OwnConstants = Readonly<Record<string, Readonly<Record<string, number | null>>>>;

/** Parameters by call, each its C type and its name; null where no prototype tells them. */
export type Rows = Readonly<Record<string, readonly (readonly string[])[] | null>>;

/** Error names and words that an architecture numbers otherwise than content/data/errno.json, or has besides. */
export interface OwnErrors {
  numbers: Readonly<Record<string, number>>;
  messages: Readonly<Record<string, string>>;
}

/** What is known of one ABI. The files are held whole, and read by who asks, so that a bundle can leave them out. */
export interface AbiTables {
  syscalls: SyscallTable;
  constants: OwnConstants;
  /** In the order in which they are asked; what none has is in content/data/prototypes/common.json. */
  prototypes: readonly Rows[];
  errors: OwnErrors | undefined;
}

/** The ABIs of one family, whose tables are loaded together. */
export type FamilyTables = ReadonlyMap<Arch, AbiTables>;

/** The files of one ABI, which those of both byte orders share. */
interface AbiFiles {
  /** content/data/syscalls/<abi>.json: numbers ascend and are without the ABI's base. */
  syscalls: { numbers: Readonly<Record<string, number>>; multiplexed: boolean };
  /** content/data/constants/<architecture>.json */
  constants: { sets: OwnConstants };
  /** Whose rows of the family's prototypes it has. */
  rows: readonly string[];
}

/** What the ABIs of a family share: content/data/prototypes/<family>.json, and content/data/errno/<architecture>.json where there is one. */
interface FamilyFiles {
  prototypes: { abis: Readonly<Record<string, Rows>> };
  errors?: OwnErrors;
}

/** Makes a family's tables from their files. */
// @__NO_SIDE_EFFECTS__
export function familyTables(
  { prototypes, errors }: FamilyFiles,
  files: Readonly<Partial<Record<Arch, AbiFiles>>>,
): FamilyTables {
  const abis = Object.entries(files) as [Arch, AbiFiles][];
  return new Map(
    abis.map(([arch, { syscalls, constants, rows }]) => [
      arch,
      {
        syscalls: syscallTable(arch, syscalls),
        constants: constants.sets,
        prototypes: rows.map((abi) => prototypes.abis[abi] ?? {}),
        errors,
      },
    ]),
  );
}

function syscallTable(arch: Arch, { numbers: written, multiplexed }: AbiFiles['syscalls']): SyscallTable {
  const { syscallBase } = architectureOf(arch);
  const numbers = mapOf(written);
  const names = new Map([...numbers].map(([name, number]) => [number, name]));
  return {
    arch,
    names: [...numbers.keys()],
    multiplexed,
    numberOf(name) {
      const number = numbers.get(name);
      return number === undefined ? undefined : number + syscallBase;
    },
    nameOf: (number) => names.get(number - syscallBase),
  };
}
