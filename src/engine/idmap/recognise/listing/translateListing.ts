import { type IdKind, OVERFLOW_ID } from '../../map/Extent.ts';
import { alignCells, type Cell } from './alignCells.ts';
import type { ListedId, Listing } from './Listing.ts';

/** Which way a listing is translated, and what is known of names. */
export interface TranslateMode {
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
export interface Segment {
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

export interface Translated {
  lines: readonly TranslatedLine[];
  notes: readonly IdNote[];
}
