import { argumentSet, nameOf } from '../../linux/index.ts';
import type { Condition } from '../filter/Condition.ts';
import { dependsOnArguments } from '../filter/dependsOnArguments.ts';
import type { Filter } from '../filter/Filter.ts';
import type { Call } from '../filter/Verdict.ts';
import { ALL_BITS, isPointer, kernelBits, LOW_32 } from '../roads/kernelBits.ts';

/** -2147483648 in all of a register's bits. */
const FIRST_NEGATIVE_INT = ALL_BITS - (LOW_32 >> 1n);

/**
 * The arguments of a call that mean the same whenever it is made, as conditions: those that the headers have constants for, and those that the profile
 * compares already. Addresses, descriptors, sizes and process IDs are other ones the next time.
 */
export function tellingArguments(filter: Filter, call: Call): readonly Condition[] {
  const { arch, args, leftOut = [] } = call;
  const name = nameOf(arch, call.syscall) ?? '';
  const compared = dependsOnArguments(filter, call);
  return args.flatMap((value, index): Condition[] => {
    if (leftOut.includes(index) || isPointer(arch, name, index)) return [];
    if (argumentSet(name, index, { arch, args }) === undefined && !compared.includes(index)) return [];
    // A program may leave anything in bits that the kernel does not read, and does so with a negative int: the x86-64 psABI leaves the upper half
    // of its register undefined. Where the call's own type is a long, as keyctl's is for its serials, such a number is an int all the same.
    const mask = value >= FIRST_NEGATIVE_INT ? LOW_32 : kernelBits(arch, name, index);
    const isWhole = mask === ALL_BITS || value <= mask >> 1n;
    return [
      isWhole
        ? { index, op: 'SCMP_CMP_EQ', mask: ALL_BITS, value }
        : { index, op: 'SCMP_CMP_MASKED_EQ', mask, value: value & mask },
    ];
  });
}
