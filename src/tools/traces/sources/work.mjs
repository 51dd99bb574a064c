// What a service on Node does: a server and a client, files, worker threads, a child process, compression, keys.
import { execFile } from 'node:child_process';
import { generateKeyPair, randomBytes, scrypt } from 'node:crypto';
import { lookup } from 'node:dns/promises';
import { watch } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { promisify } from 'node:util';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';
import { gzip } from 'node:zlib';

if (isMainThread) await work();
else parentPort?.postMessage(Array.from({ length: 300_000 }, (_, index) => ({ index })).length);

async function work() {
  const folder = await mkdtemp('/tmp/work-');
  const watcher = watch(folder);
  const changed = new Promise((resolve) => watcher.once('change', resolve));
  await writeFile(`${folder}/page`, 'hello\n'.repeat(5000));
  await changed;
  watcher.close();
  const server = createServer(async (_, answer) => {
    answer.setHeader('content-encoding', 'gzip');
    answer.end(await promisify(gzip)(await readFile(`${folder}/page`)));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  for (let count = 0; count < 5; count += 1)
    console.log((await (await fetch(`http://127.0.0.1:${port}/`)).text()).length);
  server.close();
  server.closeAllConnections();
  const workers = [1, 2].map(() => new Worker(new URL(import.meta.url)));
  console.log(await Promise.all(workers.map((worker) => new Promise((resolve) => worker.once('message', resolve)))));
  console.log((await promisify(execFile)('ls', [folder])).stdout);
  await promisify(scrypt)('password', randomBytes(16), 32);
  await promisify(generateKeyPair)('ec', { namedCurve: 'P-256' });
  console.log(await lookup('localhost'));
  await rm(folder, { recursive: true });
}
