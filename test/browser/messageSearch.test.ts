import { afterAll, beforeAll, expect, test } from 'vitest';
import { type FoundPage, flattenResults } from '../../src/components/search/flattenResults.ts';
import { relaxedQueries } from '../../src/components/search/queryWords.ts';
import { catalogue } from '../../src/engine/diagnose/index.ts';
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
/** Pieces of each message that are looked for. */
const PIECES = 2;
/** The search shows three headings of a page, and a section with recordings may be one: a piece that more messages have may lead to any of them. */
const SHOWN = 2;

const SEED = Number(process.env.FC_SEED ?? Date.now() % 1_000_000);

/** Numbers that look drawn, the same for the same seed (mulberry32). */
function drawer(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const draw = drawer(SEED);
const wordsOf = (text: string) => text.split(/\s+/).filter((word) => word !== '');

/** A few pieces of a message: its whole text where it is short. */
function piecesOf(message: string): string[] {
  const words = wordsOf(message);
  const starts = Math.max(1, words.length - WORDS + 1);
  return Array.from({ length: PIECES }, () => {
    const from = Math.floor(draw() * starts);
    return words.slice(from, from + WORDS).join(' ');
  });
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
    .then(({ results }) => Promise.all(results.slice(0, 6).map((result) => result.data())))
    .then((pages) => pages.filter(({ url }) => url === '${PAGE}'))`);

test.each(catalogue().map(({ code, examples }) => [code, examples] as const))(
  `any piece of a message leads to its entry (FC_SEED=${SEED}): %s`,
  async (code, examples) => {
    const missed: string[] = [];
    for (const piece of examples.flatMap(piecesOf)) {
      const having = catalogue().filter((entry) =>
        entry.examples.some((text) => wordsOf(text).join(' ').includes(piece)),
      );
      const urls = await found(piece);
      const hits = having.filter((entry) => urls.includes(`${PAGE}#${entry.code}`)).map((entry) => entry.code);
      if (having.length <= SHOWN ? !hits.includes(code) : hits.length === 0) missed.push(piece);
    }
    expect(missed).toEqual([]);
  },
);

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
