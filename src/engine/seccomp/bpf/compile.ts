import { MOST_INSTRUCTIONS } from '../../linux/index.ts';
import { type Parsed, refused } from '../../text/index.ts';
import type { Filter } from '../filter/Filter.ts';
import { assemble } from './assemble.ts';
import type { Program } from './Program.ts';
import { type Plan, programNode } from './programNode.ts';
import { likelyMasks } from './search/masks.ts';
import { searchSmallest } from './searchSmallest.ts';
import type { Wish } from './Wish.ts';

/** What one step less for every call is worth, in instructions: where a filter has one ABI, and where it has more and is longer anyway. */
const WORTH = { alone: 9, beside: 12, steps: 1000, size: 0.01 };
/** What is tried where a program is longer than libseccomp's. A filter of x32 without x86_64 has no second tree that x32's could lead into. */
const SHORTER: readonly Partial<Plan>[] = [{}, { unfolded: true }, { apart: true }, { apart: true, unfolded: true }];
const LIKELY = likelyMasks({ runs: 8, numbers: 140 }, { runs: 8, numbers: 48 });

/**
 * A program that answers every call as `decide` does, for the filter's target. It isn't libseccomp's, but makes its comparisons of arguments with the same
 * outcome, misreadings included, and isn't longer than that with runc's stub. Undefined where it would be longer than the kernel takes.
 */
export function compile(filter: Filter, wish: Wish = {}): Parsed<Program> {
  const { weights, onProgress } = wish;
  const quick = (steps: number, plan: Partial<Plan> = {}): Program =>
    laidOut(filter, { steps, masks: LIKELY, weights, ...plan });
  let program = quick(worthOf(filter, wish));
  // libseccomp's length with runc's stub; 0 for no filter.
  for (const plan of SHORTER) {
    if (filter.off || program.instructions.length <= filter.instructions) break;
    const smaller = quick(WORTH.size, plan);
    if (smaller.instructions.length < program.instructions.length) program = smaller;
  }
  if (wish.for === 'size')
    program = searchSmallest(program, (plan) => laidOut(filter, { ...plan, weights }), onProgress);
  const { length } = program.instructions;
  if (length > MOST_INSTRUCTIONS) {
    const message = `The filter takes ${length} instructions here; the kernel takes at most ${MOST_INSTRUCTIONS}.`;
    const hint = 'The kernel refuses a longer program (EINVAL). Write fewer rules with conditions.';
    return refused('program-too-long', message, hint, filter.profile.defaultSpan);
  }
  return { value: program, diagnostics: [] };
}

function worthOf({ branches }: Filter, wish: Wish): number {
  if (wish.for !== undefined) return WORTH[wish.for];
  return branches.size > 1 ? WORTH.beside : WORTH.alone;
}

function laidOut(filter: Filter, plan: Plan): Program {
  return { arch: filter.target.arch, ...assemble(programNode(filter, plan)) };
}
