import { isSavedTrace, readSavedTrace } from '../../../share/traceFile.ts';
import { MAX_FILE_BYTES, openFile } from '../../../ui/openedFile.ts';
import type { Message } from '../state/State.ts';

const BEGINNING = 32;

/**
 * What opening these files does: one that fits into the text field is its text, a saved state is opened, and anything else is read as a trace without keeping
 * its text. Undefined where there is no file.
 */
export async function openTrace(files: readonly File[]): Promise<Message | undefined> {
  const [file, ...others] = files;
  if (file === undefined) return undefined;
  if (others.length > 0) return { kind: 'files', files };
  const saved = await savedText(file).catch(() => undefined);
  if (saved !== undefined) {
    const state = await readSavedTrace(saved);
    return { kind: 'saved', name: file.name, saved: state };
  }
  if (file.size > MAX_FILE_BYTES) return { kind: 'files', files };
  return { kind: 'file', of: 'trace', file: await openFile(file) };
}

/** The text of a saved state; undefined for another file. */
async function savedText(file: File): Promise<string | undefined> {
  return isSavedTrace(await file.slice(0, BEGINNING).text()) ? file.text() : undefined;
}
