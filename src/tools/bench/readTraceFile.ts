import { openAsBlob } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { readTrace } from '../../engine/trace/index.ts';

// A worker that reads the file whose path it is given as the page's worker does (src/instrument/traceFiles/readFiles.ts), and says what it counted.

const file = await openAsBlob(String(workerData));
const decoder = new TextDecoder();
const reader = readTrace(undefined, { keepsLines: true });
const before = performance.now();
for await (const piece of file.stream()) reader.push(decoder.decode(piece, { stream: true }));
reader.push(decoder.decode());
const { calls, unread, unreadCount = unread.length } = reader.end();
const milliseconds = performance.now() - before;
parentPort?.postMessage({
  milliseconds,
  kinds: calls.length,
  calls: calls.reduce((sum, { count }) => sum + count, 0),
  unread: unreadCount,
});
