import type { Arch } from '../../engine/linux/index.ts';
import { counted, type Diagnostic } from '../../engine/text/index.ts';

/** Files that are being read as one trace. */
export interface Reading {
  /** Each reading's own. */
  id: number;
  files: readonly File[];
  arch: Arch;
  /** How many bytes are read, of all. */
  bytes: number;
  of: number;
}

/** What comes of a reading. */
export type ReadingMessage<Read> =
  | { kind: 'files-progress'; id: number; bytes: number }
  | { kind: 'files-read'; id: number; read: Read }
  | { kind: 'files-failed'; id: number };

/** A reading that begins. */
export const readingOf = (id: number, files: readonly File[], arch: Arch): Reading => ({
  ...{ id, files, arch, bytes: 0 },
  of: files.reduce((sum, { size }) => sum + size, 0),
});

/** The name of the first file, and how many others there are. */
export function fileNames(files: readonly { name: string }[]): string {
  const [first, ...others] = files;
  return others.length === 0 ? (first?.name ?? '') : `${first?.name} and ${counted(others.length, 'other file')}`;
}

/** Told where files could not be read. */
export function unreadable([file]: readonly File[]): Diagnostic {
  return {
    code: 'file-unreadable',
    severity: 'error',
    message: `${file?.name ?? 'The file'} can’t be read.`,
    hint: 'Choose it again.',
  };
}
