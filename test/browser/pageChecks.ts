import { afterAll, beforeAll, expect, it } from 'vitest';
import { builtPages } from '../../src/tools/build/builtPages.ts';
import { axeFindings } from './axeFindings.ts';
import { rootBuild } from './builds.ts';
import { openSite, type Site, type WatchedPage } from './site.ts';

type Theme = 'light' | 'dark';

interface Look {
  width: number;
  /** The theme in which each page is loaded, and the one that it is then switched to. */
  themes: readonly [Theme, Theme];
  /** Widths to which the window is resized at the end. */
  resizedTo?: readonly number[];
}

/** What holds on every page of the site, in both themes. */
export async function checkPages({ width, themes, resizedTo = [] }: Look): Promise<void> {
  const paths = (await builtPages(rootBuild)).map(({ path }) => path);
  let site: Site;
  beforeAll(async () => {
    site = await openSite();
  });
  afterAll(() => site.close());

  it.each(paths)(
    `%s, ${width} px: axe finds nothing, the browser has no complaint, nothing runs over`,
    async (path) => {
      const viewport = { width, height: 900 };
      const page = await site.open(path, { colorScheme: themes[0], viewport, reducedMotion: 'reduce' });
      await readThrough(page);
      const found: Partial<Record<Theme, string[]>> = {};
      const over: number[] = [];
      for (const colorScheme of themes) {
        await page.emulateMedia({ colorScheme });
        found[colorScheme] = await axeFindings(page);
        over.push(await overflow(page));
      }
      for (const resized of resizedTo) {
        await page.setViewportSize({ width: resized, height: 800 });
        over.push(await overflow(page));
      }
      expect({ found, complaints: page.complaints, over }).toEqual({
        found: { light: [], dark: [] },
        complaints: [],
        over: [...themes, ...resizedTo].map(() => 0),
      });
    },
  );
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
