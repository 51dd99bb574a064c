import type { Arch } from '../Arch.ts';
import { ARCHITECTURES } from '../architecture.ts';
import type { FamilyFacts } from '../facts/FamilyFacts.ts';
import { type SyscallFile, type SyscallTable, syscallTable } from '../SyscallTable.ts';

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
