import { keepLooking } from './keepLooking.ts';
import type { Asked } from './Message.ts';

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
