import type { ClientDirective } from 'astro';
import { EarlyInput } from './EarlyInput.ts';

/** How a reader turns to an instrument: by pointer, key, assistive technology, or with a file in hand. */
const SIGNS = ['pointerover', 'pointerdown', 'focusin', 'keydown', 'input', 'click', 'dragover'] as const;

/**
 * An instrument is whole without its script: its first view is computed at build time. So the script is loaded when the reader turns to
 * it, or at once where the address holds a state; with "sight" (in chapters) already when it comes into view. What was typed, chosen or
 * pressed before it could answer is done once more when it can.
 */
const wake: ClientDirective = (load, options, island) => {
  const early = new EarlyInput(island);
  let asked = false;
  const start = async () => {
    if (asked) return;
    asked = true;
    const hydrate = await load();
    await hydrate();
    for (const sign of SIGNS) island.removeEventListener(sign, start);
    early.handOver();
  };
  for (const sign of SIGNS) island.addEventListener(sign, start, { passive: true });

  if (options.value === 'sight') {
    const sight = new IntersectionObserver((entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      sight.disconnect();
      start();
    });
    for (const child of island.children) sight.observe(child);
    return;
  }
  // A state has keys; an anchor, such as the skip link's, has none.
  const holdsState = () => location.hash.includes('=');
  addEventListener('hashchange', () => {
    if (!holdsState()) return;
    start();
    // A link on the page itself, such as an example's, may stand far below what it opens.
    const view = island.firstElementChild;
    if (view && view.getBoundingClientRect().top < 0) view.scrollIntoView();
  });
  if (holdsState()) start();
};

export default wake;
