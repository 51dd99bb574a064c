import type { Arch } from '../linux/index.ts';
import { type JsonNode, type SourceText, type Span, sourceText, spanAt } from '../text/index.ts';
import { collectCalls, keptText } from './collect/collectCalls.ts';
import { cutLines, type Document, documentAt } from './cutLines.ts';
import type { JsonPlace } from './formats/JsonFound.ts';
import { isJournalEntry, isLogEntry, journalMessage, jsonCalls } from './formats/jsonCalls.ts';
import { yamlCalls } from './formats/yamlCalls.ts';
import {
  type Found,
  type FoundCall,
  type Line,
  type LineReader,
  spanOf,
  type Trace,
  type TraceFormat,
  type UnreadLine,
} from './LineReader.ts';
import { lineReaders } from './lineReaders.ts';
import { straceCalls } from './strace/straceCalls.ts';

/** Reads a trace by pieces, in order, as a file of 100 MB comes. */
export interface TraceReader {
  push(piece: string): void;
  /** Another file begins, with lines of its own number; `pid`: what has no process in it is this one's, as in the files of strace -ff. */
  nextFile(pid?: number): void;
  /** What was read, once the last piece is there. */
  end(): Trace;
  /** How many lines there were so far. */
  lines(): number;
}

export interface ReadTraceOptions {
  /** The text is not kept: each call and each unread line keeps the beginning of its own line. */
  keepsLines?: boolean;
}

/** The architecture that numbers and names are of where a trace doesn't tell. */
const NATIVE: Arch = 'SCMP_ARCH_X86_64';
/** Where the text is not kept, so many lines that are not read are told; all of them are counted. */
const MOST_UNREAD = 100;

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

/** The same for a text that comes in pieces: what is kept of it has a bound, however long it is. */
export function readTrace(native: Arch = NATIVE, { keepsLines = false }: ReadTraceOptions = {}): TraceReader {
  const collected = collectCalls(keepsLines);
  const strace = straceCalls(native, collected, (line) => tellUnread(spanOf(line), line.text));
  const readers: readonly LineReader[] = [strace, ...lineReaders(native, collected)];
  const unread: UnreadLine[] = [];
  let unreadCount = 0;
  let lost = 0;
  let auditLost = 0;
  let document: Document | undefined;
  const cut = cutLines({
    take(piece, from, to, start, line) {
      if (document === undefined && strace.readAt(piece, from, to, start, line)) return;
      next({ text: piece.text.slice(from, to), start, line });
    },
    tooLong(start, end, line) {
      finish();
      tellUnread({ start, end, line, column: 1 }, '');
    },
  });

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
    const isRead = ended.kind === 'yaml' ? readYaml(ended) : readJson(ended);
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
    tellUnread(spanOf(line), line.text);
  }

  function tellUnread(span: Span, text: string): void {
    unreadCount += 1;
    if (!keepsLines) unread.push(span);
    else if (unread.length < MOST_UNREAD) unread.push({ ...span, text: keptText(text) });
  }

  function keep(found: Found, format: TraceFormat, line: Line): void {
    const { calls, unread: pieces = [] } = found;
    lost += found.lost ?? 0;
    auditLost = Math.max(auditLost, found.auditLost ?? 0);
    if (calls.length > 0) collected.formats.add(format);
    for (const call of calls) add(call, line);
    for (const span of pieces) tellUnread(span, line.text.slice(span.start - line.start, span.end - line.start));
  }

  function add(call: FoundCall, line: Line): void {
    if (collected.add(call, line)) return;
    const { span = spanOf(line) } = call;
    tellUnread(span, line.text.slice(span.start - line.start, span.end - line.start));
  }

  function readYaml(ended: Document): boolean {
    const found = yamlCalls(ended.lines, native);
    const [first] = ended.lines;
    if (found === undefined || first === undefined) return false;
    keep(found, 'spo', { ...first, text: ended.text() });
    return true;
  }

  function readJson(ended: Document): boolean {
    const [first] = ended.lines;
    const root = ended.json();
    if (root === undefined || first === undefined) return false;
    const whole = { ...first, text: ended.text() };
    const source = sourceText(whole.text);
    const placeOf = (place: JsonPlace) => within(source, place, first);
    const values = root.kind === 'array' ? root.items : [root];
    if (values.length > 0 && values.every(isLogEntry)) return readEntries(values, ended, whole, placeOf);
    const pieces = jsonCalls(root, native);
    for (const { format, calls, unread: places = [], lost: left = 0 } of pieces)
      keep(
        {
          calls: calls.map(({ at, ...call }) => ({ ...call, span: placeOf(at ?? root) })),
          unread: places.map(placeOf),
          lost: left,
        },
        format,
        whole,
      );
    return pieces.length > 0;
  }

  /** The messages of a log. Of an entry of the journal nothing else is a line of a trace; any other log is read line by line where no message tells a call. */
  function readEntries(
    entries: readonly JsonNode[],
    { lines }: Document,
    whole: Line,
    placeOf: (place: JsonPlace) => Span,
  ): boolean {
    const left = entries.filter((entry) => !readMessage(journalMessage(entry) ?? '', whole, placeOf(entry)));
    if (left.length < entries.length)
      for (const entry of left) tellUnread(placeOf(entry), whole.text.slice(entry.start, entry.end));
    else if (!entries.some(isJournalEntry)) return false;
    else for (const line of lines) tellUnread(spanOf(line), line.text);
    return true;
  }

  /** A message, each of its lines read as one of a trace. In a log, a word alone is no call. */
  function readMessage(message: string, entry: Line, span: Span): boolean {
    const lines = message.split('\n').filter((text) => text.trim() !== '');
    const left = lines.filter((text) => !readLogged({ ...entry, text }, span));
    if (left.length === lines.length) return false;
    for (const text of left) tellUnread(span, text);
    return true;
  }

  function readLogged(line: Line, span: Span): boolean {
    for (const reader of readers) {
      const found = reader.isBare ? undefined : reader.read(line);
      if (found === undefined) continue;
      const calls = found.calls.map((call) => ({ ...call, span, line: keptText(line.text) }));
      keep({ ...found, calls, unread: found.unread?.map(() => span) ?? [] }, reader.format, line);
      return true;
    }
    return false;
  }

  function end(): Trace {
    cut.end();
    finish();
    for (const reader of readers) {
      for (const call of reader.end?.() ?? []) {
        collected.formats.add(reader.format);
        if (call.span !== undefined) add(call, { text: '', ...call.span });
      }
    }
    const toldMode = strace.toldMode();
    return {
      calls: collected.list(),
      unread: unread.sort((a, b) => a.start - b.start),
      formats: [...collected.formats],
      ...(unreadCount > unread.length && { unreadCount }),
      ...(lost > 0 && { lost }),
      ...(auditLost > 0 && { auditLost }),
      ...(toldMode && { toldMode }),
    };
  }

  return {
    push(piece) {
      cut.push(piece);
      strace.letGo();
    },
    nextFile(pid) {
      cut.end();
      finish();
      strace.nextFile(pid);
    },
    end,
    lines: cut.count,
  };
}

/** The place in the whole text of a place in an object's text. */
function within(source: SourceText, { start, end }: JsonPlace, first: Line): Span {
  const span = spanAt(source, start, end);
  return { ...span, start: span.start + first.start, end: span.end + first.start, line: span.line + first.line - 1 };
}
