import aarch64 from '../../../content/data/syscalls/aarch64.json' with { type: 'json' };
import x32 from '../../../content/data/syscalls/x32.json' with { type: 'json' };
import x86 from '../../../content/data/syscalls/x86.json' with { type: 'json' };
import x86_64 from '../../../content/data/syscalls/x86_64.json' with { type: 'json' };
import type { Arch } from './Arch.ts';
import { type SyscallTable, syscallTable } from './SyscallTable.ts';

const TABLES: Record<Arch, SyscallTable> = {
  SCMP_ARCH_X86_64: syscallTable('SCMP_ARCH_X86_64', x86_64),
  SCMP_ARCH_X86: syscallTable('SCMP_ARCH_X86', x86),
  SCMP_ARCH_X32: syscallTable('SCMP_ARCH_X32', x32),
  SCMP_ARCH_AARCH64: syscallTable('SCMP_ARCH_AARCH64', aarch64),
};

/** The system calls of an ABI. */
export function syscallsOf(arch: Arch): SyscallTable {
  return TABLES[arch];
}

/** The number of a call as seccomp_data.nr (x32: with bit 30); undefined where the ABI lacks the call. */
export function numberOf(arch: Arch, name: string): number | undefined {
  return TABLES[arch].numberOf(name);
}

/** The name of the call with this seccomp_data.nr; undefined where the ABI has none. */
export function nameOf(arch: Arch, number: number): string | undefined {
  return TABLES[arch].nameOf(number);
}

/** The names of an ABI's calls, by number. */
export function names(arch: Arch): readonly string[] {
  return TABLES[arch].names;
}

/** The highest seccomp_data.nr that libseccomp knows of an ABI. */
export function highestNumber(arch: Arch): number {
  return TABLES[arch].highest;
}
