import { type SourceText, type Span, sourceText, spanAt } from '../../../text/index.ts';

/** A word as a program gets it, quotes and backslashes taken away, that still knows where each of its characters stands in the reader's text. */
export interface Word {
  text: string;
  /** Where the stretch from `start` to `end` of the word stands; left out, the whole word with its quotes. */
  span: (start?: number, end?: number) => Span;
}

/** A text that is a word as it stands. */
export function plainWord(text: string): Word {
  const source = sourceText(text);
  return { text, span: (start = 0, end = text.length) => spanAt(source, start, end) };
}

/** A stretch of a word, as a word. */
export function partOf(word: Word, start: number, end = word.text.length): Word {
  return {
    text: word.text.slice(start, end),
    span: (from = 0, to = end - start) => word.span(start + from, start + to),
  };
}

/** The parts of a word between separators of one character; at most `limit` of them, the last holding the rest. */
export function splitWord(word: Word, separator: string, limit = Number.POSITIVE_INFINITY): Word[] {
  const parts: Word[] = [];
  let start = 0;
  for (;;) {
    const at = parts.length + 1 < limit ? word.text.indexOf(separator, start) : -1;
    if (at === -1) {
      parts.push(partOf(word, start));
      return parts;
    }
    parts.push(partOf(word, start, at));
    start = at + 1;
  }
}

/** A word that is being read: its letters, and for each where it came from. */
export interface Letters {
  text: string[];
  starts: number[];
  ends: number[];
  /** The whole, quotes included. */
  start: number;
  end: number;
}

/** The word that the letters make; of a stretch without a letter, the span is empty. */
export function wordOf({ text, starts, ends, start, end }: Letters, source: SourceText): Word {
  const whole = text.join('');
  return {
    text: whole,
    span: (from, to) => {
      if (from === undefined && to === undefined) return spanAt(source, start, end);
      const first = from ?? 0;
      const last = to ?? whole.length;
      const begin = starts[first] ?? end;
      return spanAt(source, begin, last > first ? (ends[last - 1] ?? end) : begin);
    },
  };
}
