import { countBefore } from './countBefore.ts';

/** A text with its lines known, so that any offset can be told as line and column. */
export interface SourceText {
  text: string;
  /** Offset of each line's first character; line n is at index n - 1. */
  lineStarts: readonly number[];
}

/** The lines of `text` are read when a place is asked for, and once; a line ends at "\n". */
export function sourceText(text: string): SourceText {
  let known: number[] | undefined;
  return {
    text,
    get lineStarts() {
      known ??= lineStartsOf(text);
      return known;
    },
  };
}

function lineStartsOf(text: string): number[] {
  const lineStarts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lineStarts.push(at + 1);
  return lineStarts;
}

/** The span from `start` to `end`; offsets outside the text are drawn to its edge. */
export function spanAt(source: SourceText, start: number, end: number): Span {
  const within = (offset: number) => Math.min(Math.max(offset, 0), source.text.length);
  const from = within(start);
  const line = countBefore(source.lineStarts, (lineStart) => lineStart <= from);
  const column = from - (source.lineStarts[line - 1] ?? 0) + 1;
  return { start: from, end: Math.max(from, within(end)), line, column };
}

/** A stretch of the reader's text. Offsets count UTF-16 units, `end` is exclusive; line and column count from 1 and belong to `start`. */
export interface Span {
  start: number;
  end: number;
  line: number;
  column: number;
}
