import { words } from './chapterSlides.ts';
import type { DeckEntry } from './readDeckList.ts';
import type { SlideParts } from './SlideParts.ts';

/** Astro's mark of a plain value in the `props` of an island. */
const PLAIN = 0;

/**
 * The slide of an instrument that opens in the state of `address`, taken from its page under /embed/. `says`, or what the instrument is for, stands there until
 * it wakes, on paper, and in the notes.
 */
export function liveSlide(page: Document, { span, title, says }: DeckEntry, address: string): SlideParts {
  const purpose = page.querySelector('meta[name=description]')?.getAttribute('content') ?? '';
  const lede = Object.assign(document.createElement('p'), { className: 'lede', textContent: says ?? purpose });
  const given = { mode: 'embedded', id: `slide-${span.line}`, fragment: new URL(address, location.href).hash };
  const island = page.querySelector('astro-island');
  return {
    title: title ?? words(page.querySelector('h1')),
    kind: 'live',
    content: [island ? withProps(document.importNode(island, true), given, lede) : lede],
    notes: [lede.cloneNode(true)],
    code: address,
    instrument: words(page.querySelector('h1')),
  };
}

/** The same island with these among its props, and in place of its first view, which is of another state, some words. */
function withProps(island: Element, given: object, shown: Element): Element {
  const props = JSON.parse(island.getAttribute('props') ?? '{}');
  for (const [name, value] of Object.entries(given)) props[name] = [PLAIN, value];
  island.setAttribute('props', JSON.stringify(props));
  island.setAttribute('client', 'sight');
  // The element waits for this mark of its view's end.
  island.replaceChildren(shown, document.createComment('astro:end'));
  island.addEventListener('astro:hydrate', () => shown.remove(), { once: true });
  return island;
}
