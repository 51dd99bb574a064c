import { qrCode } from '../../share/qrCode.ts';

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
export function drawQr(place: HTMLElement, path: string): void {
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
