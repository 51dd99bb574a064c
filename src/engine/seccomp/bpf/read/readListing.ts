import { type Diagnostic, error, type SourceText, shorten, spanAt } from '../../../text/index.ts';
import * as BPF from '../Instruction.ts';
import type { Placed, ReadText } from './readC.ts';
import { linesOf, misplaced, readUint } from './readRows.ts';

const ALU: Readonly<Record<string, number>> = {
  add: BPF.ADD,
  sub: BPF.SUB,
  mul: BPF.MUL,
  div: BPF.DIV,
  or: BPF.OR,
  and: BPF.AND,
  lsh: BPF.LSH,
  rsh: BPF.RSH,
  xor: BPF.XOR,
};

const JUMPS: Readonly<Record<string, number>> = { jeq: BPF.JEQ, jgt: BPF.JGT, jge: BPF.JGE, jset: BPF.JSET };

const STORES: Readonly<Record<string, number>> = { st: BPF.ST, stx: BPF.STX };
const LOADS: Readonly<Record<string, number>> = { ld: BPF.LD, ldx: BPF.LDX };
const BARE: Readonly<Record<string, number>> = {
  neg: BPF.ALU | BPF.NEG,
  tax: BPF.MISC | BPF.TAX,
  txa: BPF.MISC | BPF.TXA,
};

const ROW = /^\s*(\d+)\s+([a-z]+)(?:\s+([^;]*?))?\s*(?:;.*)?$/;

const RETURN = /^\s*\d+\s+ret\s+#/;
const WORDS = /;\s*\S/;

/** Whether a text has a line of a listing such as this site's own. */
export const hasListing = (text: string): boolean =>
  /^\s*\d+\s+(?:ldx?|stx?|add|sub|mul|div|x?or|and|[lr]sh|neg|ja|jeq|jgt|jge|jset|ret|tax|txa|code)(?:\s|$)/m.test(
    text,
  );

/** This site's own listing (`listing`): a place, a mnemonic whose jumps name places, and words that say the same. */
export const readListing: ReadText = (source) => {
  const value: Placed[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const { text, start } of linesOf(source)) {
    if (text.trim() === '') continue;
    const from = start + text.length - text.trimStart().length;
    const span = spanAt(source, from, start + text.trimEnd().length);
    const [, place, word = '', operands = ''] = ROW.exec(text) ?? [];
    if (place !== undefined && Number(place) !== value.length) {
      diagnostics.push(misplaced(Number(place), value.length, span));
      break;
    }
    const read = place === undefined ? undefined : instructionOf(word, operands, value.length);
    if (read === undefined) {
      const message = `Found ${shorten(text.trim())}, expected an instruction such as 4 jeq #0x3b, 7, 9.`;
      diagnostics.push(error('bpf-listing', message, 'Copy the listing again, with its line numbers.', span));
    }
    value.push({ instruction: read ?? { code: 0, jt: 0, jf: 0, k: 0 }, span });
  }
  if (diagnostics.length === 0) diagnostics.push(...cutConstant(source));
  return { value: diagnostics.length > 0 ? undefined : value, diagnostics };
};

/** The listing says each constant that is returned in words as well; where it does, a last line without words may end within its constant. */
function cutConstant(source: SourceText): readonly Diagnostic[] {
  const rows = linesOf(source).filter(({ text }) => RETURN.test(text));
  const last = linesOf(source).findLast(({ text }) => text.trim() !== '');
  if (last === undefined || !RETURN.test(last.text) || WORDS.test(last.text)) return [];
  if (!rows.some(({ text }) => WORDS.test(text))) return [];
  const { text, start } = last;
  const span = spanAt(source, start + text.length - text.trimStart().length, start + text.trimEnd().length);
  const message = 'The last line has no comment after “;”: part of it may be missing.';
  return [error('bpf-listing', message, 'Copy the listing again, with its whole last line.', span)];
}

function instructionOf(word: string, operands: string, at: number): BPF.Instruction | undefined {
  const own = <Value>(table: Readonly<Record<string, Value>>) => (Object.hasOwn(table, word) ? table[word] : undefined);
  const [load, store, operation, jump, bare] = [own(LOADS), own(STORES), own(ALU), own(JUMPS), own(BARE)];
  if (load !== undefined) return loaded(load, operands);
  if (store !== undefined) return withConstant(store, memoryWord(operands));
  if (operation !== undefined) return withOperand(BPF.ALU | operation, operands);
  if (jump !== undefined) return jumping(BPF.JMP | jump, operands, at);
  if (bare !== undefined) return operands === '' ? { code: bare, jt: 0, jf: 0, k: 0 } : undefined;
  if (word === 'ja') return withConstant(BPF.JMP | BPF.JA, distance(operands, at, 32));
  if (word === 'code') return plainCode(operands);
  if (word !== 'ret') return undefined;
  return operands === 'a' ? { code: BPF.RET | BPF.A, jt: 0, jf: 0, k: 0 } : withConstant(BPF.RET, constant(operands));
}

function loaded(code: number, operands: string): BPF.Instruction | undefined {
  if (operands === '#len') return { code: code | BPF.LEN, jt: 0, jf: 0, k: 0 };
  const offset = /^\[(\d+)\]$/.exec(operands)?.[1];
  if (offset !== undefined) return withConstant(code | BPF.ABS, readUint(offset));
  const word = memoryWord(operands);
  return word === undefined ? withConstant(code | BPF.IMM, constant(operands)) : withConstant(code | BPF.MEM, word);
}

function jumping(code: number, operands: string, at: number): BPF.Instruction | undefined {
  const [operand = '', whenTrue = '', whenFalse = '', ...rest] = operands.split(/\s*,\s*/);
  const [jt, jf] = [distance(whenTrue, at, 8), distance(whenFalse, at, 8)];
  const made = withOperand(code, operand);
  return made && jt !== undefined && jf !== undefined && rest.length === 0 ? { ...made, jt, jf } : undefined;
}

/** An instruction that no seccomp filter may have, in its four numbers. */
function plainCode(operands: string): BPF.Instruction | undefined {
  const [code, jt, jf, k] = operands.split(/\s*,\s*/).map((word, at) => readUint(word, [16, 8, 8, 32][at]));
  if (code === undefined || jt === undefined || jf === undefined || k === undefined) return undefined;
  return { code, jt, jf, k };
}

const withOperand = (code: number, operand: string): BPF.Instruction | undefined =>
  operand === 'x' ? { code: code | BPF.X, jt: 0, jf: 0, k: 0 } : withConstant(code, constant(operand));

const withConstant = (code: number, k: number | undefined): BPF.Instruction | undefined =>
  k === undefined ? undefined : { code, jt: 0, jf: 0, k };

const constant = (text: string) => (text.startsWith('#') ? readUint(text.slice(1)) : undefined);

const memoryWord = (text: string) => readUint(/^M\[(\d+)\]$/.exec(text)?.[1] ?? '');

/** How many instructions a jump to a line leaves out; none leads back. */
function distance(text: string, at: number, bits: number): number | undefined {
  const to = readUint(text);
  return to !== undefined && to > at && to - at - 1 < 2 ** bits ? to - at - 1 : undefined;
}
