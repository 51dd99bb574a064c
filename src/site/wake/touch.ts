import type { ClientDirective } from 'astro';
import { keptInHistory } from '../../instrument/address/keptInHistory.ts';
import { markOpening } from '../../instrument/address/opening.ts';
import { holdsState } from '../../share/holdsState.ts';
import { defineIsland } from './defineIsland.ts';
import { earlyFiles } from './earlyFiles.ts';
import { wakeIsland } from './wakeIsland.ts';

/** Wakes an instrument when the reader turns to it, or at once where the address holds a state, or the tab's history one that the reader comes back to. */
const touch: ClientDirective = (load, _options, island) => {
  const waking = wakeIsland(load, island, () => holdsState(location.hash) || Object.keys(keptInHistory()).length > 0);
  earlyFiles(island, waking);
  addEventListener('hashchange', () => {
    if (!holdsState(location.hash)) return;
    // Awake it marks that itself.
    if (island.hasAttribute('ssr')) markOpening(document.documentElement);
    waking.changed();
    // A link on the page itself, such as an example's, may stand far below what it opens.
    const view = island.firstElementChild;
    if (view && view.getBoundingClientRect().top < 0) view.scrollIntoView();
  });
};

defineIsland();

export default touch;
