import type { Arch } from '../../../linux/index.ts';
import { cValue } from './cNames.ts';

/** A stretch of C that has a value of 32 bits; or what stands there instead, `at` so many characters from its start, and what was expected if not just a value. */
type CResult = { value: number } | { found: string; at: number; expected?: string | undefined };

const TOKEN = /\s*(?:(0x[\da-f]+|\d+)[ul]*\b|([A-Za-z_]\w*)|(<<|>>|[-|^&+*~()]))/iy;

/** seccomp_data's fields by their offsets (linux/seccomp.h), args[0] on. */
const FIELDS: Readonly<Record<string, number>> = { nr: 0, arch: 4, instruction_pointer: 8, args: 16 };
const OFFSETOF = /\s*\(\s*struct\s+seccomp_data\s*,\s*(\w+)(?:\s*\[\s*([0-5])\s*\])?\s*\)/y;

/** Loosest first, as C binds them. */
const OPERATORS: readonly Readonly<Record<string, (left: number, right: number) => number>>[] = [
  { '|': (left, right) => left | right },
  { '^': (left, right) => left ^ right },
  { '&': (left, right) => left & right },
  { '<<': (left, right) => left << right, '>>': (left, right) => left >>> right },
  { '+': (left, right) => left + right, '-': (left, right) => left - right },
  { '*': Math.imul },
];

/** Parentheses and signs within each other; the headers of the kernel have a handful. */
const MOST_NESTED = 100;

class Unread extends Error {
  readonly found: string;
  readonly at: number;
  readonly expected: string | undefined;

  constructor(found: string, at: number, expected?: string) {
    super(found);
    this.found = found;
    this.at = at;
    this.expected = expected;
  }
}

/**
 * The value of what a C program writes for a field of an instruction: numbers, names of the kernel's headers, offsetof(struct seccomp_data, …) and what joins
 * them. Everything counts in 32 bits, unsigned. Throws a RangeError where a machine's names are not there yet.
 */
export function cExpression(text: string, arch: Arch): CResult {
  let at = 0;
  let nested = 0;
  try {
    const value = operation(0);
    const rest = text.slice(at).trim();
    return rest === '' ? { value } : { found: rest, at: text.length - text.slice(at).trimStart().length };
  } catch (error) {
    if (error instanceof Unread) {
      const { found, at, expected } = error;
      return { found, at, expected };
    }
    throw error;
  }

  function operation(level: number): number {
    const operators = OPERATORS[level];
    if (operators === undefined) return operand();
    let left = operation(level + 1);
    for (;;) {
      const before = at;
      const { sign = '' } = token() ?? {};
      const apply = Object.hasOwn(operators, sign) ? operators[sign] : undefined;
      if (apply === undefined) {
        at = before;
        return left;
      }
      const right = operation(level + 1);
      // C11 6.5.7: a shift by the width or more is undefined.
      if (/^(?:<<|>>)$/.test(sign) && right > 31)
        throw new Unread(text.slice(before, at).trim(), textFrom(before), 'a shift of at most 31 bits');
      left = apply(left, right) >>> 0;
    }
  }

  function operand(): number {
    const start = textFrom(at);
    const found = token();
    if (found?.number !== undefined) {
      const value = numberOf(found.number);
      if (!(value <= 0xffffffff)) throw new Unread(found.number, start);
      return value;
    }
    if (found?.sign === '~') return ~within(start, operand) >>> 0;
    if (found?.sign === '-') return -within(start, operand) >>> 0;
    if (found?.sign === '(') return within(start, bracketed);
    const value = found?.name === undefined ? undefined : named(found.name);
    if (value === undefined) throw new Unread(/^\w+|^\S+/.exec(text.slice(start))?.[0] ?? 'nothing', start);
    return value;
  }

  function within(start: number, inner: () => number): number {
    if (nested === MOST_NESTED) {
      const expected = `at most ${MOST_NESTED} nested parentheses and signs`;
      throw new Unread(text.charAt(start), start, expected);
    }
    nested++;
    const value = inner();
    nested--;
    return value;
  }

  /** Where what is not space begins. */
  function textFrom(from: number): number {
    return text.length - text.slice(from).trimStart().length;
  }

  function bracketed(): number {
    const value = operation(0);
    if (token()?.sign !== ')') throw new Unread('no closing parenthesis', at);
    return value;
  }

  function named(name: string): number | undefined {
    if (name !== 'offsetof') return cValue(name, arch);
    OFFSETOF.lastIndex = at;
    const [whole, field = '', index = '0'] = OFFSETOF.exec(text) ?? [];
    if (whole === undefined || !Object.hasOwn(FIELDS, field)) return undefined;
    at = OFFSETOF.lastIndex;
    return (FIELDS[field] ?? 0) + 8 * Number(index);
  }

  function token(): { number?: string | undefined; name?: string | undefined; sign?: string | undefined } | undefined {
    TOKEN.lastIndex = at;
    const found = TOKEN.exec(text);
    if (found === null) return undefined;
    at = TOKEN.lastIndex;
    return { number: found[1], name: found[2], sign: found[3] };
  }
}

/** C11 6.4.4.1: with a leading 0 it is octal. NaN for 08. */
function numberOf(digits: string): number {
  if (!/^0\d/.test(digits)) return Number(digits);
  return /^[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : Number.NaN;
}
