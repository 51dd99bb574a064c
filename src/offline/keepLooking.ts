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
