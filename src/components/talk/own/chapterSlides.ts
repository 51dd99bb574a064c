import { partedPiece } from './partedPiece.ts';
import type { SlideParts } from './SlideParts.ts';

/** What is shown of a chapter, one a slide. What stands in another of these is part of it. */
const PIECES = 'figure, .daemon, .then-now, table, astro-island';
/** What a chapter asks, and what it lists, is not shown. */
const LEFT_OUT = '.outset, .exercise, .remember, .sources, link, script, style';

/** A chapter's slides: its title, each drawing, recording, table and instrument with the text before it as notes, and what to remember. */
export function chapterSlides(page: Document, address: string): SlideParts[] {
  const title = words(page.querySelector('h1'));
  const chapter = page.querySelector('#chapter');
  if (!chapter) return [];
  const head: SlideParts = {
    title,
    kind: 'title',
    content: copies(page.querySelectorAll('.lede')),
    notes: [],
    code: address,
    codeLabel: 'This chapter',
  };
  const remember = page.querySelector('.remember ul');
  const last: SlideParts = {
    ...head,
    kind: 'text',
    title: 'What to remember',
    content: remember ? copies([remember]) : [],
  };
  return [head, ...piecesOf([...chapter.children], head), last];
}

/** The slides of a run of elements; what is said before the first piece goes to the notes of `before`. */
export function piecesOf(elements: readonly Element[], before: SlideParts): SlideParts[] {
  const slides: SlideParts[] = [];
  let heading = before.title;
  let said: Node[] = [];
  for (const each of elements) {
    if (each.matches(LEFT_OUT)) continue;
    if (each.matches('h2, h3, h4')) {
      heading = words(each);
      continue;
    }
    const pieces = topmost(each);
    if (pieces.length === 0) said.push(...copies([each]));
    for (const piece of pieces.flatMap(partedPiece)) {
      slides.push({ title: heading, kind: 'piece', content: copies([piece]), notes: said });
      said = [];
    }
  }
  (slides.at(-1) ?? before).notes.push(...said);
  return slides;
}

/** What a page folds away is not shown either: it goes to the notes. */
function topmost(each: Element): Element[] {
  if (each.matches('details')) return [];
  if (each.matches(PIECES)) return [each];
  return [...each.querySelectorAll(PIECES)].filter((piece) => !piece.parentElement?.closest(PIECES));
}

const copies = (elements: Iterable<Element>) => [...elements].map((each) => document.importNode(each, true));

/** The text of a heading, without what only helps to link to it. */
export const words = (heading: Element | null): string => heading?.textContent?.trim() ?? '';
