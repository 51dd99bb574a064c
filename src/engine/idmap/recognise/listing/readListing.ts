import { type SourceText, sourceText, spanAt } from '../../../text/index.ts';
import type { IdKind } from '../../map/Extent.ts';
import type { ListingPart } from '../Typed.ts';
import {
  eachLine,
  type ListedFile,
  type ListedId,
  type ListedRow,
  type Listing,
  listedId,
  readMode,
  wordsOf,
} from './listedId.ts';
import { readLs, readNamei, readPs } from './readPs.ts';

/** "Uid: (165536/ UNKNOWN)": number and name of one owner. */
const OWNER = /([UG])id: \( {0,10}(\d{1,10})\/ {0,40}([^)]{0,64})\)/g;

/** What stat(1) prints without options, a file after the other (GNU coreutils 9.7, stat.c, default_format: "Uid: (%5u/%8U)"). */
function readStat(source: SourceText): Listing {
  const rows: ListedRow[] = [];
  let what = '';
  eachLine(source, (start, end) => {
    const line = source.text.slice(start, Math.min(end, start + 5000));
    const file = /^\s{0,20}File: (.{0,4096})$/.exec(line)?.[1];
    if (file !== undefined) what = file.trim();
    const ids = [...line.matchAll(OWNER)].map((found) => owner(source, start, found));
    if (ids.length === 0) return;
    const facts = fileFacts(line);
    rows.push({ what, span: spanAt(source, start, end), ids, ...(facts && { file: facts }) });
  });
  return { rows, titles: [] };
}

function owner(source: SourceText, lineStart: number, found: RegExpExecArray): ListedId {
  const [whole, letter = '', digits = '', name = ''] = found;
  const from = lineStart + found.index + whole.indexOf(digits);
  const nameFrom = lineStart + found.index + whole.length - 1 - name.length;
  const kind: IdKind = letter === 'U' ? 'uid' : 'gid';
  return {
    kind,
    id: Number(digits),
    ...(name !== 'UNKNOWN' && name !== '' && { name }),
    span: spanAt(source, from, from + digits.length),
    nameAt: { span: spanAt(source, nameFrom, nameFrom + name.length), nameless: 'UNKNOWN', width: 8 },
    width: 5,
  };
}

function fileFacts(line: string): ListedFile | undefined {
  const found = /Access: \(\d{3,5}\/([-dlbcps][-rwxsStT]{9})\)/.exec(line)?.[1];
  return found === undefined ? undefined : readMode(found);
}

/** The four numbers of a Uid: or Gid: line (proc_pid_status(5)). */
const FOUR = ['real', 'effective', 'saved', 'filesystem'] as const;

/** The ids in /proc/PID/status: Uid:, Gid: and Groups:. */
function readStatus(source: SourceText): Listing {
  const rows: ListedRow[] = [];
  eachLine(source, (start, end) => {
    const [label, ...numbers] = wordsOf(source.text, start, end, 2000);
    if (label?.text !== 'Uid:' && label?.text !== 'Gid:' && label?.text !== 'Groups:') return;
    const kind = label.text === 'Uid:' ? 'uid' : 'gid';
    const what = label.text === 'Groups:' ? 'groups' : FOUR.join(', ');
    const ids = numbers.filter(({ text }) => /^\d+$/.test(text)).map((word) => listedId(source, kind, word));
    if (ids.length > 0) rows.push({ what, span: spanAt(source, start, end), ids });
  });
  return { rows, titles: [] };
}

