import style from './share.css?url';

const WORDS = 'Share…';
/** What has an address of its own within a page. */
const PLACES = '.prose :is(h2, h3, figure)[id]:not(.island *)';

/** A button at each heading and figure that has an anchor, with the styles of it. What it opens is loaded at the press. */
function addShareButtons(): void {
  const styles = document.createElement('link');
  styles.rel = 'stylesheet';
  styles.href = style;
  document.head.append(styles);
  for (const place of document.querySelectorAll<HTMLElement>(PLACES)) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'share-here';
    button.textContent = WORDS;
    button.ariaHasPopup = 'dialog';
    const isFigure = place.localName === 'figure';
    button.ariaLabel = isFigure ? 'Share this figure' : 'Share this section';
    // The button is no part of the heading's name.
    if (!isFigure) place.ariaLabel = place.textContent;
    ((isFigure && place.querySelector('figcaption')) || place).append(' ', button);
    button.onclick = () =>
      void import('./shareHere.ts').then(
        ({ shareHere }) => {
          button.textContent = WORDS;
          shareHere(place);
        },
        () => {
          button.textContent = 'Not loaded: try again';
        },
      );
  }
}

addShareButtons();
