import { askWorker } from '../../offline/askWorker.ts';
import { useNewVersion } from '../../offline/useNewVersion.ts';
import { keepTyped } from './keepTyped.ts';

// Stands alone: the page adds it as a script when a newer build's worker waits.
void tellOfNewVersion();

/** Says in the footer that a newer version is there, with a button; where this page is of it already and no other tab is open, its worker takes over without a word. */
async function tellOfNewVersion(): Promise<void> {
  const registration = await navigator.serviceWorker.ready;
  const { waiting } = registration;
  const place = document.getElementById('offline');
  if (!waiting || !place) return;
  const { state } = await askWorker(waiting, { kind: 'tell' });
  if (state.build === document.documentElement.dataset.build) {
    await askWorker(waiting, { kind: 'use-if-alone' });
    return;
  }
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = 'Use the new version';
  button.addEventListener('click', async () => {
    button.disabled = true;
    // The newest by now: another may have come since.
    await useNewVersion(registration.waiting ?? waiting);
    await keepTyped();
    location.reload();
  });
  const words = document.createElement('span');
  words.append(' · A new version of this site is ready. ', button);
  place.append(words);
}
