import { type Span, sourceText } from '../text/index.ts';

/** Of a longer text so much of its beginning and of its end is read: a program says last why it ended. */
const FIRST = 400_000;
const LAST = 1_600_000;

/** A text as far as it is read, its offsets unchanged, and the lines that are left out in between; undefined where none are. */
export function partRead(text: string): { text: string; leftOut: { first: number; last: number } | undefined } {
  if (text.length <= FIRST + LAST) return { text, leftOut: undefined };
  const start = text.lastIndexOf('\n', FIRST) + 1 || FIRST;
  const end = text.indexOf('\n', text.length - LAST) + 1 || text.length - LAST;
  const { lineStarts } = sourceText(text);
  const lineAt = (offset: number) => lineStarts.findLastIndex((lineStart) => lineStart <= offset) + 1;
  return { text: blanked(text, { start, end }), leftOut: { first: lineAt(start), last: lineAt(end - 1) } };
}

/** The text with blanks in the place of a stretch, line by line: every other offset stays. */
export const blanked = (text: string, { start, end }: Pick<Span, 'start' | 'end'>): string =>
  text.slice(0, start) + text.slice(start, end).replace(/[^\n]+/g, (line) => ' '.repeat(line.length)) + text.slice(end);
