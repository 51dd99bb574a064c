import { afterAll, beforeAll, expect, test } from 'vitest';
import { type FoundPage, flattenResults, MOST_PAGES } from '../../src/components/search/callOffer.ts';
import { DOCKER_RELEASES } from '../../src/instrument/presets/dockerReleases.ts';
import { fragmentOf } from './searchFragment.ts';
import { openSite, type Site, type WatchedPage } from './site.ts';

let site: Site;
let page: WatchedPage;
beforeAll(async () => {
  site = await openSite();
  page = await site.open('/');
});
afterAll(() => site.close());

/** Where the search leads, best first. As text: what Vitest makes of an import is nothing that a browser knows. */
async function found(query: string): Promise<string[]> {
  const pages: FoundPage[] = await page.evaluate(`import('/pagefind/pagefind.js')
    .then(({ search }) => search(${JSON.stringify(query)}))
    .then(({ results }) => Promise.all(results.slice(0, ${MOST_PAGES}).map((result) => result.data())))`);
  return flattenResults(pages, query).map(({ url }) => url);
}

// A release that only stands within a range, "29.4.3 to 29.8", is a word of no page.
test('the index has each release of Docker under the ten years of Docker’s default', async () => {
  const { content } = await fragmentOf('/play/compare/');
  const words = new Set(content.split(/[\s,;()]+/).map((word) => word.replace(/[.:]$/, '')));
  const releases = DOCKER_RELEASES.flatMap(({ name, release, lines = [] }) => [name, release, ...lines]);
  expect(releases.filter((release) => !words.has(release))).toEqual([]);
});

test.each([
  ['Docker 29.7', '/reference/stacks/#docker-29.8'],
  ['29.7', '/reference/stacks/#docker-29.8'],
  ['docker 28.3', '/reference/stacks/#docker-28.5'],
  ['Docker 29.7.1', '/play/compare/#compare-years'],
])('%s leads to %s', async (query, url) => {
  expect(await found(query)).toContain(url);
});
