import { fitPiece } from './fitPiece.ts';
import type { SlideShow } from './SlideShow.ts';

/**
 * On paper each section is a slide, also where the page was being read. The function that this gives prints them, with the notes of each slide on the page
 * behind it where these are asked for. With `ready`, it waits for that first, and so does the key that prints; what the browser's own menu prints waits for
 * nothing.
 */
export function paperSlides(
  root: HTMLElement,
  show: SlideShow,
  ready?: () => Promise<void>,
): (withNotes: boolean) => Promise<void> {
  let restore = () => {};
  let withNotes = false;
  let pages: HTMLElement[] = [];
  addEventListener('beforeprint', () => {
    root.classList.add('stage');
    restore = show.layOutForPaper();
    for (const slide of show.slides) fitPiece(slide);
    pages = withNotes ? show.slides.flatMap(notesPage) : [];
  });
  addEventListener('afterprint', () => {
    for (const page of pages) page.remove();
    restore();
    if (!show.isRunning) root.classList.remove('stage');
    withNotes = false;
  });
  addEventListener('keydown', (event) => {
    const isPrint = event.key === 'p' && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
    if (!isPrint || ready === undefined) return;
    event.preventDefault();
    void printSlides(false);
  });
  return printSlides;

  async function printSlides(asked: boolean): Promise<void> {
    await ready?.();
    withNotes = asked;
    print();
  }
}

/** A page with the notes of a slide, put behind it; none for a slide without. */
function notesPage(slide: HTMLElement): HTMLElement[] {
  const notes = slide.querySelector('.notes');
  if (notes === null) return [];
  const page = document.createElement('div');
  page.className = 'slide prose paper-notes';
  const title = document.createElement('h2');
  title.textContent = slide.dataset.title ?? '';
  page.append(title, notes.cloneNode(true));
  slide.after(page);
  return [page];
}
