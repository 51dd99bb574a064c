import { ALL_BITS, strtoumax, strtouNoneg } from '../../linux/index.ts';
import { countBefore, type Span } from '../../text/index.ts';
import { NO_ID } from '../map/Extent.ts';
import { since, type Versions } from '../versions/programWords.ts';

/**
 * The whole of `text` as a number of 64 bits, as shadow's getulong of 4.13 and older reads one (lib/getulong.c): a negative number is turned round.
 * `binary` is false for programs that were built with glibc 2.37 or older, which know no binary digits after 0b. Undefined for what is no number.
 */
export function readUlong(text: string, binary: boolean): bigint | undefined {
  if (!binary && /^[\t-\r ]*[-+]?0b/i.test(text)) return undefined;
  const { value, length, negative, overflow } = strtoumax(text, 0);
  if (length === 0 || length !== text.length || overflow) return undefined;
  return negative ? ALL_BITS + 1n - value : value;
}

/** Why shadow passes over a line. */
export type SkippedBecause = 'nis' | 'long' | 'fields' | 'more-fields' | 'empty-field' | 'number';

/** A line of /etc/subuid as shadow has it: a range, or nothing. */
export interface ShadowLine {
  text: string;
  span: Span;
  range: { owner: string; start: bigint; count: bigint } | undefined;
  skipped: SkippedBecause | undefined;
}

export interface ShadowFile {
  lines: ShadowLine[];
  /** Where reading fails: what the last line does to it, or, of 4.20, a text that POSIX calls none. */
  unreadable: { because: 'buffer' | 'nul' | 'not-text'; span: Span } | undefined;
}

/** rangebuf of subordinate_parse: a line of this many bytes is too long. */
const LINE_BUFFER = 1024;

/**
 * Every line of an /etc/subuid or /etc/subgid text as shadow 4.17.4 reads it (lib/commonio.c, commonio_open; lib/subordinateio.c,
 * subordinate_parse), or the release that is given. What can't be read is passed over, never an error.
 */
export function readShadowFile(text: string, versions: Versions = {}): ShadowFile {
  const lines: ShadowLine[] = [];
  const notText = since('shadow', 'text-file', versions) ? whereNotText(text) : undefined;
  if (notText) return { lines, unreadable: { because: 'not-text', span: notText } };
  const rules = rulesOf(versions);
  let buffer = SHADOW_BUFFER;
  for (let start = 0, number = 1; start < text.length; ) {
    const read = readShadowLine(text, start, buffer);
    const span: Span = { start, end: read.end, line: number, column: 1 };
    if (read.unreadable) return { lines, unreadable: { because: read.unreadable, span } };
    lines.push(parse(read.text, span, rules));
    number += read.lines;
    buffer = read.buffer;
    start = read.end + 1;
  }
  return { lines, unreadable: undefined };
}

function parse(text: string, span: Span, rules: Rules): ShadowLine {
  const skip = (skipped: SkippedBecause): ShadowLine => ({ text, span, range: undefined, skipped });
  if (text === '') return skip('fields');
  if (text.startsWith('+') || text.startsWith('-')) return skip('nis');
  if (text.length >= LINE_BUFFER / 4 && bytes(text) >= LINE_BUFFER) return skip('long');
  const [owner, startText, countText, more] = text.split(':', 4);
  if (owner === undefined || startText === undefined || countText === undefined) return skip('fields');
  if (more !== undefined && rules.threeFields) return skip('more-fields');
  if (owner === '' || startText === '' || countText === '') return skip('empty-field');
  const numbers = readNumbers(startText, countText, rules);
  return numbers ? { text, span, range: { owner, ...numbers }, skipped: undefined } : skip('number');
}

/** What a release reads otherwise; of every line, so it is looked up once. */
interface Rules {
  threeFields: boolean;
  /** A negative number is turned round. */
  negative: boolean;
  binary: boolean;
  /** A range ends at 4294967295. */
  ids: boolean;
}

function rulesOf(versions: Versions): Rules {
  return {
    threeFields: since('shadow', 'three-fields', versions),
    negative: !since('shadow', 'no-negative', versions),
    binary: since('shadow', 'binary-numbers', versions),
    ids: since('shadow', 'id-numbers', versions),
  };
}

/** Both numbers of a line, 64 bits wide; of 4.20 the range ends at 4294967295. */
function readNumbers(
  startText: string,
  countText: string,
  { negative, binary, ids }: Rules,
): { start: bigint; count: bigint } | undefined {
  if (negative) {
    const [start, count] = [readUlong(startText, binary), readUlong(countText, binary)];
    return start === undefined || count === undefined ? undefined : { start, count };
  }
  const last = ids ? BigInt(NO_ID) : ALL_BITS;
  const start = strtouNoneg(startText, 0, 0n, last);
  if (!start.ok) return undefined;
  const room = !ids || start.value === 0n ? last : last - start.value + 1n;
  const count = strtouNoneg(countText, 0, 0n, room);
  return count.ok ? { start: start.value, count: count.value } : undefined;
}

