import { counted, type Diagnostic, error } from '../../../engine/text/index.ts';
import { holdsState, isWithin, WRITTEN_LIMITS } from '../../../share/fragment.ts';
import { embedAddress } from '../../../share/shareTexts.ts';
import { readTalkLink, TALK_LINK_DEFAULTS, writeTalkLink } from '../../../share/talkLink.ts';
import sight from '../../../site/wake/sight.ts';
import { openFile } from '../../../ui/openedFile.ts';
import { drawQrCodes, followStates, leadToDeck } from '../drawQr.ts';
import { hasRoom, startTalk, type Talk } from '../startTalk.ts';
import { chapterSlides, entrySlides, type SlideParts, slideOf } from './entrySlides.ts';
import { type DeckEntry, isInstrument, readDeckList } from './readDeckList.ts';

/** A page of this site, as it was sent; undefined where there is none, or the network is gone and the page was not kept. */
async function loadPage(address: string): Promise<Document | undefined> {
  try {
    const response = await fetch(address.replace(/#.*/s, ''));
    const isPage = response.ok && response.headers.get('content-type')?.includes('html');
    return isPage ? parsePage(await response.text()) : undefined;
  } catch {
    return undefined;
  }
}

/** Without its inline styles, which this page's policy knows nothing of: a parser, too, complains of them. */
const parsePage = (html: string) =>
  new DOMParser().parseFromString(html.replaceAll(/<style\b[\s\S]*?<\/style>/g, ''), 'text/html');

/** The styles that a page has and this one lacks, added to its head. */
function takeStyles(page: Document): void {
  const here = new Set([...document.querySelectorAll('link[rel=stylesheet]')].map((link) => link.getAttribute('href')));
  for (const link of page.querySelectorAll('link[rel=stylesheet]')) {
    const href = link.getAttribute('href');
    if (href === null || here.has(href)) continue;
    here.add(href);
    document.head.append(Object.assign(document.createElement('link'), { rel: 'stylesheet', href }));
  }
}

/** Slides, and what was wrong with what they were made of, in the order of its lines. */
interface DeckMade {
  slides: readonly (SlideParts | Element)[];
  problems: readonly Diagnostic[];
}

/** What the page knows of the build: its base, without a slash at its end, and its origin where that is known. */
interface Built {
  base: string;
  site: string | undefined;
}

/** The deck of a chapter, by its slug. */
async function chapterDeck(chapter: string, { base }: Built): Promise<DeckMade> {
  const address = `${base}/learn/${encodeURIComponent(chapter)}/`;
  const page = await loadPage(address);
  const slides = page ? chapterSlides(page, address) : [];
  if (page) takeStyles(page);
  const message = `This guide has no chapter “${chapter}”, or the chapter can’t be loaded now.`;
  const missing = error('deck-chapter', message, 'Check your connection, or choose a chapter below.');
  return { slides, problems: slides.length > 0 ? [] : [missing] };
}

/** The deck of a list of links. */
async function listDeck(text: string, { base, site }: Built): Promise<DeckMade> {
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

/** So long is waited for one whose script may never come. */
const MOST_MS = 10_000;

/**
 * Wakes the instruments of a list one after the other, each once the one before has answered, so that paper has them all. Those of a chapter have their answer in
 * the HTML.
 */
async function wakeInstruments(slides: Element): Promise<void> {
  for (const island of slides.querySelectorAll<HTMLElement>('astro-island[data-opening]')) {
    // As for a reader who turns to it.
    island.dispatchEvent(new Event('pointerover'));
    await Promise.race([answered(island), new Promise((resolve) => setTimeout(resolve, MOST_MS))]);
  }
}

function answered(island: HTMLElement): Promise<void> {
  return new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      if (island.isConnected && island.dataset.opening !== undefined) return;
      observer.disconnect();
      resolve();
    });
    observer.observe(island, { attributeFilter: ['data-opening'] });
  });
}

/** Lists below the list of links what is wrong with it. `isHeld`: there are slides all the same, for which the reader may ask again. */
function showProblems(problems: readonly Diagnostic[], isHeld = false): void {
  const items = problems.map(({ message, hint, span }) =>
    itemOf(`${span ? `Line ${span.line}: ` : ''}${message}${hint ? ` ${hint}` : ''}`),
  );
  const list = document.querySelector('#own-problems');
  list?.replaceChildren(...items);
  if (!isHeld) return;
  list?.append(itemOf('To leave these lines out, press “Show as slides” again.'));
  list?.scrollIntoView({ block: 'center' });
}

const itemOf = (words: string) => Object.assign(document.createElement('li'), { textContent: words });

const SLIDE = /(?:^|&)slide=(\d+)/;
const PAUSE_MS = 300;
const TOO_LONG = 'This list is too long for a link. Copy it into a text file, and open that here with “Open a list…”.';

