import { LARGEST, readUnsigned } from '../subid/readUnsigned.ts';

/** What unshare keeps of a number: its lowest 32 bits. */
const U32 = 0xffffffffn;

/**
 * A number as util-linux 2.41.5 reads one (lib/strutils.c, str2unum_or_err in base 10), kept in 32 bits; or its words after "`what`: '…'".
 * A negative number is out of range, whatever follows its digits.
 */
export function readNumber(text: string, what: string): { ok: true; value: number } | { ok: false; message: string } {
  const { value, length, negative, overflow } = readUnsigned(text, 10);
  const message = `${what}: '${text}'`;
  if (negative || overflow) return { ok: false, message: `${message}: Numerical result out of range` };
  if (length === 0 || length !== text.length) return { ok: false, message };
  return { ok: true, value: Number(value & U32) };
}

/**
 * The numbers of `text` between `separator`s, as sscanf(3) reads "%u:%u:%u": white space and a sign may stand before each, a negative one is turned
 * round, and what is too large keeps its lowest 32 bits. Undefined where anything else stands there.
 */
export function scanTriple(text: string, separator: ':' | ','): [number, number, number] | undefined {
  const numbers: number[] = [];
  for (let rest = text; ; ) {
    const { value, length, negative, overflow } = readUnsigned(rest, 10);
    if (length === 0) return undefined;
    numbers.push(Number((overflow ? LARGEST : negative ? LARGEST + 1n - value : value) & U32));
    rest = rest.slice(length);
    const [first, second, third] = numbers;
    if (third !== undefined)
      return rest === '' && first !== undefined && second !== undefined ? [first, second, third] : undefined;
    if (!rest.startsWith(separator)) return undefined;
    rest = rest.slice(1);
  }
}
