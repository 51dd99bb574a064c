import type { Arch } from './Arch.ts';
import { mapOf } from './mapOf.ts';

/** The system calls of one ABI as libseccomp knows them. Numbers are seccomp_data.nr (x32: with bit 30). */
export interface SyscallTable {
  arch: Arch;
  /** By number, ascending. */
  names: readonly string[];
  highest: number;
  numberOf(name: string): number | undefined;
  nameOf(number: number): string | undefined;
  /** Whether libseccomp resolves the name to a pseudo number because `socketcall` or `ipc` reaches the call too. */
  isMultiplexed(name: string): boolean;
}

/** The shape of content/data/syscalls/<abi>.json. */
export interface SyscallFile {
  numbers: Readonly<Record<string, number>>;
  multiplexed: readonly string[];
}

/** Makes a table from its file; the file's numbers ascend. */
// @__NO_SIDE_EFFECTS__
export function syscallTable(arch: Arch, file: SyscallFile): SyscallTable {
  const numbers = mapOf(file.numbers);
  const names = new Map([...numbers].map(([name, number]) => [number, name]));
  const multiplexed = new Set(file.multiplexed);
  return {
    arch,
    names: [...numbers.keys()],
    highest: Math.max(...names.keys()),
    numberOf: (name) => numbers.get(name),
    nameOf: (number) => names.get(number),
    isMultiplexed: (name) => multiplexed.has(name),
  };
}
