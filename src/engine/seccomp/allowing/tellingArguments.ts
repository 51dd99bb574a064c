import { argumentSet, nameOf } from '../../linux/index.ts';
import type { Condition } from '../filter/Condition.ts';
import { dependsOnArguments } from '../filter/dependsOnArguments.ts';
import type { Filter } from '../filter/Filter.ts';
import type { Call } from '../filter/Verdict.ts';
import { ALL_BITS, isPointer, kernelBits } from '../roads/kernelBits.ts';

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
    const mask = kernelBits(arch, name, index);
    // A program may leave anything in bits that the kernel does not read, and does so with a negative int.
    const isWhole = mask === ALL_BITS || value <= mask >> 1n;
    return [
      isWhole
        ? { index, op: 'SCMP_CMP_EQ', mask: ALL_BITS, value }
        : { index, op: 'SCMP_CMP_MASKED_EQ', mask, value: value & mask },
    ];
  });
}
