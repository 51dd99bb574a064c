import { type Arch, architectureOf } from '../../../linux/index.ts';
import { decide } from '../../filter/decide.ts';
import type { Filter } from '../../filter/Filter.ts';
import type { Program } from '../Program.ts';
import { run } from '../run.ts';

/** The last number that is counted: programs are compared by the same calls, whatever later kernels add. */
const LAST = 462;

/**
 * The instructions that a program runs for a call, in the mean over an ABI's numbers 0 to 462 that the filter allows with arguments of 0, loads and the return
 * counted. Undefined where it allows none.
 */
export function meanSteps(filter: Filter, program: Program, arch: Arch): number | undefined {
  const { syscallBase } = architectureOf(arch);
  let calls = 0;
  let steps = 0;
  for (let number = 0; number <= LAST; number++) {
    const call = { arch, syscall: syscallBase + number, args: [] };
    if (decide(filter, call).action !== 'ALLOW') continue;
    calls++;
    steps += run(program, call).steps.length;
  }
  return calls === 0 ? undefined : steps / calls;
}
