import { type Diagnostic, error } from '../../../engine/text/index.ts';
import { islandId } from '../../../instrument/address/opening.ts';
import { type DeckEntry, isInstrument } from './readDeckList.ts';

/** What a slide is made of, taken from a page of the site. */
export interface SlideParts {
  title: string;
  kind: 'title' | 'piece' | 'live' | 'text' | 'code';
  content: Node[];
  /** What the page says around it. */
  notes: Node[];
  /** The address of its code, with the base; undefined for a slide without one. */
  code?: string | undefined;
  /** What the code leads to. */
  codeLabel?: string;
  /** What the slide is called instead, once another question is asked on it. */
  instrument?: string;
}

/** A slide as the stage shows it; one of the talk is one already. Beside an instrument stands a code of its state. `origin` is the site's own, where the build knows it. */
export function slideOf(parts: SlideParts | Element, origin: string | undefined): Element {
  if (parts instanceof Element) return document.importNode(parts, true);
  const { title, kind, content, notes, code, codeLabel = 'This page', instrument } = parts;
  const slide = element('section', 'slide prose');
  slide.dataset.kind = kind;
  slide.dataset.title = title;
  if (instrument !== undefined) slide.dataset.instrument = instrument;
  slide.append(element('h2', '', title));
  const piece = kind === 'piece' ? element('div', 'piece') : slide;
  piece.append(...content);
  if (piece !== slide) slide.append(piece);
  const island = piece.querySelector('astro-island');
  if (island) piece.append(liveOf(island, code ?? stateOf(island), origin));
  else if (code !== undefined) slide.append(qrOf(code, codeLabel, origin));
  const words = element('div', 'notes');
  words.append(...notes);
  if (notes.length > 0) slide.append(words);
  return slide;
}

/** Where the first view of an instrument leads, with its state. */
const stateOf = (island: Element) => island.querySelector('.state-link a')?.getAttribute('href') ?? undefined;

function liveOf(island: Element, code: string | undefined, origin: string | undefined): HTMLElement {
  const live = element('div', 'live');
  live.dataset.live = '';
  live.append(island);
  if (code !== undefined) live.append(qrOf(code, 'This state', origin));
  return live;
}

const SVG = 'http://www.w3.org/2000/svg';

/** The same as `QrCode.astro`, drawn by `drawQr`. */
function qrOf(path: string, label: string, origin: string | undefined): HTMLElement {
  const place = element('div', 'qr');
  place.dataset.qr = path;
  if (origin) place.dataset.origin = origin;
  const button = element('button', '');
  button.setAttribute('type', 'button');
  button.dataset.enlarge = '';
  button.ariaLabel = `${label}: show QR code`;
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('aria-hidden', 'true');
  svg.append(document.createElementNS(SVG, 'path'));
  button.append(svg);
  const words = element('p', '');
  words.append(element('b', '', label), ' ', element('a', ''));
  place.append(button, words);
  return place;
}

function element(name: string, className: string, text = ''): HTMLElement {
  const made = document.createElement(name);
  if (className !== '') made.className = className;
  if (text !== '') made.textContent = text;
  return made;
}

/** Lines of a recording that a slide shows in letters that a hall can read. */
const MOST_ROWS = 14;
/** Rows of a table, each of which may have two lines. */
const MOST_TABLE_ROWS = 8;
/** Rows that stand together, as a command and what it printed, are parted only where the smallest letters can't show them. */
const MOST_TOGETHER = 24;

/** Whether a row may stand first on a slide. */
type MayBegin = (row: Element, before: Element) => boolean;

/** A piece of a page in parts that a slide has room for: a long recording between its commands, a file at its empty lines, a long table between its rows, under the same head. */
function partedPiece(piece: Element): Element[] {
  if (piece.matches('figure.code')) return inParts(piece, '.row', MOST_ROWS, hasPrompt(piece) ? isCommand : isAfterGap);
  if (piece.matches('table')) return inParts(piece, 'tbody > tr', MOST_TABLE_ROWS, () => true);
  return [piece];
}

