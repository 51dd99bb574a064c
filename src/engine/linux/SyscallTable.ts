import type { Arch } from './Arch.ts';
import { architectureOf } from './architecture.ts';
import { mapOf } from './mapOf.ts';

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
