import { acceptNewVersion } from '../../offline/acceptNewVersion.ts';
import { askWorker } from '../../offline/askWorker.ts';
import { keepLooking } from '../../offline/keepLooking.ts';
import { openedPage } from '../../offline/openedPage.ts';
import { keepTyped } from './keepTyped.ts';

// Stands alone: run as a script when a newer build's worker waits.
void tellOfNewVersion();

/** Of a stylesheet all pages would load it, for one that few ever see. */
const LOOK = {
  border: '1px solid var(--line-strong)',
  borderRadius: '4px',
  padding: '0.1rem 0.6rem',
  minHeight: '1.6rem',
  background: 'var(--paper)',
  color: 'var(--ink)',
  cursor: 'pointer',
};

/** Says in the footer that a newer version is there, with a button; where this page is of it already and no other tab is open, its worker takes over without a word. */
async function tellOfNewVersion(): Promise<void> {
  const registration = await navigator.serviceWorker.ready;
  const { waiting } = registration;
  const place = document.querySelector<HTMLElement>('.keeping');
  if (!waiting || !place) return;
  const { state } = await askWorker(waiting, { kind: 'tell' });
  if (state.build === document.documentElement.dataset.build) {
    // The worker before kept nothing of this page.
    const { serviceWorker } = navigator;
    const tell = () => serviceWorker.controller?.postMessage(openedPage());
    serviceWorker.addEventListener('controllerchange', tell, { once: true });
    const stopLooking = keepLooking(waiting);
    await askWorker(waiting, { kind: 'use-if-alone' }).finally(stopLooking);
    return;
  }
  // The page of offline use tells it by itself, and a deck is not loaded again in the hall: the next page tells it.
  if (document.querySelector('.offline, .deck')) return;
  const button = document.createElement('button');
  button.type = 'button';
  Object.assign(button.style, LOOK);
  button.textContent = 'Use the new version';
  button.addEventListener('click', async () => {
    button.disabled = true;
    // The newest by now: another may have come since.
    await acceptNewVersion(registration.waiting ?? waiting);
    await keepTyped();
    location.reload();
  });
  const words = document.createElement('span');
  words.append(' · A new version of this site is ready. ', button);
  place.append(words);
}
