import { formatFragment } from '../../share/fragment.ts';
import { href } from '../../site/href.ts';
import {
  callOffer,
  type FoundPage,
  firstHit,
  flattenResults,
  MOST_PAGES,
  type ResultLine,
  relaxedQueries,
} from './callOffer.ts';

/** Words with which programs say that something was refused or failed. */
const SAYS_NO =
  /\b(?:err(?:or|o\b)?|denied|not (?:permitted|allowed|supported|implemented|found|enough)|fail(?:ed|ure)?|can(?:not|['’]t)|unable|invalid|insufficient|refused|killed|no (?:such|space|permission)|type=(?:1326|seccomp)|sig(?:sys|kill)|e(?:perm|acces|nosys|inval)|bad system call)\b/i;
const LEAST_WORDS = 3;
/** An ID that no image gives a user: somebody saw it on a host. */
const HOST_ID = /^(?:[ug]id[ =:]?)?\d{5,10}$/i;

/** Whether a query is a message that somebody pasted rather than words to look for. */
export function isMessage(query: string): boolean {
  if (HOST_ID.test(query)) return true;
  const words = query.split(/\s+/).length;
  return SAYS_NO.test(query) && words >= LEAST_WORDS;
}

/** The line that leads to the box, asked about the message that was pasted; undefined for other text. */
export function messageOffer(query: string): ResultLine | undefined {
  if (!isMessage(query)) return undefined;
  return {
    kind: 'message',
    title: 'Find the cause of this message',
    url: href(`/play/ask/#${formatFragment([['text', query]])}`),
    excerpt: ['Which layer refused, how to confirm it, and the smallest fix.'],
  };
}

interface Pagefind {
  options(options: { baseUrl: string }): Promise<void>;
  search(query: string): Promise<{ results: Result[] }>;
  debouncedSearch(query: string): Promise<{ results: Result[] } | null>;
}

interface Result {
  data(): Promise<FoundPage>;
}

/** What was found, and for which words: those that were asked, or some of them where nothing has all. */
interface Found {
  lines: readonly ResultLine[];
  words: string;
}

// Stands alone: the page adds it as a script when the search first opens.
const dialog = document.getElementById('search');
if (dialog instanceof HTMLDialogElement) wireSearch(dialog);

/** Makes the dialog search as the reader types, and move and close by keys; what was typed before is searched at once. */
function wireSearch(dialog: HTMLDialogElement): void {
  const input = dialog.querySelector('input');
  if (!input) return;
  const { status, list } = addResults(dialog, input);
  const index = load(dialog);
  const showLines = (lines: readonly ResultLine[], query: string) => {
    const first = firstHit(lines, query);
    list.replaceChildren(...lines.map((line) => resultItem(line, line === first)));
  };
  const show = async () => {
    const query = input.value.trim();
    const call = callOffer(query, dialog.dataset.stack ?? '', dialog.dataset.releases ?? '');
    if (call) showLines([call], query);
    if (query !== '' && list.childElementCount === 0) status.textContent = 'Searching…';
    const found = await search(index, query);
    // Others were asked for while this looked for some of the words.
    if (found === 'overtaken' || query !== input.value.trim()) return;
    if (found === 'unavailable') status.textContent = 'The search could not be loaded.';
    else {
      const offers = [call, messageOffer(query)].filter((offer) => offer !== undefined);
      showLines([...offers, ...found.lines], found.words);
      status.textContent = query === '' ? '' : summary(found, query);
    }
  };
  input.addEventListener('input', show);
  show();
  dialog.addEventListener('keydown', (event) => {
    const links = [...list.querySelectorAll('a')];
    // Not `:focus`: Firefox matches it nowhere while the window has no focus, though keys may still be sent to the page.
    const focused = document.activeElement;
    const at = links.findIndex((link) => link.isSameNode(focused));
    if (event.key === 'ArrowDown') (links[at + 1] ?? links[at])?.focus();
    else if (event.key === 'ArrowUp') (links[at - 1] ?? input).focus();
    else if (event.key === 'Enter' && focused === input) list.querySelector<HTMLAnchorElement>('a.first')?.click();
    // In a search field the first Escape would only empty it.
    else if (event.key === 'Escape') dialog.close();
    else return;
    event.preventDefault();
  });
  // A press beside the dialog lands on its backdrop, which is the dialog itself.
  dialog.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    if (event.target === dialog || link) dialog.close();
  });
}

/** Puts below the field what is told of the search, what was found, and which keys do what. */
function addResults(dialog: HTMLDialogElement, input: HTMLInputElement) {
  const status = Object.assign(document.createElement('p'), { id: 'search-status', role: 'status' });
  const list = Object.assign(document.createElement('ul'), { id: 'search-results' });
  const help = Object.assign(document.createElement('p'), { id: 'search-help' });
  help.append(key('↓'), ' ', key('↑'), ' move, ', key('Enter'), ' opens, ', key('Esc'), ' closes');
  dialog.append(status, list, help);
  input.setAttribute('aria-describedby', help.id);
  return { status, list };
}

function key(name: string): HTMLElement {
  return Object.assign(document.createElement('kbd'), { textContent: name });
}

async function load(dialog: HTMLDialogElement): Promise<Pagefind | undefined> {
  try {
    const { base: baseUrl = '/' } = dialog.dataset;
    const pagefind: Pagefind = await import(/* @vite-ignore */ `${baseUrl}pagefind/pagefind.js`);
    await pagefind.options({ baseUrl });
    return pagefind;
  } catch {
    return undefined;
  }
}

async function search(
  index: Promise<Pagefind | undefined>,
  query: string,
): Promise<Found | 'overtaken' | 'unavailable'> {
  const pagefind = await index;
  if (pagefind === undefined) return 'unavailable';
  if (query === '') return { lines: [], words: '' };
  const found = await pagefind.debouncedSearch(query);
  if (found === null) return 'overtaken';
  let lines = await linesOf(found.results, query);
  let words = query;
  for (const fewer of lines.length === 0 ? relaxedQueries(query) : []) {
    if (lines.length > 0) break;
    words = fewer;
    lines = await linesOf((await pagefind.search(fewer)).results, fewer, true);
  }
  return { lines, words };
}

async function linesOf(results: readonly Result[], query: string, exactly = false): Promise<ResultLine[]> {
  const pages = await Promise.all(results.slice(0, MOST_PAGES).map((result) => result.data()));
  return flattenResults(pages, query, exactly);
}

function summary({ lines, words }: Found, query: string): string {
  const pages = lines.filter(({ kind }) => kind === 'page').length;
  const short = query.length > 60 ? `${query.slice(0, 60)}…` : query;
  if (pages === 0) return `No page contains “${short}”.`;
  const found = pages === 1 ? '1 page' : `${pages} pages`;
  return words === query ? found : `No page has all of these words; ${found} with “${words}”`;
}

/** `isFirst`: Enter opens it, and the style shows that. */
function resultItem(line: ResultLine, isFirst: boolean): HTMLElement {
  const link = document.createElement('a');
  link.href = line.url;
  link.className = isFirst ? `${line.kind} first` : line.kind;
  const title = document.createElement('b');
  title.textContent = line.title;
  if (line.code) title.appendChild(document.createElement('code')).textContent = line.code;
  const excerpt = document.createElement('span');
  for (const [at, part] of line.excerpt.entries()) {
    if (at % 2 === 0) excerpt.append(part);
    else excerpt.appendChild(document.createElement('mark')).textContent = part;
  }
  link.append(title, excerpt);
  const item = document.createElement('li');
  item.append(link);
  return item;
}
