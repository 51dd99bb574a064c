import {
  ARCHITECTURES,
  type Arch,
  architectureOf,
  errnoOf,
  formatNumber,
  isLoaded,
  nameOf,
  WORD_BITS,
  X32_BIT,
} from '../../linux/index.ts';
import { answerOf } from '../filter/answers.ts';
import { isAllowedCode } from './encode.ts';
import * as BPF from './Instruction.ts';
import { classOf, type Instruction, isConditional, JMP } from './Instruction.ts';
import { type Because, callRanges, type Field, fieldAt, type Origin, type Program } from './run.ts';

/** What is left of a number where x32's bit was taken from it. */
const WITHOUT_X32_BIT = ~X32_BIT >>> 0;

/** What is certain before an instruction, whichever way led there. */
interface Knowledge {
  /** What the accumulator holds, as far as `mask` goes; undefined: that depends on the way, or isn't a part of the call. */
  held?: { field: Field; mask: number };
  /** linux/audit.h AUDIT_ARCH_* of the call. */
  auditArch?: number;
}

/** By instruction. One pass is enough, since jumps only go forward; undefined where no way leads. */
function knowledgeOf({ arch, instructions }: Program): readonly (Knowledge | undefined)[] {
  const { endian } = architectureOf(arch);
  const known: (Knowledge | undefined)[] = instructions.map((_, at) => (at === 0 ? {} : undefined));
  const arrive = (at: number, after: Knowledge) => {
    const before = known[at];
    known[at] = before === undefined ? after : inCommon(before, after);
  };
  for (const [at, { code, jt, jf, k }] of instructions.entries()) {
    const before = known[at];
    if (before === undefined || BPF.classOf(code) === BPF.RET) continue;
    if (BPF.isConditional(code)) {
      arrive(at + 1 + jf, before);
      arrive(at + 1 + jt, whenTrue(before, code, k));
    } else if (BPF.classOf(code) === BPF.JMP) arrive(at + 1 + k, before);
    else arrive(at + 1, afterwards(before, code, k));
  }
  return known;

  function afterwards({ held, ...rest }: Knowledge, code: number, k: number): Knowledge {
    if (code === (BPF.LD | BPF.ABS)) return { ...rest, held: { field: fieldAt(k, endian), mask: WORD_BITS } };
    if (code === (BPF.ALU | BPF.AND)) return held === undefined ? rest : { ...rest, held: masked(held, k) };
    const changes = [BPF.LD, BPF.ALU].includes(BPF.classOf(code)) || code === (BPF.MISC | BPF.TXA);
    return changes || held === undefined ? rest : { ...rest, held };
  }
}

const masked = ({ field, mask }: Required<Knowledge>['held'], k: number) => ({ field, mask: (mask & k) >>> 0 });

function whenTrue(before: Knowledge, code: number, k: number): Knowledge {
  const { held } = before;
  const isArchitecture = held?.field.kind === 'architecture' && held.mask === WORD_BITS;
  return isArchitecture && code === (BPF.JMP | BPF.JEQ) ? { ...before, auditArch: k } : before;
}

function inCommon(a: Knowledge, b: Knowledge): Knowledge {
  const held = a.held && b.held && heldByBoth(a.held, b.held);
  return {
    ...(held !== undefined && { held }),
    ...(a.auditArch !== undefined && a.auditArch === b.auditArch && { auditArch: a.auditArch }),
  };
}

type Held = Required<Knowledge>['held'];

/** x32's calls come to some comparisons of x86_64's numbers, without their bit. */
function heldByBoth(a: Held, b: Held): Held | undefined {
  if (placeOf(a.field) !== placeOf(b.field)) return undefined;
  if (a.mask === b.mask) return a;
  const isNumber =
    a.field.kind === 'number' && [a.mask, b.mask].every((mask) => mask === WORD_BITS || mask === WITHOUT_X32_BIT);
  return isNumber ? { ...a, mask: WITHOUT_X32_BIT } : undefined;
}