const hasPrompt = (piece: Element): boolean => piece.querySelector('.prompt') !== null;

/** A prompt of a shell begins a command; `>` goes on with one. */
function isCommand(row: Element): boolean {
  const prompt = row.querySelector('.prompt')?.textContent;
  return prompt !== undefined && prompt !== null && !/^>/.test(prompt);
}

const isAfterGap: MayBegin = (_, before) => before.textContent?.trim() === '';

/** Copies of the piece, each with some of its rows. */
function inParts(piece: Element, rows: string, most: number, mayBegin: MayBegin): Element[] {
  const all = [...piece.querySelectorAll(rows)];
  if (all.length <= most) return [piece];
  return joined(together(all, mayBegin), most).map((kept) => {
    const copy = piece.cloneNode(true) as Element;
    for (const [at, row] of [...copy.querySelectorAll(rows)].entries()) if (!kept.includes(at)) row.remove();
    const code = copy.querySelector<HTMLElement>(':scope.numbered code');
    if (code) code.style.counterReset = `row ${kept[0]}`;
    return copy;
  });
}

/** The places of rows that stay on one slide. */
function together(rows: readonly Element[], mayBegin: MayBegin): number[][] {
  const groups: number[][] = [];
  for (const [at, row] of rows.entries()) {
    const last = groups.at(-1);
    const before = rows[at - 1];
    if (!last || !before || mayBegin(row, before) || last.length === MOST_TOGETHER) groups.push([at]);
    else last.push(at);
  }
  return groups;
}

/** Groups one after the other on a slide, as long as there is room. */
function joined(groups: readonly number[][], most: number): number[][] {
  const parts: number[][] = [];
  for (const group of groups) {
    const last = parts.at(-1);
    if (last !== undefined && last.length + group.length <= most) last.push(...group);
    else parts.push([...group]);
  }
  return parts;
}

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
function piecesOf(elements: readonly Element[], before: SlideParts): SlideParts[] {
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
const words = (heading: Element | null): string => heading?.textContent?.trim() ?? '';

/** Astro's mark of a plain value in the `props` of an island. */
const PLAIN = 0;

/**
 * The slide of an instrument that opens in the state of `address`, taken from its page under /embed/. What the instrument is for stands there until it wakes, and in
 * the notes where there is no `says`.
 */
function liveSlide(page: Document, { span, title, says }: DeckEntry, address: string): SlideParts {
  const purpose = page.querySelector('meta[name=description]')?.getAttribute('content') ?? '';
  const told = (textContent: string) => Object.assign(document.createElement('p'), { className: 'lede', textContent });
  const given = { mode: 'embedded', id: `slide-${span.line}`, fragment: new URL(address, location.href).hash };
  const island = page.querySelector('astro-island');
  return {
    title: title ?? words(page.querySelector('h1')),
    kind: 'live',
    content: [island ? withProps(document.importNode(island, true), given, told(purpose)) : told(purpose)],
    notes: [told(says ?? purpose)],
    code: address,
    instrument: words(page.querySelector('h1')),
  };
}

/** The same island with these among its props, and in place of its first view, which is of another state, some words. */
function withProps(island: Element, given: { id: string }, shown: Element): Element {
  const props = JSON.parse(island.getAttribute('props') ?? '{}');
  for (const [name, value] of Object.entries(given)) props[name] = [PLAIN, value];
  island.setAttribute('props', JSON.stringify(props));
  island.setAttribute('client', 'sight');
  island.id = islandId(given.id);
  // Once it wakes, it has its first view until its state is open.
  island.setAttribute('data-opening', 'frame');
  // The element waits for this mark of its view's end.
  island.replaceChildren(shown, document.createComment('astro:end'));
  island.addEventListener('astro:hydrate', () => shown.remove(), { once: true });
  return island;
}

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
