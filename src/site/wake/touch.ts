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
