import type { Diagnostic, Parsed } from '../engine/text/index.ts';
import { filesDrop } from './filesDrop.ts';

/** A file that the reader dropped or chose, read as text; `value` is undefined where it is no text we can take. */
export interface OpenedFile extends Parsed<string> {
  name: string;
}

/** No profile or subuid file comes near this; more would freeze the page. */
export const MAX_FILE_BYTES = 1024 * 1024;

/**
 * Reads a file as the tools do that it is for: bytes of UTF-8, a byte order mark at the beginning kept as a character of the text, with "\n" line ends, as a
 * text field shows it. UTF-16, which no such tool reads, is converted, with a diagnostic that says so. Never throws: a file that is too large, binary or
 * unreadable comes back with a diagnostic and no value.
 */
export async function openFile(file: Pick<File, 'name' | 'size' | 'arrayBuffer'>): Promise<OpenedFile> {
  const { name } = file;
  const refused = (code: string, message: string, hint: string): OpenedFile => ({
    name,
    value: undefined,
    diagnostics: [{ code, severity: 'error', message, hint }],
  });
  if (file.size > MAX_FILE_BYTES) {
    return refused(
      'file-too-large',
      `${name} has ${file.size} bytes; at most ${MAX_FILE_BYTES} are read.`,
      'Open a smaller file.',
    );
  }
  let bytes: Uint8Array;
  try {
    bytes = new Uint8Array(await file.arrayBuffer());
  } catch {
    return refused('file-unreadable', `${name} can’t be read.`, 'Choose it again, or paste its text.');
  }
  const wide = wideEncoding(bytes);
  const text = decode(bytes, wide ?? 'utf-8');
  if (text === undefined || text.includes('\0')) {
    return refused('file-binary', `${name} is a binary file, not text.`, 'Open a text file.');
  }
  return { name, value: text.replace(/\r\n?/g, '\n'), diagnostics: wide ? [tellWide(name, text, bytes)] : [] };
}

/** Lets a file be dropped on an element and reads it: properties of the element. */
export const fileDrop = (onFile: (file: OpenedFile) => void) =>
  filesDrop(([file]) => {
    if (file) void openFile(file).then(onFile);
  });

type WideEncoding = 'utf-16le' | 'utf-16be';

/** UTF-16 by its mark, or by a first character of ASCII in two bytes. */
function wideEncoding([first, second]: Uint8Array): WideEncoding | undefined {
  if ((first === 0xff && second === 0xfe) || (first && second === 0)) return 'utf-16le';
  return (first === 0xfe && second === 0xff) || (first === 0 && second) ? 'utf-16be' : undefined;
}

/** UTF-8 as Go and the C library take it, what is none as U+FFFD; undefined where the bytes can't be UTF-16. */
function decode(bytes: Uint8Array, encoding: WideEncoding | 'utf-8'): string | undefined {
  if (encoding === 'utf-8') return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Docker's words are encoding/json's for the first byte that it can't take (docker 26.1.5). */
function tellWide(name: string, text: string, [first = 0]: Uint8Array): Diagnostic {
  const byte = { 255: 'ÿ', 254: 'þ' }[first];
  const said = byte === undefined ? '' : `: “invalid character '${byte}' looking for beginning of value”`;
  const who = /^\s*[{[]/.test(text) ? `Docker refuses it${said}` : 'No container tool reads that';
  return {
    code: 'file-utf-16',
    severity: 'error',
    message: `${name} is in UTF-16. ${who}.`,
    hint: 'Save the file as UTF-8. Its text is shown here as it would be then.',
  };
}
