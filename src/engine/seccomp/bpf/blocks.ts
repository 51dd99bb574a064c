import { answerOf } from '../filter/answers.ts';
import type { Answer } from '../filter/Verdict.ts';
import { A, classOf, isConditional, JMP, RET } from './Instruction.ts';
import type { Program } from './Program.ts';

/** Instructions that always run one after the other. */
export interface Block {
  first: number;
  last: number;
  exit: BlockExit;
}

/** Where a block ends: by a comparison, at another block, or with an answer, undefined where that is the accumulator. Blocks are named by their first instruction. */
type BlockExit = { whenTrue: number; whenFalse: number } | { next: number } | { answer: Answer | undefined };

/** The basic blocks of a program that the kernel takes, in the order of their instructions, those that no call reaches included. */
export function blocks({ instructions }: Program): readonly Block[] {
  const firsts = new Set([0]);
  for (const [at, { code, jt, jf, k }] of instructions.entries()) {
    if (classOf(code) !== JMP && classOf(code) !== RET) continue;
    firsts.add(at + 1);
    if (isConditional(code)) firsts.add(at + 1 + jt).add(at + 1 + jf);
    else if (classOf(code) === JMP) firsts.add(at + 1 + k);
  }
  const starts = [...firsts].filter((first) => first < instructions.length).sort((a, b) => a - b);
  return starts.map((first, at) => {
    const last = (starts[at + 1] ?? instructions.length) - 1;
    return { first, last, exit: exitOf(instructions, last) };
  });
}

function exitOf(instructions: Program['instructions'], last: number): BlockExit {
  const { code, jt, jf, k } = instructions[last] ?? { code: RET, jt: 0, jf: 0, k: 0 };
  if (isConditional(code)) return { whenTrue: last + 1 + jt, whenFalse: last + 1 + jf };
  if (classOf(code) === RET) return { answer: code & A ? undefined : answerOf(k) };
  return { next: classOf(code) === JMP ? last + 1 + k : last + 1 };
}
