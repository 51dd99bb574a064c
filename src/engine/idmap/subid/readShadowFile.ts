import { type SourceText, type Span, sourceText, spanAt } from '../../text/index.ts';
import { readShadowNumber } from './readShadowNumber.ts';
import { LARGEST } from './readUnsigned.ts';

/** Why shadow passes over a line. */
export type SkippedBecause = 'nis' | 'long' | 'fields' | 'empty-field' | 'number';

/** A line of /etc/subuid as shadow has it: a range, or nothing. */
export interface ShadowLine {
  text: string;
  span: Span;
  range: { owner: string; start: bigint; count: bigint } | undefined;
  skipped: SkippedBecause | undefined;
}

export interface ShadowFile {
  lines: ShadowLine[];
  /** Where reading fails, and newuidmap ends without a word: what the last line does to it. */
  unreadable: { because: 'buffer' | 'nul'; span: Span } | undefined;
}

/** rangebuf of subordinate_parse: a line of this many bytes is too long. */
const LINE_BUFFER = 1024;

/** BUFLEN of commonio_open: a last line without an end that fills the buffer to the byte is taken for a failed read. */
const FILE_BUFFER = 4096;

/**
 * Every line of an /etc/subuid or /etc/subgid text as shadow 4.17.4 reads it (lib/commonio.c, commonio_open; lib/subordinateio.c,
 * subordinate_parse). What can't be read is passed over, never an error.
 */
export function readShadowFile(text: string): ShadowFile {
  const source = sourceText(text);
  const lines: ShadowLine[] = [];
  for (let start = 0; start < text.length; ) {
    const line = nextLine(source, start);
    if (line.unreadable) return { lines, unreadable: { because: line.unreadable, span: line.span } };
    lines.push({ text: line.text, span: line.span, ...parse(line.text) });
    start = line.next;
  }
  return { lines, unreadable: undefined };
}

/** fgets and strrchr: a NUL hides the end of its line, so that the next one is read over what follows the NUL. */
function nextLine(source: SourceText, start: number) {
  const { text } = source;
  const pieces: string[] = [];
  for (let at = start; ; ) {
    const newline = text.indexOf('\n', at);
    const end = newline === -1 ? text.length : newline;
    const piece = text.slice(at, end);
    const nul = piece.indexOf('\0');
    pieces.push(nul === -1 ? piece : piece.slice(0, nul));
    const span = spanAt(source, start, end);
    const done = (unreadable: 'buffer' | 'nul' | undefined) => {
      return { text: pieces.join(''), span, next: end + 1, unreadable };
    };
    if (newline === -1) return done(fillsBuffer(pieces) ? 'buffer' : undefined);
    if (nul === -1) return done(undefined);
    if (newline + 1 === text.length) return done('nul');
    at = newline + 1;
  }
}

function fillsBuffer(pieces: readonly string[]): boolean {
  const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
  return length >= FILE_BUFFER / 4 && bytes(pieces.join('')) % FILE_BUFFER === FILE_BUFFER - 1;
}

function parse(text: string): Pick<ShadowLine, 'range' | 'skipped'> {
  const skip = (skipped: SkippedBecause) => ({ range: undefined, skipped });
  if (text.startsWith('+') || text.startsWith('-')) return skip('nis');
  if (text.length >= LINE_BUFFER / 4 && bytes(text) >= LINE_BUFFER) return skip('long');
  const [owner, startText, countText] = text.split(':', 3);
  if (owner === undefined || startText === undefined || countText === undefined) return skip('fields');
  if (owner === '' || startText === '' || countText === '') return skip('empty-field');
  const start = readShadowNumber(startText, 0, 0n, LARGEST);
  const count = readShadowNumber(countText, 0, 0n, LARGEST);
  if (!start.ok || !count.ok) return skip('number');
  return { range: { owner, start: start.value, count: count.value }, skipped: undefined };
}

function bytes(text: string): number {
  return new TextEncoder().encode(text).length;
}
