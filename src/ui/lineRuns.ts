import type { LineMark, MarkTone } from './LineMark.ts';

/** A stretch of one marked line; `wavy` where it is to be underlined. */
interface LinePiece {
  text: string;
  wavy?: 'error' | 'warning';
}

/** A line with marks: its tones, strongest first, and its text cut where an underline begins or ends. */
interface MarkedLine {
  line: number;
  tones: MarkTone[];
  pieces: LinePiece[];
}

/** `count` lines without marks, from line `first`. */
interface PlainLines {
  first: number;
  count: number;
}

export type LineRun = PlainLines | MarkedLine;

const STRONGEST_FIRST: readonly MarkTone[] = ['error', 'warning', 'lit'];

/**
 * The lines of `text` in order, those without marks taken together: what a layer behind a text field draws.
 * Marks on lines that the text does not have are left out. `above` lines are passed over, and of those below `most` are given.
 */
export function lineRuns(
  text: string,
  marks: readonly LineMark[],
  above = 0,
  most = Number.POSITIVE_INFINITY,
): LineRun[] {
  const byLine = new Map<number, LineMark[]>();
  for (const mark of marks) byLine.set(mark.line, [...(byLine.get(mark.line) ?? []), mark]);
  const runs: LineRun[] = [];
  let plain: PlainLines | undefined;
  let lineStart = 0;
  for (let line = 1; lineStart <= text.length && line <= above + most; line++) {
    const found = text.indexOf('\n', lineStart);
    const lineEnd = found === -1 ? text.length : found;
    if (line <= above) {
      lineStart = lineEnd + 1;
      continue;
    }
    const here = byLine.get(line);
    if (here) {
      runs.push({ line, tones: tonesOf(here), pieces: cut(text.slice(lineStart, lineEnd), lineStart, here) });
      plain = undefined;
    } else if (plain) {
      plain.count++;
    } else {
      plain = { first: line, count: 1 };
      runs.push(plain);
    }
    lineStart = lineEnd + 1;
  }
  return runs;
}

function tonesOf(marks: readonly LineMark[]): MarkTone[] {
  return STRONGEST_FIRST.filter((tone) => marks.some((mark) => mark.tone === tone));
}

/** Cuts a line at the edges of its underlines; where two overlap, the error wins. */
function cut(content: string, lineStart: number, marks: readonly LineMark[]): LinePiece[] {
  const underlines = marks.flatMap(({ tone, start, end }) => {
    if (tone === 'lit' || start === undefined) return [];
    const from = Math.min(Math.max(start - lineStart, 0), content.length);
    // An empty span (something is missing here) is drawn one character wide.
    const to = Math.min(Math.max((end ?? start) - lineStart, from + 1), content.length + 1);
    return [{ tone, from, to }];
  });
  const padded = underlines.some(({ to }) => to > content.length) ? `${content} ` : content;
  const edges = [...new Set([0, padded.length, ...underlines.flatMap(({ from, to }) => [from, to])])].sort(
    (a, b) => a - b,
  );
  const pieces: LinePiece[] = [];
  for (const [index, from] of edges.entries()) {
    const to = edges[index + 1];
    if (to === undefined) break;
    const over = underlines.filter((underline) => underline.from <= from && to <= underline.to);
    const wavy = over.some(({ tone }) => tone === 'error') ? 'error' : over.length > 0 ? 'warning' : undefined;
    pieces.push({ text: padded.slice(from, to), ...(wavy && { wavy }) });
  }
  return pieces;
}

/** Rows and columns that show a whole text without scrolling, in characters of a monospaced font. */
interface TextSize {
  rows: number;
  cols: number;
}

/** Must agree with `tab-size` in ui.css. */
const TAB = 4;

const LINE_END = 0x0a;
const TABULATOR = 0x09;

/** The size of `text`: its lines, and its longest line with tabs laid out and wide characters counted twice. */
export function textSize(text: string): TextSize {
  let rows = 1;
  let cols = 0;
  let column = 0;
  // By code units: the text is measured at every key, and may have a million.
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === LINE_END) {
      rows++;
      column = 0;
      continue;
    }
    if (unit === TABULATOR) column += TAB - (column % TAB);
    else if (unit < WIDE) column++;
    else if (!endsPair(text, at, unit)) column += 2;
    if (column > cols) cols = column;
  }
  return { rows, cols };
}

/** East Asian scripts and emoji take two cells: the blocks from U+1100 on, coarsely; too wide does no harm. */
const WIDE = 0x1100;

/** Whether it is the second half of a surrogate pair. */
function endsPair(text: string, at: number, unit: number): boolean {
  return (unit & 0xfc00) === 0xdc00 && at > 0 && (text.charCodeAt(at - 1) & 0xfc00) === 0xd800;
}
