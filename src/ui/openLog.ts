import { MAX_FILE_BYTES, type OpenedFile, openFile } from './openedFile.ts';

type LogFile = Pick<File, 'name' | 'size' | 'arrayBuffer' | 'slice'>;

/**
 * Reads a log as `openFile` does; of one with more than `most` bytes its end, from the beginning of a line on, with a diagnostic that says so: a program says
 * last why it ended.
 */
export async function openLog(file: LogFile, most = MAX_FILE_BYTES): Promise<OpenedFile> {
  const { name, size } = file;
  if (size <= most) return openFile(file);
  // An even number of bytes is cut off: no character of UTF-16 in two.
  const end = file.slice(size - most + ((size - most) % 2));
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

/** Of less than this the end of a log tells nothing. */
const LEAST_BYTES = 1024;

/**
 * Reads files that are opened together, as `openLog` does each. Together they have at most `room` bytes, and no more than one file alone: the small ones are
 * read whole, and the large ones share what is left.
 */
export function openLogs(files: readonly LogFile[], room: number): Promise<OpenedFile[]> {
  const shares = new Map<LogFile, number>();
  let left = Math.min(Math.max(room, 0), MAX_FILE_BYTES);
  for (const file of [...files].sort((one, other) => one.size - other.size)) {
    const share = Math.min(file.size, Math.floor(left / (files.length - shares.size)));
    shares.set(file, share);
    left -= share;
  }
  return Promise.all(
    files.map((file) => {
      const share = shares.get(file) ?? 0;
      return share < Math.min(file.size, LEAST_BYTES) ? noRoom(file) : openLog(file, share);
    }),
  );
}

const noRoom = ({ name }: LogFile): OpenedFile => ({
  name,
  value: undefined,
  diagnostics: [
    {
      code: 'file-no-room',
      severity: 'error',
      message: `${name} was not added: the box is full.`,
      hint: 'Clear the box, then open the file again.',
    },
  ],
});
