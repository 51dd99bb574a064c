import { countBefore } from '../countBefore.ts';
import { type SourceText, type Span, spanAt } from '../SourceText.ts';

/** A word as a program gets it, quotes and backslashes taken away, that still knows where each of its characters stands in the reader's text. */
export interface Word {
  text: string;
  /** Where the whole word stands, quotes included. */
  start: number;
  end: number;
  /** Where a stretch of its text stands; left out, the whole word. */
  span: (from?: number, to?: number) => Span;
}

/** A stretch of a word, as a word. */
export function partOf(word: Word, from: number, to = word.text.length): Word {
  const { start, end } = word.span(from, to);
  return {
    text: word.text.slice(from, to),
    start,
    end,
    span: (first = 0, last = to - from) => word.span(from + first, from + last),
  };
}

/** A stretch of the reader's text that is a word as it stands. */
export function plainWord(source: SourceText, start: number, end: number): Word {
  const text = source.text.slice(start, end);
  return { text, start, end, span: (from = 0, to = text.length) => spanAt(source, start + from, start + to) };
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

/** A stretch of a word that comes from one place: letter by letter where both are as long, else as a whole. */
export interface Segment {
  text: string;
  start: number;
  end: number;
}

/** The word that the segments make. `start` and `end` are where the whole stands, quotes included. */
export function wordOf(segments: readonly Segment[], start: number, end: number, source: SourceText): Word {
  let text = '';
  for (const segment of segments) text += segment.text;
  let firsts: number[] | undefined;
  return {
    text,
    start,
    end,
    span: (from, to) => {
      if (from === undefined && to === undefined) return spanAt(source, start, end);
      firsts ??= firstLetters(segments);
      const first = from ?? 0;
      const last = to ?? text.length;
      const begin = placeIn(segments, firsts, first)?.start ?? end;
      return spanAt(source, begin, last > first ? (placeIn(segments, firsts, last - 1)?.end ?? end) : begin);
    },
  };
}

/** Where the letter at `at` begins and ends; undefined behind the last one. */
function placeIn(
  segments: readonly Segment[],
  firsts: readonly number[],
  at: number,
): Omit<Segment, 'text'> | undefined {
  const index = countBefore(firsts, (first) => first <= at) - 1;
  const segment = segments[index];
  const within = at - (firsts[index] ?? 0);
  if (!segment || within >= segment.text.length) return undefined;
  const plain = segment.end - segment.start === segment.text.length;
  return plain ? { start: segment.start + within, end: segment.start + within + 1 } : segment;
}

/** Which letter of the word each segment begins with. */
function firstLetters(segments: readonly Segment[]): number[] {
  let length = 0;
  return segments.map(({ text }) => {
    const first = length;
    length += text.length;
    return first;
  });
}
