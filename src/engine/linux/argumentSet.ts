import tables from '../../../content/data/argumentSets.json' with { type: 'json' };
import type { Arch } from './architecture.ts';
import { type ConstantSetName, constantValue } from './constants.ts';
import { parametersOf } from './prototypes.ts';

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
