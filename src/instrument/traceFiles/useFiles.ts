import { useEffect } from 'preact/hooks';
import type { Arch } from '../../engine/linux/index.ts';
import type { FilesAsked, FilesSaid } from './answerFiles.ts';
import type { Reading, ReadingMessage } from './Reading.ts';

/** How long a worker may take to begin: its script may neither come nor fail. */
const SILENCE_MS = 15_000;

/** What reads files for an instrument. */
export interface FilesKind<Read> {
  /** A worker that answers with `answerFiles`. */
  start(): Worker;
  /** How long it waits for more before it begins: for a text that is being typed. */
  waitsMs?: number;
  /** The same in the page, where there is no worker. */
  readHere(files: readonly File[], arch: Arch, onRead: (bytes: number) => void): Promise<Read>;
}

/** Reads the files that the state is reading: in a worker of their own, and where there is none, in the page, piece by piece. Another state ends it. */
export function useFiles<Read>(
  kind: FilesKind<Read>,
  reading: Reading | undefined,
  dispatch: (message: ReadingMessage<Read>) => void,
): void {
  useEffect(() => {
    if (reading === undefined) return undefined;
    const start = () => startReading(kind, reading, dispatch);
    if (kind.waitsMs === undefined) return start();
    let stop = () => {};
    const wait = setTimeout(() => {
      stop = start();
    }, kind.waitsMs);
    return () => {
      clearTimeout(wait);
      stop();
    };
  }, [reading?.id]);
}

/** Gives what ends it. */
function startReading<Read>(
  kind: FilesKind<Read>,
  { id, files, arch }: Reading,
  dispatch: (message: ReadingMessage<Read>) => void,
): () => void {
  let worker: Worker | undefined;
  let isOver = false;
  let silence: ReturnType<typeof setTimeout> | undefined;
  const stop = () => {
    clearTimeout(silence);
    worker?.terminate();
    worker = undefined;
  };
  const hear = (said: FilesSaid<Read>) => {
    clearTimeout(silence);
    if (isOver || said === 'ready') return;
    if (said === 'failed') dispatch({ kind: 'files-failed', id });
    else if ('read' in said) dispatch({ kind: 'files-read', id, read: said.read });
    else dispatch({ kind: 'files-progress', id, bytes: said.bytes });
  };
  const readHere = async () => {
    stop();
    try {
      const onRead = (bytes: number) => {
        if (isOver) throw new Error('cancelled');
        hear({ bytes });
      };
      hear({ read: await kind.readHere(files, arch, onRead) });
    } catch {
      hear('failed');
    }
  };
  try {
    worker = kind.start();
    silence = setTimeout(() => void readHere(), SILENCE_MS);
    worker.onmessage = ({ data }: MessageEvent<FilesSaid<Read>>) => hear(data);
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
