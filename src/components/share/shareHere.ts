import { openShare } from '../../instrument/share/openShare.tsx';

/** Opens the share panel for a heading or a figure of a page. */
export function shareHere(place: HTMLElement): void {
  const isFigure = place.localName === 'figure';
  openShare({
    title: titleOf(place),
    says: isFigure ? captionOf(place) : '',
    link: async () => new URL(`#${place.id}`, location.href).href,
    // The caption stands in the figure.
    pictured: async () => (isFigure ? [place] : []),
    caption: '',
  });
}
/** A section's heading; a figure has that of the section around it. The page's own name says which page. */
function titleOf(place: HTMLElement): string {
  const headings = [...document.querySelectorAll<HTMLElement>('main :is(h1, h2[id], h3[id])')];
  const heading = headings.findLast(
    (each) => each === place || each.compareDocumentPosition(place) & Node.DOCUMENT_POSITION_FOLLOWING,
  );
  const [page, section] = [headings[0], heading].map((each) => each && (each.ariaLabel ?? each.textContent).trim());
  return [...new Set([page, section])].filter((words) => words).join(': ');
}

function captionOf(figure: HTMLElement): string {
  const caption = figure.querySelector('figcaption')?.cloneNode(true);
  if (!(caption instanceof HTMLElement)) return '';
  for (const part of caption.querySelectorAll('button, a')) part.remove();
  return caption.textContent.trim();
}
