import { judge, type Refusal, refusalsOf, stopsAt } from '../../engine/fit/index.ts';
import { STACKS } from '../../engine/stack/index.ts';
import type { TracedCall } from '../../engine/trace/index.ts';
import { defaultFilters } from './defaultFilters.ts';
import { runProgram } from './runProgram.ts';
import type { TracedProgram } from './TracedProgram.ts';

/**
 * Sets of refusals under which the program's script still ends as it should: tried is what each default refuses of its calls, without strace, and with
 * nothing else refused. A call that a default refuses for some arguments is refused for all.
 */
export function goesWithout(program: TracedProgram, root: string, calls: readonly TracedCall[]): Refusal[][] {
  return refusalSets(calls).filter((set) => {
    const { status } = runProgram(program, root, filterOf(set));
    console.log(`  without ${set.map(({ name, errno }) => `${name} (${errno})`).join(', ')}: ${status ?? 'a timeout'}`);
    return status === 0;
  });
}

function refusalSets(calls: readonly TracedCall[]): Refusal[][] {
  const sets = new Map<string, Refusal[]>();
  for (const { filter } of STACKS.flatMap(defaultFilters)) {
    const refused = judge(filter, calls).filter(stopsAt).map(refusalsOf);
    // Refused otherwise than by one error: a signal ends the program.
    if (refused.length === 0 || refused.some(({ length }) => length !== 1)) continue;
    const set = new Map(refused.flat().map((refusal) => [`${refusal.name} ${refusal.errno}`, refusal]));
    const words = [...set.keys()].sort();
    sets.set(
      words.join(),
      words.flatMap((word) => set.get(word) ?? []),
    );
  }
  return [...sets.values()].sort((a, b) => a.length - b.length);
}

const filterOf = (set: readonly Refusal[]) => ({
  defaultAction: 'SCMP_ACT_ALLOW',
  architectures: ['SCMP_ARCH_X86_64', 'SCMP_ARCH_X86', 'SCMP_ARCH_X32'],
  syscalls: set.map(({ name, errno }) => ({ names: [name], action: 'SCMP_ACT_ERRNO', errnoRet: errno })),
});
