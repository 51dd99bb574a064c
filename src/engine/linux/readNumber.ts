import { type Diagnostic, error, firstProblems, type Parsed, type SourceText, spanAt } from '../text/index.ts';
import { ALL_BITS } from './goNumber.ts';

/** The value of a constant's name, or undefined where it has none. */
export type ConstantLookup = (name: string) => bigint | undefined;

/** Of a list of flags, more bad ones help nobody. */
const MOST_PROBLEMS = 20;

/**
 * Reads a system call argument from `source` between two offsets: decimal, hexadecimal (0x), octal (0 or 0o) and names that `lookup` knows,
 * each with `-` or `~` before it if need be, joined by `|`. The value is what the register holds, 0 to 2^64 - 1: a negative number is its
 * two's complement. Every bad part is a diagnostic, and then there is no value.
 */
export function readNumber(
  source: SourceText,
  start: number,
  end: number,
  lookup: ConstantLookup = () => undefined,
): Parsed<bigint> {
  const diagnostics: Diagnostic[] = [];
  let value = 0n;
  let at = start;
  for (const part of source.text.slice(start, end).split('|')) {
    const lead = part.length - part.trimStart().length;
    const word = part.trim();
    const from = at + lead;
    at += part.length + 1;
    const read = readTerm(word, lookup);
    if (typeof read === 'bigint') value |= BigInt.asUintN(64, read);
    else diagnostics.push({ ...read, span: spanAt(source, from, from + word.length) });
  }
  return {
    value: diagnostics.length === 0 ? value : undefined,
    diagnostics: firstProblems(diagnostics, MOST_PROBLEMS),
  };
}

function readTerm(word: string, lookup: ConstantLookup): bigint | Diagnostic {
  const sign = /^[-~]/.exec(word)?.[0] ?? '';
  const rest = word.slice(sign.length).trim();
  const value = readMagnitude(rest) ?? (/^[A-Za-z_]/.test(rest) ? lookup(rest) : undefined);
  if (value === undefined) return problem(word, rest);
  if (value > ALL_BITS || (sign === '-' && value > 1n << 63n)) {
    const hint = 'An argument is one register: 0 to 18446744073709551615, or -9223372036854775808 upwards.';
    return error('number-too-large', `${word} does not fit in 64 bits.`, hint);
  }
  if (sign === '-') return -value;
  return sign === '~' ? ~value : value;
}

/** A number without its sign: `12`, `0x1f`, `017`, `0o17`; undefined for anything else. */
export function readMagnitude(word: string): bigint | undefined {
  if (/^0[0-7]+$/.test(word)) return BigInt(`0o${word.slice(1)}`);
  return /^(0|[1-9]\d*|0[xX][0-9a-fA-F]+|0[oO][0-7]+)$/.test(word) ? BigInt(word) : undefined;
}

function problem(word: string, rest: string): Diagnostic {
  if (word === '') {
    const hint = 'Write a number or the name of a constant; 0 if the value does not matter.';
    return error('number-missing', 'This argument is empty.', hint);
  }
  if (/^[A-Za-z_]\w*$/.test(rest)) {
    const hint = 'Check its spelling, or write its number: decimal, 0x hexadecimal or 0 octal.';
    return error('constant-unknown', `Unknown constant ${rest}.`, hint);
  }
  const hint = 'Numbers are decimal, 0x hexadecimal or 0 octal; join several flags with |.';
  return error('number-malformed', `${word} is neither a number nor the name of a constant.`, hint);
}
