import type { Filter } from '../../filter/Filter.ts';
import { assemble } from '../assemble.ts';
import type { Program } from '../Program.ts';
import { programNode } from '../programNode.ts';

/** So little that no step is worth an instruction, and so much that no instruction is worth a step. */
const NOTHING = 1e-6;
const EVERYTHING = 1e6;

/**
 * The best that trees of JGE and JEQ alone can do for a filter, one tree for each architecture, by exact dynamic programming (`solveRuns`): the fewest
 * instructions, and the fewest steps for an allowed call. No such tree is smaller: a JEQ can always stand below every JGE, as in these. None takes fewer steps
 * in which no JEQ stands above a JGE, which pays only for a call that comes more often than all that the JGE takes away. Where ends of the trees do the same,
 * they are written once.
 */
export function treeOptimum(filter: Filter): { size: Program; steps: Program } {
  const best = (steps: number): Program => ({
    arch: filter.target.arch,
    ...assemble(programNode(filter, { steps, apart: true })),
  });
  return { size: best(NOTHING), steps: best(EVERYTHING) };
}
