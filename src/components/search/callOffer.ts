import { formatFragment } from '../../share/fragment.ts';
import { href } from '../../site/href.ts';

/** Words that stand on every page: a page that has only these of a question says nothing of it. */
const COMMON: ReadonlySet<string> = new Set(
  'a an and are as at be been but by can did do does for from had has have how i if in into is it its my no not of on or our so that the their then there this to us was we what when where which who why will with you your'.split(
    ' ',
  ),
);

/** The words of a question that tell something, in small letters, each once; all of them where none does ("to be or not"). */
export function tellingWords(query: string): string[] {
  const words = query
    .toLowerCase()
    .split(/[\s:,;"'“”‘’()[\]{}<>=|]+/)
    .filter((word) => /[\p{L}\p{N}]/u.test(word));
  const telling = words.filter((word) => !COMMON.has(word));
  return [...new Set(telling.length > 0 ? telling : words)];
}

/** Numbers, paths and marks differ from machine to machine; words of one letter say nothing. */
const WORD = /[a-z][a-z0-9_.-]*[a-z0-9]/gi;
const MOST_WORDS = 6;

/**
 * What to search where nothing says the whole question, such as a pasted error: its words without numbers and marks, then without the last of
 * them one by one, then each alone, longest first. None is the question itself.
 */
export function relaxedQueries(query: string): string[] {
  const telling = tellingWords(query);
  const isTelling = (word: string) => telling.some((each) => each.includes(word.toLowerCase()));
  const words = [...new Set(query.match(WORD) ?? [])].filter(isTelling).slice(0, MOST_WORDS);
  const shorter = words.map((_, at) => words.slice(0, words.length - at).join(' '));
  const alone = [...words].sort((a, b) => b.length - a.length);
  return [...new Set([...shorter, ...alone])].filter((each) => each !== query);
}

/** One page that Pagefind found, with the places in it that match. */
export interface FoundPage {
  url: string;
  meta: { title?: string };
  excerpt: string;
  /** All that the page says. */
  content: string;
  /** `locations`: the words that match, counted from the page's first. */
  sub_results: readonly { title: string; url: string; excerpt: string; locations: readonly number[] }[];
}

/** One line of the result list; the excerpt is split so that every second part is a match. */
export interface ResultLine {
  /** `call`: an instrument, asked about the line that was pasted; `message`: the box, which takes any. */
  kind: 'page' | 'heading' | 'call' | 'message';
  title: string;
  /** The title's end, where that is code. */
  code?: string;
  url: string;
  excerpt: string[];
}

/** So many of the pages that Pagefind found are read, best first: the page that has a message may follow several that explain its words. */
export const MOST_PAGES = 10;

const MOST_HEADINGS = 3;
/** So many words of a long question are looked for in a row. */
const MOST_ASKED = 12;
/** How much of a word of the question a match must begin with: Pagefind goes on with ever shorter beginnings until something matches. */
const LEAST_SHARE = 0.6;

/**
 * The lines for these pages: each page, then its matching headings, three at most, those under which most of the question stands first, of these those
 * where most of it stands in a row, and of these those that name most of it. A page's own excerpt
 * stands only where no heading has one, so that a line leads to what it shows. Pages that lack a word of the question, or match a mere stump of it, are left
 * out; `exactly`: also those that only have a word that begins alike.
 */
export function flattenResults(pages: readonly FoundPage[], query: string, exactly = false): ResultLine[] {
  const words = tellingWords(query);
  const beginnings = exactly ? words : words.map((word) => word.slice(0, Math.ceil(word.length * LEAST_SHARE)));
  const split = (excerpt: string) => withTellingMarks(splitAtMarks(excerpt), beginnings);
  const asked = query.toLowerCase().split(/\s+/).slice(0, MOST_ASKED);
  const named = (title: string) => words.filter((word) => title.toLowerCase().includes(word)).length;
  /** Pages whose title names half of the question come first, then those of which a heading names a word; otherwise Pagefind's order holds, as sorting is stable. */
  const score = ({ meta, sub_results }: FoundPage) => {
    // One common word of a long message, as “error”, makes a title none of its own.
    if (words.length > 0 && named(meta.title ?? '') * 2 >= words.length) return 2;
    return sub_results.some(({ title }) => named(title) > 0) ? 1 : 0;
  };
  return pages
    .filter((page) => hasAll(page, beginnings))
    .sort((a, b) => score(b) - score(a))
    .flatMap((page) => {
      const text = page.content.toLowerCase().split(/\s+/);
      const said = ({ locations }: { locations: readonly number[] }) =>
        beginnings.filter((beginning) => locations.some((at) => text[at]?.includes(beginning))).length;
      const headings = page.sub_results
        .filter(({ url }) => url.includes('#'))
        .map((heading) => ({ ...heading, said: said(heading), run: longestRun(text, heading.locations, asked) }))
        .sort((a, b) => b.said - a.said || b.run - a.run || named(b.title) - named(a.title))
        .slice(0, MOST_HEADINGS);
      const excerpt = headings.length === 0 ? split(page.excerpt) : [];
      return [
        { kind: 'page' as const, title: page.meta.title ?? page.url, url: page.url, excerpt },
        ...headings.map(({ title, url, excerpt }) => ({
          kind: 'heading' as const,
          title,
          url,
          excerpt: split(excerpt),
        })),
      ];
    });
}

/** The most words of the question that stand in a row there, common ones too, as in a message of which a piece was pasted. */
function longestRun(text: readonly string[], locations: readonly number[], asked: readonly string[]): number {
  const matches = (start: number, at: number) => isWord(text[start + at] ?? '', asked[at] ?? '');
  let longest = 0;
  for (const location of locations)
    for (const at of asked.keys()) {
      const start = location - at;
      if (!matches(start, at)) continue;
      let [first, last] = [at, at];
      while (first > 0 && matches(start, first - 1)) first -= 1;
      while (last + 1 < asked.length && matches(start, last + 1)) last += 1;
      longest = Math.max(longest, last - first + 1);
    }
  return longest;
}

/** A word of the text may be joined to what stands beside it; a short one would then be found in any. */
function isWord(word: string, asked: string): boolean {
  const isPart = asked.length > SHORTEST_PART || /\W/.test(asked);
  return isPart ? word.includes(asked) : asked !== '' && word.replace(/^\W+|\W+$/g, '') === asked;
}

const SHORTEST_PART = 3;

/** Whether the page says each of the words, or one that begins so. */
function hasAll({ content, meta, sub_results }: FoundPage, beginnings: readonly string[]): boolean {
  const said = [meta.title ?? '', content, ...sub_results.map(({ title }) => title)].join('\n').toLowerCase();
  return beginnings.every((beginning) => said.includes(beginning));
}

/** The parts of an excerpt with only those marks left that mark a word that tells something. */
function withTellingMarks(parts: readonly string[], beginnings: readonly string[]): string[] {
  const left: string[] = [];
  for (const [at, part] of parts.entries()) {
    const isMatch = at % 2 === 1 && beginnings.some((beginning) => part.toLowerCase().includes(beginning));
    // Every second part is a match: what is none goes on with the part before.
    if (isMatch) left.push(part);
    else if (left.length % 2 === 1) left[left.length - 1] += part;
    else left.push(part);
  }
  return left;
}

/** Pagefind's excerpts are escaped HTML in which only `<mark>` is markup. */
function splitAtMarks(excerpt: string): string[] {
  return excerpt
    .split(/<\/?mark>/)
    .map((part) =>
      part
        .replaceAll('&lt;', '<')
        .replaceAll('&gt;', '>')
        .replaceAll('&quot;', '"')
        .replaceAll('&#39;', "'")
        .replaceAll('&amp;', '&'),
    );
}

/**
 * What Enter opens: the first line that says what was asked. A page whose matches stand under its headings is none, unless its title has
 * all the words: its top may be far from them.
 */
export function firstHit(lines: readonly ResultLine[], query: string): ResultLine | undefined {
  const words = tellingWords(query);
  const isNamed = (title: string) => words.every((word) => title.toLowerCase().includes(word));
  const hit = lines.find(
    ({ kind, title, excerpt }) => kind !== 'message' && (kind !== 'page' || excerpt.length > 0 || isNamed(title)),
  );
  return hit ?? lines.find(({ kind }) => kind === 'message');
}

/**
 * The line that leads to the profile checker, asked about the call that was pasted, on the stack of that name, the default profile of these Docker releases;
 * undefined for other text.
 */
export function callOffer(query: string, stack: string, releases: string): ResultLine | undefined {
  const call = callInLine(query);
  if (call === undefined) return undefined;
  const fragment = formatFragment([
    ['stack', stack],
    ['call', query],
  ]);
  return {
    kind: 'call',
    title: 'Ask the profile checker about ',
    code: call,
    url: href(`/play/seccomp/#${fragment}`),
    excerpt: [`Does Docker’s default profile (${releases}) allow this call, and which line decides?`],
  };
}

/**
 * `mount("proc", "/proc", "proc", 0, NULL) = -1 EPERM (...)` as strace prints it, behind a process and a time or not; or a call as people write it,
 * `keyctl(KEYCTL_JOIN_SESSION_KEYRING, NULL)`. `seccomp(2)` is a page of the manual, and behind a program's name stands its error.
 */
const LINE =
  /^(?:(?:\[pid\s+\d+\]|\d+)\s+)?(?:[\d:.]+\s+)?([a-z_]\w*)\((?!\d[a-z]*\)$).*(?:\)|\)\s*=\s.+|<unfinished \.\.\.>)$/;

/** The name of the system call that a pasted line is about; undefined where it is none. The checker reads the rest. */
export function callInLine(text: string): string | undefined {
  return LINE.exec(text)?.[1];
}
