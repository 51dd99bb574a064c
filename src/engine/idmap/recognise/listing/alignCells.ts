import type { Span } from '../../../text/index.ts';
import type { ListedId } from './Listing.ts';

/** A stretch of the text and what takes its place. */
export interface Cell {
  span: Span;
  text: string;
  column: ListedId['column'] | undefined;
  /** How wide at least it is, outside a table. */
  width: number | undefined;
  mark: { was: string; mapped: boolean } | undefined;
}

/**
 * Cells of a table padded so that its columns stay columns: each gives up the blanks that filled its column before and takes those that fill it
 * now, on the side where its program sets them. Other blanks stay. A table is rows on consecutive lines.
 */
export function alignCells(text: string, cells: readonly Cell[]): Cell[] {
  const loose = cells.flatMap((cell) => (cell.column === undefined ? filled(text, cell) : []));
  const inTables = cells.filter((cell) => cell.column !== undefined).sort((a, b) => a.span.start - b.span.start);
  const tables: Cell[][] = [];
  for (const cell of inTables) {
    const table = tables.at(-1);
    const last = table?.at(-1);
    if (table && last && cell.span.line <= last.span.line + 1) table.push(cell);
    else tables.push([cell]);
  }
  return [...loose, ...tables.flatMap((table) => alignTable(text, table))];
}

/** A cell outside a table, with the blanks before it that its least width asks for. */
function filled(text: string, cell: Cell): Cell[] {
  const { span, text: now, width } = cell;
  if (width === undefined) return [cell];
  const start = span.start - blanksBefore(text, span.start, Math.max(width - (span.end - span.start), 0), 0);
  return [filling(span, start, span.start, ' '.repeat(Math.max(width - now.length, 0))), cell];
}

function alignTable(text: string, table: readonly Cell[]): Cell[] {
  const before = new Map<number, number>();
  const after = new Map<number, number>();
  const widen = (widths: Map<number, number>, index: number, width: number) =>
    widths.set(index, Math.max(widths.get(index) ?? 0, width));
  for (const { span, text: now, column } of table) {
    if (!column) continue;
    widen(before, column.index, span.end - span.start);
    widen(after, column.index, now.length);
  }
  return table.flatMap((cell) => (cell.column ? padded(text, cell, cell.column, before, after) : []));
}

function padded(
  text: string,
  cell: Cell,
  { index, align }: { index: number; align: 'left' | 'right' },
  before: ReadonlyMap<number, number>,
  after: ReadonlyMap<number, number>,
): Cell[] {
  const { span, text: now, mark } = cell;
  const gives = (before.get(index) ?? 0) - (span.end - span.start);
  const takes = ' '.repeat(Math.max((after.get(index) ?? 0) - now.length, 0));
  // A name that became a number stands where numbers stand.
  const side = mark && /^\d+$/.test(now) ? 'right' : align;
  if (align === 'right') {
    const start = span.start - blanksBefore(text, span.start, gives, 1);
    return [filling(span, start, span.start, takes), { ...cell, column: undefined }];
  }
  const end = span.end + blanksAfter(text, span.end, gives);
  const fill = { ...span, start: span.end, end };
  if (side === 'right')
    return [
      { ...cell, text: takes + now, column: undefined },
      { ...filling(span, fill.start, fill.end, ''), column: undefined },
    ];
  return [{ ...cell, column: undefined }, filling(span, fill.start, fill.end, takes)];
}

/** Blanks that fill a column take the place of those that did. */
function filling(span: Span, start: number, end: number, text: string): Cell {
  return { span: { ...span, start, end }, text, column: undefined, width: undefined, mark: undefined };
}

/** How many of the `most` characters before `at` are blanks that can go: `keep` of them part two columns, but for the first on a line. */
function blanksBefore(text: string, at: number, most: number, keep: number): number {
  let count = 0;
  while (count < most + keep && text.charAt(at - count - 1) === ' ') count += 1;
  const before = text.charAt(at - count - 1);
  return Math.min(most, before === '\n' || before === '' ? count : Math.max(count - keep, 0));
}

/** The same for the characters after; the last blank parts two columns. */
function blanksAfter(text: string, at: number, most: number): number {
  let count = 0;
  while (count <= most && text.charAt(at + count) === ' ') count += 1;
  return Math.min(most, Math.max(count - 1, 0));
}
