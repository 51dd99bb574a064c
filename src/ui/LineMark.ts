import type { Diagnostic } from '../engine/text/index.ts';

/** How a line stands out: `lit` decided the answer, `error` and `warning` have a problem. */
export type MarkTone = 'lit' | 'error' | 'warning';

/**
 * One mark on a line of a text. `start` and `end` are UTF-16 offsets in the whole text, as in a Span, so that
 * `{ tone, ...span }` is a mark; what lies past the end of the line is not underlined. Without them the whole line is meant.
 */
export interface LineMark {
  line: number;
  tone: MarkTone;
  start?: number;
  end?: number;
}

/** What marks the lines with problems; a note marks none. */
export const problemMarks = (problems: readonly Diagnostic[]): LineMark[] =>
  problems.flatMap(({ span, severity }) =>
    span && severity !== 'info' ? [{ tone: severity, line: span.line, start: span.start, end: span.end }] : [],
  );
