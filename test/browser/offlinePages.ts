import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { expect, onTestFinished } from 'vitest';

/** A page in a fresh profile, which waits for nothing but what happens: its timers of up to three seconds (until the first view is there, what was typed is written, or a waiting worker is looked for again) come at once. The profile ends with the test. */
export async function openUnkept(browser: Browser, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ serviceWorkers: 'allow', ...options });
  onTestFinished(() => context.close());
  await context.addInitScript(() => {
    const hasten =
      (timer: (run: () => void, ms: number, ...given: []) => number) =>
      (run: () => void, ms = 0, ...given: []) =>
        timer(run, ms <= 3_000 ? ms / 20 : ms, ...given);
    const { setTimeout: later, setInterval: often } = window;
    Object.assign(window, { setTimeout: hasten(later), setInterval: hasten(often) });
  });
  return context.newPage();
}

/** Such a page at an address, once the site's worker answers for it. */
export async function visit(browser: Browser, address: string): Promise<Page> {
  const page = await openUnkept(browser);
  await page.goto(address);
  await underWorker(page);
  return page;
}

export async function underWorker(page: Page): Promise<void> {
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
}

/** The names of the origin’s caches, without their beginning. Opens none: that would make one anew that is being removed. */
export const cachesOf = (page: Page): Promise<string[]> =>
  page.evaluate(async () => (await caches.keys()).map((name) => name.replace('below-the-waterline ', '')));

/** What these caches have: paths, by the name of the cache. For where none is being removed. */
export const keptBy = (page: Page): Promise<Record<string, string[]>> =>
  page.evaluate(async () => {
    const kept: [string, string[]][] = [];
    for (const name of await caches.keys()) {
      const requests = await (await caches.open(name)).keys();
      kept.push([name.replace('below-the-waterline ', ''), requests.map(({ url }) => new URL(url).pathname).sort()]);
    }
    return Object.fromEntries(kept);
  });

/** Waits until a page stands among those that were opened. */
export const untilKept = (page: Page, path: string): Promise<void> =>
  expect
    .poll(async () =>
      Object.entries(await keptBy(page)).some(([name, paths]) => name.endsWith(' opened') && paths.includes(path)),
    )
    .toBe(true);

/** Looks that have to find the same, and nobody who waits for a cache, before what is kept counts as at rest. */
const SAME_LOOKS = 25;

/** Waits until nothing more is kept. */
export async function untilAtRest(page: Page): Promise<void> {
  let before = '';
  for (let same = 0; same < SAME_LOOKS; ) {
    const { held = [], pending = [] } = await page.evaluate(() => navigator.locks.query());
    const now = JSON.stringify(await keptBy(page));
    same = now === before && held.length + pending.length === 0 ? same + 1 : 0;
    before = now;
  }
}

export const buildOf = (page: Page): Promise<string | undefined> =>
  page.evaluate(() => document.documentElement.dataset.build);

/** Takes the whole site on the page that offers it. */
export async function takeSite(page: Page, origin: string): Promise<void> {
  await page.goto(`${origin}/offline/`);
  await page.getByRole('button', { name: 'Download the whole site' }).click();
  await page.getByText('Works offline: the whole site is on this device.').waitFor();
}

/** On the page that lists what is kept: removes the opened pages. */
export const removeOpened = (page: Page): Promise<void> => remove(page, 'opened pages', 'the pages');

/** On the same page: removes the whole site, or what has come of it. */
export const removeSite = (page: Page): Promise<void> => remove(page, 'the site', 'the site');

async function remove(page: Page, what: string, removed: string): Promise<void> {
  await page.getByRole('button', { name: `Remove ${what} from this device` }).click();
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  await page.getByText(`Removed ${removed} from this device.`).waitFor();
}

/**
 * Looks for a newer build, where none is on its way; gives the state of one that waits. To be asked again until it has what it is for: a look that comes while the browser
 * itself looks is joined to that one, which may have begun before the build was served (https://w3c.github.io/ServiceWorker/#schedule-job-algorithm).
 */
export const lookForNewer = (page: Page): Promise<string | undefined> =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    if (!registration.installing && !registration.waiting) await registration.update();
    return registration.waiting?.state;
  });

/** Looks for a newer build, and waits until its worker waits. */
export const untilNewerWaits = (page: Page): Promise<void> => expect.poll(() => lookForNewer(page)).toBe('installed');

/** Asks the calculator, and waits for its answer. */
export async function askCalculator(page: Page, inside: string, outside: string): Promise<void> {
  await page.locator('[id$=-inside]').first().fill(inside);
  await page.locator('.answer-sentence').filter({ hasText: outside }).first().waitFor();
}
