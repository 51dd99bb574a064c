import { addScript } from '../addScript.ts';

/** Longer than what the first view loads: nothing of this may come before it. */
const LATER_MS = 2_000;

/** Once the page is there and the browser has nothing else to do: loads what keeps it offline. Browsers that have no service workers here (http, some private windows) load nothing. */
export function startOffline(): void {
  const { script } = document.querySelector<HTMLElement>('.keeping')?.dataset ?? {};
  if (import.meta.env.PROD && script && 'serviceWorker' in navigator)
    addEventListener('load', () => setTimeout(addScript, LATER_MS, script));
}
