import { type Diagnostic, error } from '../../../engine/text/index.ts';
import { embedAddress } from '../../../share/shareTexts.ts';
import { chapterSlides } from './chapterSlides.ts';
import { entrySlides } from './entrySlides.ts';
import { loadPage, takeStyles } from './loadPages.ts';
import { type DeckEntry, isInstrument, readDeckList } from './readDeckList.ts';
import type { SlideParts } from './SlideParts.ts';

/** Slides, and what was wrong with what they were made of, in the order of its lines. */
export interface DeckMade {
  slides: readonly (SlideParts | Element)[];
  problems: readonly Diagnostic[];
}

/** What the page knows of the build: its base, without a slash at its end, and its origin where that is known. */
export interface Built {
  base: string;
  site: string | undefined;
}

/** The deck of a chapter, by its slug. */
export async function chapterDeck(chapter: string, { base }: Built): Promise<DeckMade> {
  const address = `${base}/learn/${encodeURIComponent(chapter)}/`;
  const page = await loadPage(address);
  const slides = page ? chapterSlides(page, address) : [];
  if (page) takeStyles(page);
  const message = `This guide has no chapter “${chapter}”, or the chapter can’t be loaded now.`;
  const missing = error('deck-chapter', message, 'Check your connection, or choose a chapter below.');
  return { slides, problems: slides.length > 0 ? [] : [missing] };
}

/** The deck of a list of links. */
export async function listDeck(text: string, { base, site }: Built): Promise<DeckMade> {
  const origins = [location.origin, site ?? location.origin];
  const { entries, problems } = readDeckList(text, { base, origins });
  const made = await Promise.all(entries.map((entry) => slidesOf(entry, base)));
  const all = [...problems, ...made.filter((each) => 'severity' in each)];
  return {
    slides: made.flatMap((each) => ('severity' in each ? [] : each)),
    problems: all.sort((one, other) => (one.span?.start ?? 0) - (other.span?.start ?? 0)),
  };
}

async function slidesOf(entry: DeckEntry, base: string): Promise<readonly (SlideParts | Element)[] | Diagnostic> {
  const { path, fragment, span } = entry;
  const address = `${base}${path}${fragment === '' ? '' : `#${fragment}`}`;
  const page = await loadPage(isInstrument(path) ? (embedAddress(address) ?? address) : address);
  if (!page) {
    const message = `This site has no page ${path}, or the page can’t be loaded now.`;
    return error('deck-page', message, 'Check the address and your connection.', span);
  }
  takeStyles(page);
  return entrySlides(page, entry, address);
}
