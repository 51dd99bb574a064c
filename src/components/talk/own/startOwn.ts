import type { Diagnostic } from '../../../engine/text/index.ts';
import { isWithin, WRITTEN_LIMITS } from '../../../share/linkLimits.ts';
import { embedAddress } from '../../../share/shareTexts.ts';
import { readTalkLink, TALK_LINK_DEFAULTS, writeTalkLink } from '../../../share/talkLink.ts';
import sight from '../../../site/wake/sight.ts';
import { drawQrCodes, followStates } from '../drawQr.ts';
import { hasRoom, startTalk, type Talk } from '../startTalk.ts';
import { chapterSlides } from './chapterSlides.ts';
import { entrySlides } from './entrySlides.ts';
import { loadPage, takeStyles } from './loadPages.ts';
import { isInstrument, readDeckList } from './readDeckList.ts';
import { type SlideParts, slideOf } from './SlideParts.ts';

/** Slides, and what was wrong with what they were made of. */
interface Made {
  slides: readonly (SlideParts | Element)[];
  problems: readonly Diagnostic[];
}

const SLIDE = /(?:^|&)slide=(\d+)/;
const PAUSE_MS = 300;

const holdsState = (fragment: string) => fragment.includes('=');

/** A deck made of a chapter or of a list of links, which the address or the reader gives. */
export async function startOwn(): Promise<void> {
  // The element of an island looks here for what wakes it; a page with islands of its own has it written into its head.
  Object.assign(globalThis, { Astro: { ...(globalThis as { Astro?: object }).Astro, sight } });
  const form = document.querySelector<HTMLFormElement>('#own-form');
  const list = document.querySelector<HTMLTextAreaElement>('#own-links');
  const file = document.querySelector<HTMLInputElement>('#own-file');
  const slides = document.querySelector('.deck > .slides');
  if (!form || !list || !file || !slides) return;
  let base = '';
  const talk: Talk = startTalk({
    title: document.title,
    fragmentOf: ({ index }) => `${base}&slide=${index + 1}`,
    // The skip link names a place on the page, and no slide.
    placeIn: (fragment) => (holdsState(fragment) ? Number(SLIDE.exec(fragment)?.[1] ?? 1) - 1 : undefined),
  });
  const present = async ({ slides: made, problems }: Made, isAsked: boolean) => {
    showProblems(problems);
    slides.replaceChildren(...made.map((parts) => slideOf(parts, built().site)));
    drawQrCodes(slides);
    followStates(slides);
    // Where there is no room for slides, they stand below the list, to be read.
    if (made.length > 0 && (isAsked || hasRoom())) await talk.start();
  };
  /** The list for which its problems were told; asked for once more, it is shown without those lines. */
  let toldOf: string | undefined;
  const link = await readTalkLink(location.hash);
  showProblems(link.diagnostics);
  list.value = link.value.links;
  base = location.hash.slice(1).replace(SLIDE, '');
  if (link.value.chapter !== '') await present(await chapterDeck(link.value.chapter), false);
  else if (link.value.links !== '') await present(await listDeck(link.value.links), false);

  let typed: ReturnType<typeof setTimeout> | undefined;
  const keep = async () => {
    const fragment = await writeTalkLink({ ...TALK_LINK_DEFAULTS, links: list.value });
    const fits = isWithin(WRITTEN_LIMITS, fragment, [list.value]);
    base = fits ? fragment : '';
    if (fits) history.replaceState(history.state, '', `#${fragment}`);
    const words = 'This list is too long for a link. Copy it into a text file, and open that here with “Open a list…”.';
    document.querySelector('#own-long')?.replaceChildren(fits ? '' : words);
  };
  list.addEventListener('input', () => {
    clearTimeout(typed);
    typed = setTimeout(keep, PAUSE_MS);
  });
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (list.value.trim() === '' && link.value.chapter !== '') {
      await present(await chapterDeck(link.value.chapter), true);
      return;
    }
    await keep();
    const made = await listDeck(list.value);
    const isFirst = made.problems.length > 0 && toldOf !== list.value;
    toldOf = list.value;
    if (isFirst) showProblems(made.problems, made.slides.length > 0);
    else await present(made, true);
  });
  file.addEventListener('change', async () => {
    const [chosen] = file.files ?? [];
    if (chosen) await takeFile(chosen);
  });
  list.addEventListener('dragover', (event) => event.preventDefault());
  list.addEventListener('drop', async (event) => {
    const [dropped] = event.dataTransfer?.files ?? [];
    if (!dropped) return;
    event.preventDefault();
    await takeFile(dropped);
  });
  const takeFile = async (chosen: File) => {
    const text = await chosen.text();
    // What was typed stays: the file's lines come behind it.
    list.value = list.value.trim() === '' ? text : `${list.value.replace(/\n*$/, '\n')}${text}`;
    await keep();
  };
  addEventListener('hashchange', () => {
    const fragment = location.hash.slice(1);
    if (holdsState(fragment) && fragment.replace(SLIDE, '') !== base) location.reload();
  });
}

/** What the page knows of the build: its base, and its origin where that is known. */
const built = () => document.querySelector<HTMLElement>('.own')?.dataset ?? {};
const siteBase = () => built().base ?? '';

async function chapterDeck(chapter: string): Promise<Made> {
  const address = `${siteBase()}/learn/${encodeURIComponent(chapter)}/`;
  const page = await loadPage(address);
  const slides = page ? chapterSlides(page, address) : [];
  if (page) takeStyles(page);
  const message = `This guide has no chapter “${chapter}”, or the chapter can’t be loaded now.`;
  const missing: Diagnostic = {
    code: 'deck-chapter',
    severity: 'error',
    message,
    hint: 'Check your connection, or choose a chapter below.',
  };
  return { slides, problems: slides.length > 0 ? [] : [missing] };
}

async function listDeck(text: string): Promise<Made> {
  const origins = [location.origin, built().site ?? location.origin];
  const { entries, problems } = readDeckList(text, { base: siteBase(), origins });
  const made = await Promise.all(
    entries.map(async (entry) => {
      const address = `${siteBase()}${entry.path}${entry.fragment === '' ? '' : `#${entry.fragment}`}`;
      const page = await loadPage(isInstrument(entry.path) ? (embedAddress(address) ?? address) : address);
      const message = `Line ${entry.line}: this site has no page ${entry.path}, or the page can’t be loaded now.`;
      if (!page)
        return {
          code: 'deck-page',
          severity: 'error',
          message,
          hint: 'Check the address and your connection.',
        } as Diagnostic;
      takeStyles(page);
      return entrySlides(page, entry, address);
    }),
  );
  return {
    slides: made.flatMap((each) => ('severity' in each ? [] : each)),
    problems: [...problems, ...made.filter((each) => 'severity' in each)],
  };
}

/** Lists what is wrong. `isHeld`: there are slides all the same, for which the reader may ask again. */
function showProblems(problems: readonly Diagnostic[], isHeld = false): void {
  const items = problems.map(({ message, hint, span }) => {
    const item = document.createElement('li');
    item.textContent = `${span ? `Line ${span.line}: ` : ''}${message}${hint ? ` ${hint}` : ''}`;
    return item;
  });
  const list = document.querySelector('#own-problems');
  list?.replaceChildren(...items);
  if (!isHeld) return;
  const way = document.createElement('li');
  way.textContent = 'To leave these lines out, press “Show as slides” again.';
  list?.append(way);
  list?.scrollIntoView({ block: 'center' });
}
