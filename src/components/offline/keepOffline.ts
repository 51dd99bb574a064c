import { cacheName, LAST_FILE } from '../../offline/cacheNames.ts';
import { openedPage } from '../../offline/openedPage.ts';
// Built apart: a module that it had in common with the page's own script would take that script out of the page.
import newVersion from './newVersion.ts?worker&url';

// Stands alone: the page adds it as a script a while after it was loaded.
void keepOffline().catch(() => undefined);

/** Starts the service worker, says in the footer whether the whole site is kept, and loads what tells of a newer version where one waits. */
async function keepOffline(): Promise<void> {
  const place = document.querySelector<HTMLElement>('.keeping');
  const { serviceWorker } = navigator;
  const base = import.meta.env.BASE_URL.replace(/\/?$/, '/');
  const registration = await serviceWorker.register(`${base}sw.js`);
  const { build = '' } = document.documentElement.dataset;
  const whole = cacheName({ scope: new URL(registration.scope).pathname, build, part: 'whole' });
  const last = await caches.match(base + LAST_FILE, { cacheName: whole });
  // The page of offline use tells it by itself, as it changes.
  if (last && !document.querySelector('.offline')) place?.append(' · Works offline');
  // Asked for a second time, a module that was loaded is not run again.
  const look = () => registration.active && registration.waiting && import(/* @vite-ignore */ newVersion);
  const watch = () => registration.installing?.addEventListener('statechange', look);
  registration.addEventListener('updatefound', watch);
  watch();
  look();
  // The first page that a reader opens is there before the worker, and another may have been opened while a newer one took over.
  (await serviceWorker.ready).active?.postMessage(openedPage());
}
