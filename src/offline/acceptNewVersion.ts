import { askWorker } from './askWorker.ts';

/** Lets the worker that waits take over, and gives once it has, in this tab or in another before. The page that asks is still of the build before, until it is loaded again. */
export async function acceptNewVersion(waiting: ServiceWorker): Promise<void> {
  const taken = new Promise<void>((done) => {
    waiting.addEventListener('statechange', () => isOver(waiting) && done());
  });
  await askWorker(waiting, { kind: 'use' });
  if (!isOver(waiting)) await taken;
}

/** It has taken over, or has been overtaken itself. */
const isOver = ({ state }: ServiceWorker) => state === 'activated' || state === 'redundant';