/** A deck made of a chapter or of a list of links, which the address or the reader gives. */
export async function startOwn(): Promise<void> {
  // The element of an island looks here for what wakes it; a page with islands of its own has it written into its head.
  Object.assign(globalThis, { Astro: { ...(globalThis as { Astro?: object }).Astro, sight } });
  // The state in this address is the deck's, and no instrument's.
  delete document.documentElement.dataset.opening;
  const form = document.querySelector<HTMLFormElement>('#own-form');
  const list = document.querySelector<HTMLTextAreaElement>('#own-links');
  const file = document.querySelector<HTMLInputElement>('#own-file');
  const slides = document.querySelector('.deck > .slides');
  if (!form || !list || !file || !slides) return;
  const listThere = () => location.hash.slice(1).replace(SLIDE, '');
  let base = listThere();
  /** The list in the address, as last opened or written. */
  let heard = base;
  /** Whether the address holds another deck than `list`, or no fragment; an anchor doesn't count. */
  const isOther = (list: string) => listThere() !== list && (location.hash === '' || holdsState(listThere()));
  addEventListener('hashchange', () => {
    if (isOther(base)) location.reload();
  });
  let awake = Promise.resolve();
  const talk: Talk = startTalk({
    title: document.title,
    fragmentOf: ({ index }) => `${base}&slide=${index + 1}`,
    // The skip link names a place on the page, and no slide.
    ready: () => awake,
    placeIn: (fragment) => (holdsState(fragment) ? Number(SLIDE.exec(fragment)?.[1] ?? 1) - 1 : undefined),
  });
  const present = async ({ slides: made, problems }: DeckMade, isAsked: boolean) => {
    showProblems(problems);
    slides.replaceChildren(...made.map((parts) => slideOf(parts, built().site)));
    if (base !== '') leadToDeck(slides, `${built().base}/talk/`, `${location.pathname}#${base}`);
    drawQrCodes(slides);
    followStates(slides);
    if (made.length === 0) return;
    // Where there is no room for slides, they stand below the list, to be read.
    if (isAsked || hasRoom()) await talk.start();
    else say(`${counted(made.length, 'slide')}, ready below. To present them, press “Show as slides”.`);
    awake = wakeInstruments(slides);
  };
  /** The list for which its problems were told; asked for once more, it is shown without those lines. */
  let toldOf: string | undefined;
  const link = await readTalkLink(location.hash);
  showProblems(link.diagnostics);
  list.value = link.value.links;
  // An address with a slide is of somebody who was shown it.
  const isOfSlide = SLIDE.test(location.hash.slice(1));
  if (link.value.chapter !== '') await present(await chapterDeck(link.value.chapter, built()), isOfSlide);
  else if (link.value.links !== '') await present(await listDeck(link.value.links, built()), isOfSlide);

  let typed: ReturnType<typeof setTimeout> | undefined;
  const keep = async () => {
    const fragment = await writeTalkLink({ ...TALK_LINK_DEFAULTS, links: list.value });
    const fits = isWithin(WRITTEN_LIMITS, fragment, [list.value]);
    // A link or Back may have changed the address before hashchange fires: don't overwrite it.
    if (isOther(heard)) return false;
    base = fits ? fragment : '';
    if (fits) {
      history.replaceState(history.state, '', `#${fragment}`);
      heard = fragment;
    }
    if (!fits) say(TOO_LONG);
    return fits;
  };
  list.addEventListener('input', () => {
    say('');
    clearTimeout(typed);
    typed = setTimeout(keep, PAUSE_MS);
  });
  form.addEventListener('click', (event) => {
    // The second press of a double click asks for nothing: nobody has read the problems by then.
    if (event.detail > 1 && event.target instanceof HTMLButtonElement) event.preventDefault();
  });
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (list.value.trim() === '' && link.value.chapter !== '') {
      await present(await chapterDeck(link.value.chapter, built()), true);
      return;
    }
    await keep();
    const made = await listDeck(list.value, built());
    if (made.slides.length === 0 && made.problems.length === 0) {
      await present(made, true);
      say('The list has no links. Type or paste at least one link.');
      list.focus();
      return;
    }
    const isFirst = made.problems.length > 0 && toldOf !== list.value;
    toldOf = list.value;
    if (isFirst) showProblems(made.problems, made.slides.length > 0);
    else await present(made, true);
  });
  document.querySelector('#own-address')?.addEventListener('click', async () => {
    if (list.value.trim() !== '' && !(await keep())) return;
    say(await copied(new URL(`#${base}`, location.href).href));
  });
  document.querySelector('#own-change')?.addEventListener('click', () => {
    document.querySelector<HTMLDialogElement>('#deck-menu')?.close();
    talk.read();
    list.focus();
    form.scrollIntoView({ behavior: 'instant' });
  });
  file.addEventListener('change', async () => {
    const [chosen] = file.files ?? [];
    file.value = '';
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
    const { value, diagnostics } = await openFile(chosen);
    say('');
    showProblems(diagnostics);
    if (value === undefined) return;
    // What was typed stays: the file's lines come behind it.
    list.value = list.value.trim() === '' ? value : `${list.value.replace(/\n*$/, '\n')}${value}`;
    await keep();
  };
}

const say = (words: string) => document.querySelector('#own-said')?.replaceChildren(words);

function built(): Built {
  const { base = '', site } = document.querySelector<HTMLElement>('.own')?.dataset ?? {};
  return { base, site };
}

async function copied(address: string): Promise<string> {
  try {
    await navigator.clipboard.writeText(address);
    return 'Copied.';
  } catch {
    return 'Not copied: copy the address from the browser’s address bar.';
  }
}
