import { type SourceText, type Span, spanAt } from '../../../text/index.ts';
import { type IdKind, isId } from '../../map/Extent.ts';

/** One user or group that a listing shows: a number, a name, or both. Spans are into the part's text. */
export interface ListedId {
  kind: IdKind;
  id?: number;
  name?: string;
  /** Where the number stands; where only a name is shown, the name. */
  span: Span;
  /** Where the name stands beside the number, and what the program prints there for an id that has no name. */
  nameAt?: { span: Span; nameless: 'nothing' | 'UNKNOWN'; width?: number };
  /** The column of a table, counted from 0, and the side to which the program sets it; a listing that is no table has neither. */
  column?: { index: number; align: 'left' | 'right' };
  /** How wide at least the program prints the number, outside a table; it fills up with blanks at the left. */
  width?: number;
  /** Which side of the map it is, where the program says so itself: podman top's HUSER is the host's. */
  side?: 'inside' | 'outside';
}

/** What `ls` and `stat` tell of a file beside its owner. */
export interface ListedFile {
  /** As printed, ten characters: "drwxr-x---". */
  modeText: string;
  /** The lower nine bits, as 0o750. */
  mode: number;
  directory: boolean;
  /** A "+" after the mode: an access control list counts as well (getfacl shows it). */
  hasAcl: boolean;
  /** A "." after the mode: the file has an SELinux context, and no ACL. */
  hasLabel: boolean;
}

/** A file, a process or an entry of a list, with the ids it shows. */
export interface ListedRow {
  /** The file's name, the process's command, or whatever names the row; '' where nothing does. */
  what: string;
  span: Span;
  ids: readonly ListedId[];
  file?: ListedFile;
}

/** A column's title, which has to be as wide as what stands below it. */
export interface ListedTitle {
  span: Span;
  column: { index: number; align: 'left' | 'right' };
}

export interface Listing {
  rows: readonly ListedRow[];
  titles: readonly ListedTitle[];
}

/** The word as a user or group: a number where it is all digits and can be an id, else a name. */
export function listedId(source: SourceText, kind: IdKind, word: Word, column?: ListedId['column']): ListedId {
  const span = spanAt(source, word.start, word.end);
  const number = /^\d{1,10}$/.test(word.text) ? Number(word.text) : Number.NaN;
  return { kind, ...(isId(number) ? { id: number } : { name: word.text }), span, ...(column && { column }) };
}

/** A run of characters that are no white space, with its place in the text. */
export interface Word {
  text: string;
  start: number;
  end: number;
}

/** The first `most` words of the stretch from `start` to `end` of `text`. */
export function wordsOf(text: string, start: number, end: number, most = 60): Word[] {
  const words: Word[] = [];
  for (let at = start; at < end && words.length < most; ) {
    while (at < end && isBlank(text.charCodeAt(at))) at += 1;
    if (at >= end) break;
    const from = at;
    while (at < end && !isBlank(text.charCodeAt(at))) at += 1;
    words.push({ text: text.slice(from, at), start: from, end: at });
  }
  return words;
}

function isBlank(code: number): boolean {
  return code === 32 || code === 9 || code === 13 || code === 10;
}

/** The letters that set a bit; "S" and "T" stand for setuid, setgid or sticky without the execute bit. */
const SETS = 'rwxst';

/** What the mode of `ls -l` tells ("drwxr-x---+"); undefined where ls could not see it ("d?????????"). */
export function readMode(word: string): ListedFile | undefined {
  const modeText = word.slice(0, 10);
  const bits = modeText.slice(1);
  if (bits.length !== 9 || bits.includes('?')) return undefined;
  let mode = 0;
  for (const letter of bits) mode = (mode << 1) | (SETS.includes(letter) ? 1 : 0);
  const mark = word.charAt(10);
  return { modeText, mode, directory: modeText.startsWith('d'), hasAcl: mark === '+', hasLabel: mark === '.' };
}

/** A row of a listing that tells a file's mode, owner and group, from `start` to `end`. Numbers are set to the right, names to the left. */
export function fileRow(
  source: SourceText,
  what: string,
  [start, end]: readonly [start: number, end: number],
  { mode, owner, group }: Record<'mode' | 'owner' | 'group', Word>,
): ListedRow {
  const align = ({ text }: Word) => (/^\d+$/.test(text) ? 'right' : 'left');
  const file = readMode(mode.text);
  return {
    what,
    span: spanAt(source, start, end),
    ids: [
      listedId(source, 'uid', owner, { index: 0, align: align(owner) }),
      listedId(source, 'gid', group, { index: 1, align: align(group) }),
    ],
    ...(file && { file }),
  };
}

/** Calls `read` with the offsets of each line of `source`, without its line end. */
export function eachLine(source: SourceText, read: (start: number, end: number) => void): void {
  for (const [index, start] of source.lineStarts.entries()) {
    const next = source.lineStarts[index + 1];
    read(start, next === undefined ? source.text.length : next - 1);
  }
}
