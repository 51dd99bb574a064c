import type { Arch } from '../linux/index.ts';
import { type SourceText, type Span, sourceText, spanAt } from '../text/index.ts';
import { collectCalls } from './collectCalls.ts';
import { type Document, documentAt } from './documents.ts';
import type { JsonPlace } from './formats/JsonFound.ts';
import { journalMessage, jsonCalls } from './formats/jsonCalls.ts';
import { yamlCalls } from './formats/yamlCalls.ts';
import { type Found, type Line, spanOf } from './LineReader.ts';
import { lineReaders } from './lineReaders.ts';
import type { Trace, TraceFormat } from './Trace.ts';

/** Reads a trace by pieces, in order, as a file of 100 MB comes. */
export interface TraceReader {
  push(piece: string): void;
  /** What was read, once the last piece is there. */
  end(): Trace;
}

/** The architecture that numbers and names are of where a trace doesn't tell. */
const NATIVE: Arch = 'SCMP_ARCH_X86_64';

/**
 * Reads a trace of any format, also of several in one text: line by line, and where an object of JSON or YAML begins, as a whole. A line that no format has
 * is told in `unread`, unless it is blank. Never throws; time is linear in the text. In a page, what the text may name by words (another machine's calls)
 * needs its tables: `loadTables` first.
 */
export function parseTrace(text: string, native: Arch = NATIVE): Trace {
  const reader = readTrace(native);
  reader.push(text);
  return reader.end();
}

/** The same for a text that comes in pieces. */
export function readTrace(native: Arch = NATIVE): TraceReader {
  const readers = lineReaders(native);
  const collected = collectCalls();
  const unread: Span[] = [];
  const formats = new Set<TraceFormat>();
  let lost = 0;
  let rest = '';
  let start = 0;
  let number = 1;
  let document: Document | undefined;

  function push(piece: string): void {
    const text = rest + piece;
    let from = 0;
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', from)) {
      next({
        text: text.slice(from, at > from && text[at - 1] === '\r' ? at - 1 : at),
        start: start + from,
        line: number,
      });
      number += 1;
      from = at + 1;
    }
    rest = text.slice(from);
    start += from;
  }

  /** A line of its own, or the next of an object. */
  function next(line: Line): void {
    if (document !== undefined) {
      if (document.take(line)) {
        if (document.isWhole()) finish();
        return;
      }
      finish();
    }
    document = documentAt(line);
    if (document === undefined) readLine(line);
    else if (document.isWhole()) finish();
  }

  /** Reads the object that has ended; what is none, line by line. */
  function finish(): void {
    const ended = document;
    document = undefined;
    if (ended === undefined) return;
    const isRead = ended.kind === 'yaml' ? readYaml(ended.lines) : readJson(ended);
    if (!isRead) for (const line of ended.lines) readLine(line);
  }

  function readLine(line: Line): void {
    if (line.text.trim() === '') return;
    for (const reader of readers) {
      const found = reader.read(line);
      if (found === undefined) continue;
      keep(found, reader.format, line);
      return;
    }
    unread.push(spanOf(line));
  }

  function keep(found: Found, format: TraceFormat, line: Line): void {
    if (found.calls.length > 0) formats.add(format);
    for (const call of found.calls) collected.add(call, spanOf(line));
    for (const span of found.unread ?? []) unread.push(span);
    lost += found.lost ?? 0;
  }

  function readYaml(lines: readonly Line[]): boolean {
    const found = yamlCalls(lines, native);
    const [first] = lines;
    if (found === undefined || first === undefined) return false;
    keep(found, 'spo', first);
    return true;
  }

  function readJson(ended: Document): boolean {
    const [first] = ended.lines;
    const root = ended.json();
    if (root === undefined || first === undefined) return false;
    const message = journalMessage(root);
    if (message !== undefined) return readMessage(message, first);
    const source = sourceText(ended.text());
    const placeOf = (place: JsonPlace) => within(source, place, first);
    const pieces = jsonCalls(root, native);
    for (const { format, calls, unread: places = [], lost: left = 0 } of pieces) {
      if (calls.length > 0) formats.add(format);
      for (const { at, ...call } of calls) collected.add(call, placeOf(at ?? root));
      for (const place of places) unread.push(placeOf(place));
      lost += left;
    }
    return pieces.length > 0;
  }

  /** A line of the journal's JSON, read as the message in it. */
  function readMessage(message: string, line: Line): boolean {
    for (const reader of readers) {
      const found = reader.read({ ...line, text: message });
      if (found === undefined) continue;
      keep({ calls: found.calls.map((call) => ({ ...call, span: spanOf(line) })) }, reader.format, line);
      return true;
    }
    return false;
  }

  function end(): Trace {
    if (rest !== '') next({ text: rest.replace(/\r$/, ''), start, line: number });
    rest = '';
    finish();
    for (const reader of readers) {
      for (const { span, ...call } of reader.end?.() ?? []) {
        formats.add(reader.format);
        if (span !== undefined) collected.add(call, span);
      }
    }
    unread.sort((a, b) => a.start - b.start);
    return { calls: collected.list(), unread, formats: [...formats], ...(lost > 0 && { lost }) };
  }

  return { push, end };
}

/** The place in the whole text of a place in an object's text. */
function within(source: SourceText, { start, end }: JsonPlace, first: Line): Span {
  const span = spanAt(source, start, end);
  return { ...span, start: span.start + first.start, end: span.end + first.start, line: span.line + first.line - 1 };
}