/** "# owner: 165536", or "user:1000:rwx" with or without "default:". Entries without a name are the owner's own. */
const ENTRY = /^(\s{0,20}(?:# (?:(owner|group): )|(?:default:)?(user|group|u|g):))([^\s:]{1,64})/;

/** The ids in the output of getfacl(1), with -n or without. */
function readGetfacl(source: SourceText): Listing {
  const rows: ListedRow[] = [];
  let what = '';
  eachLine(source, (start, end) => {
    const line = source.text.slice(start, Math.min(end, start + 5000));
    const file = /^\s{0,20}# file: (.{0,4096})$/.exec(line)?.[1];
    if (file !== undefined) what = file.trim();
    const found = ENTRY.exec(line);
    if (!found) return;
    const [, before = '', header, entry, who = ''] = found;
    const kind = header === 'owner' || entry === 'user' || entry === 'u' ? 'uid' : 'gid';
    const from = start + before.length;
    rows.push({
      what,
      span: spanAt(source, start, end),
      ids: [listedId(source, kind, { text: who, start: from, end: from + who.length })],
    });
  });
  return { rows, titles: [] };
}

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
function readPrinted(source: SourceText, command = ''): Listing {
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

/** A number with its name: "33(www-data)". */
const NAMED = /(\d{1,10})(?:\(([^()\n]{1,100})\))?/y;

/** What each of id's parts counts. */
const PARTS: readonly (readonly [label: string, kind: IdKind])[] = [
  ['uid=', 'uid'],
  ['gid=', 'gid'],
  ['euid=', 'uid'],
  ['egid=', 'gid'],
];

/** The last part's label is in the reader's language: "groups=", "Gruppen=", "groupes="; nothing but numbers with names follows. */
const GROUPS = / ([^\s=\d]{3,20}=)(?=\d{1,10}(?:\([^()]{1,100}\))?(?:,\d|\s|$))/g;

/** The output of id(1): "uid=0(root) gid=0(root) groups=0(root),10(wheel)"; or of `id -u`, `-g` and `-G`, by the command. */
function readIdOutput(source: SourceText, command = ''): Listing {
  const rows: ListedRow[] = [];
  eachLine(source, (start, end) => {
    const line = source.text.slice(start, Math.min(end, start + 20_000));
    const ids = /[ug]id=/.test(line) ? labelled(source, start, line) : bare(source, start, end, command);
    if (ids.length > 0) rows.push({ what: '', span: spanAt(source, start, end), ids });
  });
  return { rows, titles: [] };
}

function labelled(source: SourceText, lineStart: number, line: string): ListedId[] {
  const ids: ListedId[] = [];
  const labels = [...line.slice(0, 1000).matchAll(GROUPS)].flatMap(([, label = '']) =>
    PARTS.some(([known]) => known === label) ? [] : [[label, 'gid'] as const],
  );
  for (const [label, kind] of [...PARTS, ...labels]) {
    const found = line.startsWith(label) ? 0 : line.indexOf(` ${label}`) + 1;
    if (found === 0 && !line.startsWith(label)) continue;
    let at = found + label.length;
    for (;;) {
      NAMED.lastIndex = at;
      const match = NAMED.exec(line);
      if (!match) break;
      ids.push(named(source, lineStart, at, match, kind));
      at += match[0].length;
      if (line.charAt(at) !== ',') break;
      at += 1;
    }
  }
  return ids.sort((a, b) => a.span.start - b.span.start);
}

function named(source: SourceText, lineStart: number, at: number, match: RegExpExecArray, kind: IdKind): ListedId {
  const [, digits = '', name] = match;
  const from = lineStart + at;
  const nameFrom = from + digits.length + 1;
  return {
    ...listedId(source, kind, { text: digits, start: from, end: from + digits.length }),
    ...(name !== undefined && {
      name,
      nameAt: { span: spanAt(source, nameFrom, nameFrom + name.length), nameless: 'nothing' as const },
    }),
  };
}

function bare(source: SourceText, start: number, end: number, command: string): ListedId[] {
  const kind: IdKind = /\s-[a-zA-Z]*[gG]/.test(command.slice(0, 400)) ? 'gid' : 'uid';
  return wordsOf(source.text, start, end, 2000).flatMap((word) =>
    /^\d+$/.test(word.text) ? [listedId(source, kind, word)] : [],
  );
}

/** Every user and group that a listing shows, row by row, each with its place in the part's text. Lines that can't be read hold none. */
export function readListing(part: Pick<ListingPart, 'tool' | 'content' | 'command'>): Listing {
  const source = sourceText(part.content);
  switch (part.tool) {
    case 'ls':
      return readLs(source);
    case 'namei':
      return readNamei(source);
    case 'ps':
      return readPs(source, part.command);
    case 'stat':
      return readStat(source);
    case 'id':
      return readIdOutput(source, part.command);
    case 'status':
      return readStatus(source);
    case 'getfacl':
      return readGetfacl(source);
    case 'printed':
      return readPrinted(source, part.command);
  }
}
