import type { DeckAction } from './deckKeys.ts';
import { type DeckState, readRequest, TALK_CHANNEL } from './presenterMessages.ts';
import type { ShowPlace } from './SlideShow.ts';
import { slideSnapshot } from './slideSnapshot.ts';

/** A deck's end of the line to its presenter page. */
export interface PresenterLine {
  /** Tells where the deck is. */
  tell(): void;
  /** The deck's name, which the presenter page has in its address. */
  deck: string;
}

/** What is typed into an instrument changes more than once, and its answer comes a little later. */
const PAUSE_MS = 300;

/** Tells the presenter page of each change of place and of each instrument's answer, and does what it asks. `place` is undefined where no slides are shown. */
export function presenterLine(
  title: string,
  slides: () => readonly HTMLElement[],
  place: () => ShowPlace | undefined,
  onAction: (action: DeckAction) => void,
): PresenterLine {
  const deck = Date.now().toString(36);
  const channel = new BroadcastChannel(TALK_CHANNEL);
  const tell = () => {
    const here = place();
    if (here) channel.postMessage(stateOf(deck, title, slides(), here));
  };
  channel.addEventListener('message', ({ data }) => {
    const request = readRequest(data);
    if (request?.kind === 'ask') tell();
    if (request?.kind === 'do' && request.deck === deck) onAction(request.action);
  });
  let waiting: ReturnType<typeof setTimeout> | undefined;
  new MutationObserver((changes) => {
    if (!changes.some(({ target }) => target.parentElement?.closest('[data-live]'))) return;
    clearTimeout(waiting);
    waiting = setTimeout(tell, PAUSE_MS);
  }).observe(document.body, {
    subtree: true,
    childList: true,
    characterData: true,
    attributeFilter: ['value', 'class', 'd', 'href'],
  });
  addEventListener('pagehide', () => channel.postMessage({ kind: 'closed', deck }));
  return { tell, deck };
}

function stateOf(deck: string, title: string, slides: readonly HTMLElement[], here: ShowPlace): DeckState {
  const { slide, index, count, step, steps, black } = here;
  const following = slides[index + 1];
  const hasMore = step < steps;
  return {
    kind: 'state',
    deck,
    title,
    place: index + 1,
    count,
    step,
    steps,
    label: titleOf(slide),
    nextLabel: hasMore ? titleOf(slide) : following ? titleOf(following) : '',
    notes: slide.querySelector('.notes')?.innerHTML ?? '',
    now: slideSnapshot(slide),
    next: hasMore ? slideSnapshot(slide, 1) : following ? slideSnapshot(following) : '',
    black,
    styles: [...document.querySelectorAll('head link[rel=stylesheet]')].map((link) => link.getAttribute('href') ?? ''),
  };
}

const titleOf = (slide: HTMLElement) => slide.dataset.title ?? '';
