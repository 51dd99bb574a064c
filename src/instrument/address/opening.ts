/**
 * A page whose address holds a state begins with `data-opening="frame"` (inlineScripts.ts): what was served is of another question, and nothing of it is seen. It
 * has `answer` once the fields are of the new question and its answer is still to come, or where a link is followed. Styles (instrument.css) hide what is not of the
 * question and keep its room.
 */

/** What an instrument that takes its state from an address is seen in: its own page, a frame, a deck of one's own. */
const VIEWS = '.island:is(.page, .embedded-page *, .live *)';

/** The island of an instrument in a deck of one's own. */
export const islandId = (id: string): string => `${id}-island`;

/** What holds the mark: the page, or where a deck gave the state, the island. */
export function placeOf(id: string, given: string | null | undefined): HTMLElement {
  const island = given ? document.getElementById(islandId(id)) : undefined;
  return island ?? document.documentElement;
}

/** Another question is on its way. The answers in sight go at once, and what stands below them stays where it is. */
export function markOpening(place: HTMLElement): void {
  place.dataset.opening ??= 'answer';
  for (const view of place.querySelectorAll<HTMLElement>(VIEWS)) view.style.minHeight ||= `${view.offsetHeight}px`;
}

/** The question is in the fields; with its answer all is seen again. */
export function markOpened(place: HTMLElement, isWaiting: boolean): void {
  if (place.dataset.opening === undefined) return;
  if (isWaiting) {
    place.dataset.opening = 'answer';
    return;
  }
  delete place.dataset.opening;
  for (const view of place.querySelectorAll<HTMLElement>(VIEWS)) view.style.removeProperty('min-height');
}
