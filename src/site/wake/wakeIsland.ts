import type { ClientDirective } from 'astro';
import { MissingPlace } from '../../instrument/recovery/MissingPlace.ts';
import { Retry } from '../../instrument/recovery/Retry.ts';
import { EarlyInput } from './EarlyInput.ts';

/** How a reader turns to an instrument: by pointer, key or assistive technology. */
const SIGNS = ['pointerover', 'pointerdown', 'focusin', 'keydown', 'input', 'click'] as const;

/** How long the answer of the question before may stand once the reader has changed it: what comes sooner would only flicker. */
const LATE_MS = 200;

type Load = Parameters<ClientDirective>[0];

/** What wakes an instrument besides the reader's turning to it. */
export interface Waking {
  /** Loads its script. */
  start: () => void;
  /** The same, and the answer in sight is another question's. */
  changed: () => void;
}

/**
 * An instrument is whole without its script: its first view is computed at build time. So the script is loaded when the reader turns to it; what was typed,
 * chosen or pressed before it could answer is done once more when it can. Where it can't be loaded, the view says so and it is tried again. `holdsState`
 * tells whether the address asks another question than the first view.
 */
export function wakeIsland(load: Load, island: HTMLElement, holdsState: () => boolean): Waking {
  let asked = false;
  let isAwake = false;
  const start = () => {
    if (!asked) retry.now();
    asked = true;
  };
  const changed = () => {
    start();
    setTimeout(() => isAwake || place.changed(), LATE_MS);
  };
  const place = new MissingPlace(island);
  const early = new EarlyInput(island, changed);
  const retry = new Retry(
    async () => {
      const hydrate = await load();
      if (isAwake) return;
      isAwake = true;
      place.clear();
      await hydrate();
      early.handOver();
    },
    (trouble) => {
      place.show(trouble);
      if (early.isChanged || holdsState()) place.changed();
    },
  );
  island.addEventListener('click', ({ target }) => {
    const way = target instanceof HTMLElement && target.dataset.way;
    if (way === 'reload') early.reload();
    if (way === 'again') retry.now();
  });
  for (const sign of SIGNS) island.addEventListener(sign, start, { passive: true });
  if (early.isChanged || holdsState()) changed();
  return { start, changed };
}
