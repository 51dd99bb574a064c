import { afterAll, beforeAll, expect, it } from 'vitest';
import { builtPages } from '../../src/tools/build/headersFile.ts';
import { rootBuild } from './builds.ts';
import { openSite, type Site } from './site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const pages = await builtPages(rootBuild);
const MOVED = pages.flatMap(({ path, html }) =>
  [...html.matchAll(/\sid="([^"]+)" data-moved="([^"]+)"/g)].map(
    ([, id = '', to = '']) => [`${path}#${id}`, to] as const,
  ),
);

it('some headings have moved, each to an anchor that stands', () => {
  expect(MOVED.length).toBeGreaterThan(5);
  const stands = (to: string) => {
    const [path, anchor = 'main'] = to.split('#');
    return pages.some((page) => page.path === path && page.html.includes(` id="${anchor}"`));
  };
  expect(MOVED.filter(([, to]) => !stands(to))).toEqual([]);
});

it('the first leads on, and back to where one came from', async () => {
  const [from = '', to = ''] = MOVED[0] ?? [];
  const page = await site.open('/404.html');
  await page.goto(site.origin + from);
  await page.waitForURL(site.origin + to);
  const [, anchor = 'main'] = to.split('#');
  expect(await page.locator(`[id="${anchor}"]`).count()).toBe(1);
  await page.goBack();
  expect([new URL(page.url()).pathname, page.complaints]).toEqual(['/404.html', []]);
});

it('and without a script, the line that is left has the link', async () => {
  const [from = '', to = ''] = MOVED[0] ?? [];
  const page = await site.open(from, { javaScriptEnabled: false });
  expect(await page.locator(`[id="${from.split('#')[1]}"] a`).getAttribute('href')).toBe(to);
});
