import { readUnsigned } from './readUnsigned.ts';

/** A number of shadow's, or why it is none: 'range' is what the program calls an overflow, 'syntax' anything else. */
export type ShadowNumber = { ok: true; value: bigint } | { ok: false; reason: 'range' | 'syntax' };

/**
 * The whole of `text` as a number from `least` to `most`, as shadow 4.17.4 reads one (lib/atoi/strtoi/strtou_noneg.h, strtou_): a negative number
 * is out of range, and a range that is broken is told before what follows the digits.
 */
export function readShadowNumber(text: string, base: 0 | 10, least: bigint, most: bigint): ShadowNumber {
  const { value, length, negative, overflow } = readUnsigned(text, base);
  if (length === 0) return { ok: false, reason: 'syntax' };
  if (negative || overflow || value < least || value > most) return { ok: false, reason: 'range' };
  return length === text.length ? { ok: true, value } : { ok: false, reason: 'syntax' };
}
