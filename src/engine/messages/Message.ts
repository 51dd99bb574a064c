import { inEnglish } from './strerror.ts';

/** An error text made ready for searching: one line, plain quotes, what a log escaped written out. */
export interface Message {
  text: string;
  /** The same in small letters; every offset is the same in both. */
  small: string;
}

/** No message is longer; a whole log is cut into lines before. */
export const LONGEST_MESSAGE = 20_000;

/**
 * Reads a message as it stands in a terminal, a log (level=error msg="a \"b\"") or a forum, where a line may have been broken in two:
 * runs of white space count as one blank, and the quotes that GNU programs print in a UTF-8 locale as plain ones. The errno's words are put into English.
 */
export function readMessage(text: string): Message {
  const plain = inEnglish(text.slice(0, LONGEST_MESSAGE))
    .replace(/\\+(["'])/g, '$1')
    .replace(/\\+[nt]/g, ' ')
    .replace(/«\s?|\s?»/g, "'")
    .replace(/[‘’‚]/g, "'")
    .replace(/[“”„]/g, '"')
    .replace(/\s+/g, ' ')
    // Podman adds these words to either errno (libpod, getOCIRuntimeError).
    .replace(/(operation not permitted): OCI permission denied/i, '$1')
    .trim();
  // Letters whose small form is longer ("İ") would move the offsets.
  const small = plain.toLowerCase();
  return { text: plain, small: small.length === plain.length ? small : plain };
}

/** The text between `before` and the nearest `after`, both in small letters, from `from` on; at most 1000 characters. */
export function between(message: Message, before: string, after: string, from = 0): string | undefined {
  const start = message.small.indexOf(before, from);
  if (start === -1) return undefined;
  const first = start + before.length;
  const end = after === '' ? -1 : message.small.indexOf(after, first);
  const stop = end === -1 ? message.text.length : end;
  return (end === -1 && after !== '') || stop - first > 1000 ? undefined : message.text.slice(first, stop).trim();
}

/** The run of digits that begins at the first one after `at`, with at most `gap` other characters before it. */
export function numberAfter({ text }: Message, at: number, gap = 3): number | undefined {
  let from = at;
  while (from < text.length && from - at <= gap && !isDigit(text.charCodeAt(from))) from += 1;
  let end = from;
  while (end < text.length && end - from < 10 && isDigit(text.charCodeAt(end))) end += 1;
  return end === from ? undefined : Number(text.slice(from, end));
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** The text with one pair of quotes around it taken off: 'x', "x" or `x'. */
export function unquoted(text: string): string {
  return text.replace(/^["'`]/, '').replace(/["'`]$/, '');
}

/** The first quoted words that look like a path, in any language's sentence: '/data/x' kann nicht berührt werden. */
export function quotedPath(text: string): string | undefined {
  return /["'`]((?:\/|\.\.?\/)[^"'`]{0,900})["'`]/.exec(text)?.[1];
}

/** The numbers of a message, each once, a few of them. */
export function numbersIn({ text }: Message): number[] {
  const found = text.match(/(?<![\w.:-])\d{1,10}(?![\w.:-])/g) ?? [];
  return [...new Set(found.map(Number))].slice(0, 8);
}
