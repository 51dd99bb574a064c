import type { Span } from '../../text/index.ts';
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
  const lines: ShadowLine[] = [];
  let number = 1;
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    let line = text.slice(start, end);
    const span: Span = { start, end, line: number, column: 1 };
    number += 1;
    start = end + 1;
    if (line.includes('\0') || newline === -1) {
      const read = readOn(text, span);
      if (read.unreadable) return { lines, unreadable: { because: read.unreadable, span } };
      line = read.text;
      number += read.lines - 1;
      start = span.end + 1;
    }
    lines.push(parse(line, span));
  }
  return { lines, unreadable: undefined };
}

/**
 * The line of `span` where it is the last or holds a NUL. fgets and strrchr: a NUL hides the end of its line, so that the next one is read over what
 * follows the NUL; `span` then grows by it.
 */
function readOn(text: string, span: Span): { text: string; lines: number; unreadable: 'buffer' | 'nul' | undefined } {
  const pieces: string[] = [];
  let end = span.end;
  for (let at = span.start; ; at = end + 1) {
    const newline = text.indexOf('\n', at);
    end = newline === -1 ? text.length : newline;
    const piece = text.slice(at, end);
    const nul = piece.indexOf('\0');
    pieces.push(nul === -1 ? piece : piece.slice(0, nul));
    const hidden = nul !== -1 && newline !== -1;
    if (hidden && newline + 1 < text.length) continue;
    span.end = end;
    const unreadable = hidden ? 'nul' : newline === -1 && fillsBuffer(pieces) ? 'buffer' : undefined;
    return { text: pieces.join(''), lines: pieces.length, unreadable };
  }
}

function fillsBuffer(pieces: readonly string[]): boolean {
  const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
  return length >= FILE_BUFFER / 4 && bytes(pieces.join('')) % FILE_BUFFER === FILE_BUFFER - 1;
}

function parse(text: string, span: Span): ShadowLine {
  const skip = (skipped: SkippedBecause): ShadowLine => ({ text, span, range: undefined, skipped });
  if (text === '') return skip('fields');
  if (text.startsWith('+') || text.startsWith('-')) return skip('nis');
  if (text.length >= LINE_BUFFER / 4 && bytes(text) >= LINE_BUFFER) return skip('long');
  const [owner, startText, countText] = text.split(':', 3);
  if (owner === undefined || startText === undefined || countText === undefined) return skip('fields');
  if (owner === '' || startText === '' || countText === '') return skip('empty-field');
  const start = readShadowNumber(startText, 0, 0n, LARGEST);
  const count = readShadowNumber(countText, 0, 0n, LARGEST);
  if (!start.ok || !count.ok) return skip('number');
  return { text, span, range: { owner, start: start.value, count: count.value }, skipped: undefined };
}

function bytes(text: string): number {
  return new TextEncoder().encode(text).length;
}
