import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { kinds } from '../browser/kinds.ts';
import type { StartBrowser } from './Driver.ts';
import { type Visit, visitSite } from './visitSite.ts';

/** What holds on a page of each kind, as wide and as narrow as the browser's window goes; in the dark theme, for the instruments are used in the light one. */
export function checkPages(start: StartBrowser): void {
  describe('a page', () => {
    let visit: Visit;
    beforeAll(async () => {
      visit = await visitSite(start, 'dark');
    });
    afterAll(() => visit.close());

    it.each(kinds)('%s: the browser has no complaint, nothing runs over', async (path) => {
      const seen: unknown[] = [];
      for (const width of visit.widths) {
        await visit.resize(width);
        await visit.open(path);
        await visit.until(0, readOn);
        seen.push({ ...(await visit.ask(look)), complaints: await visit.complaints() });
      }
      expect(seen).toEqual(visit.widths.map((width) => ({ theme: 'dark', width, over: 0, complaints: [] })));
    });
  });
}

/** Scrolls on by most of a window a frame, so that what loads on sight does; how many pixels of the page are still to come after ten of them. */
async function readOn(): Promise<number> {
  const page = document.documentElement;
  for (let frame = 0; frame < 10; frame++) {
    window.scrollBy({ top: window.innerHeight * 0.8, behavior: 'instant' });
    await new Promise(requestAnimationFrame);
  }
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
