import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { grownTrace } from './grownTrace.ts';

const BYTES = 100_000_000;
const SEED = 7;

/** Hands over a file of 100 MB of strace, grown from the traces of ten programs, and takes it away again. */
export async function withGrownTrace<Value>(use: (path: string) => Promise<Value>): Promise<Value> {
  const folder = mkdtempSync(join(tmpdir(), 'trace-'));
  try {
    const path = join(folder, 'trace');
    const file = openSync(path, 'w');
    for (const piece of grownTrace(BYTES, SEED)) writeSync(file, piece);
    closeSync(file);
    return await use(path);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
