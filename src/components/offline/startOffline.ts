import { addScript } from '../addScript.ts';

/** Longer than what the first view loads: nothing of this may come before it. */
const LATER_MS = 2_000;

/** Once the page is there and the browser has nothing else to do: loads what keeps it offline. Browsers that have no service workers here (http, some private windows) load nothing. */
export function startOffline(): void {
  if (import.meta.env.PROD && 'serviceWorker' in navigator && document.querySelector('.keeping'))
    addEventListener('load', () => setTimeout(addScript, LATER_MS, new URL('./keepOffline.ts', import.meta.url).href));
}
