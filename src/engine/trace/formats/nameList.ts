import type { Arch } from '../../linux/index.ts';
import { type Found, type Line, type LineReader, spanOf } from '../LineReader.ts';
import { callNamed } from './callNamed.ts';

/** Of a list: names with commas or blanks between them, in quotes, brackets or behind a dash, as people keep them. */
const NOT_IN_LIST = /[^\s\-*[\]"',\w]/;
/** All calls there are take a tenth of it. */
const LONGEST_LIST = 100_000;
const WORD = /\w+/g;

/**
 * Reads a plain list of names: one a line, or several with commas or blanks between them. More than half of a line's words must be calls; those that are
 * none are told as unread, and numbers too: a number alone is no call without its architecture.
 */
export function nameList(native: Arch): LineReader {
  return { format: 'names', isBare: true, read: (line) => readLine(line, native) };
}

function readLine(line: Line, native: Arch): Found | undefined {
  if (line.text.length > LONGEST_LIST || NOT_IN_LIST.test(line.text)) return undefined;
  const words = [...line.text.matchAll(WORD)].map((match) => {
    const span = spanOf(line, match.index, match.index + match[0].length);
    return { which: callNamed(match[0], native), span, isNumber: /^\d+$/.test(match[0]) };
  });
  const calls = words.flatMap(({ which, span }) => (which === undefined ? [] : [{ ...which, span }]));
  if (2 * calls.length <= words.filter(({ isNumber }) => !isNumber).length) return undefined;
  return { calls, unread: words.flatMap(({ which, span }) => (which === undefined ? [span] : [])) };
}
