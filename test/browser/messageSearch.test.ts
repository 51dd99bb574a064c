import { afterAll, beforeAll, expect, test } from 'vitest';
import { type FoundPage, flattenResults, MOST_PAGES, relaxedQueries } from '../../src/components/search/callOffer.ts';
import { catalogue } from '../../src/engine/diagnose/index.ts';
import { fragmentOf } from './searchFragment.ts';
import { openSite, type Site, type WatchedPage } from './site.ts';

let site: Site;
let page: WatchedPage;
beforeAll(async () => {
  site = await openSite();
  page = await site.open('/reference/errors/');
});
afterAll(() => site.close());

const PAGE = '/reference/errors/';
/** A piece of a message has so many words; a shorter one is of many messages. */
const WORDS = 4;
/** Every so many messages one is looked for by a piece of it: the search itself takes its time. */
const EVERY = 20;
/** The search shows three headings of a page, and a section with recordings may be one: a piece that more messages have may lead to any of them. */
const SHOWN = 2;

const wordsOf = (text: string) => text.split(/\s+/).filter((word) => word !== '');
/** Pagefind ends what stands in an element with a full stop. */
const bare = (word: string) => word.replace(/[.,:;]+$/, '');

/** Whether the words stand in a row there; the index joins the first and last to what stands beside them. */
const holds = (text: readonly string[], piece: readonly string[]) =>
  text.some((_, at) => piece.every((word, next) => text[at + next]?.includes(word)));

/** A piece out of the middle of the message; a short one whole. */
function pieceOf(message: string): string[] {
  const words = wordsOf(message);
  const from = Math.max(0, Math.floor((words.length - WORDS) / 2));
  return words.slice(from, from + WORDS);
}

/** What the search shows for these words: as wireSearch.ts looks for them. */
async function found(query: string): Promise<string[]> {
  const lines = flattenResults(await search(query), query);
  if (lines.length > 0) return lines.map(({ url }) => url);
  for (const fewer of relaxedQueries(query)) {
    const some = flattenResults(await search(fewer), fewer, true);
    if (some.length > 0) return some.map(({ url }) => url);
  }
  return [];
}

/** What the search knows of this page, whatever it finds of others. As text: what Vitest makes of an import is nothing that a browser knows. */
const search = (query: string): Promise<FoundPage[]> =>
  page.evaluate(`import('/pagefind/pagefind.js')
    .then(({ search }) => search(${JSON.stringify(query)}))
    .then(({ results }) => Promise.all(results.slice(0, ${MOST_PAGES}).map((result) => result.data())))
    .then((pages) => pages.filter(({ url }) => url === '${PAGE}'))`);

test('the index has all words of each message under its anchor, in a row', async () => {
  const { content, anchors } = await fragmentOf(PAGE);
  const words = content.split(/\s+/).map(bare);
  const headings = anchors.filter(({ element }) => /^h[23]$/.test(element));
  const under = (id: string) => {
    const at = headings.findIndex((heading) => heading.id === id);
    return words.slice(headings[at]?.location, headings[at + 1]?.location);
  };
  const lacking = catalogue().flatMap(({ code, examples }) =>
    examples.filter((example) => !holds(under(code), wordsOf(example).map(bare))).map((example) => [code, example]),
  );
  expect(lacking).toEqual([]);
});

const pieces = catalogue()
  .filter((_, at) => at % EVERY === 0)
  .map(({ code, examples }) => [pieceOf(examples.at(-1) ?? ''), code] as const);

test.each(pieces)('a piece of a message leads to its entry: %j is of %s', async (piece, code) => {
  const having = catalogue().filter(({ examples }) => examples.some((text) => holds(wordsOf(text), piece)));
  const urls = await found(piece.join(' '));
  const hits = having.map((entry) => entry.code).filter((each) => urls.includes(`${PAGE}#${each}`));
  expect(having.length <= SHOWN ? hits.includes(code) : hits.length > 0).toBe(true);
});

test.each([
  ['gshadow', 'storage-insufficient'],
  ['potentially insufficient', 'storage-insufficient'],
  ['requested 0:42', 'storage-insufficient'],
  ['100999', 'files-owned-by-nobody-or-65534'],
  ['uid range not allowed', 'newuidmap-not-allowed'],
  ['setgroups 65534 failed', 'setgroups-denied'],
  ['cannot re-exec process', 'userns-forbidden'],
])('the search for “%s” leads to %s', async (query, anchor) => {
  expect(await found(query)).toContain(`${PAGE}#${anchor}`);
});
