import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { megabytes } from '../../src/offline/cacheNames.ts';
import { builtPages } from '../../src/tools/build/headersFile.ts';
import { rootBuild } from './builds.ts';
import { type HalfSent, halfSent } from './halfSent.ts';
import { type Line, openLine } from './line.ts';
import { writeSmallBuild } from './newerBuild.ts';
import {
  askCalculator,
  cachesOf,
  keptBy,
  openUnkept,
  removeOpened,
  removeSite,
  takeSite,
  underWorker,
  untilAtRest,
  untilKept,
  visit,
} from './offlinePages.ts';
import { sharedChromium } from './site.ts';

// The line is cut by stopping the server: what a page still gets then, it gets from the device.

const smallBuild = join(import.meta.dirname, '../../.cache/offline-build');
let browser: Browser;
let line: Line;
beforeAll(async () => {
  await writeSmallBuild(rootBuild, smallBuild);
  browser = await sharedChromium();
});
beforeEach(async () => {
  line = await openLine(smallBuild);
});
afterEach(() => line.cut());

const open = (path: string) => visit(browser, line.origin + path);
const go = async (page: Page, path: string) => (await page.goto(line.origin + path))?.status();
/** The paths of what is kept and has no hash in its name. */
const keptPages = async (page: Page) =>
  Object.values(await keptBy(page))
    .flat()
    .filter((path) => !path.startsWith('/_astro/'));
const untilKeepOffline = (page: Page) =>
  page.waitForFunction(() => performance.getEntriesByType('resource').some(({ name }) => /keepOffline/.test(name)));
const rows = (page: Page) => page.locator('.offline tbody tr').allTextContents();

