import { islandId } from '../../../instrument/address/opening.ts';
import { words } from './chapterSlides.ts';
import type { DeckEntry } from './readDeckList.ts';
import type { SlideParts } from './SlideParts.ts';

/** Astro's mark of a plain value in the `props` of an island. */
const PLAIN = 0;

/**
 * The slide of an instrument that opens in the state of `address`, taken from its page under /embed/. What the instrument is for stands there until it wakes, and in
 * the notes where there is no `says`.
 */
export function liveSlide(page: Document, { span, title, says }: DeckEntry, address: string): SlideParts {
  const purpose = page.querySelector('meta[name=description]')?.getAttribute('content') ?? '';
  const told = (textContent: string) => Object.assign(document.createElement('p'), { className: 'lede', textContent });
  const given = { mode: 'embedded', id: `slide-${span.line}`, fragment: new URL(address, location.href).hash };
  const island = page.querySelector('astro-island');
  return {
    title: title ?? words(page.querySelector('h1')),
    kind: 'live',
    content: [island ? withProps(document.importNode(island, true), given, told(purpose)) : told(purpose)],
    notes: [told(says ?? purpose)],
    code: address,
    instrument: words(page.querySelector('h1')),
  };
}

/** The same island with these among its props, and in place of its first view, which is of another state, some words. */
function withProps(island: Element, given: { id: string }, shown: Element): Element {
  const props = JSON.parse(island.getAttribute('props') ?? '{}');
  for (const [name, value] of Object.entries(given)) props[name] = [PLAIN, value];
  island.setAttribute('props', JSON.stringify(props));
  island.setAttribute('client', 'sight');
  island.id = islandId(given.id);
  // Once it wakes, it has its first view until its state is open.
  island.setAttribute('data-opening', 'frame');
  // The element waits for this mark of its view's end.
  island.replaceChildren(shown, document.createComment('astro:end'));
  island.addEventListener('astro:hydrate', () => shown.remove(), { once: true });
  return island;
}
