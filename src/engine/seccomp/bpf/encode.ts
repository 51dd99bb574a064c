import { type Arch, architectureOf, MOST_INSTRUCTIONS } from '../../linux/index.ts';
import { type Diagnostic, error, type Parsed, refused } from '../../text/index.ts';
import type { Instruction } from './Instruction.ts';
import * as BPF from './Instruction.ts';
import { DATA_LENGTH, type Program } from './run.ts';

/** The instructions that kernel/seccomp.c seccomp_check_filter lets a filter have. */
const ALLOWED = new Set([
  BPF.LD | BPF.ABS,
  ...[BPF.LD, BPF.LDX].flatMap((load) => [load | BPF.IMM, load | BPF.MEM, load | BPF.LEN]),
  BPF.ST,
  BPF.STX,
  ...[BPF.ADD, BPF.SUB, BPF.MUL, BPF.DIV, BPF.OR, BPF.AND, BPF.XOR, BPF.LSH, BPF.RSH].flatMap((operation) => [
    BPF.ALU | operation,
    BPF.ALU | operation | BPF.X,
  ]),
  BPF.ALU | BPF.NEG,
  BPF.JMP | BPF.JA,
  ...[BPF.JEQ, BPF.JGT, BPF.JGE, BPF.JSET].flatMap((jump) => [BPF.JMP | jump, BPF.JMP | jump | BPF.X]),
  BPF.RET,
  BPF.RET | BPF.A,
  BPF.MISC | BPF.TAX,
  BPF.MISC | BPF.TXA,
]);

/** Whether kernel/seccomp.c seccomp_check_filter lets a filter have such an instruction. */
export const isAllowedCode = (code: number): boolean => ALLOWED.has(code);

/**
 * Why the kernel doesn't take a program as a seccomp filter (EINVAL), every reason at once; empty where it does. It looks at the length first
 * (seccomp_prepare_filter), then at each instruction (net/core/filter.c bpf_check_classic, and seccomp_check_filter).
 */
export function checkProgram(instructions: readonly BPF.Instruction[]): Diagnostic[] {
  const { length } = instructions;
  if (length === 0 || length > MOST_INSTRUCTIONS) {
    return [
      problem('bpf-length', `The program has ${length} instructions; the kernel takes 1 to ${MOST_INSTRUCTIONS}.`),
    ];
  }
  const problems = instructions.flatMap((instruction, at) => {
    const message = problemOf(instruction, length - at - 1);
    return message === undefined ? [] : [problem('bpf-instruction', `Found ${message}`, at)];
  });
  const last = instructions.at(-1);
  if (last !== undefined && BPF.classOf(last.code) !== BPF.RET) {
    problems.push(problem('bpf-end', 'The program does not end with a RET.', length - 1));
  }
  return problems.length > 0 ? problems : uninitialisedLoads(instructions);
}

/** The instruction that a refusal is about; undefined for one of the whole program. */
export function instructionOf({ message }: Pick<Diagnostic, 'message'>): number | undefined {
  const at = /^Instruction (\d+):/.exec(message)?.[1];
  return at === undefined ? undefined : Number(at);
}

function problem(code: string, message: string, at?: number): Diagnostic {
  const place = at === undefined ? '' : `Instruction ${at}: `;
  return error(code, place + message, 'The kernel refuses the program (EINVAL).');
}

/** `behind`: how many instructions follow. */
function problemOf({ code, jt, jf, k }: BPF.Instruction, behind: number): string | undefined {
  if (!isAllowedCode(code)) return `the code 0x${code.toString(16)}, expected one that a seccomp filter may have.`;
  switch (code) {
    case BPF.LD | BPF.ABS:
      if (k >= DATA_LENGTH || k % 4 !== 0) return `a load from ${k}, expected a multiple of 4 below ${DATA_LENGTH}.`;
      break;
    case BPF.ALU | BPF.DIV:
      if (k === 0) return 'a division by 0, expected another number.';
      break;
    case BPF.ALU | BPF.LSH:
    case BPF.ALU | BPF.RSH:
      if (k >= 32) return `a shift by ${k} bits, expected at most 31.`;
      break;
    case BPF.LD | BPF.MEM:
    case BPF.LDX | BPF.MEM:
    case BPF.ST:
    case BPF.STX:
      if (k >= BPF.MEMORY_WORDS) return `the memory word ${k}, expected 0 to ${BPF.MEMORY_WORDS - 1}.`;
      break;
    default: {
      const jumps = BPF.isConditional(code) ? Math.max(jt, jf) : code === (BPF.JMP | BPF.JA) ? k : undefined;
      if (jumps !== undefined && jumps >= behind)
        return `a jump over ${jumps} instructions, expected fewer than ${behind}.`;
    }
  }
  return undefined;
}

