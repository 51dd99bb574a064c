import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSite, type Site, type WatchedPage } from './site.ts';

// Each request in turn is lost: the answer of another question never stays, its place says what is missing, and what is tried again succeeds.

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

/** Every address of a page with an instrument in it, and what there is changed, answered and told. */
interface Instrument {
  what: string;
  path: string;
  island: string;
  script: string;
  field: string;
  /** What is typed into the field, or chosen in it. */
  typed: string;
  /** Where the answer stands, and what of it is of the typed question. */
  answer: string;
  next: string;
  controls: string;
}

const CHECKER = { script: 'profile checker', answer: '.verdict', typed: 'mkdir', next: 'mkdir, call 83' };
const CALCULATOR = { script: 'UID map', answer: '.answer-sentence', typed: '7', next: '165543' };
/** The loader asks for it once more under another address. */
const SCRIPT = '**/view.*.js*';
const CONTROLS = 'button, select, input:is([type=radio], [type=checkbox], [type=file])';

const INSTRUMENTS: readonly Instrument[] = [
  { what: 'the checker', path: '/play/seccomp/', island: 'astro-island', field: '#seccomp-ask', ...CHECKER },
  {
    what: 'a checker in a chapter',
    path: '/learn/containment/',
    island: 'astro-island:has(.checker)',
    field: '[id$=-ask]',
    ...CHECKER,
  },
  { what: 'the calculator', path: '/play/uid-map/', island: 'astro-island', field: '#uid-map-inside', ...CALCULATOR },
  {
    what: 'a calculator in a chapter',
    path: '/learn/user-namespaces/',
    island: 'astro-island:has(.uid-map)',
    field: '[id$=-inside]',
    ...CALCULATOR,
  },
  {
    what: 'the stack table',
    path: '/play/stack/',
    island: 'astro-island',
    script: 'stack table',
    field: '#stack-image',
    typed: 'ubuntu:22.04',
    answer: '.stack-card',
    next: 'ubuntu:22.04 breaks on',
  },
  {
    what: 'the filter program',
    path: '/play/filter/',
    island: 'astro-island',
    script: 'filter program',
    field: '#filter-call',
    typed: 'mkdir',
    answer: '.filter-runs',
    next: 'x86_64: mkdir',
  },
  {
    what: 'the box',
    path: '/play/ask/',
    island: 'astro-island',
    script: 'box',
    field: '#ask-text',
    typed: '100999',
    answer: '.ask-card',
    next: 'UID 100999 on the host',
  },
  {
    what: 'the comparison',
    path: '/play/compare/',
    island: 'astro-island',
    script: 'profile comparison',
    field: '#compare-after-preset',
    typed: 'docker-26.1',
    answer: '.compare-answer',
    next: 'Every call gets the same answer',
  },
  {
    what: 'the trace check',
    path: '/play/trace/',
    island: 'astro-island',
    script: 'trace check',
    field: '#trace-trace',
    typed: 'mkdir',
    answer: '.trace-said',
    next: 'allows the call',
  },
  {
    what: 'an exercise',
    path: '/learn/user-namespaces/',
    // By its name: without its answer, another exercise of the chapter is the first that has one.
    island: '#exercise-room-for-nobody astro-island',
    script: 'exercise',
    field: 'textarea',
    typed: '0 165536 65536',
    answer: '.exercise-checks',
    next: 'Passed inside 0-65535',
  },
].map((instrument) => ({ ...instrument, controls: CONTROLS }));

/** Opens the page with some of its files lost, as told, until `back`. */
async function openWithout(path: string, files: string, how: 'lost' | 'gone') {
  const page = await site.open('/404.html');
  await page.route(files, (route) => (how === 'lost' ? route.abort() : route.fulfill({ status: 404, body: '' })));
  await page.goto(site.origin + path);
  return { page, back: () => page.unroute(files) };
}

/** Types into a field, or chooses in it. */
async function put(field: Locator, value: string): Promise<void> {
  if (await field.evaluate(({ localName }) => localName === 'select')) await field.selectOption(value);
  else await field.fill(value);
}

/** What a page or an instrument says it misses. Other instruments of a chapter come into sight on the way, and miss theirs. */
const missing = (where: WatchedPage | Locator) => where.locator('.missing p:visible').first();

/** What belongs to an answer and goes with it. */
const OF_AN_ANSWER =
  ':is(.prototype:not(:empty), .start-card, .conclusion, .offers li, .roads, .picture, .answer-strip, .stack-panel, .stack-explained, .trace-fix, .trace-made)';

