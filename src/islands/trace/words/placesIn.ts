import type { Span } from '../../../engine/text/index.ts';
import type { LinePlace, Question } from '../state/Question.ts';

/** A line of the trace, told. */
export type LineShown = LinePlace & { text: string };

/** Finds the line of a call or of what was not read: in the text, or as it was kept of files. */
export function placesIn({ trace, read }: Question): (span: Span, kept: string | undefined) => LineShown {
  const parts = read && read.parts.length > 1 ? read.parts : [];
  return ({ start, end, line }, kept) => {
    const file = parts.findLast((part) => part.start <= start)?.name;
    const text = read === undefined ? trace.slice(start, end) : (kept ?? '');
    return { line, offset: start, text: text.trim(), ...(file !== undefined && { file }) };
  };
}