/** net/core/filter.c check_load_and_stores: a memory word is read only where every way there has written it. */
function uninitialisedLoads(instructions: readonly BPF.Instruction[]): Diagnostic[] {
  const EVERY = 0xffff;
  const problems: Diagnostic[] = [];
  const written = instructions.map(() => EVERY);
  let now = 0;
  for (const [at, { code, jt, jf, k }] of instructions.entries()) {
    now &= written[at] ?? EVERY;
    if (code === BPF.ST || code === BPF.STX) now |= 1 << k;
    if ((code === (BPF.LD | BPF.MEM) || code === (BPF.LDX | BPF.MEM)) && (now & (1 << k)) === 0) {
      problems.push(problem('bpf-memory', `Found a load of memory word ${k}, expected a store to it before.`, at));
    }
    if (BPF.classOf(code) !== BPF.JMP) continue;
    for (const jump of BPF.isConditional(code) ? [jt, jf] : [k]) {
      written[at + 1 + jump] = (written[at + 1 + jump] ?? EVERY) & now;
    }
    now = EVERY;
  }
  return problems;
}

/** linux/filter.h struct sock_filter: u16 code, u8 jt, u8 jf, u32 k. */
export const INSTRUCTION_BYTES = 8;

/** struct sock_filter[], in the byte order of the program's architecture. */
export function encode({ arch, instructions }: Program): Uint8Array {
  const little = architectureOf(arch).endian === 'little';
  const bytes = new DataView(new ArrayBuffer(instructions.length * INSTRUCTION_BYTES));
  for (const [at, { code, jt, jf, k }] of instructions.entries()) {
    bytes.setUint16(at * INSTRUCTION_BYTES, code, little);
    bytes.setUint8(at * INSTRUCTION_BYTES + 2, jt);
    bytes.setUint8(at * INSTRUCTION_BYTES + 3, jf);
    bytes.setUint32(at * INSTRUCTION_BYTES + 4, k, little);
  }
  return new Uint8Array(bytes.buffer);
}

/** The reverse: a program that something else made, for a machine of this architecture. Undefined where the kernel would not take it. */
export function decode(bytes: Uint8Array, arch: Arch): Parsed<Program> {
  const rest = bytes.length % INSTRUCTION_BYTES;
  if (rest !== 0) {
    const message = `The program has ${bytes.length} bytes, which is not a multiple of ${INSTRUCTION_BYTES}.`;
    const hint = `${rest} are left over: the program was cut off, or is something else.`;
    return refused('bpf-bytes', message, hint);
  }
  const instructions = instructionsIn(bytes, architectureOf(arch).endian === 'little');
  const diagnostics = checkProgram(instructions);
  return { value: diagnostics.length > 0 ? undefined : { arch, instructions, origins: [] }, diagnostics };
}

/** The instructions of whole struct sock_filter[], in one byte order or the other. */
export function instructionsIn(bytes: Uint8Array, little: boolean): Instruction[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: bytes.length / INSTRUCTION_BYTES }, (_, at) => ({
    code: view.getUint16(at * INSTRUCTION_BYTES, little),
    jt: view.getUint8(at * INSTRUCTION_BYTES + 2),
    jf: view.getUint8(at * INSTRUCTION_BYTES + 3),
    k: view.getUint32(at * INSTRUCTION_BYTES + 4, little),
  }));
}
