import type { Asked, Reply } from './Message.ts';

/**
 * The registration of this site's worker, where there is one; `scope` is the path under which the site stands, with a slash at its end. Chromium begins no registration while
 * another is under way, and one that a closed tab has begun may never end: who finds one here need not wait for that.
 */
export async function ownRegistration(scope: string): Promise<ServiceWorkerRegistration | undefined> {
  const found = await navigator.serviceWorker.getRegistration(scope);
  // Another site's may stand above.
  return found?.scope === new URL(scope, location.href).href ? found : undefined;
}

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

/** How often the browser is asked to look. A worker that can take over at once is no longer among those that wait by then. */
const EVERY_MS = 1_000;

/**
 * Has the browser look again each second whether a worker that was told to take over can, until what is given is called. Chromium ends the older worker for it, but where a
 * request comes as that ends, starts it anew and forgets the other until the older one was idle for half a minute; to tell that other again changes nothing
 * (content/browser/service_worker/service_worker_version.cc: OnStoppedInternal, SkipWaiting). It looks again whenever a page or a worker is loaded
 * (service_worker_controllee_request_handler.cc: ContinueWithRegistration), and a worker can be loaded without the reader's notice.
 */
export function keepLooking(waiting: ServiceWorker): () => void {
  const timer = setInterval(() => {
    if (waiting.state === 'installed') new Worker(new URL('./nothing.worker.ts', import.meta.url), { type: 'module' });
  }, EVERY_MS);
  return () => clearInterval(timer);
}

/**
 * Lets the worker that waits take over, and gives once it has, in this tab or in another before: the older one first ends what it is at, which may take minutes. The page
 * that asks is still of the build before, until it is loaded again.
 */
export function acceptNewVersion(waiting: ServiceWorker): Promise<void> {
  const stopLooking = keepLooking(waiting);
  return new Promise<void>((done) => {
    const look = () => isOver(waiting) && done();
    waiting.addEventListener('statechange', look);
    waiting.postMessage({ kind: 'use' } satisfies Asked);
    look();
  }).finally(stopLooking);
}

/** It has taken over, or has been overtaken itself. */
const isOver = ({ state }: ServiceWorker) => state === 'activated' || state === 'redundant';
