import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { rootBuild } from './builds.ts';
import { type Line, openLine } from './line.ts';
import { NEWER, writeNewerBuild, writeSmallBuild } from './newerBuild.ts';
import {
  askCalculator,
  buildOf,
  cachesOf,
  keptBy,
  lookForNewer,
  removeOpened,
  removeSite,
  takeSite,
  underWorker,
  untilAtRest,
  untilKept,
  untilNewerWaits,
  visit,
} from './offlinePages.ts';
import { sharedChromium } from './site.ts';

// A newer build comes while tabs are open: nothing that was typed is lost, and no page runs with another build's files.

const olderBuild = join(import.meta.dirname, '../../.cache/small-build');
const newerBuild = join(import.meta.dirname, '../../.cache/newer-build');
const partOfBuild = join(import.meta.dirname, '../../.cache/part-of-build');
let browser: Browser;
let line: Line;
beforeAll(async () => {
  await writeSmallBuild(rootBuild, olderBuild);
  await writeNewerBuild(olderBuild, newerBuild, [/^MakePanels\./, /^map\.worker\./]);
  browser = await sharedChromium();
});
beforeEach(async () => {
  line = await openLine(olderBuild);
});
afterEach(() => line.cut());

const builds = async (page: Page) => [...new Set((await cachesOf(page)).map((name) => name.split(' ')[1]))];
const useIt = async (page: Page) => {
  const loaded = page.waitForEvent('load');
  loaded.catch(() => undefined);
  await page.getByRole('button', { name: 'Use the new version' }).click();
  await loaded;
};
/** The whole site kept, and a second tab at an instrument, of which a part has not been loaded yet. */
const twoTabs = async () => {
  const page = await visit(browser, `${line.origin}/`);
  await takeSite(page, line.origin);
  const other = await page.context().newPage();
  await other.goto(`${line.origin}/play/uid-map/`);
  await askCalculator(other, '7', '165543');
  return { page, other };
};
/** Serves another build, and takes it in one tab. */
const takeNext = async (page: Page, build: string) => {
  await line.mend(build);
  await untilNewerWaits(page);
  await page.goto(`${line.origin}/`);
  await useIt(page);
};
/** Once the page’s button is pressed, it asks for a hundred files, one as soon as the last has come. */
const askForFilesOnceUsed = (page: Page) =>
  page.evaluate(() => {
    const ask = async () => {
      for (let asked = 0; asked < 100; asked += 1) {
        await fetch('/offline/').catch(() => undefined);
        await new Promise((later) => setTimeout(later, 1));
      }
    };
    document.querySelector('.keeping button')?.addEventListener('click', ask);
  });
/** Has the instrument load the part that it lacks. */
const makeMap = async (tab: Page) => {
  await tab.locator('.task-choice label', { hasText: 'Make a map' }).click();
  await tab.locator('.making').waitFor();
};
const scripts = (page: Page) =>
  page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .map(({ name }) => name)
      .filter((name) => /MakePanels|map\.worker/.test(name)),
  );

it('a tab goes on with its own build’s files, though the server has them no longer, until the reader takes the newer one', async () => {
  const page = await visit(browser, `${line.origin}/`);
  await takeSite(page, line.origin);
  await page.goto(`${line.origin}/play/uid-map/`);
  await askCalculator(page, '7', '165543');
  const older = await buildOf(page);
  await line.mend(newerBuild);
  await untilNewerWaits(page);
  await page.locator('.task-choice label', { hasText: 'Make a map' }).click();
  await page.fill('#uid-map-mapping-0-inside', '5');
  await page.locator('.answer-sentence').filter({ hasText: 'lines for users' }).waitFor();
  const ofOlder = await scripts(page);
  expect([await buildOf(page), ofOlder.length > 0, ofOlder.some((name) => name.includes(NEWER))]).toEqual([
    older,
    true,
    false,
  ]);
  await useIt(page);
  await underWorker(page);
  await page.locator('#uid-map-mapping-0-inside').waitFor();
  expect(await page.inputValue('#uid-map-mapping-0-inside')).toBe('5');
  const newer = await buildOf(page);
  await expect.poll(() => builds(page)).toEqual([newer]);
  const ofNewer = await scripts(page);
  expect([newer === older, ofNewer.length > 0, ofNewer.every((name) => name.includes(NEWER))]).toEqual([
    false,
    true,
    true,
  ]);
  // The newer one came as a whole, so it works without the network as well.
  await line.cut();
  await page.goto(`${line.origin}/learn/seccomp/`);
  expect(await buildOf(page)).toBe(newer);
});

