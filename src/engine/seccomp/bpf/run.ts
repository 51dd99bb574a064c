import { architectureOf, type Call } from '../../linux/index.ts';
import { answerOf } from '../filter/answers.ts';
import type { Answer } from '../filter/Verdict.ts';
import { compare, execute, type Machine, startMachine } from './execute.ts';
import { A, classOf, type Instruction, isConditional, JMP, RET } from './Instruction.ts';
import type { Program } from './Program.ts';
import { seccompData } from './seccompData.ts';

/** One instruction as it ran. */
export interface Step {
  index: number;
  /** The accumulator after it. */
  accumulator: number;
  /** Whether its comparison held; undefined for all but conditional jumps. */
  taken?: boolean;
  /** The instruction that runs next; undefined where the program ends. */
  next?: number;
}

/** The program's answer to a call, and every step to it. */
export interface Run extends Answer {
  steps: readonly Step[];
}

/** Runs a program as the kernel does over struct seccomp_data (kernel/seccomp.c seccomp_run_filters). */
export function run(program: Program, call: Call): Run {
  const { endian } = architectureOf(program.arch);
  const machine = startMachine(seccompData(call, endian), endian === 'little');
  const steps: Step[] = [];
  let index = 0;
  let instruction = program.instructions[index];
  // No checked program runs past its end (checkProgram.ts).
  while (instruction !== undefined) {
    const value = returnValue(instruction, machine);
    const went = value === undefined ? go(instruction, index, machine) : {};
    steps.push({ index, accumulator: machine.accumulator, ...went });
    if (went.next === undefined) return { ...answerOf(value ?? 0), steps };
    index = went.next;
    instruction = program.instructions[index];
  }
  return { ...answerOf(0), steps };
}

/** What RET gives back; undefined for every other instruction. */
function returnValue({ code, k }: Instruction, { accumulator }: Machine): number | undefined {
  if (classOf(code) !== RET) return undefined;
  return code & A ? accumulator : k;
}

function go(instruction: Instruction, index: number, machine: Machine): Pick<Step, 'taken' | 'next'> {
  const { code, jt, jf, k } = instruction;
  if (isConditional(code)) {
    const taken = compare(instruction, machine);
    return { taken, next: index + 1 + (taken ? jt : jf) };
  }
  if (classOf(code) === JMP) return { next: index + 1 + k };
  return execute(instruction, machine) ? { next: index + 1 } : {};
}
