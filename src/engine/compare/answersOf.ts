import { type Arch, abisOn, architectureOf } from '../linux/index.ts';
import type { Answer, Program } from '../seccomp/index.ts';
import { type Decider, differences, onArchitecture, programDecider } from '../seccomp/regions/index.ts';
import type { Change } from './Change.ts';
import { changesOf, joined } from './changesOf.ts';

/** Calls of one ABI that a program answers alike. */
export interface Answered extends Pick<Change, 'names' | 'unnamed' | 'of'> {
  arch: Arch;
  answer: Answer;
}

/** What a program does with every call of its machine's ABIs. */
export interface Answers {
  answered: readonly Answered[];
  /** False where there was too much to look at. */
  isWhole: boolean;
}

/** Gives an answer that no program gives, so that every region of calls is told as a difference. */
const NO_ANSWER: Decider = () => ({ answer: -1 });

/**
 * What a program that the kernel takes answers to all calls of its machine, the machine's own ABI first: found by following it over all numbers and arguments at once. Undefined for
 * one with instructions that no compiler of filters writes.
 */
export function answersOf(program: Program): Answers | undefined {
  const decider = programDecider(program);
  if (decider === undefined) return undefined;
  const abis = abisOn(program.arch);
  const found = [...new Set(abis.map((arch) => architectureOf(arch).auditArch))].map((auditArch) => {
    const { differences: regions, isWhole } = differences(onArchitecture(decider, auditArch), NO_ANSWER);
    return { changes: joined(regions.flatMap((region) => changesOf(region, auditArch))), isWhole };
  });
  const answered = found.flatMap(({ changes }) =>
    changes.flatMap(({ arch, before: answer, names, unnamed, of }): Answered[] =>
      arch !== undefined && abis.includes(arch) ? [{ arch, answer, names, unnamed, of }] : [],
    ),
  );
  return {
    answered: answered.sort((a, b) => abis.indexOf(a.arch) - abis.indexOf(b.arch)),
    isWhole: found.every(({ isWhole }) => isWhole),
  };
}
