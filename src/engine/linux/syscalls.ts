import { tablesOf } from '#tables';
import type { Arch } from './architecture.ts';
import type { SyscallTable } from './tables/FamilyTables.ts';

// All of these throw a RangeError where a page has not loaded the ABI's family (loadTables).

/** The system calls of an ABI. */
export function syscallsOf(arch: Arch): SyscallTable {
  return tablesOf(arch).syscalls;
}

/** The number of a call as seccomp_data.nr (x32: with bit 30); undefined where the ABI lacks the call. */
export function numberOf(arch: Arch, name: string): number | undefined {
  return syscallsOf(arch).numberOf(name);
}

/** The name of the call with this seccomp_data.nr; undefined where the ABI has none. */
export function nameOf(arch: Arch, number: number): string | undefined {
  return syscallsOf(arch).nameOf(number);
}

/** The names of an ABI's calls, by number. */
export function names(arch: Arch): readonly string[] {
  return syscallsOf(arch).names;
}
