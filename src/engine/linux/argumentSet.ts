import { tablesOf } from '#tables';
import tables from '../../../content/data/argumentSets.json' with { type: 'json' };
import file from '../../../content/data/prototypes/common.json' with { type: 'json' };
import { type Arch, registerBits } from './architecture.ts';
import { type ConstantSetName, constantValue } from './formatFlags.ts';
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

/** What is known of the call whose argument is asked. */
export interface ArgumentPlace {
  /** Where the call is made; left out, x86_64. */
  arch?: Arch;
  /** Its other arguments, some of which choose the names of another: a socket's family its protocol's. */
  args?: readonly bigint[];
}

/**
 * The set that the argument in register `index` (from 0) of a call is asked with; undefined where it is a plain number or pointer, or where it depends on
 * an argument that `args` doesn't have.
 */
export function argumentSet(call: string, index: number, place: ArgumentPlace = {}): ConstantSetName | undefined {
  const { arch = 'SCMP_ARCH_X86_64', args = [] } = place;
  // kernel/fork.c: with CONFIG_CLONE_BACKWARDS2 (s390) the stack comes first.
  if (call === 'clone') return parametersOf(arch, call)?.[index]?.name === 'clone_flags' ? 'clone' : undefined;
  const at = parameterIndex(arch, call, index);
  if (at === undefined) return undefined;
  const fixed = Object.hasOwn(ARGUMENT_SETS, call) ? ARGUMENT_SETS[call]?.[at] : undefined;
  if (fixed !== undefined) return fixed;
  const dependent = Object.hasOwn(DEPENDENT_SETS, call) ? DEPENDENT_SETS[call]?.[at] : undefined;
  const chooser = dependent && args[dependent.on];
  if (chooser === undefined) return undefined;
  // What chooses is an int in all of them.
  const chosen = Object.entries(dependent?.sets ?? {}).find(
    ([name]) => constantValue(name, arch) === BigInt.asUintN(32, chooser),
  );
  return chosen?.[1];
}

/**
 * Which parameter stands in a register, counted as where no 64-bit one is split in two; the lower half stands for the whole. undefined for an upper
 * half, an unused register and one that the call doesn't take.
 */
function parameterIndex(arch: Arch, call: string, register: number): number | undefined {
  const parameters = parametersOf(arch, call);
  if (parameters === undefined) return register;
  const name = parameters[register]?.name;
  if (name === undefined || isPart(name)) return undefined;
  return register - parameters.slice(0, register).filter(({ name: other }) => isPart(other)).length;
}

/** Registers that count with the parameter beside them. */
const isPart = (name: string) => name === '__pad' || name.endsWith('_hi');

/** An argument whose names depend on another: the set by the constant that stands at `on`. */
interface DependentSet {
  on: number;
  sets: Readonly<Record<string, ConstantSetName>>;
}

/** By call, and by argument, from 0. */
type ByArgument<Value> = Readonly<Record<string, Readonly<Record<number, Value>>>>;

/** Which set an argument of a call is asked with, and which where another argument chooses it. */
export const { fixed: ARGUMENT_SETS, dependent: DEPENDENT_SETS } = tables as unknown as {
  fixed: ByArgument<ConstantSetName>;
  dependent: ByArgument<DependentSet>;
};
