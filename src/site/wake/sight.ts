import type { ClientDirective } from 'astro';
import { defineIsland } from './defineIsland.ts';
import { wakeIsland } from './wakeIsland.ts';

/** Wakes an instrument in a chapter when it comes into view. The address is the chapter's. */
const sight: ClientDirective = (load, _options, island) => {
  const { start } = wakeIsland(load, island, () => false);
  const observer = new IntersectionObserver((entries) => {
    if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
    observer.disconnect();
    start();
  });
  for (const child of island.children) observer.observe(child);
};

defineIsland();

export default sight;
