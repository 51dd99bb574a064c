import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { debuggingTree, placesIn } from '../../src/site/tree/tree.ts';
import { axeFindings } from './axeFindings.ts';
import { halfSent } from './halfSent.ts';
import { tabTo } from './keyboard.ts';
import { openSite, type Site, type WatchedPage } from './site.ts';

// The decision tree of the chapter about debugging: whole without script, walked with it.
const PATH = '/learn/debugging/';
const FIRST = debuggingTree.id;
const COUNT = placesIn(debuggingTree).length;

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

async function openAwake(fragment = '', options = {}) {
  const page = await site.open(PATH + fragment, { reducedMotion: 'reduce', ...options });
  if (fragment === '') await page.locator('.tree-walk').scrollIntoViewIfNeeded();
  await page.waitForSelector('.tree[data-walk]');
  return page;
}

/** The ids of the places whose own text is in sight. */
const inSight = (page: WatchedPage) =>
  page.$$eval('.tree-own', (all) =>
    all.filter((own) => own.checkVisibility()).map((own) => own.parentElement?.id ?? ''),
  );
const focused = (page: WatchedPage) => page.evaluate(() => document.activeElement?.id);
const trail = (page: WatchedPage) =>
  page.$$eval('.tree-trail li', (all) => all.map((each) => each.textContent?.trim()));
const hash = (page: WatchedPage) => page.evaluate(() => location.hash);

describe('without script', () => {
  it('the tree is whole, and each answer leads to its place', async () => {
    const page = await site.open(PATH, { javaScriptEnabled: false });
    const text = await page.content();
    expect(await page.locator('.tree-place').count()).toBe(COUNT);
    const targets = [...text.matchAll(/class="tree-choice" href="#([^"]+)"/g)].map(([, id]) => id);
    expect(targets.length).toBe(COUNT - 1);
    expect(targets.filter((id) => !text.includes(`id="${id}"`))).toEqual([]);
  });
});

describe('awake', () => {
  it('opens a place that the browser has not read yet', async () => {
    const slow = await halfSent(site.origin, 'id="which-start"');
    const page = await site.open('/404.html');
    await page.goto(`${slow.origin}${PATH}#which-start`, { waitUntil: 'commit' });
    await page.locator('.tree-walk').scrollIntoViewIfNeeded();
    await page.waitForSelector('astro-island:not([ssr]) .tree-walk');
    slow.sendRest();
    await page.waitForSelector('.tree[data-walk]');
    await expect.poll(() => inSight(page)).toEqual(['which-start']);
    slow.close();
  });

  it('shows the first question alone, then each next one; Back and the trail lead back', async () => {
    const page = await openAwake();
    expect(await inSight(page)).toEqual([FIRST]);
    await page.click('.tree-choice[href="#which-error"]');
    await expect.poll(() => inSight(page)).toEqual(['which-error']);
    await page.click('.tree-choice[href="#without-the-filter"]');
    await expect.poll(() => inSight(page)).toEqual(['without-the-filter']);
    await page.click('.tree-choice[href="#cause-filter"]');
    await expect.poll(() => inSight(page)).toEqual(['cause-filter']);
    expect([(await trail(page)).length, await hash(page)]).toEqual([4, '#cause-filter']);
    expect(await page.locator('.tree-picture circle[data-walked]').count()).toBe(4);
    await page.goBack();
    await expect.poll(() => inSight(page)).toEqual(['without-the-filter']);
    await page.click(`.tree-trail a[href="#${FIRST}"]`);
    await expect.poll(() => inSight(page)).toEqual([FIRST]);
    expect(page.complaints).toEqual([]);
  });

  it('opens at the question that a link names, with the way there', async () => {
    const page = await openAwake('#cause-nosuid');
    await expect.poll(() => inSight(page)).toEqual(['cause-nosuid']);
    expect(await trail(page)).toHaveLength(7);
    expect(
      await page.locator('#cause-nosuid').evaluate((place) => place.getBoundingClientRect().top < innerHeight),
    ).toBe(true);
  });

  it('is walked by keyboard alone: the focus goes to the next question, and it is said', async () => {
    const page = await openAwake();
    await page.$eval(`#${FIRST}-title`, (heading) => (heading as HTMLElement).focus());
    await tabTo(page, '.tree-choice[href="#which-status"]');
    await page.keyboard.press('Enter');
    await expect.poll(() => focused(page)).toBe('which-status-title');
    await tabTo(page, '.tree-choice[href="#cause-killed"]');
    await page.keyboard.press('Enter');
    await expect.poll(() => focused(page)).toBe('cause-killed-title');
    await page
      .locator('.tree [role=status]')
      .filter({ hasText: 'Cause, after 2 answers: A filter that kills' })
      .waitFor({ state: 'attached' });
    await page.goBack();
    await expect.poll(() => focused(page)).toBe('which-status-title');
  });

  it('shows the whole tree when asked, and always in print', async () => {
    const page = await openAwake('#which-status');
    await page.emulateMedia({ media: 'print' });
    expect((await inSight(page)).length).toBe(COUNT);
    await page.emulateMedia({ media: 'screen' });
    expect(await inSight(page)).toEqual(['which-status']);
    await page.click('.tree-acts button');
    await expect.poll(async () => (await inSight(page)).length).toBe(COUNT);
  });

  it('has no sideways scroll at 1280 and 320 px, and axe finds nothing, walked or whole', async () => {
    const page = await openAwake('#cause-manual');
    await expect.poll(() => inSight(page)).toEqual(['cause-manual']);
    const over: number[] = [];
    const wide = async () => {
      for (const width of [1280, 320]) {
        await page.setViewportSize({ width, height: 800 });
        over.push(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth));
      }
    };
    await wide();
    const walked = await axeFindings(page, '.tree');
    await page.click('.tree-acts button');
    await wide();
    expect([over, walked]).toEqual([[0, 0, 0, 0], []]);
  });

  it('stays whole under a reader who comes from below', async () => {
    const page = await site.open(PATH, { reducedMotion: 'reduce' });
    await page.evaluate(() => {
      const { bottom } = (document.querySelector('.tree') as HTMLElement).getBoundingClientRect();
      scrollTo({ top: scrollY + bottom - 200, behavior: 'instant' });
    });
    await page.waitForSelector('.tree astro-island:not([ssr])', { state: 'attached' });
    await expect.poll(async () => (await inSight(page)).length).toBe(COUNT);
  });
});
