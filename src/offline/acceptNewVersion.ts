import { askWorker } from './askWorker.ts';

/** Lets the worker that waits take over, and gives once it has. The page that asks is still of the build before, until it is loaded again. */
export async function acceptNewVersion(waiting: ServiceWorker): Promise<void> {
  const taken = new Promise((done) =>
    navigator.serviceWorker.addEventListener('controllerchange', done, { once: true }),
  );
  await askWorker(waiting, { kind: 'use' });
  await taken;
}
