import type { Arch } from '../engine/linux/index.ts';
import { readTrace, type Trace } from '../engine/trace/index.ts';
import type { Terminal } from './Terminal.ts';

/** A recorded run, read in pieces, however long its file is. */
export async function traceGiven(path: string, arch: Arch, terminal: Terminal): Promise<Trace> {
  const reader = readTrace(arch, { keepsLines: true });
  for await (const piece of terminal.readPieces(path)) reader.push(piece);
  return reader.end();
}
