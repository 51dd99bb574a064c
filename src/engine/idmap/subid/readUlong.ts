import { ALL_BITS, strtoumax } from '../../linux/index.ts';

/**
 * The whole of `text` as a number of 64 bits, as shadow's getulong of 4.13 and older reads one (lib/getulong.c): a negative number is turned round.
 * `binary` is false for programs that were built with glibc 2.37 or older, which know no binary digits after 0b. Undefined for what is no number.
 */
export function readUlong(text: string, binary: boolean): bigint | undefined {
  if (!binary && /^[\t-\r ]*[-+]?0b/i.test(text)) return undefined;
  const { value, length, negative, overflow } = strtoumax(text, 0);
  if (length === 0 || length !== text.length || overflow) return undefined;
  return negative ? ALL_BITS + 1n - value : value;
}
