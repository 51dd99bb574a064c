import { type Arch, abisOn, loadStraceNames, loadTables } from '../../engine/linux/index.ts';
import { traceDecoder } from '../../engine/text/index.ts';
import { readTrace } from '../../engine/trace/index.ts';
import type { ReadFiles } from '../../share/traceFile.ts';

/** What a file is read by: File, or a test's own. */
export type ReadableFile = Pick<File, 'name' | 'size' | 'stream'>;

/** The files of `strace -ff -o out`: the process is the ending. */
const PROCESS = /\.(\d{1,7})$/;
/** Reads files as one trace, piece by piece, without keeping their text; `onRead` is told how many bytes are read so far. Throws where one can't be read. */
export async function readFiles(
  files: readonly ReadableFile[],
  arch: Arch,
  onRead: (bytes: number) => void,
): Promise<ReadFiles> {
  await Promise.all([loadStraceNames(), loadTables(abisOn(arch))]);
  const reader = readTrace(arch, { keepsLines: true });
  const parts: ReadFiles['parts'][number][] = [];
  let [bytes, start] = [0, 0];
  for (const file of files) {
    const pid = PROCESS.exec(file.name)?.[1];
    reader.nextFile(pid === undefined ? undefined : Number(pid));
    parts.push({ name: file.name, start });
    let decoder: TextDecoder | undefined;
    const push = (text: string) => {
      start += text.length;
      reader.push(text);
    };
    for await (const piece of piecesOf(file)) {
      decoder ??= traceDecoder(piece);
      push(decoder.decode(piece, { stream: true }));
      bytes += piece.length;
      onRead(bytes);
    }
    if (decoder !== undefined) push(decoder.decode());
  }
  const trace = reader.end();
  return { parts, bytes, lines: reader.lines(), trace };
}

/** Not every browser lets a stream be iterated. While one piece is read, the next is fetched. */
async function* piecesOf(file: ReadableFile): AsyncGenerator<Uint8Array> {
  const reader = file.stream().getReader();
  const fetched = () => {
    const next = reader.read();
    // Told where it is waited for, which may be never.
    next.catch(() => {});
    return next;
  };
  let next = fetched();
  try {
    for (;;) {
      const { done, value } = await next;
      if (done) return;
      next = fetched();
      yield value;
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}
