import { type Arch, nameOf } from '../../../engine/linux/index.ts';
import { countCalls } from '../../../engine/trace/index.ts';
import { type ReadableFile, readFiles } from '../../../instrument/traceFiles/readFiles.ts';
import type { ReadCalls } from '../state/State.ts';

/** Reads files as one trace, of which only how often each call comes is kept. Throws where one can't be read. */
export async function readCalls(
  files: readonly ReadableFile[],
  arch: Arch,
  onRead: (bytes: number) => void,
): Promise<ReadCalls> {
  const { trace } = await readFiles(files, arch, onRead);
  // A table may count a call that never came, which a link can't say.
  const made = countCalls(trace.calls).filter(({ count }) => count > 0);
  const calls = made.toSorted((a, b) => b.count - a.count);
  return {
    calls: calls.map(({ arch: of, syscall, count }) => ({
      arch: of,
      call: nameOf(of, syscall) ?? `${syscall}`,
      count,
    })),
    unread: trace.unreadCount ?? trace.unread.length,
    firstUnread: trace.unread[0]?.line,
  };
}
