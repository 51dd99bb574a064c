import { architectureOf, type Call } from '../../linux/index.ts';
import { answerOf } from '../filter/answers.ts';
import type { Answer } from '../filter/Verdict.ts';
import * as BPF from './Instruction.ts';
import { A, classOf, type Instruction, isConditional, JMP, RET } from './Instruction.ts';
import type { Program } from './Program.ts';
import { DATA_LENGTH, seccompData } from './seccompData.ts';

/** What a program works on. All values are unsigned, 32 bits. */
interface Machine {
  accumulator: number;
  index: number;
  memory: Uint32Array;
  /** struct seccomp_data, in the machine's byte order. */
  data: DataView;
  littleEndian: boolean;
}

function startMachine(data: DataView, littleEndian: boolean): Machine {
  return { accumulator: 0, index: 0, memory: new Uint32Array(BPF.MEMORY_WORDS), data, littleEndian };
}

/** Does what an instruction does that neither jumps nor returns. False where it ends the program with 0: a division by an index register of 0. */
function execute({ code, k }: BPF.Instruction, machine: Machine): boolean {
  switch (BPF.classOf(code)) {
    case BPF.LD:
      machine.accumulator = valueOfLoad(code, k, machine);
      return true;
    case BPF.LDX:
      machine.index = valueOfLoad(code, k, machine);
      return true;
    case BPF.ST:
      machine.memory[k] = machine.accumulator;
      return true;
    case BPF.STX:
      machine.memory[k] = machine.index;
      return true;
    case BPF.MISC:
      if (code === (BPF.MISC | BPF.TAX)) machine.index = machine.accumulator;
      else machine.accumulator = machine.index;
      return true;
    default: {
      const result = calculate(BPF.operationOf(code), machine.accumulator, code & BPF.X ? machine.index : k);
      if (result !== undefined) machine.accumulator = result;
      return result !== undefined;
    }
  }
}

/** Whether the comparison of a conditional jump holds. */
function compare({ code, k }: BPF.Instruction, { accumulator, index }: Machine): boolean {
  const operand = code & BPF.X ? index : k;
  switch (BPF.operationOf(code)) {
    case BPF.JEQ:
      return accumulator === operand;
    case BPF.JGT:
      return accumulator > operand;
    case BPF.JGE:
      return accumulator >= operand;
    default:
      return (accumulator & operand) !== 0;
  }
}

function valueOfLoad(code: number, k: number, { memory, data, littleEndian }: Machine): number {
  switch (code & 0xe0) {
    case BPF.ABS:
      return data.getUint32(k, littleEndian);
    case BPF.MEM:
      return memory[k] ?? 0;
    case BPF.LEN:
      return DATA_LENGTH;
    default:
      return k;
  }
}

/** net/core/filter.c bpf_convert_filter: everything counts in 32 bits. Undefined for a division by 0. */
function calculate(operation: number, left: number, right: number): number | undefined {
  switch (operation) {
    case BPF.ADD:
      return (left + right) >>> 0;
    case BPF.SUB:
      return (left - right) >>> 0;
    case BPF.MUL:
      return Math.imul(left, right) >>> 0;
    case BPF.DIV:
      return right === 0 ? undefined : Math.floor(left / right);
    case BPF.OR:
      return (left | right) >>> 0;
    case BPF.AND:
      return (left & right) >>> 0;
    case BPF.XOR:
      return (left ^ right) >>> 0;
    case BPF.LSH:
      return (left << right) >>> 0;
    case BPF.RSH:
      return left >>> right;
    default:
      return -left >>> 0;
  }
}

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
