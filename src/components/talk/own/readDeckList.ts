import { type Diagnostic, error, type Span, shorten } from '../../../engine/text/index.ts';

/** A link of a list: a page of this site, and the place on it or the state that it opens. */
export interface DeckEntry {
  /** Where it stands in the list. */
  span: Span;
  /** From the site's root, without its base: `/learn/iceberg/`. */
  path: string;
  /** Without `#`; empty for the whole page. */
  fragment: string;
  /** What the list calls it; undefined where it gives the address alone. */
  title: string | undefined;
  /** What the list says behind the link; undefined for nothing. */
  says: string | undefined;
}

export interface DeckList {
  entries: DeckEntry[];
  problems: Diagnostic[];
}

/** Where the site is: its base without a slash at its end, and the origins that are its own. */
export interface SitePlace {
  base: string;
  origins: readonly string[];
}

/** A list is given in a hall, not read. */
const MOST_SLIDES = 200;
/** As `markdownOf` writes it. */
const MARKDOWN = /^\[(.*)\]\((\S+)\)(?:: (.*))?$/;
/** An address of this site whose first slash was left out. */
const SLASHLESS = /^(?:learn|play|reference|talk)\//;
/** A chapter shown as slides, which is a deck of its own. */
const CHAPTER_DECK = /^#chapter=([\w-]+)$/;
/** Of ASCII's punctuation each may stand behind a backslash (CommonMark, “Backslash escapes”). */
const unescaped = (markdown: string | undefined) => markdown?.replace(/\\([!-/:-@[-`{-~])/g, '$1');

/**
 * The links of a list, one a line, each an address or Markdown's `[title](address): what is told there`, behind `-` or a number where one likes. Empty lines and those that begin
 * with `# ` are left out. Every line that is no link of this site is told at once, up to where a deck is full; nothing is ever fetched from another.
 */
export function readDeckList(text: string, place: SitePlace): DeckList {
  const list: DeckList = { entries: [], problems: [] };
  let start = 0;
  for (const [at, whole] of text.split('\n').entries()) {
    const said = whole.trim().replace(/^(?:[-*]|\d+\.)\s+/, '');
    const span = { start, end: start + whole.length, line: at + 1, column: 1 };
    start += whole.length + 1;
    if (said === '' || /^#\s/.test(said)) continue;
    const read = readEntry(said, place);
    if ('problem' in read) list.problems.push({ ...read.problem, span });
    else if (list.entries.length < MOST_SLIDES) list.entries.push({ ...read, span });
    else {
      // Told once: hundreds of lines may follow.
      const message = `A deck has at most ${MOST_SLIDES} links. This line and all lines below it are left out.`;
      list.problems.push({ ...error('deck-long', message, 'Move these lines to another deck.'), span });
      break;
    }
  }
  return list;
}

function readEntry(said: string, { base, origins }: SitePlace): Omit<DeckEntry, 'span'> | { problem: Diagnostic } {
  const [, title, written = said, says] = MARKDOWN.exec(said) ?? [];
  const address = written.replace(SLASHLESS, '/$&');
  const [own = 'https://own.invalid'] = origins;
  const url = URL.parse(address, own);
  const isAddress = /^(?:\/(?!\/)|https?:\/\/)/.test(address) && url !== null;
  if (!isAddress || url === null)
    return {
      problem: error(
        'deck-line',
        `“${shorten(said)}” is not a link.`,
        'Write an address of this site, such as /learn/iceberg/.',
      ),
    };
  if (![own, ...origins].includes(url.origin)) {
    const message = `${url.host} is another site. Only pages of this site can be slides, and nothing is loaded from elsewhere.`;
    return { problem: error('deck-elsewhere', message, 'Remove the line.') };
  }
  const inBase = base !== '' && url.pathname.startsWith(`${base}/`);
  const path = inBase ? url.pathname.slice(base.length) : url.pathname;
  const [, chapter] = /^\/talk\/own\/?$/.test(path) ? (CHAPTER_DECK.exec(url.hash) ?? []) : [];
  return {
    ...(chapter === undefined
      ? { path: path.endsWith('/') ? path : `${path}/`, fragment: url.hash.slice(1) }
      : { path: `/learn/${chapter}/`, fragment: '' }),
    title: unescaped(title),
    says: unescaped(says),
  };
}

/** Whether an address is of a page whose fragment is a state. */
export const isInstrument = (path: string): boolean => path.startsWith('/play/');
