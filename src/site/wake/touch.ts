import type { ClientDirective } from 'astro';
import { keptInHistory } from '../../instrument/address/keptInHistory.ts';
import { markOpening } from '../../instrument/address/opening.ts';
import { holdsState } from '../../share/fragment.ts';
import { defineIsland } from './defineIsland.ts';
import { type Waking, wakeIsland } from './wakeIsland.ts';

/**
 * Wakes an instrument for a reader with files in hand. What is dropped before its script is there is kept, and dropped once more when it can take it: without
 * this the browser opens the files in a page of their own.
 */
function earlyFiles(island: HTMLElement, { start, changed }: Waking): void {
  const dropped: { on: EventTarget; files: readonly File[] }[] = [];
  const hearing = new AbortController();
  const { signal } = hearing;
  const allow = (event: DragEvent) => {
    if (!holdsFiles(event)) return;
    // Else no drop is told of.
    event.preventDefault();
    start();
  };
  island.addEventListener('dragover', allow, { signal });
  const keep = (event: DragEvent) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    dropped.push({ on: event.target ?? island, files: [...(event.dataTransfer?.files ?? [])] });
    changed();
  };
  island.addEventListener('drop', keep, { signal });
  // Astro's own word for an island that is awake.
  const handOver = () => {
    hearing.abort();
    for (const { on, files } of dropped) {
      const dataTransfer = new DataTransfer();
      for (const file of files) dataTransfer.items.add(file);
      on.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer }));
    }
  };
  island.addEventListener('astro:hydrate', handOver, { signal });
}

const holdsFiles = ({ dataTransfer }: DragEvent): boolean => dataTransfer?.types.includes('Files') ?? false;

/** Wakes an instrument when the reader turns to it, or at once where the address holds a state, or the tab's history one that the reader comes back to. */
const touch: ClientDirective = (load, _options, island) => {
  const waking = wakeIsland(load, island, () => holdsState(location.hash) || Object.keys(keptInHistory()).length > 0);
  earlyFiles(island, waking);
  addEventListener('hashchange', () => {
    if (!holdsState(location.hash)) return;
    waking.changed();
    // A link on the page itself, such as an example's, may stand far below what it opens.
    const view = island.firstElementChild;
    if (view && view.getBoundingClientRect().top < 0) view.scrollIntoView();
  });
};

/** Hides what is of the question before where a link is followed on a page that sleeps, or is still on its way. Awake, an instrument does that itself. */
function hideBefore(): void {
  const isAsleep = document.readyState === 'loading' || document.querySelector('astro-island[ssr][client="touch"]');
  if (isAsleep && holdsState(location.hash)) markOpening(document.documentElement);
}

hideBefore();
addEventListener('hashchange', hideBefore);
defineIsland();

export default touch;
