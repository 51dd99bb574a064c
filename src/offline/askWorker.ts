import type { Asked, Reply } from './Message.ts';

/** A file may be large and the line slow; a worker that is silent for so long has been ended. No reply comes later. */
export const PATIENCE_MS = 60_000;

/** Asks a worker; fails where it stays silent. */
export function askWorker(worker: ServiceWorker, asked: Asked): Promise<Reply> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((done, fail) => {
    const timer = setTimeout(() => fail(new Error('The worker is silent.')), PATIENCE_MS);
    port1.onmessage = ({ data }: MessageEvent<Reply>) => {
      clearTimeout(timer);
      port1.close();
      done(data);
    };
    worker.postMessage(asked, [port2]);
  });
}
