import type { Span } from '../../text/index.ts';
import { readShadowLine, SHADOW_BUFFER } from './readShadowLine.ts';
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

/**
 * Every line of an /etc/subuid or /etc/subgid text as shadow 4.17.4 reads it (lib/commonio.c, commonio_open; lib/subordinateio.c,
 * subordinate_parse). What can't be read is passed over, never an error.
 */
export function readShadowFile(text: string): ShadowFile {
  const lines: ShadowLine[] = [];
  let buffer = SHADOW_BUFFER;
  for (let start = 0, number = 1; start < text.length; ) {
    const read = readShadowLine(text, start, buffer);
    const span: Span = { start, end: read.end, line: number, column: 1 };
    if (read.unreadable) return { lines, unreadable: { because: read.unreadable, span } };
    lines.push(parse(read.text, span));
    number += read.lines;
    buffer = read.buffer;
    start = read.end + 1;
  }
  return { lines, unreadable: undefined };
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
