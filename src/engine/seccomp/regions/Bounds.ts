import { architectureOf, WORD_BITS } from '../../linux/index.ts';
import * as BPF from '../bpf/Instruction.ts';
import { DATA_LENGTH, type Field, fieldAt, type Program } from '../bpf/run.ts';
import type { Finding } from '../filter/libseccomp/canHold.ts';

/** Which 32 bits of a call: a half of an argument (twice the argument, plus 1 for its upper half), or one of these. */
export type Part = number;
export const NUMBER: Part = -1;
/** The instruction pointer's lower half; its upper one comes behind. */
export const POINTER: Part = 12;
/** linux/audit.h AUDIT_ARCH_*. */
export const ARCHITECTURE: Part = 14;

/** Where a call has come to: an answer (SECCOMP_RET_* with its data), or one more comparison. */
export type Place = { answer: number } | Asking;

export interface Asking extends Pick<Finding, 'mask' | 'datum'> {
  part: Part;
  op: 'EQ' | 'GT' | 'GE';
  /** Where a call goes on for which the comparison holds, or doesn't. */
  go: (held: boolean) => Place;
}

/** Anything that answers calls by comparisons of their parts with constants, a filter or a program: where every call begins. */
export type Decider = () => Place;

export const isAnswer = (place: Place): place is { answer: number } => 'answer' in place;

/** The values that a part, masked, can have, as far as comparisons under that mask tell. */
export interface Bounds {
  low: number;
  high: number;
  /** Values in between that it doesn't have, ascending. */
  except: readonly number[];
}

/** Those of a part of which nothing is known. */
export const boundsOf = (mask: number): Bounds => ({ low: 0, high: mask, except: [] });

/** Whether a comparison holds for all values within the bounds, or for none; undefined: bounds alone don't tell. */
export function decided({ low, high, except }: Bounds, { op, mask, datum }: Asking): boolean | undefined {
  if (op === 'EQ') {
    if (datum < low || datum > high || (datum & ~mask) !== 0 || except[placeIn(except, datum)] === datum) return false;
    return low === high ? true : undefined;
  }
  const least = op === 'GT' ? datum + 1 : datum;
  if (low >= least) return true;
  return high < least ? false : undefined;
}

/** What is left of the bounds where the comparison holds, or doesn't; the lowest value is above the highest where nothing is. */
export function narrowed(bounds: Bounds, { op, datum }: Pick<Asking, 'op' | 'datum'>, held: boolean): Bounds {
  const { low, high, except } = bounds;
  if (op === 'EQ') {
    if (held) return { low: datum, high: datum, except: [] };
    if (datum < low || datum > high) return bounds;
    const at = placeIn(except, datum);
    if (except[at] === datum) return bounds;
    return trimmed(low, high, [...except.slice(0, at), datum, ...except.slice(at)]);
  }
  const least = op === 'GT' ? datum + 1 : datum;
  return held ? trimmed(Math.max(low, least), high, except) : trimmed(low, Math.min(high, least - 1), except);
}

/** A value that it doesn't have is neither the lowest nor the highest. */
function trimmed(low: number, high: number, except: readonly number[]): Bounds {
  let [least, most] = [low, high];
  let first = placeIn(except, least);
  let end = placeIn(except, most + 1);
  for (; first < end && except[first] === least; first++) least++;
  for (; end > first && except[end - 1] === most; end--) most--;
  return { low: least, high: most, except: except.slice(first, end) };
}

