import { loadTables } from '../../engine/linux/index.ts';
import { type Call, disassemble, type Instruction, type Program, parseCall, run } from '../../engine/seccomp/index.ts';
import { quotedSteps } from '../transcripts.ts';

const ARCH = 'SCMP_ARCH_X86_64';

/** The names in strace's listing (linux/bpf_common.h, linux/filter.h, linux/seccomp.h). */
const VALUES: Readonly<Record<string, number>> = {
  BPF_LD: 0x00,
  BPF_JMP: 0x05,
  BPF_RET: 0x06,
  BPF_W: 0x00,
  BPF_ABS: 0x20,
  BPF_K: 0x00,
  BPF_JEQ: 0x10,
  BPF_JGE: 0x30,
  SECCOMP_RET_ALLOW: 0x7fff0000,
  SECCOMP_RET_ERRNO: 0x00050000,
  SECCOMP_RET_KILL_THREAD: 0,
};

/** One instruction of the drawing. */
export interface Row {
  words: string;
  answer?: 'allow' | 'deny';
  isWalked: boolean;
}

/** A way from one row to another that isn't the next one. */
export interface Jump {
  from: number;
  to: number;
  when: 'yes' | 'no';
  /** From 0 on; the shorter jump is nearer to the rows. */
  lane: number;
  isWalked: boolean;
}

/** The program that runc gave to the kernel for a profile without mkdir and mkdirat, as the recording `filter-program` has it. */
export function recordedProgram(): Program {
  const [{ printed } = { printed: '' }] = quotedSteps('filter-program', ['given']).steps;
  const instructions = printed.trim().split('\n').map(readInstruction);
  return { arch: ARCH, instructions, origins: [] };
}

/** `BPF_JUMP(BPF_JMP|BPF_K|BPF_JEQ, 0x53, 0x2, 0)`, a line of strace's. */
function readInstruction(line: string): Instruction {
  const [code, k, jt = 0, jf = 0] = line
    .replace(/^BPF_\w+\((.*)\)$/, '$1')
    .split(', ')
    .map(numberIn);
  if (code === undefined || k === undefined) throw new Error(`“${line}” is no instruction.`);
  return { code, jt, jf, k };
}

/** `SECCOMP_RET_ERRNO|0x1`: names and numbers, added up. */
function numberIn(words: string): number {
  const values = words.split('|').map((word) => VALUES[word] ?? Number(word));
  if (values.some(Number.isNaN)) throw new Error(`“${words}” has a name that is not known here.`);
  return values.reduce((sum, value) => sum + value, 0);
}

/** What is drawn of the recorded program: its rows in words, its jumps, and the way of one call through it. */
export async function filterProgram(text: string): Promise<{ rows: Row[]; jumps: Jump[]; call: Call; steps: number }> {
  await loadTables([ARCH], undefined);
  const { value: call } = parseCall(text, ARCH);
  if (call === undefined) throw new Error(`“${text}” is no call.`);
  const program = recordedProgram();
  const { steps } = run(program, call);
  const walked = new Map(steps.map(({ index, next }) => [index, next]));
  const lines = disassemble(program);
  const rows = lines.map(({ comment, jump, offset }) => ({
    words: wordsOf(comment, jump !== undefined),
    ...answerOf(comment),
    isWalked: walked.has(offset),
  }));
  const jumps = lines
    .flatMap(({ offset: from, jump }) => {
      if (jump === undefined || !('whenTrue' in jump)) return [];
      const ways = [
        { from, to: jump.whenTrue, when: 'yes' as const },
        { from, to: jump.whenFalse, when: 'no' as const },
      ];
      return ways.filter(({ to }) => to !== from + 1);
    })
    .sort((a, b) => a.to - a.from - (b.to - b.from))
    .map((jump, lane) => ({ ...jump, lane, isWalked: walked.get(jump.from) === jump.to }));
  return { rows, jumps, call, steps: steps.length };
}

/** "the number is 83 (mkdir)?" is said shorter, as the load before it names the field. */
const wordsOf = (comment: string, isQuestion: boolean): string =>
  isQuestion ? comment.replace(/^the \w+ is /, '').replace('-', '−') : comment.replace(/^the /, 'load the ');

function answerOf(comment: string): Pick<Row, 'answer'> {
  if (comment === 'ALLOW') return { answer: 'allow' };
  return /^(ERRNO|KILL)/.test(comment) ? { answer: 'deny' } : {};
}
