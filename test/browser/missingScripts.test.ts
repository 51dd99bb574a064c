import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSite, type Site, type WatchedPage } from './site.ts';

// Each request in turn is lost: the answer of another question never stays, its place says what is missing, and what is tried again succeeds.

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const CHECKER = '/play/seccomp/';
/** The loader asks for it once more under another address. */
const SCRIPT = '**/view.*.js*';
const CONTROLS = 'button, select, input:is([type=radio], [type=checkbox], [type=file])';

/** Opens the page with some of its files lost, as told, until `back`. */
async function openWithout(path: string, files: string, how: 'lost' | 'gone') {
  const page = await site.openFirst('/404.html');
  await page.route(files, (route) => (how === 'lost' ? route.abort() : route.fulfill({ status: 404, body: '' })));
  await page.goto(site.origin + path);
  return { page, back: () => page.unroute(files) };
}

/** What a page or an instrument says it misses. Other instruments of a chapter come into sight on the way, and miss theirs. */
const missing = (where: WatchedPage | Locator) => where.locator('.missing p:visible').first();

/** What belongs to an answer and goes with it. */
const OF_AN_ANSWER =
  ':is(.verdict, .prototype:not(:empty), .start-card, .conclusion, .offers li, .roads, .picture, .answer-strip)';

// One mechanism for all instruments; that each has its place for what is missing, islands.test.ts holds.
describe('an instrument without its script', () => {
  it('says so in the place of the old answer, leaves no control that does nothing, and answers once it is tried again', async () => {
    const { page, back } = await openWithout(CHECKER, SCRIPT, 'lost');
    const view = page.locator('astro-island').first();
    await view.locator('#seccomp-ask').fill('mkdir');
    await missing(view).getByRole('button').first().waitFor();
    expect([
      await missing(view).textContent(),
      await view.locator(`${OF_AN_ANSWER} >> visible=true`).count(),
      await view.locator(`:is(${CONTROLS}):enabled:not(.missing *)`).count(),
    ]).toEqual([
      'Couldn’t load the profile checker’s script. The site may have been updated since you opened this page. If so, reload the page. Try again Reload the page',
      0,
      0,
    ]);
    await back();
    await missing(view).getByRole('button', { name: 'Try again' }).click();
    await verdictOn(page, 'mkdir, call 83');
    expect([await missing(view).count(), await view.locator(`:is(${CONTROLS}):disabled`).count()]).toEqual([0, 0]);
  });

  it('keeps what was typed while the page is loaded again, where a newer build took the script’s place', async () => {
    const { page, back } = await openWithout(CHECKER, SCRIPT, 'gone');
    await page.fill('#seccomp-ask', 'mkdir');
    await missing(page).getByRole('button', { name: 'Reload the page' }).waitFor();
    await back();
    await missing(page).getByRole('button', { name: 'Reload the page' }).click();
    await verdictOn(page, 'mkdir, call 83');
    expect(await page.inputValue('#seccomp-ask')).toBe('mkdir');
  });

  it('comes back by itself with the connection', async () => {
    const page = await site.openFirst(CHECKER);
    await page.context().setOffline(true);
    await page.fill('#seccomp-ask', 'mkdir');
    await missing(page).getByRole('button').waitFor();
    const told = await missing(page).textContent();
    await page.context().setOffline(false);
    await verdictOn(page, 'mkdir, call 83');
    expect(told).toBe('Couldn’t load the profile checker’s script. Check your connection. Try again ');
  });
});

const verdictOn = (page: WatchedPage, asked: string) =>
  page.waitForFunction((wanted) => document.querySelector('.verdict-asked')?.textContent?.includes(wanted), asked);

/** The checker awake, asked about mkdir. */
async function openChecker() {
  const page = await site.openFirst(CHECKER);
  await page.locator('[id$=-ask]').first().fill('mkdir');
  await verdictOn(page, 'mkdir, call 83');
  return page;
}

describe('the checker awake', () => {
  it('a profile whose text is lost leaves no verdict of another, and answers once it is tried again', async () => {
    const page = await openChecker();
    await page.route('**/podman-5.4.*.js*', (route) => route.abort());
    await page.locator('[id$=-preset]').first().selectOption('podman-5.4');
    await missing(page).getByRole('button').first().waitFor();
    expect([
      await missing(page).textContent(),
      await page.locator('.verdict').count(),
      await page.locator('.calls').count(),
    ]).toEqual([
      'Couldn’t load Podman’s default 5.4. The site may have been updated since you opened this page. If so, reload the page. Try again Reload the page',
      0,
      0,
    ]);
    await page.unroute('**/podman-5.4.*.js*');
    await missing(page).getByRole('button', { name: 'Try again' }).click();
    await verdictOn(page, 'Podman’s default 5.4');
  });

  it('tables that are lost leave no verdict of another machine, and it answers with the connection', async () => {
    const page = await openChecker();
    await page.context().setOffline(true);
    await page.selectOption('#seccomp-arch', 'SCMP_ARCH_S390X');
    await missing(page).getByText('Couldn’t load the system calls of s390x and s390').waitFor();
    const told = await missing(page).textContent();
    const verdicts = await page.locator('.verdict').count();
    await page.context().setOffline(false);
    await verdictOn(page, 'of s390x');
    expect([told, verdicts]).toEqual([
      'Couldn’t load the system calls of s390x and s390. Check your connection. Try again ',
      0,
    ]);
  });

  it('a link to a profile whose text is lost shows no verdict of the page’s own, and opens once it is there', async () => {
    const page = await site.openFirst('/404.html');
    await page.route('**/podman-5.4.*.js*', (route) => route.abort());
    await page.goto(`${site.origin}${CHECKER}#profile=podman-5.4&call=keyctl`);
    await missing(page).getByRole('button').first().waitFor();
    const verdicts = await page.locator('.verdict:visible').count();
    await page.unroute('**/podman-5.4.*.js*');
    await missing(page).getByRole('button', { name: 'Try again' }).click();
    await verdictOn(page, 'keyctl');
    expect(verdicts).toBe(0);
  });
});

