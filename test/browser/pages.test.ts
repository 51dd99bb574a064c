import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { builtPages } from '../../src/tools/build/builtPages.ts';
import { rootBuild } from './builds.ts';
import { openSite, type Site, type WatchedPage } from './site.ts';

const paths = (await builtPages(rootBuild)).map(({ path }) => path);
const SIZES = [
  { width: 1280, height: 900 },
  { width: 390, height: 844 },
];
let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

/** Scrolls to the end and back, so that all that loads on sight has loaded. */
async function readThrough(page: WatchedPage): Promise<void> {
  await page.evaluate(async () => {
    for (let y = 0; y < document.body.scrollHeight; y += 400) {
      window.scrollTo({ top: y, behavior: 'instant' });
      await new Promise(requestAnimationFrame);
    }
    window.scrollTo({ top: 0, behavior: 'instant' });
  });
  await page.waitForLoadState('networkidle');
}

const overflow = (page: WatchedPage) => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);

describe.each(paths)('%s', (path) => {
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const viewport of SIZES) {
      it(`${colorScheme}, ${viewport.width} px: axe finds nothing, the browser has no complaint, nothing runs over`, async () => {
        const page = await site.open(path, { colorScheme, viewport, reducedMotion: 'reduce' });
        await readThrough(page);
        const { violations } = await new AxeBuilder({ page }).analyze();
        const found = violations.flatMap(({ id, nodes }) =>
          nodes.map(({ target, failureSummary }) => `${id}: ${target} ${failureSummary}`),
        );
        expect({ found, complaints: page.complaints, overflow: await overflow(page) }).toEqual({
          found: [],
          complaints: [],
          overflow: 0,
        });
        await page.context().close();
      });
    }
  }

  it('320 px wide, and 1280 px at 200 %: nothing runs over', async () => {
    for (const width of [320, 640]) {
      const page = await site.open(path, { viewport: { width, height: 800 } });
      await readThrough(page);
      expect([width, await overflow(page)]).toEqual([width, 0]);
      await page.context().close();
    }
  });

  it('has one h1, a title, a description and a main that the skip link reaches', async () => {
    const page = await site.open(path);
    await page.keyboard.press('Tab');
    const skip = await page.evaluate(() => document.activeElement?.getAttribute('href'));
    const facts = await page.evaluate(() => ({
      h1: document.querySelectorAll('h1').length,
      title: document.title !== '',
      description: document.querySelector('meta[name=description]')?.getAttribute('content') !== '',
      main: document.querySelectorAll('main#main').length,
    }));
    expect({ skip, ...facts }).toEqual({ skip: '#main', h1: 1, title: true, description: true, main: 1 });
    await page.context().close();
  });
});
