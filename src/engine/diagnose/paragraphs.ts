import { type SourceText, type Span, spanAt } from '../text/index.ts';

/** Lines that stand together: a message may be broken over them, and each says something about the others. */
export interface Paragraph {
  text: string;
  start: number;
  lines: readonly Line[];
}

export interface Line {
  text: string;
  span: Span;
}

/** No paragraph has more: a log is cut into pieces, each of which is read by itself. */
const MOST_LINES = 40;
const MOST_CHARACTERS = 8000;

/** The paragraphs of a text, each of at most 40 lines, but for the blank lines between them. */
export function paragraphs(source: SourceText): Paragraph[] {
  const found: Paragraph[] = [];
  let lines: Line[] = [];
  let length = 0;
  const close = () => {
    const [first] = lines;
    if (first) found.push({ text: lines.map(({ text }) => text).join('\n'), start: first.span.start, lines });
    lines = [];
    length = 0;
  };
  for (const line of linesOf(source)) {
    const { text } = line;
    if (text.trim() === '') {
      close();
      continue;
    }
    if (lines.length === MOST_LINES || length + text.length > MOST_CHARACTERS) close();
    lines.push(line);
    length += text.length;
  }
  close();
  return found;
}

/** The lines of a text, without their ends. */
export const linesOf = (source: SourceText): Line[] => source.lineStarts.map((_, at) => lineOf(source, at + 1));

/** One of the lines, from 1, without its end. */
export function lineOf(source: SourceText, line: number): Line {
  const start = source.lineStarts[line - 1] ?? source.text.length;
  const next = source.lineStarts[line] ?? source.text.length;
  const text = source.text.slice(start, next).replace(/\r?\n$/, '');
  return { text, span: spanAt(source, start, start + text.length) };
}
