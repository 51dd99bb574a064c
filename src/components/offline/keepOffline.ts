import type { Asked } from '../../offline/Message.ts';
// Built apart: a module that it had in common with the page's own script would take that script out of the page.
import newVersion from './newVersion.ts?worker&url';

// Stands alone: the page adds it as a script a while after it was loaded.
void keepOffline().catch(() => undefined);

/** Starts the service worker, says in the footer whether the whole site is kept, and loads what tells of a newer version where one waits. */
async function keepOffline(): Promise<void> {
  const place = document.querySelector<HTMLElement>('.keeping');
  const { serviceWorker } = navigator;
  const base = import.meta.env.BASE_URL.replace(/\/?$/, '/');
  const isKeeping = serviceWorker.controller !== null;
  const registration = await serviceWorker.register(`${base}sw.js`);
  // The page of offline use tells it by itself, as it changes.
  if (!document.querySelector('.offline') && (await caches.match(`${base}404.html`))) place?.append(' · Works offline');
  // Asked for a second time, a module that was loaded is not run again.
  const look = () => registration.waiting && import(/* @vite-ignore */ newVersion);
  registration.addEventListener('updatefound', () => registration.installing?.addEventListener('statechange', look));
  look();
  if (isKeeping) return;
  // The first page that a reader opens is there before the worker.
  const { active } = await serviceWorker.ready;
  const loaded = performance.getEntriesByType('resource').map(({ name }) => name);
  active?.postMessage({ kind: 'opened', addresses: [location.href, ...loaded] } satisfies Asked);
}
