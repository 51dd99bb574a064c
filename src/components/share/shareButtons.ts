/** What has an address of its own within a page. */
const PLACES = '.prose :is(h2, h3, figure)[id]:not(.island *)';

/** A button at each heading and figure that has an anchor. What it opens is loaded at the press. */
export function startShareButtons(): void {
  for (const place of document.querySelectorAll<HTMLElement>(PLACES)) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'share-here';
    button.textContent = 'Share';
    button.ariaHasPopup = 'dialog';
    const isFigure = place.localName === 'figure';
    button.ariaLabel = isFigure ? 'Share this figure' : 'Share this section';
    // The button is no part of the heading's name.
    if (!isFigure) place.ariaLabel = place.textContent;
    ((isFigure && place.querySelector('figcaption')) || place).append(' ', button);
    button.onclick = () => void share(place, button);
  }
}

async function share(place: HTMLElement, button: HTMLElement): Promise<void> {
  try {
    (await import('./shareHere.tsx')).shareHere(place);
    button.textContent = 'Share';
  } catch {
    button.textContent = 'Not loaded: try again';
  }
}
