import { type Diagnostic, error } from '../../../engine/text/index.ts';
import { chapterSlides, piecesOf, words } from './chapterSlides.ts';
import { liveSlide } from './liveSlide.ts';
import { type DeckEntry, isInstrument } from './readDeckList.ts';
import type { SlideParts } from './SlideParts.ts';

/** The slides that a link of a list becomes, taken from its page (an instrument's from the one under /embed/), those of the talk as they are; a problem where the page has no such place. */
export function entrySlides(
  page: Document,
  entry: DeckEntry,
  address: string,
): readonly (SlideParts | Element)[] | Diagnostic {
  const { path, fragment, title, span } = entry;
  const pageTitle = words(page.querySelector('h1'));
  if (isInstrument(path)) return [liveSlide(page, entry, address)];
  const ofTalk = [...page.querySelectorAll('.deck .slide')].filter(({ id }) => fragment === '' || id === fragment);
  if (ofTalk.length > 0) return ofTalk;
  const chapter = fragment === '' ? chapterSlides(page, address) : [];
  if (chapter.length > 0) return chapter;
  if (fragment === '') {
    const content = [...page.querySelectorAll('.lede')].map((each) => document.importNode(each, true));
    return [{ title: title ?? pageTitle, kind: 'title', content, notes: [], code: address }];
  }
  const place = page.getElementById(decodeURIComponent(fragment));
  if (!place)
    return error(
      'deck-place',
      `${path} has no section or figure “${fragment}”.`,
      'Copy the link with “Share…” beside a heading or a figure of that page.',
      span,
    );
  const heading = place.closest('h2, h3, h4, dt');
  const shown = heading ? sectionOf(heading) : [place.closest('figure, section, table') ?? place];
  const head: SlideParts = {
    title: title ?? (heading ? words(heading) : pageTitle),
    kind: 'text',
    content: [],
    notes: [],
    code: address,
  };
  const pieces = piecesOf(shown, head);
  if (pieces.length > 0) return pieces.map((slide) => ({ ...slide, title: title ?? slide.title }));
  // A section of text alone: its first paragraph is shown, and the rest is to be said.
  const [first, ...rest] = head.notes;
  return [{ ...head, content: first ? [first] : [], notes: rest }];
}

/** A heading with what stands below it, as far as the next of its rank. */
function sectionOf(heading: Element): Element[] {
  const rank = (each: Element) => (/^H\d$/.test(each.tagName) ? Number(each.tagName[1]) : 9);
  const found = [heading];
  for (let next = heading.nextElementSibling; next && rank(next) > rank(heading); next = next.nextElementSibling)
    found.push(next);
  return found;
}
