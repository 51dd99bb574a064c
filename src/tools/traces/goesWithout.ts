import type { Refusal } from '../../engine/fit/index.ts';
import { STACKS } from '../../engine/stack/index.ts';
import type { TracedCall } from '../../engine/trace/index.ts';
import { defaultFilters } from './defaultFilters.ts';
import { refusalSets } from './refusalSets.ts';
import { runProgram } from './runProgram.ts';
import type { TracedProgram } from './TracedProgram.ts';

/**
 * Sets of refusals under which the program's script still ends as it should: tried is what each default refuses of its calls, without strace, and with
 * nothing else refused. A call that a default refuses for some arguments is refused for all, and on every ABI.
 */
export function goesWithout(program: TracedProgram, root: string, calls: readonly TracedCall[]): Refusal[][] {
  const filters = STACKS.flatMap(defaultFilters).map(({ filter }) => filter);
  return refusalSets(filters, calls).filter((set) => {
    const { status } = runProgram(program, root, filterOf(set));
    console.log(`  without ${set.map(({ name, errno }) => `${name} (${errno})`).join(', ')}: ${status ?? 'a timeout'}`);
    return status === 0;
  });
}

const filterOf = (set: readonly Refusal[]) => ({
  defaultAction: 'SCMP_ACT_ALLOW',
  architectures: ['SCMP_ARCH_X86_64', 'SCMP_ARCH_X86', 'SCMP_ARCH_X32'],
  syscalls: set.map(({ name, errno }) => ({ names: [name], action: 'SCMP_ACT_ERRNO', errnoRet: errno })),
});
