import { type Span, sourceText } from '../text/index.ts';

/** Of a longer text so much of its beginning and of its end is read: a program says last why it ended. */
const FIRST = 400_000;
const LAST = 1_600_000;
/** In between so much of the lines that look like an error. */
const BETWEEN = 200_000;

/** A record of a refusal, or a word with which programs tell of one. */
const LOOKS_LIKE_ERROR =
  /type=(?:1326|SECCOMP)\b|\b(?:E(?:PERM|ACCES|NOSYS|INVAL)|denied|refused|fail(?:ed|ure)|fatal|not (?:permitted|allowed|found|implemented)|invalid argument|insufficient|cannot|unable|errors?)\b/i;

/** The lines between, and how many of them are read as errors. */
export interface LeftOut {
  first: number;
  last: number;
  read: number;
}

/** A text as far as it is read, its offsets unchanged, and what is left out in between; undefined where nothing is. */
export function partRead(text: string): { text: string; leftOut: LeftOut | undefined } {
  if (text.length <= FIRST + LAST) return { text, leftOut: undefined };
  const start = text.lastIndexOf('\n', FIRST) + 1 || FIRST;
  const end = text.indexOf('\n', text.length - LAST) + 1 || text.length - LAST;
  const { lineStarts } = sourceText(text);
  const lineAt = (offset: number) => lineStarts.findLastIndex((lineStart) => lineStart <= offset) + 1;
  let [read, kept] = [0, 0];
  const between = text.slice(start, end).replace(/[^\n]+/g, (line) => {
    if (kept + line.length > BETWEEN || !LOOKS_LIKE_ERROR.test(line)) return blanks(line);
    kept += line.length;
    read++;
    return line;
  });
  return {
    text: text.slice(0, start) + between + text.slice(end),
    leftOut: { first: lineAt(start), last: lineAt(end - 1), read },
  };
}

/** The text with blanks in the place of a stretch, line by line: every other offset stays. */
export const blanked = (text: string, { start, end }: Pick<Span, 'start' | 'end'>): string =>
  text.slice(0, start) + text.slice(start, end).replace(/[^\n]+/g, blanks) + text.slice(end);

const blanks = (line: string): string => ' '.repeat(line.length);