describe.each(INSTRUMENTS)(
  '$what without its script',
  ({ path, island, script, field, typed, answer, next, controls }) => {
    it('says so in the place of the old answer, leaves no control that does nothing, and answers once it is tried again', async () => {
      const { page, back } = await openWithout(path, SCRIPT, 'lost');
      const view = page.locator(island).first();
      await view.scrollIntoViewIfNeeded();
      await put(view.locator(field).first(), typed);
      await missing(view).getByRole('button').first().waitFor();
      expect([
        await missing(view).textContent(),
        await view.locator(answer).first().isVisible(),
        await view.locator(`${OF_AN_ANSWER} >> visible=true`).count(),
        await view.locator(`:is(${controls}):enabled:not(.missing *)`).count(),
      ]).toEqual([
        `Couldn’t load the ${script}’s script. The site may have been updated since you opened this page. If so, reload the page. Try again Reload the page`,
        false,
        0,
        0,
      ]);
      await back();
      await missing(view).getByRole('button', { name: 'Try again' }).click();
      await view.locator(answer).filter({ hasText: next }).first().waitFor();
      expect([await missing(view).count(), await view.locator(`:is(${controls}):disabled`).count()]).toEqual([0, 0]);
    });

    it('keeps what was typed while the page is loaded again, where a newer build took the script’s place', async () => {
      const { page, back } = await openWithout(path, SCRIPT, 'gone');
      const view = page.locator(island).first();
      await view.scrollIntoViewIfNeeded();
      await put(view.locator(field).first(), typed);
      await missing(view).getByRole('button', { name: 'Reload the page' }).waitFor();
      await back();
      await missing(view).getByRole('button', { name: 'Reload the page' }).click();
      await view.locator(answer).filter({ hasText: next }).first().waitFor();
      expect(await view.locator(field).first().inputValue()).toBe(typed);
    });

    it('comes back by itself with the connection', async () => {
      const page = await site.open(path);
      const view = page.locator(island).first();
      await page.context().setOffline(true);
      await put(view.locator(field).first(), typed);
      await missing(view).getByRole('button').waitFor();
      const told = await missing(view).textContent();
      await page.context().setOffline(false);
      await view.locator(answer).filter({ hasText: next }).first().waitFor();
      expect(told).toBe(`Couldn’t load the ${script}’s script. Check your connection. Try again `);
    });
  },
);

const verdictOn = (page: WatchedPage, asked: string) =>
  page.waitForFunction((wanted) => document.querySelector('.verdict-asked')?.textContent?.includes(wanted), asked);

/** The checker awake, asked about mkdir. */
async function openChecker(path = '/play/seccomp/') {
  const page = await site.open(path);
  await page.locator('[id$=-ask]').first().fill('mkdir');
  await verdictOn(page, 'mkdir, call 83');
  return page;
}

describe('the checker awake', () => {
  it.each(['/play/seccomp/', '/learn/containment/'])(
    '%s: a profile whose text is lost leaves no verdict of another, and answers once it is tried again',
    async (path) => {
      const page = await openChecker(path);
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
    },
  );

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
    const page = await site.open('/404.html');
    await page.route('**/podman-5.4.*.js*', (route) => route.abort());
    await page.goto(`${site.origin}/play/seccomp/#profile=podman-5.4&call=keyctl`);
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
    const page = await site.open('/404.html');
    let isLost = true;
    await page.route('**/{engine.worker,inspectLoaded}*.js*', (route) => (isLost ? route.abort() : route.continue()));
    await page.goto(`${site.origin}/play/seccomp/`);
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
async function openCalculator(path: string, files = '**/{map.worker,answerQuestion}*.js*') {
  const page = await site.open('/404.html');
  await page.route(files, (route) => route.abort());
  await page.goto(site.origin + path);
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
  it.each(['/play/uid-map/', '/learn/user-namespaces/'])(
    '%s: without its engine no answer of another question stays, and it answers once it is tried again',
    async (path) => {
      const { page, view, back } = await openCalculator(path);
      await missing(page).getByRole('button').first().waitFor();
      expect([await missing(page).textContent(), await answers(view)]).toEqual([
        'Couldn’t load the answer. The site may have been updated since you opened this page. If so, reload the page. Try again Reload the page',
        [0, 0, 0, '7', ''],
      ]);
      await back();
      await missing(page).getByRole('button', { name: 'Try again' }).click();
      await view.locator('.answer-sentence').filter({ hasText: '165543' }).waitFor();
      expect(await missing(page).count()).toBe(0);
    },
  );

  it('answers by itself where the worker alone is lost', async () => {
    const { view } = await openCalculator('/play/uid-map/', '**/map.worker*.js*');
    await view.locator('.answer-sentence').filter({ hasText: '165543' }).waitFor();
    expect((await answers(view)).slice(3)).toEqual(['7', '165543']);
  });

  it('the map to make is missing with its engine, not the fields, and is made by itself once the engine is back', async () => {
    const { page, view, back } = await openCalculator('/play/uid-map/');
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
