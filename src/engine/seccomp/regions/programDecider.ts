import { architectureOf, WORD_BITS } from '../../linux/index.ts';
import * as BPF from '../bpf/Instruction.ts';
import type { Program } from '../bpf/Program.ts';
import { DATA_LENGTH, type Field, fieldAt } from '../bpf/seccompData.ts';
import { ARCHITECTURE, type Decider, NUMBER, type Part, type Place, POINTER } from './Decider.ts';

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
