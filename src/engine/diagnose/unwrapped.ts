import { type SourceText, type Span, sourceText, spanAt } from '../text/index.ts';

/** Longer texts are no single message that somebody's terminal or mail has broken. */
const MOST_CHARACTERS = 4000;

/** A text whose lines are joined, and the way from places in it to places in the text. */
export interface Unwrapped {
  source: SourceText;
  placed(span: Span): Span;
}

/** The text as one line, as it may have been before it was wrapped: at blanks, or in the middle of words. Nothing for one line, or for many. */
export function unwrapped(source: SourceText): Unwrapped[] {
  const text = source.text.trimEnd();
  const lines = text.split('\n');
  if (lines.length < 2 || text.length > MOST_CHARACTERS) return [];
  return [' ', ''].map((between) => {
    const shift = 1 - between.length;
    const starts: number[] = [];
    let length = 0;
    for (const line of lines) {
      starts.push(length);
      length += line.length + between.length;
    }
    const original = (offset: number) => offset + shift * starts.findLastIndex((start) => start <= offset);
    return {
      source: sourceText(lines.join(between)),
      placed: ({ start, end }) => spanAt(source, original(start), original(end - 1) + 1),
    };
  });
}
