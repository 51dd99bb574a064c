import { ALL_BITS, strtoumax } from '../../linux/index.ts';
import { since } from '../versions/since.ts';
import type { Versions } from '../versions/Versions.ts';

/**
 * The whole of `text` as a number of 64 bits, as shadow's getulong of 4.13 and older reads one (lib/getulong.c): a negative number is turned round.
 * Programs that were built with glibc 2.37 or older know no binary digits after 0b. Undefined for what is no number.
 */
export function readUlong(text: string, versions: Versions): bigint | undefined {
  if (!since('shadow', 'binary-numbers', versions) && /^[\t-\r ]*[-+]?0b/i.test(text)) return undefined;
  const { value, length, negative, overflow } = strtoumax(text, 0);
  if (length === 0 || length !== text.length || overflow) return undefined;
  return negative ? ALL_BITS + 1n - value : value;
}