describe('what inspects a profile', () => {
  it('is lost: no ways or offers of another question stay, and they come once it is tried again', async () => {
    const page = await site.openFirst('/404.html');
    let isLost = true;
    await page.route('**/{engine.worker,inspectAsked}*.js*', (route) => (isLost ? route.abort() : route.continue()));
    await page.goto(`${site.origin}${CHECKER}`);
    await page.fill('#seccomp-ask', 'mkdir');
    await verdictOn(page, 'mkdir, call 83');
    await missing(page).getByRole('button').first().waitFor();
    expect([
      await missing(page).textContent(),
      await page.locator('.roads, .offers li').count(),
      await page.locator('.verdict').count(),
    ]).toEqual([
      'Couldn’t load the ways around this filter. The site may have been updated since you opened this page. If so, reload the page. Try again Reload the page',
      0,
      1,
    ]);
    isLost = false;
    // At once, for it is tried again by itself as well.
    await missing(page)
      .getByRole('button', { name: 'Try again' })
      .evaluate((button: HTMLElement) => button.click());
    await page.locator('.roads').first().waitFor();
    expect(await missing(page).count()).toBe(0);
  });
});

/** The calculator awake, with its engine lost from now on where there is a worker, and in the page itself. */
async function openCalculator(files = '**/{map.worker,answerQuestion}*.js*') {
  const page = await site.openFirst('/404.html');
  await page.route(files, (route) => route.abort());
  await page.goto(`${site.origin}/play/uid-map/`);
  const view = page.locator('astro-island:has(.uid-map)').first();
  await view.locator('[id$=-inside]').fill('7');
  return { page, view, back: () => page.unroute(files) };
}

const answers = (view: ReturnType<WatchedPage['locator']>) =>
  Promise.all([
    view.locator('.answer-sentence').count(),
    view.locator('.id-picture').count(),
    view.locator('.extents').count(),
    view.locator('[id$=-inside]').inputValue(),
    view.locator('[id$=-outside]').inputValue(),
  ]);

describe('the calculator awake', () => {
  it('without its engine no answer of another question stays, and it answers once it is tried again', async () => {
    const { page, view, back } = await openCalculator();
    await missing(page).getByRole('button').first().waitFor();
    expect([await missing(page).textContent(), await answers(view)]).toEqual([
      'Couldn’t load the answer. The site may have been updated since you opened this page. If so, reload the page. Try again Reload the page',
      [0, 0, 0, '7', ''],
    ]);
    await back();
    await missing(page).getByRole('button', { name: 'Try again' }).click();
    await view.locator('.answer-sentence').filter({ hasText: '165543' }).waitFor();
    expect(await missing(page).count()).toBe(0);
  });

  it('answers by itself where the worker alone is lost', async () => {
    const { view } = await openCalculator('**/map.worker*.js*');
    await view.locator('.answer-sentence').filter({ hasText: '165543' }).waitFor();
    expect((await answers(view)).slice(3)).toEqual(['7', '165543']);
  });

  it('the map to make is missing with its engine, not the fields, and is made by itself once the engine is back', async () => {
    const { page, view, back } = await openCalculator();
    await page.locator('.task-choice label', { hasText: 'Make a map' }).click();
    await page.fill('#uid-map-mapping-0-inside', '5');
    await missing(page).getByRole('button').first().waitFor();
    const told = await missing(page).textContent();
    await back();
    await view.locator('.answer-sentence').filter({ hasText: 'lines for users' }).waitFor();
    expect([told?.slice(0, 21), await page.inputValue('#uid-map-mapping-0-inside')]).toEqual([
      'Couldn’t load the map',
      '5',
    ]);
  });
});

it('the calculator without its fields for a map says so, keeps what was chosen, and shows them once it is tried again', async () => {
  const { page, back } = await openWithout('/play/uid-map/', '**/MakePanels.*.js*', 'lost');
  await page.click('.task-choice label:has([value=make])');
  await missing(page).getByRole('button', { name: 'Try again' }).waitFor();
  expect(await missing(page).textContent()).toMatch(/^Couldn’t load the fields for a map\. /);
  await back();
  await missing(page).getByRole('button', { name: 'Try again' }).click();
  await page.locator('.making').waitFor();
  await expect.poll(() => missing(page).count()).toBe(0);
  expect(await page.locator('[value=make]').isChecked()).toBe(true);
});