it('the newer one takes over though files are asked for just as the older worker ends', async () => {
  const page = await visit(browser, `${line.origin}/`);
  for (const build of [newerBuild, olderBuild, newerBuild]) {
    await line.mend(build);
    await untilNewerWaits(page);
    const older = await buildOf(page);
    await page.getByRole('button', { name: 'Use the new version' }).waitFor();
    await askForFilesOnceUsed(page);
    await useIt(page);
    expect((await buildOf(page)) === older).toBe(false);
  }
});

it('what was typed into a chapter’s instruments and exercises stays', async () => {
  const path = '/learn/user-namespaces/';
  const page = await visit(browser, line.origin + path);
  await takeSite(page, line.origin);
  await page.goto(line.origin + path);
  const calculator = page.locator('astro-island:has(.uid-map)').first();
  await calculator.scrollIntoViewIfNeeded();
  await calculator.locator('[id$=-inside]').first().fill('7');
  await calculator.locator('.answer-sentence').filter({ hasText: '165543' }).waitFor();
  const exercise = page.locator('#exercise-room-for-nobody textarea');
  await exercise.scrollIntoViewIfNeeded();
  await exercise.fill('0 165536 65536');
  await page.locator('#exercise-room-for-nobody .exercise-checks').waitFor();
  const older = await buildOf(page);
  await line.mend(newerBuild);
  await untilNewerWaits(page);
  await useIt(page);
  await calculator.scrollIntoViewIfNeeded();
  await calculator.locator('.answer-sentence').filter({ hasText: '165543' }).waitFor();
  await exercise.scrollIntoViewIfNeeded();
  await expect.poll(() => exercise.inputValue()).toBe('0 165536 65536');
  expect((await buildOf(page)) === older).toBe(false);
});

it('another tab of the older build keeps its files until it is closed', async () => {
  const { page, other } = await twoTabs();
  const older = await buildOf(other);
  await takeNext(page, newerBuild);
  await makeMap(other);
  const ofOther = await scripts(other);
  expect([await buildOf(other), ofOther.some((name) => name.includes(NEWER)), (await builds(page)).length]).toEqual([
    older,
    false,
    2,
  ]);
  await other.close();
  await page.goto(`${line.origin}/learn/`);
  await expect.poll(() => builds(page)).toEqual([await buildOf(page)]);
});

it('a tab of the older build keeps its files also as the only one, when the next is opened', async () => {
  const { page, other } = await twoTabs();
  await takeNext(page, newerBuild);
  await page.close();
  const next = await other.context().newPage();
  await next.goto(`${line.origin}/learn/`);
  await next.locator('.keeping').getByText('Works offline').waitFor();
  await makeMap(other);
  await untilAtRest(next);
  expect((await builds(next)).length).toBe(2);
});

it('a build that is served again takes over all that the one between has kept', async () => {
  const { page, other } = await twoTabs();
  const older = await buildOf(page);
  for (const build of [newerBuild, olderBuild]) await takeNext(page, build);
  await other.close();
  await line.cut();
  await page.goto(`${line.origin}/learn/seccomp/`);
  await page.locator('.keeping').getByText('Works offline').waitFor();
  await expect.poll(() => builds(page)).toEqual([older]);
});