function placeOf(field: Field): string {
  if (field.kind === 'argument') return `${field.kind} ${field.argument} ${field.high}`;
  return field.kind === 'instruction-pointer' ? `${field.kind} ${field.high}` : field.kind;
}

/** The number of a call that a tracer skips. */
const SKIPPED = 0xffffffff;

const REASONS: Readonly<Record<Because, string>> = {
  rule: 'by a rule',
  'default-action': 'the default action',
  'above-enosys-line': 'above the highest number that the profile names',
  setup: 'what the number of an unknown call becomes on s390',
  'foreign-architecture': 'not an architecture of the filter',
  'no-filter': 'without any filter',
};

/** What else is to be known of an instruction to tell what it does. */
interface Context {
  known: Knowledge | undefined;
  because: readonly Because[];
  /** The program's native ABI. */
  arch: Arch;
}

/** What an instruction does, in words; empty where its mnemonic says all there is. */
function comment({ code, k }: BPF.Instruction, { known, because, arch }: Context): string {
  if (known === undefined) return 'never reached';
  if (code === (BPF.LD | BPF.ABS)) return fieldInWords(fieldAt(k, architectureOf(arch).endian));
  if (code === BPF.RET) return answerInWords(k, arch) + reasonsInWords(because);
  if (BPF.isConditional(code) && !(code & BPF.X)) return question(BPF.operationOf(code), k, known);
  if (code === (BPF.ALU | BPF.AND) && k === WITHOUT_X32_BIT && known.held?.field.kind === 'number') {
    return 'takes x32’s bit from the number';
  }
  if (code === (BPF.ALU | BPF.AND)) return `keeps the bits 0x${k.toString(16)} of ${subject(known.held)}`;
  return '';
}

/** "ERRNO 1 (EPERM)". */
function answerInWords(value: number, arch: Arch): string {
  const { action, data } = answerOf(value);
  if (action !== 'ERRNO') return data === 0 ? action : `${action} ${data}`;
  const errno = errnoOf(data, arch)?.name;
  return errno === undefined ? `ERRNO ${data}` : `ERRNO ${data} (${errno})`;
}

/** ", the default action"; a rule alone needs no words. */
function reasonsInWords(because: readonly Because[]): string {
  if (because.length === 0 || because.join() === 'rule') return '';
  return `, ${because.map((reason) => REASONS[reason]).join(' or ')}`;
}

function fieldInWords(field: Field): string {
  switch (field.kind) {
    case 'number':
      return 'the number';
    case 'architecture':
      return 'the architecture';
    case 'instruction-pointer':
      return `the instruction pointer’s ${field.high ? 'upper' : 'lower'} half`;
    case 'argument':
      return `argument ${field.argument}’s ${field.high ? 'upper' : 'lower'} half`;
  }
}

function subject(held: Knowledge['held']): string {
  if (held === undefined) return 'the accumulator';
  const words = fieldInWords(held.field);
  if (held.field.kind === 'number' && held.mask === WITHOUT_X32_BIT) return `${words} without x32’s bit`;
  return held.mask === WORD_BITS ? words : `${words} & 0x${held.mask.toString(16)}`;
}

/** "the number is 41 (socket)?", which a conditional jump asks. */
function question(operation: number, k: number, known: Knowledge): string {
  const asked = subject(known.held);
  const value = valueInWords(k, known);
  switch (operation) {
    case BPF.JEQ:
      return `${asked} is ${value}?`;
    case BPF.JGT:
      return `${asked} is above ${value}?`;
    case BPF.JGE:
      return `${asked} is ${value} or above?`;
    default:
      return `${asked} has a bit of 0x${k.toString(16)}?`;
  }
}

function valueInWords(k: number, { held, auditArch }: Knowledge): string {
  const plain = formatNumber(k);
  if (held?.field.kind === 'architecture') {
    const labels = ARCHITECTURES.filter((architecture) => architecture.auditArch === k).map(({ label }) => label);
    return labels.length === 0 ? plain : labels.join(' or ');
  }
  if (held?.field.kind !== 'number' || auditArch === undefined) return plain;
  if (k === SKIPPED) return '-1';
  const [range] = callRanges(auditArch, k, k);
  if (range === undefined) return plain;
  const name = isLoaded(range.arch) ? nameOf(range.arch, k) : undefined;
  const number = range.arch === 'SCMP_ARCH_X32' ? `x32’s ${k - X32_BIT}` : plain;
  return name === undefined ? number : `${number} (${name})`;
}

