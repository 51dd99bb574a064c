import type { Program } from '../Program.ts';
import { run } from '../run.ts';
import type { CallWeight } from '../Wish.ts';

/**
 * The instructions that a program runs for a call with arguments of 0, in the mean over calls by their weights, loads and the return counted, and without the
 * kernel's bitmap, which spares most calls the program. Undefined without a weight.
 */
export function weighedSteps(program: Program, weights: readonly CallWeight[]): number | undefined {
  const all = weights.reduce((sum, { weight }) => sum + weight, 0);
  if (all === 0) return undefined;
  return weights.reduce(
    (sum, { arch, syscall, weight }) => sum + (weight / all) * run(program, { arch, syscall, args: [] }).steps.length,
    0,
  );
}
