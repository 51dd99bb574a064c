import { ALL_BITS } from './limits.ts';

/** What strtoumax(3) makes of a text, and where it stopped. */
export interface CNumber {
  value: bigint;
  /** How many characters were read; 0 where no number begins the text. */
  length: number;
  negative: boolean;
  /** True where the digits need more than 64 bits; `value` is then the largest that fits. */
  overflow: boolean;
}

/** No 64-bit number has more digits than this in any of the bases, once its leading zeros are gone. */
const MOST_DIGITS = 64;

/** What nearly everybody writes: digits alone, in either base decimal, of a number that a double holds. */
const PLAIN = /^[1-9][0-9]{0,14}$/;

/** Digits of the four bases, from the place where they begin. */
const DIGITS = { 2: /[01]+/y, 8: /[0-7]+/y, 10: /[0-9]+/y, 16: /[0-9a-f]+/iy } as const;
const PREFIX = { 2: '0b', 8: '0o', 10: '', 16: '0x' } as const;

/**
 * The number at the beginning of `text`, as strtoumax(3) of glibc 2.38 and later reads it in the C locale: white space, a sign, then digits. In
 * base 0 a number is hexadecimal after 0x, binary after 0b (C23, which programs built with _GNU_SOURCE get) and octal after any other 0.
 */
export function strtoumax(text: string, base: 0 | 10): CNumber {
  if (PLAIN.test(text)) return { value: BigInt(Number(text)), length: text.length, negative: false, overflow: false };
  let at = 0;
  while (/[\t-\r ]/.test(text.charAt(at))) at += 1;
  const sign = text.charAt(at);
  if (sign === '+' || sign === '-') at += 1;

  let radix: keyof typeof DIGITS = 10;
  if (base === 0 && text.charAt(at) === '0') {
    radix = 8;
    const begins = text.slice(at, at + 3);
    if (/^0x[0-9a-f]/i.test(begins)) radix = 16;
    else if (/^0b[01]/i.test(begins)) radix = 2;
    if (radix !== 8) at += 2;
  }
  const pattern = DIGITS[radix];
  pattern.lastIndex = at;
  const digits = pattern.exec(text)?.[0];
  if (digits === undefined) return { value: 0n, length: 0, negative: false, overflow: false };

  const significant = digits.replace(/^0+/, '');
  const value = significant.length > MOST_DIGITS ? ALL_BITS + 1n : BigInt(`${PREFIX[radix]}${significant || '0'}`);
  const overflow = value > ALL_BITS;
  return {
    value: overflow ? ALL_BITS : value,
    length: at + digits.length,
    negative: sign === '-' && value !== 0n,
    overflow,
  };
}

/**
 * The number at the beginning of `text` as strtoul(3) and "%u" of sscanf(3) leave it in an unsigned int: a negative one turned round, the lowest
 * 32 bits kept. `length` is how many characters were read, 0 for none.
 */
export function readUnsignedInt(text: string): { value: number; length: number } {
  const { value, length, negative, overflow } = strtoumax(text, 10);
  return { value: Number(BigInt.asUintN(32, negative && !overflow ? -value : value)), length };
}

/** A number within its bounds, or why it is none: 'range' is what the program calls an overflow, 'syntax' anything else. */
export type BoundedNumber = { ok: true; value: bigint } | { ok: false; reason: 'range' | 'syntax' };

/**
 * The whole of `text` as a number from `least` to `most`, as shadow 4.17.4 reads one (lib/atoi/strtoi/strtou_noneg.h, strtou_): a negative number
 * is out of range, and so is one that is too large, whatever follows its digits.
 */
export function strtouNoneg(text: string, base: 0 | 10, least: bigint, most: bigint): BoundedNumber {
  const { value, length, negative, overflow } = strtoumax(text, base);
  if (length === 0) return { ok: false, reason: 'syntax' };
  if (negative || overflow || value < least || value > most) return { ok: false, reason: 'range' };
  return length === text.length ? { ok: true, value } : { ok: false, reason: 'syntax' };
}
