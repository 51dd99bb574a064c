import { ARCHITECTURES, type Arch, architectureOf, type Call, X32_BIT } from '../../linux/index.ts';
import { type Answer, answerOf, type Reason } from '../filter/answers.ts';
import type { RuleRef } from '../profile/formatProfile.ts';
import * as BPF from './Instruction.ts';
import { A, classOf, type Instruction, isConditional, JMP, RET } from './Instruction.ts';

/** Classic BPF that the kernel takes as a seccomp filter. */
export interface Program {
  /** The native ABI, in whose byte order the program is encoded and reads arguments. */
  arch: Arch;
  instructions: readonly Instruction[];
  /** What each instruction serves, by its index; empty where the program was not compiled here. */
  origins: readonly Origin[];
}

/** What an instruction is there for. */
export interface Origin {
  /** Empty where it serves every call, or those of all other architectures. */
  calls: readonly CallRange[];
  rules: readonly RuleRef[];
  /** Every reason for which an answer is given; empty for an instruction that is none. */
  because: readonly Because[];
}

/** A verdict's reason; one word for all reasons that come to the default action. */
export type Because =
  | Exclude<Reason['kind'], 'no-rule' | 'conditions' | 'misread' | 'inactive' | 'redundant' | 'name-too-new'>
  | 'default-action'
  | 'no-filter';

/** The calls of an ABI from one number to another; x32's numbers have bit 30. */
export interface CallRange {
  arch: Arch;
  first: number;
  last: number;
}

/** The highest seccomp_data.nr. */
export const LAST_NUMBER = 0xffffffff;

/** The calls from one number to another, by ABI: x86_64's architecture is x32's too, and a bit keeps their numbers apart. */
export function callRanges(auditArch: number, first: number, last: number): readonly CallRange[] {
  const { arch } = ARCHITECTURES.find((architecture) => architecture.auditArch === auditArch) ?? {};
  if (arch === undefined) return [];
  if (auditArch !== architectureOf('SCMP_ARCH_X32').auditArch) return [{ arch, first, last }];
  const both: readonly CallRange[] = [
    { arch: 'SCMP_ARCH_X86_64', first, last: Math.min(last, X32_BIT - 1) },
    { arch: 'SCMP_ARCH_X32', first: Math.max(first, X32_BIT), last },
  ];
  return both.filter((range) => range.first <= range.last);
}

type Endian = 'little' | 'big';

// linux/seccomp.h struct seccomp_data: { int nr; __u32 arch; __u64 instruction_pointer; __u64 args[6]; }
export const NUMBER_OFFSET = 0;
export const ARCHITECTURE_OFFSET = 4;
const POINTER_OFFSET = 8;
const ARGUMENTS_OFFSET = 16;
export const DATA_LENGTH = 64;

/** A part of struct seccomp_data that one load can read. */
export type Field =
  | { kind: 'number' }
  | { kind: 'architecture' }
  | { kind: 'instruction-pointer'; high: boolean }
  | { kind: 'argument'; argument: number; high: boolean };

/** Where half an argument lies; `half` counts from the lower half of argument 0. */
export function argumentOffset(half: number, endian: Endian): number {
  const argument = half >> 1;
  const second = (half & 1) === (endian === 'little' ? 1 : 0);
  return ARGUMENTS_OFFSET + argument * 8 + (second ? 4 : 0);
}

/** What lies at an offset that the kernel lets a filter load (a multiple of 4 below 64). */
export function fieldAt(offset: number, endian: Endian): Field {
  if (offset === NUMBER_OFFSET) return { kind: 'number' };
  if (offset === ARCHITECTURE_OFFSET) return { kind: 'architecture' };
  const high = offset % 8 === (endian === 'little' ? 4 : 0);
  if (offset < ARGUMENTS_OFFSET) return { kind: 'instruction-pointer', high };
  return { kind: 'argument', argument: (offset - ARGUMENTS_OFFSET) >> 3, high };
}

/** kernel/seccomp.c populate_seccomp_data, for a machine of this byte order. The instruction pointer is 0. */
export function seccompData(call: Call, endian: Endian): DataView {
  const little = endian === 'little';
  const data = new DataView(new ArrayBuffer(DATA_LENGTH));
  data.setUint32(NUMBER_OFFSET, call.syscall, little);
  data.setUint32(ARCHITECTURE_OFFSET, architectureOf(call.arch).auditArch, little);
  data.setBigUint64(POINTER_OFFSET, 0n, little);
  for (let argument = 0; argument < 6; argument++) {
    data.setBigUint64(ARGUMENTS_OFFSET + argument * 8, BigInt.asUintN(64, call.args[argument] ?? 0n), little);
  }
  return data;
}

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
