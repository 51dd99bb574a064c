import { ALL_BITS, strtoumax, strtouNoneg } from '../../linux/index.ts';
import { since } from '../versions/since.ts';
import type { Versions } from '../versions/Versions.ts';

/**
 * A number as util-linux 2.41.5 reads one (lib/strutils.c, str2unum_or_err in base 10), kept in 32 bits; or its words after "`what`: '…'".
 * A negative number is out of range, whatever follows its digits; before, strtoul(3) turned it round.
 */
export function readNumber(
  text: string,
  what: string,
  versions?: Versions,
): { ok: true; value: number } | { ok: false; message: string } {
  if (!since('util-linux', 'unshare-words', versions)) return readTurned(text, what);
  const read = strtouNoneg(text, 10, 0n, ALL_BITS);
  if (read.ok) return { ok: true, value: Number(BigInt.asUintN(32, read.value)) };
  const message = `${what}: '${text}'`;
  return { ok: false, message: read.reason === 'range' ? `${message}: Numerical result out of range` : message };
}

/** The same as util-linux 2.38.1 does it (strtoul_or_err): what strtoul(3) takes whole, in 32 bits. */
export function readTurned(text: string, what: string): { ok: true; value: number } | { ok: false; message: string } {
  const { value, length, negative, overflow } = strtoumax(text, 10);
  const message = `${what}: '${text}'`;
  if (overflow) return { ok: false, message: `${message}: Numerical result out of range` };
  if (length === 0 || length < text.length) return { ok: false, message };
  return { ok: true, value: Number(BigInt.asUintN(32, negative ? -value : value)) };
}

/** What is wrong with the seconds of a clock, a signed number of 64 bits (strtos64_or_err), if anything is; its words after "`what`: '…'". */
export function offsetProblem(text: string, what: string): string | undefined {
  const { value, length, negative, overflow } = strtoumax(text, 10);
  const message = `${what}: '${text}'`;
  if (overflow || value > (negative ? 1n << 63n : (1n << 63n) - 1n)) return `${message}: Numerical result out of range`;
  return length === 0 || length < text.length ? message : undefined;
}
