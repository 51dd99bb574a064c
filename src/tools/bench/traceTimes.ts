import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { withGrownTrace } from './tracePageTimes.ts';

const RUNS = 3;
const SAMPLED_MS = 20;

/** How a large trace was read. */
export interface TraceTimes {
  bytes: number;
  /** Of the best run. */
  milliseconds: number;
  /** What the process had more in memory at its highest than before, in bytes. */
  memory: number;
  /** Calls told apart, all calls, and lines that were not read. */
  kinds: number;
  calls: number;
  unread: number;
  /** What the same file takes other programs, in milliseconds. */
  others: { name: string; milliseconds: number }[];
}

type Said = Pick<TraceTimes, 'milliseconds' | 'kinds' | 'calls' | 'unread'>;

/** Reads a trace of 100 MB, grown from those of ten programs, in a worker, and counts its lines with wc and grep, by turns; of each the best. */
export async function traceTimes(): Promise<TraceTimes> {
  return withGrownTrace(async (path) => {
    const others = [
      { name: 'wc -l', command: 'wc', args: ['-l', path] },
      { name: 'grep -c openat', command: 'grep', args: ['-c', 'openat', path] },
    ].map((other) => ({ ...other, milliseconds: Number.POSITIVE_INFINITY }));
    let best: (Said & { memory: number }) | undefined;
    let memory = 0;
    for (let run = 0; run < RUNS; run++) {
      const read = await readInWorker(path);
      memory = Math.max(memory, read.memory);
      if (best === undefined || read.milliseconds < best.milliseconds) best = read;
      for (const other of others) {
        const before = performance.now();
        spawnSync(other.command, other.args);
        other.milliseconds = Math.min(other.milliseconds, performance.now() - before);
      }
    }
    if (best === undefined) throw new Error('No run was made.');
    const told = others.map(({ name, milliseconds }) => ({ name, milliseconds }));
    return { ...best, bytes: statSync(path).size, memory, others: told };
  });
}

function readInWorker(path: string): Promise<Said & { memory: number }> {
  const before = process.memoryUsage.rss();
  let highest = before;
  const sample = () => {
    highest = Math.max(highest, process.memoryUsage.rss());
  };
  const timer = setInterval(sample, SAMPLED_MS);
  const worker = new Worker(new URL('./readTraceFile.ts', import.meta.url), { workerData: path });
  return new Promise<Said & { memory: number }>((done, fail) => {
    worker.once('message', (said: Said) => done({ ...said, memory: highest - before }));
    worker.once('error', fail);
  }).finally(() => clearInterval(timer));
}