const OPERATIONS = new Map([
  [BPF.ADD, 'add'],
  [BPF.SUB, 'sub'],
  [BPF.MUL, 'mul'],
  [BPF.DIV, 'div'],
  [BPF.OR, 'or'],
  [BPF.AND, 'and'],
  [BPF.LSH, 'lsh'],
  [BPF.RSH, 'rsh'],
  [BPF.XOR, 'xor'],
]);

const JUMPS = new Map([
  [BPF.JEQ, 'jeq'],
  [BPF.JGT, 'jgt'],
  [BPF.JGE, 'jge'],
  [BPF.JSET, 'jset'],
]);

/** An instruction as the kernel's bpf_asm and netsniff's bpfc write it; `at` is its line, and jumps name the lines they lead to. One that no filter may have is told in numbers. */
function mnemonic({ code, jt, jf, k }: BPF.Instruction, at: number): string {
  if (!isAllowedCode(code)) return `code 0x${code.toString(16)}, ${jt}, ${jf}, 0x${k.toString(16)}`;
  const operand = code & BPF.X ? 'x' : constant(k);
  switch (BPF.classOf(code)) {
    case BPF.LD:
      return `ld ${source(code, k)}`;
    case BPF.LDX:
      return `ldx ${source(code, k)}`;
    case BPF.ST:
      return `st M[${k}]`;
    case BPF.STX:
      return `stx M[${k}]`;
    case BPF.ALU: {
      const operation = OPERATIONS.get(BPF.operationOf(code));
      return operation === undefined ? 'neg' : `${operation} ${operand}`;
    }
    case BPF.JMP: {
      const jump = JUMPS.get(BPF.operationOf(code));
      return jump === undefined ? `ja ${at + 1 + k}` : `${jump} ${operand}, ${at + 1 + jt}, ${at + 1 + jf}`;
    }
    case BPF.RET:
      return code & BPF.A ? 'ret a' : `ret ${constant(k)}`;
    default:
      return code & BPF.TXA ? 'txa' : 'tax';
  }
}

const constant = (k: number) => `#0x${k.toString(16)}`;

function source(code: number, k: number): string {
  switch (code & 0xe0) {
    case BPF.ABS:
      return `[${k}]`;
    case BPF.MEM:
      return `M[${k}]`;
    case BPF.LEN:
      return '#len';
    default:
      return constant(k);
  }
}

/** An instruction as people read it. */
export interface Line {
  /** Its place in the program; jumps name it. */
  offset: number;
  instruction: Instruction;
  /** "jeq #0xc000003e, 2, 41": the line to go on at when the comparison holds, then that when it doesn't. */
  text: string;
  /** The same in words: the part of the call that is loaded, the names behind numbers, the action behind a constant. */
  comment: string;
  /** The lines that a jump leads to. */
  jump?: { whenTrue: number; whenFalse: number } | { always: number };
  /** What it serves; undefined where the program was not compiled here. */
  origin?: Origin;
}

/** A program's listing, one line for each instruction. */
export function disassemble(program: Program): Line[] {
  const known = knowledgeOf(program);
  return program.instructions.map((instruction, offset) => {
    const jump = jumpOf(instruction, offset);
    const origin = program.origins[offset];
    return {
      offset,
      instruction,
      text: mnemonic(instruction, offset),
      comment: comment(instruction, { known: known[offset], because: origin?.because ?? [], arch: program.arch }),
      ...(jump && { jump }),
      ...(origin && { origin }),
    };
  });
}

function jumpOf({ code, jt, jf, k }: Instruction, offset: number): Line['jump'] {
  if (isConditional(code)) return { whenTrue: offset + 1 + jt, whenFalse: offset + 1 + jf };
  return classOf(code) === JMP ? { always: offset + 1 + k } : undefined;
}
