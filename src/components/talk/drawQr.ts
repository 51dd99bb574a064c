import { qrCode } from '../../share/qrCode.ts';
import type { DeckAction } from './deckKeys.ts';
import { type DeckState, readRequest, TALK_CHANNEL } from './presenterMessages.ts';
import type { ShowPlace } from './SlideShow.ts';

/** The address that a code holds: of the site's own origin where the build knows it, for the page may be served from a speaker's machine. */
export function scannedAddress(path: string, known: string | undefined, here: string): string {
  return new URL(path, known ?? here).href;
}

/** Nobody types a longer address from a wall. */
const TYPED = 80;

/** How an address is told below its code: without its scheme, and without a fragment that is too long to be typed. */
export function toldAddress(address: string): string {
  const told = address.replace(/^https?:\/\//, '');
  return told.length > TYPED ? told.replace(/#.*/s, '#…') : told;
}

/** Draws the codes of a page, as they are told by `data-qr`, and the address below each. */
export function drawQrCodes(root: ParentNode): void {
  for (const place of root.querySelectorAll<HTMLElement>('[data-qr]')) drawQr(place, place.dataset.qr ?? '');
}

/** Draws the code of a path of this site. One that is too long for a code has its link alone. */
function drawQr(place: HTMLElement, path: string): void {
  place.dataset.qr = path;
  const address = scannedAddress(path, place.dataset.origin, location.origin);
  drawSvg(place.querySelector('svg'), address);
  const link = place.querySelector('a');
  if (link === null) return;
  link.href = path;
  link.textContent = toldAddress(address);
}

function drawSvg(svg: SVGSVGElement | null, address: string): void {
  const code = qrCode(address);
  svg?.toggleAttribute('data-none', code === undefined);
  if (svg === null || code === undefined) return;
  svg.setAttribute('viewBox', `0 0 ${code.size} ${code.size}`);
  svg.querySelector('path')?.setAttribute('d', code.path);
}

/** In a deck of one's own, the codes of the talk's deck lead to that deck at `deck`, where a code has room for it. */
export function leadToDeck(root: ParentNode, talk: string, deck: string): void {
  for (const place of root.querySelectorAll<HTMLElement>('[data-qr]'))
    if (place.dataset.qr === talk && qrCode(scannedAddress(deck, place.dataset.origin, location.origin)))
      place.dataset.qr = deck;
}

/**
 * Keeps the code beside each instrument at the state that the instrument is in, which its link to its own page names. A title that was written for one state gives way to the
 * instrument's name once the reader asks for another.
 */
export function followStates(root: ParentNode): void {
  for (const live of root.querySelectorAll<HTMLElement>('[data-live]')) {
    const place = live.querySelector<HTMLElement>('[data-qr]');
    if (place === null) continue;
    const slide = live.closest<HTMLElement>('.slide');
    const { title = '', instrument } = slide?.dataset ?? {};
    /** What was asked before the reader's first touch: until then the instrument may write its address in a way of its own. */
    let first: string | undefined;
    const touch = ({ target }: Event) => {
      if (target instanceof Node && !place.contains(target)) first ??= questionOf(place.dataset.qr ?? '');
    };
    for (const kind of ['input', 'change', 'click', 'keydown']) live.addEventListener(kind, touch, { capture: true });
    const draw = () => {
      const path = live.querySelector('.state-link a')?.getAttribute('href');
      if (!path || path === place.dataset.qr) return;
      drawQr(place, path);
      const isAnother = first !== undefined && questionOf(path) !== first;
      place.toggleAttribute('data-asked', isAnother);
      if (instrument !== undefined) slide?.querySelector('h2')?.replaceChildren(isAnother ? instrument : title);
    };
    new MutationObserver(draw).observe(live, {
      subtree: true,
      childList: true,
      attributes: true,
      attributeFilter: ['href'],
    });
  }
}

/** A state without how far its answer has been read: the step of a filter, the release of a comparison. */
export const questionOf = (path: string): string =>
  path.replace(/(?<=[#&])(?:step|at)=[^&]*&?/g, '').replace(/[#&]$/, '');

/** Shows a code over the whole screen, black on white, for a hall, below what it is of: the slide, or once another question was asked on it, what the code itself is called. */
export function enlarge(dialog: HTMLDialogElement, place: HTMLElement): void {
  const address = scannedAddress(place.dataset.qr ?? '', place.dataset.origin, location.origin);
  drawSvg(dialog.querySelector('svg'), address);
  const ofSlide = 'asked' in place.dataset ? undefined : place.closest<HTMLElement>('.slide')?.dataset.title;
  const title = ofSlide ?? place.querySelector('b')?.textContent ?? '';
  dialog.querySelector('b')?.replaceChildren(title);
  const words = dialog.querySelector('[data-address]');
  if (words) words.textContent = toldAddress(address);
  if (!dialog.open) dialog.showModal();
}

/** Smaller letters can't be read from the back of a hall. */
const SMALLEST = 0.6;
/** Halvings of what lies between that and full size: to one percent. */
const STEPS = 5;

/** Makes a piece of a page as small as its slide needs, and no smaller; the slide must be laid out. What would be cut off is lost to those who have only a clicker. */
export function fitPiece(slide: HTMLElement): void {
  const piece = slide.querySelector<HTMLElement>(':scope > .piece');
  if (!piece) return;
  if (fits(piece, 1)) return;
  // Lines break elsewhere once they are smaller, so that the room that there is tells little of the size that fits.
  let [fitting, cut] = [SMALLEST, 1];
  for (let step = 0; step < STEPS; step++) {
    const middle = (fitting + cut) / 2;
    if (fits(piece, middle)) fitting = middle;
    else cut = middle;
  }
  fits(piece, fitting);
}

/** Draws a piece in a size, and tells whether there is room for it. */
function fits(piece: HTMLElement, zoom: number): boolean {
  for (const each of piece.querySelectorAll<HTMLElement>(':scope > *')) each.style.zoom = String(zoom);
  return piece.scrollHeight <= piece.clientHeight && piece.scrollWidth <= piece.clientWidth;
}

/**
 * A slide as HTML for the presenter page: what is in sight there and what was typed, without scripts, notes and inline styles, which the policy blocks.
 * `more`: as it is after that many more steps.
 */
export function slideSnapshot(slide: HTMLElement, more = 0): string {
  const copy = slide.cloneNode(true) as HTMLElement;
  const fields = 'input, textarea, select';
  const copies = copy.querySelectorAll<HTMLElement>(fields);
  for (const [at, field] of slide.querySelectorAll<HTMLInputElement>(fields).entries()) keepValue(field, copies[at]);
  // A choice of the same name in the same document would be taken from the slide.
  for (const choice of copy.querySelectorAll('input[type=radio]')) choice.removeAttribute('name');
  for (const extra of copy.querySelectorAll('script, .notes')) extra.remove();
  // Put into a page it would wake, and beside the words that stand there until then: those go with the slide's own.
  for (const island of copy.querySelectorAll('astro-island')) island.removeAttribute('client');
  const coming = [...copy.querySelectorAll('.fragment:not(.visible)')].slice(0, more);
  for (const step of coming) step.classList.add('visible');
  for (const styled of [copy, ...copy.querySelectorAll('[style]')]) styled.removeAttribute('style');
  for (const name of ['hidden', 'inert', 'aria-hidden', 'id']) copy.removeAttribute(name);
  copy.classList.remove('past', 'future');
  copy.classList.add('present');
  return copy.outerHTML;
}

/** What is typed or chosen is no attribute, and a copy has only these. */
function keepValue(field: HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement, copy: HTMLElement | undefined) {
  if (field instanceof HTMLTextAreaElement && copy) copy.textContent = field.value;
  else if (field instanceof HTMLSelectElement && copy instanceof HTMLSelectElement)
    copy.options[field.selectedIndex]?.setAttribute('selected', '');
  else if (field instanceof HTMLInputElement && copy) {
    copy.setAttribute('value', field.value);
    copy.toggleAttribute('checked', field.checked);
  }
}

/** A deck's end of the line to its presenter page. */
interface PresenterLine {
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
