import { useEffect } from 'preact/hooks';
import type { Dispatch, Reading } from '../state/State.ts';
import type { FilesAsked, FilesSaid } from './files.worker.ts';

/** How long a worker may take to begin: its script may neither come nor fail. */
const SILENCE_MS = 15_000;

/** Reads the files that the state is reading: in a worker of their own, and where there is none, in the page, piece by piece. Another state ends it. */
export function useFiles(reading: Reading | undefined, dispatch: Dispatch): void {
  useEffect(() => (reading === undefined ? undefined : startReading(reading, dispatch)), [reading?.id]);
}

/** Gives what ends it. */
function startReading({ id, files, arch }: Reading, dispatch: Dispatch): () => void {
  let worker: Worker | undefined;
  let isOver = false;
  let silence: ReturnType<typeof setTimeout> | undefined;
  const stop = () => {
    clearTimeout(silence);
    worker?.terminate();
    worker = undefined;
  };
  const hear = (said: FilesSaid) => {
    clearTimeout(silence);
    if (isOver || said === 'ready') return;
    if (said === 'failed') dispatch({ kind: 'files-failed', id });
    else if ('read' in said) dispatch({ kind: 'files-read', id, read: said.read });
    else dispatch({ kind: 'files-progress', id, bytes: said.bytes });
  };
  const readHere = async () => {
    stop();
    try {
      const { readFiles } = await import('./readFiles.ts');
      const onRead = (bytes: number) => {
        if (isOver) throw new Error('cancelled');
        hear({ bytes });
      };
      hear({ read: await readFiles(files, arch, onRead) });
    } catch {
      hear('failed');
    }
  };
  try {
    worker = new Worker(new URL('./files.worker.ts', import.meta.url), { type: 'module' });
    silence = setTimeout(() => void readHere(), SILENCE_MS);
    worker.onmessage = ({ data }: MessageEvent<FilesSaid>) => hear(data);
    worker.onerror = (event) => {
      // WebKit ends a worker's loads as the page is left, and would report that of the page.
      event.preventDefault();
      void readHere();
    };
    const asked: FilesAsked = { files, arch };
    worker.postMessage(asked);
  } catch {
    void readHere();
  }
  return () => {
    isOver = true;
    stop();
  };
}
