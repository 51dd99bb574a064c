import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { builtPages } from '../../src/tools/build/builtPages.ts';
import { axeFindings } from './axeFindings.ts';
import { rootBuild } from './builds.ts';
import { openSite, type Site, type WatchedPage } from './site.ts';

const NARROW = [320, 640];

/** What holds on every page of the site, looked at in one theme; 640 px is a window of 1280 px at 200 %. */
export async function checkPages(colorScheme: 'light' | 'dark'): Promise<void> {
  const paths = (await builtPages(rootBuild)).map(({ path }) => path);
  let site: Site;
  beforeAll(async () => {
    site = await openSite();
  });
  afterAll(() => site.close());

  describe.each(paths)('%s', (path) => {
    it.each([1280, 390])(
      `${colorScheme}, %d px: axe finds nothing, the browser has no complaint, nothing runs over`,
      async (width) => {
        const page = await site.open(path, { colorScheme, viewport: { width, height: 900 }, reducedMotion: 'reduce' });
        await readThrough(page);
        const found = await axeFindings(page);
        expect({ found, complaints: page.complaints, overflow: await overflow(page) }).toEqual({
          found: [],
          complaints: [],
          overflow: 0,
        });
        if (width === 390) {
          for (const narrow of NARROW) {
            await page.setViewportSize({ width: narrow, height: 800 });
            expect([narrow, await overflow(page)]).toEqual([narrow, 0]);
          }
        }
      },
    );
  });
}

/** Scrolls to the end and back, so that all that loads on sight has loaded. */
async function readThrough(page: WatchedPage): Promise<void> {
  await page.evaluate(async () => {
    for (let y = 0; y < document.body.scrollHeight; y += 600) {
      window.scrollTo({ top: y, behavior: 'instant' });
      await new Promise(requestAnimationFrame);
    }
    window.scrollTo({ top: 0, behavior: 'instant' });
  });
  await page.waitForLoadState('networkidle');
}

const overflow = (page: WatchedPage) => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
