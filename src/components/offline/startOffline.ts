import type { Asked } from '../../offline/Message.ts';

/**
 * Once the page is there and the browser has nothing else to do: starts the service worker, says in the footer whether the whole site is kept, and loads what tells of a
 * newer version where one waits. Browsers that have no workers here (http, some private windows) do nothing of it.
 */
export function startOffline(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  const start = () => setTimeout(() => void keepOffline().catch(() => undefined), 500);
  if (document.readyState === 'complete') start();
  else addEventListener('load', start);
}

async function keepOffline(): Promise<void> {
  const place = document.getElementById('offline');
  const { serviceWorker } = navigator;
  const base = import.meta.env.BASE_URL.replace(/\/?$/, '/');
  const isKeeping = serviceWorker.controller !== null;
  const registration = await serviceWorker.register(`${base}sw.js`);
  if (await caches.match(`${base}404.html`)) place?.append(' · Works offline');
  const look = () => {
    const { script } = place?.dataset ?? {};
    if (!registration.waiting || script === undefined) return;
    delete place?.dataset.script;
    document.head.append(Object.assign(document.createElement('script'), { type: 'module', src: script }));
  };
  registration.addEventListener('updatefound', () => registration.installing?.addEventListener('statechange', look));
  look();
  if (isKeeping) return;
  // The first page that a reader opens is there before the worker.
  const { active } = await serviceWorker.ready;
  const loaded = performance.getEntriesByType('resource').map(({ name }) => name);
  active?.postMessage({ kind: 'opened', addresses: [location.href, ...loaded] } satisfies Asked);
}