it('what the reader removes goes from older builds too, but for the files of their tabs, and does not come back with the next', async () => {
  const { page, other } = await twoTabs();
  await takeNext(page, newerBuild);
  await page.goto(`${line.origin}/offline/`);
  await removeSite(page);
  const pages = async () =>
    Object.entries(await keptBy(page)).flatMap(([name, paths]) =>
      name.endsWith(' base') ? [] : paths.filter((path) => /(?:\/|\.html)$/.test(path)),
    );
  expect([(await builds(page)).length, await pages()]).toEqual([2, []]);
  await makeMap(other);
  await line.mend(olderBuild);
  await untilNewerWaits(page);
  expect(await pages()).toEqual([]);
});

it('a page of the newer build is not kept among the older one’s, and its worker takes over where no other tab is open', async () => {
  const page = await visit(browser, `${line.origin}/play/uid-map/`);
  await untilKept(page, '/play/uid-map/');
  await askCalculator(page, '7', '165543');
  const older = await buildOf(page);
  await line.mend(newerBuild);
  await page.goto(`${line.origin}/learn/`);
  const newer = await buildOf(page);
  await expect.poll(() => builds(page)).toEqual([newer]);
  expect(newer === older).toBe(false);
  await untilKept(page, '/learn/');
  // What was opened before was fetched anew, with the instrument that was used.
  await line.cut();
  await page.goto(`${line.origin}/play/uid-map/`);
  await askCalculator(page, '9', '165545');
  expect(await buildOf(page)).toBe(newer);
});

it('pages that the reader removes while a newer build waits do not come back with it', async () => {
  const page = await visit(browser, `${line.origin}/play/uid-map/`);
  await untilKept(page, '/play/uid-map/');
  await page.goto(`${line.origin}/offline/`);
  await line.mend(newerBuild);
  await untilNewerWaits(page);
  const opened = async () => (await cachesOf(page)).filter((name) => name.endsWith(' opened'));
  expect((await opened()).length).toBe(2);
  await removeOpened(page);
  await expect.poll(opened).toEqual([]);
  const bases = Object.entries(await keptBy(page)).filter(([name]) => name.endsWith(' base'));
  expect(bases.map(([, paths]) => paths.includes('/offline/'))).toEqual([true, true]);
  await useIt(page);
  await underWorker(page);
  await expect.poll(() => builds(page)).toEqual([await buildOf(page)]);
  expect(await opened()).toEqual([]);
});

it('a newer build that can’t come as a whole leaves the older one in its place', async () => {
  const page = await visit(browser, `${line.origin}/`);
  await takeSite(page, line.origin);
  const older = await buildOf(page);
  // One of the last files is not there.
  await rm(partOfBuild, { recursive: true, force: true });
  await cp(newerBuild, partOfBuild, { recursive: true });
  await rm(join(partOfBuild, 'talk/index.html'));
  await line.mend(partOfBuild);
  const ofNewer = async () =>
    Object.entries(await keptBy(page)).find(([name]) => name.endsWith(' whole') && name.split(' ')[1] !== older)?.[1]
      .length ?? 0;
  await expect
    .poll(async () => {
      await lookForNewer(page);
      return ofNewer();
    })
    .toBeGreaterThan(0);
  await expect
    .poll(() =>
      page.evaluate(async () => {
        const { installing, waiting } = await navigator.serviceWorker.ready;
        return [installing?.state, waiting?.state];
      }),
    )
    .toEqual([undefined, undefined]);
  await line.cut();
  const came = await ofNewer();
  await page.goto(`${line.origin}/learn/seccomp/`);
  expect(await buildOf(page)).toBe(older);
  // What came of it stays, so that the next attempt has less to bring.
  await page.locator('.keeping').getByText('Works offline').waitFor();
  await untilAtRest(page);
  expect([came > 0, await ofNewer()]).toEqual([true, came]);
  await line.mend(newerBuild);
  await untilNewerWaits(page);
  await useIt(page);
  await expect.poll(() => builds(page)).toEqual([await buildOf(page)]);
});
