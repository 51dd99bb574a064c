import { afterAll, beforeAll, expect, it } from 'vitest';
import { instruments } from '../../src/site/paths.ts';
import { axeFindings } from './axeFindings.ts';
import { tabTo } from './keyboard.ts';
import { kinds, routesWithoutPage } from './kinds.ts';
import { openSite, type Site, type WatchedPage } from './site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

/** 640 px is a 1280 px window at 200 % zoom. */
const NARROWER = [640, 390, 320];
/** Rows of a long table, items of a long list and entries of a collection are alike. */
const MOST_ALIKE = 20;

it('a page stands for each route', () => expect(routesWithoutPage).toEqual([]));

it.each(kinds)(
  '%s: axe finds nothing, the colours of both themes have contrast, nothing runs over, the skip link comes first, an instrument is asked by keyboard alone, and the browser has no complaint',
  async (path) => {
    const page = await site.open(path, { reducedMotion: 'reduce' });
    await page.keyboard.press('Tab');
    const skip = await page.evaluate(() => document.activeElement?.getAttribute('href'));
    const headings = await page.locator('h1 >> visible=true').count();
    await readThrough(page);
    const over = [await overflow(page)];
    for (const width of NARROWER) {
      await page.setViewportSize({ width, height: 800 });
      over.push(await overflow(page));
    }
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.evaluate((most) => {
      for (const parent of document.querySelectorAll('tbody, ul, main'))
        for (const alike of parent.querySelectorAll(`:scope > :is(tr, li, section):nth-of-type(n + ${most + 1})`))
          alike.remove();
    }, MOST_ALIKE);
    const found = await axeFindings(page);
    if (instruments.some((each) => each.path === path)) await askByKeyboard(page);
    expect({ skip, headings, found, over, complaints: page.complaints }).toEqual({
      skip: '#main',
      headings: 1,
      found: [],
      over: [0, 0, 0, 0],
      complaints: [],
    });
  },
);

/** Asks an instrument: its first field is reached by Tab, and what is typed or chosen there by keys comes into the address. */
async function askByKeyboard(page: WatchedPage): Promise<void> {
  await tabTo(page, '.island :is(textarea, input[type=text], input[type=search], input:not([type]), select)');
  await page.keyboard.type('podman');
  await page.waitForFunction(() => location.hash !== '');
}

/** Brings into sight all that loads on sight, and waits until it has loaded. */
async function readThrough(page: WatchedPage): Promise<void> {
  await page.evaluate(async () => {
    for (const asleep of document.querySelectorAll('astro-island[ssr][client=sight]')) {
      asleep.firstElementChild?.scrollIntoView({ behavior: 'instant' });
      // What is in sight is told at the end of a frame, after its callbacks.
      await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
    }
    window.scrollTo({ top: 0, behavior: 'instant' });
  });
  await page.waitForFunction(() =>
    [...document.querySelectorAll('astro-island[ssr][client=sight]')].every(
      (asleep) => asleep.firstElementChild?.checkVisibility() !== true,
    ),
  );
}

const overflow = (page: WatchedPage) => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
