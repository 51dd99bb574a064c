import { goQuote } from '../../subid/goQuote.ts';

/** A number, or what Go says against it. */
export type GoNumber = { ok: true; value: number } | { ok: false; error: string };

/** `text` as Go's strconv.ParseUint(text, 10, 32) reads it: decimal digits alone, no sign; the first thing wrong is told. */
export function goUint32(text: string): GoNumber {
  const wrong = (why: string): GoNumber => ({
    ok: false,
    error: `strconv.ParseUint: parsing ${goQuote(text)}: ${why}`,
  });
  if (text === '') return wrong('invalid syntax');
  let value = 0;
  for (const digit of text) {
    if (digit < '0' || digit > '9') return wrong('invalid syntax');
    value = value * 10 + Number(digit);
    if (value > 0xffffffff) return wrong('value out of range');
  }
  return { ok: true, value };
}
