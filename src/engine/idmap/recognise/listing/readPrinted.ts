import { type SourceText, spanAt } from '../../../text/index.ts';
import type { IdKind } from '../../map/Extent.ts';
import type { ListedId, ListedRow, Listing } from './Listing.ts';
import { eachLine, listedId } from './listedId.ts';

/** What a directive prints: an owner as number or name, or something else. */
type Directive = IdKind | 'name' | 'other';

/** A piece of the format: a directive, or the characters between. */
type Piece = { kind: Directive } | { kind: 'text'; text: string };

/** stat(1): %u and %U, %g and %G, %n; find(1) -printf has number and name the other way round, and %p. */
const STAT: Readonly<Record<string, Directive>> = { u: 'uid', U: 'uid', g: 'gid', G: 'gid', n: 'name', N: 'name' };
const FIND: Readonly<Record<string, Directive>> = {
  U: 'uid',
  u: 'uid',
  G: 'gid',
  g: 'gid',
  p: 'name',
  P: 'name',
  f: 'name',
};

/** The lines that `stat -c FORMAT` or `find -printf FORMAT` printed, by the format in `command`; no rows where it isn't there. */
export function readPrinted(source: SourceText, command = ''): Listing {
  const rows: ListedRow[] = [];
  const pieces = piecesOf(command.slice(0, 2000));
  if (pieces.length === 0) return { rows, titles: [] };
  eachLine(source, (start, end) => {
    const row = readRow(source, start, end, pieces);
    if (row.ids.length > 0) rows.push(row);
  });
  return { rows, titles: [] };
}

/** Walks the line and the format together: a directive reaches up to where the text after it begins. */
function readRow(source: SourceText, start: number, end: number, pieces: readonly Piece[]): ListedRow {
  const ids: ListedId[] = [];
  let what = '';
  let at = start;
  for (const [index, piece] of pieces.entries()) {
    if (piece.kind === 'text') {
      const found = source.text.indexOf(piece.text, at);
      if (found === -1 || found >= end) break;
      at = found + piece.text.length;
      continue;
    }
    const next = pieces[index + 1];
    const stop = next?.kind === 'text' ? source.text.indexOf(next.text, at) : end;
    const to = stop === -1 || stop > end ? end : stop;
    const text = source.text.slice(at, to);
    const from = at + (text.length - text.trimStart().length);
    const word = { text: text.trim(), start: from, end: from + text.trim().length };
    if (piece.kind === 'name') what = word.text;
    else if (piece.kind !== 'other' && word.text !== '') ids.push(listedId(source, piece.kind, word));
    at = to;
  }
  return { what, span: spanAt(source, start, end), ids };
}

/** The pieces of the format that the command gives with -c, --format, --printf or -printf. */
function piecesOf(command: string): Piece[] {
  const found = /\s(-L?c|--format|--printf|-printf)[= ]?\s{0,5}(?:"([^"]{1,200})"|'([^']{1,200})'|(\S{1,200}))/.exec(
    command,
  );
  const format = found?.[2] ?? found?.[3] ?? found?.[4];
  if (format === undefined) return [];
  const directives = found?.[1] === '-printf' ? FIND : STAT;
  const pieces: Piece[] = [];
  for (const part of format
    .replace(/\\[n0]/g, '')
    .replace(/\\t/g, '\t')
    .matchAll(/%[-0-9.]{0,10}([a-zA-Z])|[^%]+/g)) {
    pieces.push(part[1] === undefined ? { kind: 'text', text: part[0] } : { kind: directives[part[1]] ?? 'other' });
  }
  return pieces;
}