/** How many of ascending values are less than `value`. */
export function placeIn(values: readonly number[], value: number): number {
  let [from, to] = [0, values.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((values[middle] ?? 0) < value) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** `value` where the comparison comes out so for it, else a value near it for which it does, unless there is none. */
export function nearest(value: number, { op, mask, datum }: Asking, held: boolean): number {
  const masked = (value & mask) >>> 0;
  if (op === 'EQ') {
    if (held) return ((value & ~mask) | datum) >>> 0;
    return masked === datum ? (value ^ (mask & -mask)) >>> 0 : value;
  }
  const least = op === 'GT' ? datum + 1 : datum;
  if (masked >= least === held) return value;
  return (held ? least : Math.max(least, 1) - 1) >>> 0;
}

/** What the accumulator holds: a part of the call, masked, or a value that is certain. */
type Held = { part: Part; mask: number } | { value: number };

const OPERATIONS: Readonly<Record<number, 'EQ' | 'GT' | 'GE'>> = { [BPF.JEQ]: 'EQ', [BPF.JGT]: 'GT', [BPF.JGE]: 'GE' };

/** All that compilers of filters write. */
const READ = new Set([
  BPF.LD | BPF.ABS,
  BPF.LD | BPF.IMM,
  BPF.LD | BPF.LEN,
  BPF.ALU | BPF.AND,
  BPF.JMP | BPF.JA,
  BPF.JMP | BPF.JEQ,
  BPF.JMP | BPF.JGT,
  BPF.JMP | BPF.JGE,
  BPF.JMP | BPF.JSET,
  BPF.RET,
]);

/**
 * A program that the kernel takes (`checkProgram`), followed over all calls at once. Undefined for one with instructions that no compiler of filters writes
 * (arithmetic but AND, the index register, memory).
 */
export function programDecider(program: Program): Decider | undefined {
  const { arch, instructions } = program;
  if (instructions.some(({ code }) => !READ.has(code))) return undefined;
  const { endian } = architectureOf(arch);
  return () => follow(0, { value: 0 });

  /** `before`: in the accumulator. */
  function follow(from: number, before: Held): Place {
    let held = before;
    let at = from;
    for (let instruction = instructions[at]; instruction !== undefined; instruction = instructions[at]) {
      const { code, jt, jf, k } = instruction;
      if (BPF.classOf(code) === BPF.RET) return { answer: k };
      at++;
      if (code === (BPF.JMP | BPF.JA)) at += k;
      else if (BPF.isConditional(code)) {
        const [whenTrue, whenFalse] = [at + jt, at + jf];
        if (!('value' in held)) return ask(code, k, held, whenTrue, whenFalse);
        at = holds(BPF.operationOf(code), held.value, k) ? whenTrue : whenFalse;
      } else held = loaded(code, k, held);
    }
    throw new RangeError('the program ends without an answer');
  }

  function ask(
    code: number,
    k: number,
    held: { part: Part; mask: number },
    whenTrue: number,
    whenFalse: number,
  ): Place {
    const go = (is: boolean) => follow(is ? whenTrue : whenFalse, held);
    const op = OPERATIONS[BPF.operationOf(code)];
    if (op !== undefined) return { ...held, op, datum: k, go };
    // JSET: none of the bits, or not.
    return { part: held.part, mask: (held.mask & k) >>> 0, op: 'EQ', datum: 0, go: (none) => go(!none) };
  }

  function loaded(code: number, k: number, held: Held): Held {
    switch (code) {
      case BPF.LD | BPF.IMM:
        return { value: k };
      case BPF.LD | BPF.LEN:
        return { value: DATA_LENGTH };
      case BPF.ALU | BPF.AND:
        return 'value' in held ? { value: (held.value & k) >>> 0 } : { ...held, mask: (held.mask & k) >>> 0 };
      default:
        return { part: partOf(fieldAt(k, endian)), mask: WORD_BITS };
    }
  }
}

function partOf(field: Field): Part {
  switch (field.kind) {
    case 'number':
      return NUMBER;
    case 'architecture':
      return ARCHITECTURE;
    case 'instruction-pointer':
      return POINTER + (field.high ? 1 : 0);
    case 'argument':
      return field.argument * 2 + (field.high ? 1 : 0);
  }
}

function holds(operation: number, value: number, k: number): boolean {
  if (operation === BPF.JEQ) return value === k;
  if (operation === BPF.JGT) return value > k;
  return operation === BPF.JGE ? value >= k : (value & k) !== 0;
}
