import type { Arch } from '../../../linux/index.ts';
import { cValue } from './cNames.ts';

/** A stretch of C that has a value of 32 bits; or what stands there instead, `at` so many characters from its start. */
export type CResult = { value: number } | { found: string; at: number };

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

class Unread extends Error {
  readonly found: string;
  readonly at: number;

  constructor(found: string, at: number) {
    super(found);
    this.found = found;
    this.at = at;
  }
}

/**
 * The value of what a C program writes for a field of an instruction: numbers, names of the kernel's headers, offsetof(struct seccomp_data, …) and what joins
 * them. Everything counts in 32 bits, unsigned. Throws NotLoaded where a machine's names are not there yet.
 */
export function cExpression(text: string, arch: Arch): CResult {
  let at = 0;
  try {
    const value = operation(0);
    const rest = text.slice(at).trim();
    return rest === '' ? { value } : { found: rest, at: text.length - text.slice(at).trimStart().length };
  } catch (error) {
    if (error instanceof Unread) return { found: error.found, at: error.at };
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
      left = apply(left, operation(level + 1)) >>> 0;
    }
  }

  function operand(): number {
    const start = at + (/^\s*/.exec(text.slice(at))?.[0].length ?? 0);
    const found = token();
    if (found?.number !== undefined) {
      const value = Number(found.number);
      if (value > 0xffffffff) throw new Unread(found.number, start);
      return value;
    }
    if (found?.sign === '~') return ~operand() >>> 0;
    if (found?.sign === '-') return -operand() >>> 0;
    if (found?.sign === '(') return bracketed();
    const value = found?.name === undefined ? undefined : named(found.name);
    if (value === undefined) throw new Unread(/^\w+|^\S+/.exec(text.slice(start))?.[0] ?? 'nothing', start);
    return value;
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
