import type { Program } from '../bpf/Program.ts';
import type { Filter } from '../filter/Filter.ts';
import { type Difference, differences } from './differences.ts';
import { filterDecider } from './filterDecider.ts';
import { programDecider } from './programDecider.ts';

/** Whether a program answers as a filter does, and for how many regions of calls that was seen. */
export type Proof =
  | { equal: true; regions: number }
  | { equal: false; difference: Difference }
  | { equal: undefined; why: 'instructions' | 'work' };

/**
 * Proves that a program answers every call as `decide` does, by exhaustion; or finds a call for which it doesn't. Neither where the program has instructions
 * that no compiler of filters writes, or where there are too many paths.
 */
export function prove(program: Program, filter: Filter): Proof {
  const decider = programDecider(program);
  if (decider === undefined) return { equal: undefined, why: 'instructions' };
  const { differences: found, regions, isWhole } = differences(decider, filterDecider(filter), 1);
  const [difference] = found;
  if (difference !== undefined) return { equal: false, difference };
  return isWhole ? { equal: true, regions } : { equal: undefined, why: 'work' };
}
