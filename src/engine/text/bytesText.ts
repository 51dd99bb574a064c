/** For how many of `items` `isBefore` holds, where it holds for none behind one that it doesn't hold for: found by halving, not by looking at each. */
export function countBefore<Item>(items: readonly Item[], isBefore: (item: Item) => boolean): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBefore(items[middle] as Item)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A text with its lines known, so that any offset can be told as line and column. */
export interface SourceText {
  text: string;
  /** Offset of each line's first character; line n is at index n - 1. */
  lineStarts: readonly number[];
}

/** The lines of `text` are read when a place is asked for, and once; a line ends at "\n". */
export function sourceText(text: string): SourceText {
  let known: number[] | undefined;
  return {
    text,
    get lineStarts() {
      known ??= lineStartsOf(text);
      return known;
    },
  };
}

function lineStartsOf(text: string): number[] {
  const lineStarts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lineStarts.push(at + 1);
  return lineStarts;
}

/** The span from `start` to `end`; offsets outside the text are drawn to its edge. */
export function spanAt(source: SourceText, start: number, end: number): Span {
  const within = (offset: number) => Math.min(Math.max(offset, 0), source.text.length);
  const from = within(start);
  const line = countBefore(source.lineStarts, (lineStart) => lineStart <= from);
  const column = from - (source.lineStarts[line - 1] ?? 0) + 1;
  return { start: from, end: Math.max(from, within(end)), line, column };
}

/** A stretch of the reader's text. Offsets count UTF-16 units, `end` is exclusive; line and column count from 1 and belong to `start`. */
export interface Span {
  start: number;
  end: number;
  line: number;
  column: number;
}

/** One replacement in the reader's text; an empty `text` deletes. */
export interface Edit {
  start: number;
  end: number;
  text: string;
}

/** One problem in the reader's text: what was found, what was expected, and, in `hint`, what to do next. */
export interface Diagnostic {
  /** Stable and readable: it appears in links and tests. */
  code: string;
  severity: 'error' | 'warning' | 'info';
  message: string;
  hint?: string;
  span?: Span;
  /** Another place, whose line `message` names. */
  mentions?: Span;
  /** Edits that mend this problem, none overlapping; applied together with `applyEdits`. */
  fix?: Edit[];
}

export const isError = ({ severity }: Diagnostic): boolean => severity === 'error';

/** What a maker may add beside the words: `fix` mends the problem, `mentions` is another place that the message names. */
type Beside = Partial<Pick<Diagnostic, 'fix' | 'mentions'>>;

const made =
  (severity: Diagnostic['severity']) =>
  (code: string, message: string, hint?: string, span?: Span, beside?: Beside): Diagnostic => {
    const diagnostic: Diagnostic = { code, severity, message };
    if (hint !== undefined) diagnostic.hint = hint;
    if (span) diagnostic.span = span;
    return beside ? Object.assign(diagnostic, beside) : diagnostic;
  };

/** A problem that leaves no value, or one that the reader did not mean: what is wrong, then in `hint` what to do next. */
export const error = made('error');
/** A problem that leaves a value which may surprise. */
export const warning = made('warning');
/** What is good to know, and no problem. */
export const info = made('info');

/** What a parser gives back: all problems at once, and a value where one could be made. It never throws on input. */
export interface Parsed<T> {
  value: T | undefined;
  diagnostics: Diagnostic[];
}

/** No value, and the one problem that is why. */
export function refused(...problem: Parameters<typeof error>): { value: undefined; diagnostics: Diagnostic[] } {
  return { value: undefined, diagnostics: [error(...problem)] };
}

/**
 * The text of a file's bytes, as the tools read them that it is for: UTF-8, a byte order mark at the beginning kept as a character of the text, what is no UTF-8 as
 * U+FFFD. UTF-16, which no such tool reads, is converted, with an error that says so. A binary file has no value.
 */
export function bytesText(name: string, bytes: Uint8Array): Parsed<string> {
  const wide = markedEncoding(bytes) ?? unmarkedEncoding(bytes);
  const text = decode(bytes, wide ?? 'utf-8');
  if (text === undefined || text.includes('\0'))
    return refused('file-binary', `${name} is a binary file, not text.`, 'Open a text file.');
  if (wide === undefined) return { value: text, diagnostics: [] };
  const message = `${name} is in UTF-16. ${whoRefuses(text, bytes)}.`;
  return { value: text, diagnostics: [error('file-utf-16', message, 'Save the file as UTF-8.')] };
}

