import type { Span } from '../../../text/index.ts';
import { type IdKind, OVERFLOW_ID } from '../../map/Extent.ts';
import type { ListedId, Listing } from './listedId.ts';

/** A stretch of the text and what takes its place. */
interface Cell {
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
function alignCells(text: string, cells: readonly Cell[]): Cell[] {
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

/** Which way a listing is translated, and what is known of names. */
interface TranslateMode {
  /** The side that the result is of: 'inside' shows what the container shows of a listing made on the host. */
  to: 'inside' | 'outside';
  /** How an id without a counterpart is shown: 65534, or the name that most systems have for it. */
  unmapped?: 'number' | 'name';
  /** The id of a name on the listing's own side. */
  idOf?: (kind: IdKind, name: string) => number | undefined;
  /** The name of an id on the other side. */
  nameOf?: (kind: IdKind, id: number) => string | undefined;
}

/**
 * The listing as the other side of the map shows it: `text` is the part's, `translate` gives an id's counterpart. Columns stay aligned. An id
 * without a counterpart is shown as the kernel shows it, 65534 (from_kuid_munged, kernel/user_namespace.c); a name whose id nobody has told
 * stays, with a note.
 */
export function translateListing(
  text: string,
  { rows, titles }: Listing,
  translate: (kind: IdKind, id: number) => number | undefined,
  mode: TranslateMode,
): Translated {
  const notes = new Map<string, IdNote>();
  const cells: Cell[] = [];
  for (const { ids } of rows) {
    for (const listed of ids) {
      const translated = counterpart(listed, translate, mode);
      if (translated.note)
        notes.set(`${translated.note.kind} ${translated.note.shown} ${translated.note.code}`, translated.note);
      cells.push({
        span: listed.span,
        text: translated.text,
        column: listed.column,
        width: listed.width,
        mark: translated.mark,
      });
      const name = listed.nameAt && nameCell(text, listed, translated, mode);
      if (name) cells.push(name);
    }
  }
  for (const { span, column } of titles)
    cells.push({ span, text: text.slice(span.start, span.end), column, width: undefined, mark: undefined });
  return { lines: linesOf(text, alignCells(text, cells)), notes: [...notes.values()] };
}

interface Counterpart {
  text: string;
  id: number | undefined;
  mark: { was: string; mapped: boolean } | undefined;
  note: IdNote | undefined;
}

function counterpart(
  { kind, id: number, name, side }: ListedId,
  translate: (kind: IdKind, id: number) => number | undefined,
  { to, unmapped, idOf, nameOf }: TranslateMode,
): Counterpart {
  const known = number ?? (name === undefined ? undefined : (wellKnown(name) ?? idOf?.(kind, name)));
  const shown = number === undefined ? (name ?? '') : `${number}`;
  const note = (code: IdNote['code'], says: string): IdNote => ({ kind, shown, code, says });
  const group = kind === 'uid' ? 'user' : 'group';
  if (side === to) return { text: shown, id: known, mark: undefined, note: undefined };
  if (known === undefined) {
    const says = `The listing shows the ${group} ${shown} by name; its number is not known. List again with numbers: ls -n, ps -o uid.`;
    return { text: shown, id: undefined, mark: { was: shown, mapped: false }, note: note('name-unknown', says) };
  }
  const id = translate(kind, known);
  if (id === undefined) {
    const nobody = unmapped === 'name' ? (kind === 'uid' ? 'nobody' : 'nogroup') : `${OVERFLOW_ID}`;
    const says =
      to === 'inside'
        ? `Host ${group} ${known} is not mapped, so the container shows it as ${OVERFLOW_ID}.`
        : `The map has no ${group} ${known} in the container, so no host ID belongs to it.`;
    return { text: nobody, id: undefined, mark: { was: shown, mapped: false }, note: note('no-counterpart', says) };
  }
  const overflow = to === 'outside' && known === OVERFLOW_ID;
  const text = number === undefined ? (nameOf?.(kind, id) ?? `${id}`) : `${id}`;
  return {
    text,
    id,
    mark: { was: shown, mapped: true },
    note: overflow
      ? note(
          'overflow',
          `Every ${group} without a mapping also shows as ${OVERFLOW_ID}; only a listing from the host shows which one this is.`,
        )
      : undefined,
  };
}

/** Names that stand for the same number on every Linux system; nobody and nogroup are what the overflow id is called. */
function wellKnown(name: string): number | undefined {
  if (name === 'root') return 0;
  return name === 'nobody' || name === 'nogroup' ? OVERFLOW_ID : undefined;
}

/** The name beside a number: that of the counterpart, or what the program prints where there is none. */
function nameCell(
  text: string,
  { kind, nameAt }: ListedId,
  counterpart: Counterpart,
  { nameOf }: TranslateMode,
): Cell | undefined {
  if (!nameAt || counterpart.mark === undefined) return undefined;
  const { span, nameless, width } = nameAt;
  const was = text.slice(span.start, span.end);
  const name =
    counterpart.id === undefined ? undefined : counterpart.id === 0 ? 'root' : nameOf?.(kind, counterpart.id);
  const mark = { was, mapped: counterpart.mark.mapped };
  if (name !== undefined || nameless === 'UNKNOWN')
    return { span, text: name ?? nameless, column: undefined, width, mark };
  // id(1) prints no parentheses for an id without a name.
  const around = { ...span, start: span.start - 1, end: span.end + 1, column: span.column - 1 };
  return { span: around, text: '', column: undefined, width: undefined, mark: { ...mark, was: `(${was})` } };
}

/** Puts the cells into the text, and cuts the result into lines. */
function linesOf(text: string, cells: readonly Cell[]): TranslatedLine[] {
  const lines: Segment[][] = [[]];
  const push = (segment: Segment) => {
    for (const [index, piece] of segment.text.split('\n').entries()) {
      if (index > 0) lines.push([]);
      if (piece !== '' || segment.was !== undefined) lines.at(-1)?.push({ ...segment, text: piece.replace(/\r$/, '') });
    }
  };
  let at = 0;
  for (const cell of [...cells].sort((a, b) => a.span.start - b.span.start)) {
    if (cell.span.start < at) continue;
    push({ text: text.slice(at, cell.span.start) });
    push({ text: cell.text, ...cell.mark });
    at = cell.span.end;
  }
  push({ text: text.slice(at) });
  if (lines.length > 1 && lines.at(-1)?.length === 0) lines.pop();
  return lines.map((segments) => ({ segments }));
}

/** The translated listing as plain text. */
export function translatedText({ lines }: Translated): string {
  return lines.map(({ segments }) => segments.map((segment) => segment.text).join('')).join('\n');
}

/** A stretch of a translated line. Without `was` it is as the reader gave it. */
interface Segment {
  text: string;
  /** What stood there, where it was an id or a name. */
  was?: string;
  /** False where the map has no counterpart. */
  mapped?: boolean;
}

export interface TranslatedLine {
  segments: readonly Segment[];
}

/** Something to know about one id of the listing, told once however often it occurs. */
export interface IdNote {
  kind: IdKind;
  /** The id, or the name, as the listing had it. */
  shown: string;
  code: 'no-counterpart' | 'overflow' | 'name-unknown';
  says: string;
}

interface Translated {
  lines: readonly TranslatedLine[];
  notes: readonly IdNote[];
}
