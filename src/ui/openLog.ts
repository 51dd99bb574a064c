import { MAX_FILE_BYTES, type OpenedFile, openFile } from './openedFile.ts';

/**
 * Reads a log as `openFile` does; of one that is too large its end, from the beginning of a line on, with a diagnostic that says so: a program says last why
 * it ended.
 */
export async function openLog(file: Pick<File, 'name' | 'size' | 'arrayBuffer' | 'slice'>): Promise<OpenedFile> {
  const { name, size } = file;
  if (size <= MAX_FILE_BYTES) return openFile(file);
  // An even number of bytes is cut off: no character of UTF-16 in two.
  const end = file.slice(size - MAX_FILE_BYTES + (size % 2));
  const { value, diagnostics } = await openFile({ name, size: end.size, arrayBuffer: () => end.arrayBuffer() });
  if (value === undefined) return { name, value, diagnostics };
  const text = value.slice(value.indexOf('\n') + 1);
  return {
    name,
    value: text,
    diagnostics: [
      {
        code: 'file-end',
        severity: 'warning',
        message: `${name} has ${size} bytes. Only its last ${new Blob([text]).size} bytes are read.`,
        hint: 'Paste the lines of an earlier error. The trace check opens a trace of any size.',
      },
      ...diagnostics,
    ],
  };
}
