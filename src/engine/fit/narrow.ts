import type { Arch } from '../linux/index.ts';
import { parametersOf } from '../linux/index.ts';
import { type Condition, conditionFor } from '../seccomp/index.ts';
import type { TracedCall } from '../trace/index.ts';

/**
 * Arguments that say what a call does, and are the same whenever a program does that: the operation of a call that is many, flags that make namespaces,
 * a socket's family. clone(2), unshare(2), setns(2), socket(2), socketpair(2), personality(2), prctl(2), arch_prctl(2), ioctl(2), keyctl(2), ptrace(2),
 * seccomp(2), bpf(2), socketcall(2), ipc(2), syslog(2), membarrier(2), modify_ldt(2), quotactl(2). Never addresses, descriptors, sizes or process IDs.
 */
const TELLING: Readonly<Record<string, number>> = {
  clone: 0,
  unshare: 0,
  setns: 1,
  socket: 0,
  socketpair: 0,
  personality: 0,
  prctl: 0,
  arch_prctl: 0,
  ioctl: 1,
  keyctl: 0,
  ptrace: 0,
  seccomp: 0,
  bpf: 0,
  socketcall: 0,
  ipc: 0,
  syslog: 0,
  membarrier: 0,
  modify_ldt: 0,
  quotactl: 0,
};

/** More distinct values than this are no few: the call is allowed whole. */
export const MOST_VALUES = 8;

/** The argument of a call by which it can be narrowed; undefined where none tells. On s390 clone's flags are its second (clone(2)). */
export function tellingArgument(arch: Arch, name: string): number | undefined {
  const index = Object.hasOwn(TELLING, name) ? TELLING[name] : undefined;
  if (name !== 'clone') return index;
  const flags = parametersOf(arch, name)?.findIndex((parameter) => parameter.name === 'clone_flags') ?? 0;
  return Math.max(flags, 0);
}

/** What is known of an argument: all of it, or of an int that may have its sign above it the lower half, which is all that the kernel reads. */
export const toldOf = ({ args, lower }: Pick<TracedCall, 'args' | 'lower'>, index: number): bigint | undefined =>
  args[index] ?? lower?.[index];

/**
 * Conditions that hold for these calls of one name and for no other value of the argument that tells, one set for each value; undefined where no argument
 * tells, one of the calls leaves it unknown, or the values are many.
 */
export function narrowed(
  arch: Arch,
  name: string,
  calls: readonly Pick<TracedCall, 'args' | 'lower'>[],
): readonly (readonly Condition[])[] | undefined {
  const index = tellingArgument(arch, name);
  if (index === undefined || calls.length === 0) return undefined;
  const values = new Set(calls.map((call) => toldOf(call, index)));
  if (values.has(undefined)) return undefined;
  const sets = new Map(
    [...values].flatMap((value) => {
      if (value === undefined) return [];
      const condition = conditionFor(arch, name, index, value);
      return [[`${condition.mask} ${condition.value}`, [condition]] as const];
    }),
  );
  return sets.size > MOST_VALUES ? undefined : [...sets.values()];
}
