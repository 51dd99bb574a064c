import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { builtPages } from '../../src/tools/build/builtPages.ts';
import { rootBuild } from '../browser/builds.ts';
import type { StartBrowser } from './Driver.ts';
import { type Visit, visitSite } from './visitSite.ts';

/** What holds on every page of the site in both themes, as wide and as narrow as the browser's window goes. */
export async function checkPages(start: StartBrowser): Promise<void> {
  const paths = (await builtPages(rootBuild)).map(({ path }) => path);
  describe.each(['light', 'dark'] as const)('%s', (theme) => {
    let visit: Visit;
    beforeAll(async () => {
      visit = await visitSite(start, theme);
    });
    afterAll(() => visit.close());

    it.each(paths)('%s: the browser has no complaint, nothing runs over', async (path) => {
      const seen: unknown[] = [];
      for (const width of visit.widths) {
        await visit.resize(width);
        await visit.open(path);
        await visit.until(0, readOn);
        seen.push({ ...(await visit.ask(look)), complaints: await visit.complaints() });
      }
      expect(seen).toEqual(visit.widths.map((width) => ({ theme, width, over: 0, complaints: [] })));
    });
  });
}

/** Scrolls on by most of a window, so that what loads on sight does; how many pixels of the page are still to come. */
function readOn(): number {
  const page = document.documentElement;
  window.scrollBy({ top: window.innerHeight * 0.8, behavior: 'instant' });
  const left = page.scrollHeight - page.scrollTop - window.innerHeight;
  return left <= 2 ? 0 : left;
}

function look() {
  return {
    theme: matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light',
    width: window.innerWidth,
    over: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  };
}