describe('pages that were opened', () => {
  it('open again without the network, with the instrument that was used and its state', async () => {
    const page = await open('/learn/iceberg/');
    await untilKept(page, '/learn/iceberg/');
    await go(page, '/play/uid-map/');
    await askCalculator(page, '7', '165543');
    await untilKept(page, '/play/uid-map/');
    await page.waitForFunction(() => location.hash.includes('id=7'));
    await line.cut();
    await page.reload();
    await page.locator('.answer-sentence').filter({ hasText: '165543' }).waitFor();
    await askCalculator(page, '8', '165544');
    expect([await go(page, '/learn/iceberg/'), await page.locator('main h1').textContent()]).toEqual([
      200,
      'The iceberg',
    ]);
  });

  it('the first page too, which was there before the worker', async () => {
    const page = await openUnkept(browser);
    await page.goto(`${line.origin}/play/uid-map/`);
    await askCalculator(page, '7', '165543');
    await underWorker(page);
    await untilKept(page, '/play/uid-map/');
    await untilAtRest(page);
    await line.cut();
    await page.reload();
    // What is typed while the page takes its state from the address may stand beside that.
    await page.locator('.answer-sentence').filter({ hasText: '165543' }).waitFor();
    await askCalculator(page, '8', '165544');
    expect(page.workers().length).toBe(1);
  });

  it.each(['/talk/', '/talk/own/#links=/talk/%23title'])('a deck too, where it is the first page: %s', async (path) => {
    const page = await open(path);
    await untilKept(page, path.replace(/#.*/, ''));
    await untilAtRest(page);
    await line.cut();
    await page.reload();
    await page.locator('.deck.ready section.present').waitFor();
    await page.keyboard.press('?');
    expect(await page.locator('#deck-menu').isVisible()).toBe(true);
  });

  it('another says that it is not there, and which are', async () => {
    const page = await open('/learn/iceberg/');
    await untilKept(page, '/learn/iceberg/');
    await line.cut();
    expect(await go(page, '/learn/seccomp/')).toBe(503);
    await page.locator('.offline tbody a').first().waitFor();
    expect([
      await page.title(),
      await page.locator('h1:visible').allTextContents(),
      await page.locator('.offline tbody a').allTextContents(),
    ]).toEqual(['Not on this device · Below the Waterline', ['Not on this device'], ['The iceberg']]);
    await line.mend();
    await page.reload();
    expect(await page.locator('h1:visible').allTextContents()).not.toContain('Not on this device');
  });

  it('what is kept is what is listed, and nothing that was typed', async () => {
    const page = await open('/play/uid-map/');
    await untilKept(page, '/play/uid-map/');
    await page.fill('#uid-map-text', 'hush-hush:5000:10000');
    await page.waitForFunction(() => location.hash.includes('hush'));
    await page.reload();
    await go(page, '/learn/');
    await untilKept(page, '/learn/');
    await go(page, '/offline/');
    await page.locator('.offline tbody a').nth(1).waitFor();
    const listed = await page
      .locator('.offline tbody a')
      .evaluateAll((links) => links.map((link) => link.getAttribute('href')));
    const kept = await keptBy(page);
    const [[, opened] = ['', []], ...others] = Object.entries(kept).sort().reverse();
    const bodies = await page.evaluate(async () => {
      const texts: string[] = [];
      for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        for (const request of await cache.keys()) {
          const { url } = request;
          texts.push(url, (await (await cache.match(request))?.text()) ?? '');
        }
      }
      return texts.join('\n');
    });
    expect({
      pages: opened?.filter((path) => !path.startsWith('/_astro/')),
      others: others.map(([name, paths]) => [
        name.replace(/ \w+ /, ' '),
        paths.filter((path) => !path.startsWith('/_astro/')),
      ]),
      isTypedKept: bodies.includes('hush-hush'),
    }).toEqual({ pages: listed, others: [['/ base', ['/offline/']]], isTypedKept: false });
    await removeOpened(page);
    // The page adds a script of its own after two seconds.
    await untilKeepOffline(page);
    expect((await cachesOf(page)).map((name) => name.replace(/ \w+ /, ' '))).toEqual(['/ base']);
  });

  it('go though the worker is asked at that moment what is kept, and leave no empty cache', async () => {
    const page = await open('/offline/');
    for (let removal = 0; removal < 10; removal += 1) {
      await page.evaluate(() => fetch('/learn/iceberg/').then(() => undefined));
      await untilKept(page, '/learn/iceberg/');
      await page.evaluate(async () => {
        const { controller } = navigator.serviceWorker;
        for (let asked = 0; asked < 100; asked += 1) {
          if (asked === 20) controller?.postMessage({ kind: 'remove', part: 'opened' });
          controller?.postMessage({ kind: 'tell' }, [new MessageChannel().port2]);
          await new Promise((later) => setTimeout(later, 1));
        }
      });
      await expect.poll(() => cachesOf(page)).toHaveLength(1);
    }
  });
});

describe('the list in sight follows', () => {
  const titles = (page: Page) => page.locator('.offline tbody a').allTextContents();

  it('what another tab opens, and what it removes', async () => {
    const page = await open('/offline/');
    const remover = page.getByRole('button', { name: 'Remove opened pages from this device' });
    await page.getByText('The whole site: ').waitFor();
    expect([await titles(page), await remover.count()]).toEqual([[], 0]);
    const other = await page.context().newPage();
    await other.goto(`${line.origin}/learn/iceberg/`);
    await expect.poll(() => titles(page)).toEqual(['The iceberg']);
    await remover.waitFor();
    await untilKeepOffline(other);
    await untilAtRest(page);
    const kept = await page.evaluate(async () => {
      const name = (await caches.keys()).find((each) => each.endsWith(' opened')) ?? '';
      const cache = await caches.open(name);
      const sizes = (await cache.keys()).map(async (key) => (await (await cache.match(key))?.blob())?.size ?? 0);
      return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
    });
    expect((await rows(page)).slice(1, 2)).toEqual([`These pages and the files they load, in total${megabytes(kept)}`]);
    await other.goto(`${line.origin}/offline/`);
    await removeOpened(other);
    await remover.waitFor({ state: 'detached' });
    expect(await titles(page)).toEqual([]);
  });

  it('another tab’s download, and its removal', async () => {
    const page = await open('/offline/');
    await page.getByText('The whole site: ').waitFor();
    const other = await page.context().newPage();
    await takeSite(other, line.origin);
    await page.getByText('Works offline: the whole site is on this device.').waitFor();
    await removeSite(other);
    await page.getByRole('button', { name: 'Download the whole site' }).waitFor();
    expect((await rows(page)).length).toBe(1);
  });
});

describe('a page that is on its way while the opened pages are removed is not kept after it', () => {
  const path = '/learn/seccomp/';
  let slow: HalfSent;
  beforeEach(async () => {
    slow = await halfSent(line.origin, 'id="filter-program"');
  });
  afterEach(() => slow.close());

  it('in another tab', async () => {
    const page = await visit(browser, `${slow.origin}/play/uid-map/`);
    await untilKept(page, '/play/uid-map/');
    const other = await page.context().newPage();
    await other.goto(slow.origin + path, { waitUntil: 'commit' });
    await page.goto(`${slow.origin}/offline/`);
    await removeOpened(page);
    slow.sendRest();
    await other.waitForLoadState();
    // A while after it was loaded, the page tells the worker of itself.
    await untilKeepOffline(other);
    await untilAtRest(page);
    slow.sendRest();
    await untilAtRest(page);
    expect(await keptPages(page)).toEqual(['/offline/']);
  });

  it('as the first page, which the worker fetches once more', async () => {
    const page = await openUnkept(browser);
    await page.goto(slow.origin + path, { waitUntil: 'commit' });
    slow.sendRest();
    await expect.poll(slow.held).toBe(1);
    await expect.poll(async () => (await cachesOf(page)).some((name) => name.endsWith(' opened'))).toBe(true);
    await page.goto(`${slow.origin}/offline/`);
    await page.getByText('Files loaded by opened pages').waitFor();
    await removeOpened(page);
    slow.sendRest();
    await untilAtRest(page);
    expect(await keptPages(page)).toEqual(['/offline/']);
  });
});

describe('the whole site', () => {
  it('is every page of the build, with the headers that the server sent, and opens without the network: an instrument in its worker, the search, and the page for a wrong address', async () => {
    await line.mend(rootBuild);
    const page = await open('/');
    await takeSite(page, line.origin);
    const kept = Object.entries(await keptBy(page)).find(([name]) => name.endsWith(' whole'))?.[1] ?? [];
    const paths = (await builtPages(rootBuild)).map(({ path }) => path);
    const policy = await page.evaluate(async () =>
      (await caches.match('/pagefind/pagefind-worker.js'))?.headers.get('Content-Security-Policy'),
    );
    expect([
      paths.filter((path) => !kept.includes(path)),
      kept.filter((path) => /^\/(?:_headers|sw\.js|share\.png|og\/.*)$/.test(path)),
      policy?.includes("'wasm-unsafe-eval'"),
    ]).toEqual([[], [], true]);
    await line.cut();
    expect([await go(page, '/learn/seccomp/'), await go(page, '/reference/glossary/')]).toEqual([200, 200]);
    await page.locator('.keeping').getByText('Works offline').waitFor();
    await go(page, '/play/seccomp/');
    await page.fill('#seccomp-ask', 'mkdir');
    await page.locator('.verdict-asked').filter({ hasText: 'mkdir, call 83' }).waitFor();
    expect(page.workers().length).toBeGreaterThan(0);
    await page.click('#search-open');
    await page.fill('#search-query', 'subuid');
    await page.locator('#search-results a.page').first().waitFor();
    await page.keyboard.press('Escape');
    expect([await go(page, '/no-such-page/'), await page.locator('h1').textContent()]).toEqual([
      404,
      'Nothing at this depth',
    ]);
  });

  it('its size is told before, and it goes from the device again', async () => {
    const page = await open('/offline/');
    const size = /data-site-size[^>]*>([^<]+)</.exec(
      await readFile(join(smallBuild, 'offline/index.html'), 'utf8'),
    )?.[1];
    await page.getByText(`The whole site: ${size}, in`).waitFor();
    await takeSite(page, line.origin);
    expect((await rows(page))[0]).toContain(`The whole site`);
    await removeSite(page);
    expect((await cachesOf(page)).map((name) => name.replace(/ \w+ /, ' '))).toEqual(['/ base']);
  });

  it('cut off on the way keeps what is there, says why it stopped, and goes on from there', async () => {
    const page = await open('/offline/');
    await page.getByRole('button', { name: 'Download the whole site' }).click();
    const before = async () =>
      Object.entries(await keptBy(page)).find(([name]) => name.endsWith(' whole'))?.[1].length ?? 0;
    await expect.poll(before).toBeGreaterThan(0);
    await line.cut();
    await page.getByText('Can’t reach the site. Check your connection').waitFor();
    expect(await before()).toBeGreaterThan(0);
    await line.mend();
    await page.getByRole('button', { name: 'Download the rest' }).click();
    await page.getByText('Works offline: the whole site is on this device.').waitFor();
  });

  it('stopped before it has begun can be begun again', async () => {
    const page = await open('/offline/');
    const download = page.getByRole('button', { name: 'Download the whole site' });
    await download.waitFor();
    // Both before the worker has answered.
    await page.evaluate(async () => {
      const act = (label: string) =>
        [...document.querySelectorAll<HTMLElement>('.offline-acts button')]
          .find(({ textContent }) => textContent === label)
          ?.click();
      act('Download the whole site');
      await new Promise((later) => setTimeout(later));
      act('Stop the download');
    });
    await download.click();
    await page.getByText('Works offline: the whole site is on this device.').waitFor();
  });

  it('is taken though the browser is not done with a registration', async () => {
    const page = await open('/offline/');
    // As Chromium does once a tab is closed while it registers.
    await page.addInitScript(() => {
      ServiceWorkerContainer.prototype.register = () => new Promise(() => undefined);
    });
    await takeSite(page, line.origin);
  });

  describe('over a line that is slow', () => {
    let slow: HalfSent;
    let page: Page;
    /** How many files of the whole site are kept. */
    const taken = async () =>
      Object.entries(await keptBy(page)).find(([name]) => name.endsWith(' whole'))?.[1].length ?? 0;
    const download = async (cut: string) => {
      slow = await halfSent(line.origin, cut);
      page = await visit(browser, `${slow.origin}/offline/`);
      await page.getByRole('button', { name: 'Download the whole site' }).click();
      await expect.poll(slow.held).toBe(1);
      await expect.poll(taken).toBeGreaterThan(0);
    };
    afterEach(() => slow.close());

    it('is stopped at once, and what still comes is listed', async () => {
      await download('id="filter-program"');
      await page.getByRole('button', { name: 'Stop the download' }).click();
      await page.getByRole('button', { name: 'Download the rest' }).waitFor({ timeout: 2_000 });
      await untilAtRest(page);
      const before = await taken();
      slow.sendRest();
      await expect.poll(taken).toBe(before + 1);
      await page.locator('.offline-progress', { hasText: `${before + 1} of ` }).waitFor();
      await page.getByRole('button', { name: 'Download the rest' }).click();
      await page.getByText('Works offline: the whole site is on this device.').waitFor();
    });

    it('a file that breaks off ends it at once, and says why', async () => {
      await download('id="filter-program"');
      slow.close();
      await page.getByText('Can’t reach the site. Check your connection').waitFor({ timeout: 20_000 });
      expect(await taken()).toBeGreaterThan(0);
    });

    it.each([
      ['while a page comes', 'id="filter-program"'],
      ['while its first files come', '.deck-prints'],
    ])('what another tab removes %s is not begun again', async (_, cut) => {
      await download(cut);
      const other = await page.context().newPage();
      await other.goto(`${slow.origin}/offline/`);
      await removeSite(other);
      slow.sendRest();
      await page.getByRole('button', { name: 'Download the whole site' }).waitFor();
      expect(await taken()).toBe(0);
    });
  });

  it('says that the browser gives no more room, and can be tried again once it does', async () => {
    const page = await open('/offline/');
    const session = await page.context().newCDPSession(page);
    await session.send('Storage.overrideQuotaForOrigin', { origin: line.origin, quotaSize: 1_000_000 });
    await page.getByRole('button', { name: 'Download the whole site' }).click();
    await page.getByText('The browser has no more room for this site.').waitFor();
    await session.send('Storage.overrideQuotaForOrigin', { origin: line.origin });
    await page.getByRole('button', { name: /^Download the (?:whole site|rest)$/ }).click();
    await page.getByText('Works offline: the whole site is on this device.').waitFor();
  });
});

describe('the page without what it needs', () => {
  it('without a script says so, and claims nothing', async () => {
    const page = await openUnkept(browser, { javaScriptEnabled: false });
    await page.goto(`${line.origin}/offline/`);
    expect([
      await page
        .locator('noscript p')
        .textContent()
        .then((text) => text?.trim().slice(0, 19)),
      await page.locator('.offline').isVisible(),
      await page.locator('.keeping').textContent(),
    ]).toEqual(['JavaScript is off, ', false, '']);
  });

  it('is worked by keyboard alone', async () => {
    const page = await open('/offline/');
    await page.getByRole('button', { name: 'Download the whole site' }).focus();
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.activeElement?.textContent === 'Stop the download');
    await page.getByText('Works offline: the whole site is on this device.').waitFor();
    await page.getByRole('button', { name: 'Remove the site from this device' }).focus();
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Keep');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Remove the site from this device');
  });
});
