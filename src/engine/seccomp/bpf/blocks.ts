import { type Arch, architectureOf, type Call } from '../../linux/index.ts';
import { type Answer, answerOf } from '../filter/answers.ts';
import { A, ABS, classOf, isConditional, JMP, LD, RET } from './Instruction.ts';
import { fieldAt, type Program, type Run } from './run.ts';

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

/** The arguments that a run of the program read and the call leaves out, from 0: `run` takes them for 0, and with other values the answer may be another. */
export function leftOutRead({ arch, instructions }: Program, { args, leftOut = [] }: Call, { steps }: Run): number[] {
  const { endian } = architectureOf(arch);
  const read = steps.flatMap(({ index }) => {
    const { code, k } = instructions[index] ?? { code: 0, k: 0 };
    const field = code === (LD | ABS) ? fieldAt(k, endian) : undefined;
    return field?.kind === 'argument' ? [field.argument] : [];
  });
  return [...new Set(read)].filter((argument) => argument >= args.length || leftOut.includes(argument)).sort();
}

/** What a program is to be good at. */
export interface Wish {
  /**
   * 'size': as few instructions as a longer search finds. 'steps': as few steps for a call as there can be, in no more instructions than
   * libseccomp needs. Left out: at once, few instructions, but for one more that saves many calls a step.
   */
  for?: 'size' | 'steps';
  /** How often each call comes. Left out: each allowed call of an ABI once, and x32's together somewhat less often than x86_64's. */
  weights?: readonly CallWeight[];
  /** Told now and then how much of a search for size is done, from 0 to 1; false ends it with what it has found by then. */
  onProgress?: (done: number) => boolean;
}

export interface CallWeight {
  arch: Arch;
  /** seccomp_data.nr; x32: with bit 30. */
  syscall: number;
  weight: number;
}
