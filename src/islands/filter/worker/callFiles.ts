import type { FilesKind } from '../../../instrument/traceFiles/useFiles.ts';
import type { ReadCalls } from '../state/State.ts';

/** What counts the calls of a trace. */
export const CALL_FILES: FilesKind<ReadCalls> = {
  waitsMs: 300,
  start: () => new Worker(new URL('./calls.worker.ts', import.meta.url), { type: 'module' }),
  readHere: async (files, arch, onRead) => (await import('./readCalls.ts')).readCalls(files, arch, onRead),
};
