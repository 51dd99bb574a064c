import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { builtPages } from '../../src/tools/build/builtPages.ts';
import { rootBuild } from './builds.ts';
import { openSite, type Site } from './site.ts';

// Bytes of the first view, gzip: the HTML, and every style and script that the page loads before the reader scrolls.
const KIB = 1024;
const packed = (text: string | Buffer) => gzipSync(text, { level: 9 }).length;
const pages = await builtPages(rootBuild);
let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

async function firstView(path: string, html = pages.find((page) => page.path === path)?.html ?? ''): Promise<number> {
  const page = await site.open('/404.html');
  const loaded: Promise<number>[] = [];
  page.on('response', (response) => {
    if (['stylesheet', 'script'].includes(response.request().resourceType())) loaded.push(response.body().then(packed));
  });
  await page.context().clearCookies();
  await page.goto(site.origin + path, { waitUntil: 'networkidle' });
  const sizes = await Promise.all(loaded);
  await page.context().close();
  return packed(html) + sizes.reduce((sum, size) => sum + size, 0);
}

/** A chapter's page without its text and figures: what is left is the frame that every chapter pays for. */
const frameOf = (html: string) =>
  html.replace(/<div id="chapter"[^>]*>[\s\S]*<\/div>(?=[\s\S]*<nav aria-label="Previous)/, '');

describe('the first view, gzip, stays small', () => {
  it('home: at most 20 KiB', async () => expect(await firstView('/')).toBeLessThanOrEqual(20 * KIB));

  it.each(pages.map(({ path }) => path).filter((path) => path.startsWith('/play/')))(
    '%s: at most 60 KiB',
    async (path) => expect(await firstView(path)).toBeLessThanOrEqual(60 * KIB),
  );

  it.each(pages.map(({ path }) => path).filter((path) => path.startsWith('/reference/')))(
    '%s: at most 120 KiB',
    async (path) => expect(await firstView(path)).toBeLessThanOrEqual(120 * KIB),
  );

  it.each(pages.filter(({ path }) => path.startsWith('/learn/')).map(({ path, html }) => [path, html] as const))(
    '%s: all but its prose and figures at most 12 KiB',
    async (path, html) => {
      const frame = frameOf(html);
      expect(frame.length).toBeLessThan(html.length / 2);
      expect(await firstView(path, frame)).toBeLessThanOrEqual(12 * KIB);
    },
  );

  it('the text face: at most 60 KB', async () => {
    const fonts = (await readdir(join(rootBuild, '_astro'))).filter((file) => file.endsWith('.woff2'));
    const sizes = await Promise.all(fonts.map(async (file) => (await stat(join(rootBuild, '_astro', file))).size));
    expect([sizes.length, (sizes[0] ?? 0) <= 60_000]).toEqual([1, true]);
  });
});
