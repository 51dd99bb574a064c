import type { FilesKind } from '../../../instrument/traceFiles/useFiles.ts';
import type { ReadFiles } from '../../../share/traceFile.ts';

/** What reads the files that are the trace. */
export const TRACE_FILES: FilesKind<ReadFiles> = {
  start: () => new Worker(new URL('./files.worker.ts', import.meta.url), { type: 'module' }),
  readHere: async (files, arch, onRead) =>
    (await import('../../../instrument/traceFiles/readFiles.ts')).readFiles(files, arch, onRead),
};
