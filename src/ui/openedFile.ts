import type { Parsed } from '../engine/text/index.ts';

/** A file that the reader dropped or chose, read as text; `value` is undefined where it is no text we can take. */
export interface OpenedFile extends Parsed<string> {
  name: string;
}

/** No profile, subuid file or trace comes near this; more would freeze the page. */
export const MAX_FILE_BYTES = 1024 * 1024;

/**
 * Reads a file as UTF-8 with "\n" line ends, as a text field shows it. Never throws: a file that is too large,
 * binary or unreadable comes back with a diagnostic and no value.
 */
export async function openFile(file: Pick<File, 'name' | 'size' | 'text'>): Promise<OpenedFile> {
  const refused = (code: string, message: string, hint: string): OpenedFile => ({
    name: file.name,
    value: undefined,
    diagnostics: [{ code, severity: 'error', message, hint }],
  });
  if (file.size > MAX_FILE_BYTES) {
    return refused(
      'file-too-large',
      `${file.name} has ${file.size} bytes; at most ${MAX_FILE_BYTES} are read.`,
      'Open a smaller file.',
    );
  }
  let text: string;
  try {
    text = await file.text();
  } catch {
    return refused('file-unreadable', `${file.name} can't be read.`, 'Choose it again, or paste its text.');
  }
  if (text.includes('\0')) {
    return refused('file-binary', `${file.name} is a binary file; a text was expected.`, 'Open a text file.');
  }
  return { name: file.name, value: text.replace(/\r\n?/g, '\n'), diagnostics: [] };
}