/** Where a text is none, as shadow 4.20.3 sees it: at a NUL, or at a last line that no newline ends. */
function whereNotText(text: string): Span | undefined {
  const nul = text.indexOf('\0');
  if (text === '' || (nul === -1 && text.endsWith('\n'))) return undefined;
  const start = text.lastIndexOf('\n', nul === -1 ? undefined : nul) + 1;
  const newline = text.indexOf('\n', start);
  const line = text.slice(0, start).split('\n').length;
  return { start, end: newline === -1 ? text.length : newline, line, column: 1 };
}

function bytes(text: string): number {
  return new TextEncoder().encode(text).length;
}

/** What fgets(3) leaves of a line, where the text that it took ends, and how many lines that were. */
interface LineRead {
  text: string;
  end: number;
  lines: number;
  /** The size of the buffer afterwards: it grows and stays so for the lines that follow. */
  buffer: number;
  /** Where reading fails: the last line fills the buffer to the byte, or a NUL hides its end. */
  unreadable: 'buffer' | 'nul' | undefined;
}

/** BUFLEN of commonio_open: what the buffer begins with, and what is added to it. */
const SHADOW_BUFFER = 4096;

/**
 * The line at `start` as shadow 4.17.4 reads it (lib/commonio.c, commonio_open): fgets into the buffer, and while no newline is to be seen there and the
 * file has not ended, once more into a larger one. What is behind a NUL isn't seen and is read over by what comes next, be it the following line; and
 * where nothing comes next, that is a failure.
 */
function readShadowLine(text: string, start: number, buffer: number): LineRead {
  const newline = text.indexOf('\n', start);
  const plain = newline !== -1 && (newline + 1 - start) * MOST_BYTES < buffer;
  const line = plain ? text.slice(start, newline) : '\0';
  if (!line.includes('\0')) return { text: line, end: newline, lines: 1, buffer, unreadable: undefined };

  const kept: Uint8Array[] = [];
  let length = 0;
  let size = buffer;
  let end = start;
  for (let at = start, lines = 1; ; lines += 1) {
    const next = text.indexOf('\n', at);
    end = next === -1 ? text.length : next;
    const bytes = new TextEncoder().encode(text.slice(at, next === -1 ? end : next + 1));
    for (let from = 0; from < bytes.length; size += SHADOW_BUFFER) {
      const room = size - 1 - length;
      const chunk = bytes.subarray(from, from + room);
      const nul = chunk.indexOf(0);
      const seen = nul === -1 ? chunk : chunk.subarray(0, nul);
      const ended = seen.at(-1) === NEWLINE;
      if (seen.length > 0) kept.push(ended ? seen.subarray(0, -1) : seen);
      length += seen.length;
      from += chunk.length;
      const atEndOfFile = next === -1 && chunk.length < room;
      if (ended || atEndOfFile) return { text: decode(kept), end, lines, buffer: size, unreadable: undefined };
    }
    at = end + 1;
    if (at < text.length) continue;
    return { text: decode(kept), end, lines, buffer: size, unreadable: next === -1 ? 'buffer' : 'nul' };
  }
}

/** No UTF-16 unit has more bytes in UTF-8. */
const MOST_BYTES = 3;
const NEWLINE = 10;

function decode(pieces: readonly Uint8Array[]): string {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  return pieces.map((piece) => decoder.decode(piece, { stream: true })).join('') + decoder.decode();
}

/** Ids from `first` to `last`, both in it; 64 bits wide, as shadow counts. */
export interface IdSpan {
  first: bigint;
  last: bigint;
}

/** Whose lines count: the login name, the uid in digits, and any other login name of the same uid. */
interface SubidOwner {
  name: string;
  uid: number;
  aliases?: readonly string[];
}

/**
 * All ids that the lines assign to `owner`, joined and in order. A range may run over several lines that meet or overlap (shadow 4.17.4,
 * lib/subordinateio.c, have_range and find_range). The end is start + count - 1 modulo 2^64: a line "owner:0:0" assigns every id there is,
 * until shadow 4.20.
 */
export function grantedIds(lines: readonly ShadowLine[], owner: SubidOwner, versions: Versions = {}): IdSpan[] {
  const everyId = !since('shadow', 'id-numbers', versions);
  const names = new Set([owner.name, String(owner.uid), ...(owner.aliases ?? [])]);
  const spans: IdSpan[] = [];
  for (const { range } of lines) {
    if (!range || !names.has(range.owner) || (range.count === 0n && !everyId)) continue;
    const last = (range.start + range.count - 1n) & ALL_BITS;
    if (last >= range.start) spans.push({ first: range.start, last });
  }
  spans.sort((a, b) => (a.first < b.first ? -1 : a.first > b.first ? 1 : 0));

  const joined: IdSpan[] = [];
  for (const span of spans) {
    const before = joined.at(-1);
    if (!before || span.first > before.last + 1n) joined.push({ ...span });
    else if (span.last > before.last) before.last = span.last;
  }
  return joined;
}

/** True where one of the joined spans holds all ids from `first` to `last`. */
export function isGranted(granted: readonly IdSpan[], first: bigint, last: bigint): boolean {
  const span = granted[countBefore(granted, (each) => each.first <= first) - 1];
  return span !== undefined && last <= span.last;
}
