import type { Arch } from '../engine/linux/index.ts';
import { traceDecoder } from '../engine/text/index.ts';
import { readTrace, type Trace } from '../engine/trace/index.ts';
import type { Terminal } from './Terminal.ts';

/** A recorded run, read in pieces, however long its file is. */
export async function traceGiven(path: string, arch: Arch, terminal: Terminal): Promise<Trace> {
  const reader = readTrace(arch, { keepsLines: true });
  let decoder: TextDecoder | undefined;
  for await (const piece of terminal.read(path)) {
    decoder ??= traceDecoder(piece);
    reader.push(decoder.decode(piece, { stream: true }));
  }
  if (decoder) reader.push(decoder.decode());
  return reader.end();
}
