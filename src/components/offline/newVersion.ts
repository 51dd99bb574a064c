import { openedPage } from '../../offline/openedPage.ts';
import { acceptNewVersion, askWorker, keepLooking } from '../../offline/ownRegistration.ts';
import { keepEarlyValues } from '../../site/wake/earlyValues.ts';
import { textIn } from '../printedTexts.ts';

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** An instrument writes its state into the address, and an exercise its text into the tab's history, at a pause in typing; both, and the packing of a long text, take less. */
const WRITTEN_MS = 700;

/** What an instrument's own page keeps in its address by itself. */
const KEEPS_STATE = /\/(?:play|embed|lab|talk)\//;

/** Before a page is loaded again: waits until what the reader typed is where that page finds it, and keeps what stands in no address, as in an instrument of a chapter. */
export async function keepTyped(): Promise<void> {
  await new Promise((later) => setTimeout(later, WRITTEN_MS));
  if (!KEEPS_STATE.test(location.pathname)) keepEarlyValues(typedValues());
}

function typedValues(): [id: string, value: string][] {
  const fields = [
    ...document.querySelectorAll<Field>(
      'astro-island :is(textarea, select, input[id]:not([type=checkbox], [type=radio], [type=file]))',
    ),
  ];
  const typed = fields.filter(isChanged).map(({ id, value }): [string, string] => [id, value]);
  const editors = [...document.querySelectorAll<HTMLElement>('astro-island .line-field-frame:has(.code-field-host)')];
  return [
    ...typed,
    ...editors.map((frame): [string, string] => [frame.querySelector('.code-field-host')?.id ?? '', textIn(frame)]),
  ];
}

const isChanged = (field: Field) =>
  field instanceof HTMLSelectElement ? !field.selectedOptions[0]?.defaultSelected : field.value !== field.defaultValue;

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