/** What decodes a trace that comes in pieces, told by the first of them; a byte order mark is no part of a trace. */
export const traceDecoder = (first: Uint8Array): TextDecoder => new TextDecoder(markedEncoding(first) ?? 'utf-8');

type WideEncoding = 'utf-16le' | 'utf-16be';

/** UTF-16 by its mark, which PowerShell 5 writes where output is redirected (about_Redirection). */
function markedEncoding([first, second]: Uint8Array): WideEncoding | undefined {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : undefined;
}

/** UTF-16 without a mark, by a first character of ASCII in two bytes. */
function unmarkedEncoding([first, second]: Uint8Array): WideEncoding | undefined {
  if (first && second === 0) return 'utf-16le';
  return first === 0 && second ? 'utf-16be' : undefined;
}

/** UTF-8 as Go and the C library take it; undefined where the bytes can't be UTF-16. */
function decode(bytes: Uint8Array, encoding: WideEncoding | 'utf-8'): string | undefined {
  if (encoding === 'utf-8') return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Docker's words are encoding/json's for the first byte that it can't take (docker 26.1.5). */
function whoRefuses(text: string, [first = 0]: Uint8Array): string {
  if (!/^\s*[{[]/.test(text)) return 'No container tool reads that';
  const byte = { 255: 'ÿ', 254: 'þ' }[first];
  return `Docker refuses it${byte === undefined ? '' : `: “invalid character '${byte}' looking for beginning of value”`}`;
}

/** "1 ID", "2 IDs". */
export const counted = (count: number | bigint, what: string) => `${count} ${what}${Number(count) === 1 ? '' : 's'}`;

/** The text as a message shows it: at most `most` characters, the last of them "…" where more were cut off. */
export function shorten(text: string, most = 40): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}

/** More than these help nobody, and a text of 10 MB may hold a million. */
const LIMIT = 1000;

interface Place {
  start: number;
  end: number;
}

/** Gathers the problems of one text, in any order. */
export interface Problems {
  readonly source: SourceText;
  /** Says at a place what is wrong and what to do next; `fix` is another text for the place, or edits. */
  tell(
    place: Place,
    severity: Diagnostic['severity'],
    code: string,
    message: string,
    hint: string,
    fix?: string | Edit[],
  ): void;
  /** Whether a further problem would only be counted: no need to work out its hint. */
  readonly full: boolean;
  /** The place of a piece of the text. */
  spanOf(place: Place): Span;
  /** By place in the text; the last says how many were left out, if any were. */
  list(): Diagnostic[];
}

/** The same problems, told in another way. */
export function retold(problems: Problems, tell: Problems['tell']): Problems {
  const { source, spanOf, list } = problems;
  return {
    source,
    spanOf,
    list,
    tell,
    get full() {
      return problems.full;
    },
  };
}

/** `most`: how many are worked out and told, 0 where only the value is wanted. */
export function problemsOf(source: SourceText, most = LIMIT): Problems {
  const found: Diagnostic[] = [];
  let leftOut = 0;
  return {
    source,
    tell({ start, end }, severity, code, message, hint, fix) {
      if (found.length >= most) {
        leftOut += 1;
        return;
      }
      const edits = typeof fix === 'string' ? [{ start, end, text: fix }] : fix;
      const span = spanAt(source, start, end);
      found.push({ code, severity, message, hint, span, ...(edits !== undefined && { fix: edits }) });
    },
    get full() {
      return found.length >= most;
    },
    spanOf: ({ start, end }) => spanAt(source, start, end),
    list() {
      const sorted = [...found].sort((a, b) => (a.span?.start ?? 0) - (b.span?.start ?? 0));
      return withMore(sorted, leftOut);
    },
  };
}

/** The first `most` of the problems; where there are more, a last one says how many, so that no text fills a page with them. */
export function firstProblems(found: readonly Diagnostic[], most: number): Diagnostic[] {
  return withMore(found.slice(0, most), Math.max(0, found.length - most));
}

/** The problems, and behind them how many were left out, if any were. */
function withMore(shown: readonly Diagnostic[], leftOut: number): Diagnostic[] {
  if (leftOut === 0) return [...shown];
  const message = leftOut === 1 ? 'One more problem is not listed.' : `${leftOut} more problems are not listed.`;
  const hint = 'Fix the first ones: the others often follow from them.';
  return [...shown, { code: 'too-many-problems', severity: 'error', message, hint }];
}
