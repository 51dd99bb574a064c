import type { Arch } from '../linux/index.ts';
import type { Filter, Program } from '../seccomp/index.ts';
import { type Decider, differences, filterDecider, programDecider } from '../seccomp/regions/index.ts';
import type { Comparison } from './Change.ts';
import { changesOf, joined } from './changesOf.ts';

/**
 * What differs in effect between two filters: every call, with every value of its arguments, that the second answers otherwise than the first, by ABI, the machine's own first. It is
 * found by following both over all calls at once (`differences`), never by trying calls or by comparing texts.
 */
export const compare = (before: Filter, after: Filter): Comparison =>
  between(filterDecider(before), filterDecider(after), before.target.arch);

/** The same between a filter and a program that the kernel takes; undefined for one with instructions that no compiler of filters writes. */
export function compareProgram(before: Filter, after: Program): Comparison | undefined {
  const decider = programDecider(after);
  return decider && between(filterDecider(before), decider, before.target.arch);
}

function between(before: Decider, after: Decider, own: Arch): Comparison {
  const { differences: found, isWhole } = differences(before, after);
  const changes = joined(found.flatMap((difference) => changesOf(difference)));
  return { changes: changes.sort((one, other) => Number(other.arch === own) - Number(one.arch === own)), isWhole };
}
