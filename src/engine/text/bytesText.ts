import { error, type Parsed, refused } from './Diagnostic.ts';

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
