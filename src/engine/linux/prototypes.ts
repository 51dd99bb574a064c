import { tablesOf } from '#tables';
import file from '../../../content/data/prototypes/common.json' with { type: 'json' };
import { type Arch, registerBits } from './architecture.ts';
import type { Rows } from './tables/FamilyTables.ts';

export interface Parameter {
  /** The C type, without the kernel's `__user`. */
  type: string;
  name: string;
  /** How much of the register the kernel reads, 32 standing for fewer too. What a filter compares above it, the kernel never sees. */
  bits: 32 | 64;
}

/** Types of 64 bits there, next to pointers (include/linux/types.h, uapi/asm-generic/posix_types.h, uapi/linux/capability.h); all others have 32 or fewer. */
const WIDE_TYPES: ReadonlySet<string> = /* @__PURE__ */ new Set([
  ...['unsigned long', 'long', 'size_t', 'off_t', 'loff_t', 'u64', '__u64', 'uintptr_t', 'aio_context_t'],
  ...['old_sigset_t', '__sighandler_t', 'cap_user_header_t', 'cap_user_data_t', 'const cap_user_data_t'],
]);

/**
 * Parameters of type unsigned long of which the kernel takes the lower half: clone's flags by lower_32_bits (kernel/fork.c), a file descriptor by
 * fdget(unsigned int) (include/linux/file.h), a personality by ksys_personality(unsigned int) (powerpc, mips n32).
 */
const HALVED: ReadonlySet<string> = /* @__PURE__ */ new Set(['clone_flags', 'fd', 'personality']);

/**
 * A call's parameters in the order in which the ABI passes them, one a register: as include/linux/syscalls.h and its like declare them, with 64-bit
 * ones in halves where registers have 32 bits. undefined where no prototype tells them.
 */
export function parametersOf(arch: Arch, call: string): readonly Parameter[] | undefined {
  const known = [...tablesOf(arch).prototypes, file.calls as Rows];
  const rows = known.find((candidate) => Object.hasOwn(candidate, call))?.[call];
  const wide = registerBits(arch) === 64;
  return rows?.map(([type = '', name = '']) => ({ type, name, bits: wide ? widthOf(type, name) : 32 }));
}

function widthOf(type: string, name: string): 32 | 64 {
  if (!type.endsWith('*') && (!WIDE_TYPES.has(type) || HALVED.has(name))) return 32;
  return 64;
}
