import { askWorker } from '../../../offline/askWorker.ts';
import { keptChannel } from '../../../offline/keptChannel.ts';
import type { KeptState } from '../../../offline/Message.ts';

/** Much changes at once, so it is asked for at most so often. */
const APART_MS = 400;

/**
 * Tells what is kept each time it has changed, while the page is in sight and until the channel that this gives is closed. `scope` is the path under which the site stands.
 * Throws where the browser lets the site keep nothing.
 */
export function followKept(scope: string, tell: (kept: KeptState) => void): BroadcastChannel {
  let isDue = false;
  let last = Promise.resolve();
  const look = async () => {
    // What changes from here on is asked for anew.
    isDue = false;
    // Once it is in sight again, the page looks by itself.
    if (document.visibilityState !== 'visible') return;
    const { active } = await navigator.serviceWorker.ready;
    if (active) tell((await askWorker(active, { kind: 'tell' })).state);
  };
  const channel = keptChannel(scope);
  channel.onmessage = () => {
    if (isDue) return;
    isDue = true;
    setTimeout(() => {
      // One after the other, for the worker may be slow. That it is silent is told where the reader waits for it.
      last = last.then(look).catch(() => undefined);
    }, APART_MS);
  };
  return channel;
}
