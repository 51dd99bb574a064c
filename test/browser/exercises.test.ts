import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeFindings } from './axeFindings.ts';
import { tabTo } from './keyboard.ts';
import { openSite, type Site, type WatchedPage } from './site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const MAPS = '/learn/user-namespaces/';
const PROFILES = '/learn/seccomp/';
const PREDICT = '#exercise-whose-file';
const MAKE = '#exercise-room-for-nobody';
const FIND = '#exercise-thread';
const MACHINE = '#exercise-your-own';
const PROGRESS = '/learn/progress/';

/** Opens the chapter where the exercise is in sight and awake. */
async function openAt(path: string, exercise: string, options = {}) {
  const page = await site.open(path, { reducedMotion: 'reduce', ...options });
  await page.locator(exercise).scrollIntoViewIfNeeded();
  await page.locator(`${exercise} .exercise-answered`).scrollIntoViewIfNeeded();
  await page.waitForSelector(`${exercise} astro-island:not([ssr])`, { state: 'attached' });
  return page;
}

/** Puts the focus where Tab goes on into the exercise. */
const turnTo = (page: WatchedPage, exercise: string) =>
  page.$eval(`${exercise} h3`, (heading) => {
    heading.tabIndex = -1;
    heading.focus();
  });

const told = (page: WatchedPage, exercise: string) => page.locator(`${exercise} .exercise-told`).textContent();
const solved = (page: WatchedPage, exercise: string) => page.waitForSelector(`${exercise} .exercise-solved`);
const said = (page: WatchedPage, exercise: string, words: string) =>
  page
    .locator(`${exercise} .visually-hidden[role=status]`)
    .filter({ hasText: words })
    .first()
    .waitFor({ state: 'attached' });
const stored = (page: WatchedPage) =>
  page.evaluate(() => ({
    local: Object.keys(localStorage),
    session: Object.keys(sessionStorage),
    hash: location.hash,
  }));

/** A browser in which two exercises are solved. */
async function openSolved(path: string) {
  const page = await site.open('/404.html');
  await page.evaluate(() => {
    const solved = { 'user-namespaces/whose-file': '2026-11-27', 'seccomp/thread': '2026-11-28' };
    localStorage.setItem('progress', JSON.stringify({ version: 1, solved }));
  });
  await page.goto(site.origin + path);
  return page;
}

it('judges what was chosen and checked before its script was there', async () => {
  const page = await site.open('/404.html');
  let send = () => {};
  const isSent = new Promise<void>((sent) => {
    send = sent;
  });
  await page.route('**/view.*.js*', async (route) => {
    await isSent;
    await route.continue();
  });
  await page.goto(site.origin + MAPS);
  await page.locator(`${PREDICT} label`).first().click();
  await page.locator(`${PREDICT} label`).nth(1).click();
  await page.locator(`${PREDICT} .exercise-act button`).click();
  send();
  await page.waitForSelector(`${PREDICT} .exercise-told`);
  expect(await page.locator(`${PREDICT} label :checked`).count()).toBe(1);
  expect(await page.locator(`${PREDICT} label`).nth(1).locator(':checked').count()).toBe(1);
});

describe('an exercise is worked by keyboard alone', () => {
  it('predict: a wrong answer with its reason, the engine’s on request, then the right one, which stays', async () => {
    const page = await openAt(MAPS, PREDICT);
    await turnTo(page, PREDICT);
    await tabTo(page, `${PREDICT} .exercise-act button`);
    await page.keyboard.press('Enter');
    await said(page, PREDICT, 'Choose an answer first.');
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowUp');
    await tabTo(page, `${PREDICT} .exercise-act button`);
    await page.keyboard.press('Enter');
    await page.waitForSelector(`${PREDICT} .exercise-told.allow, ${PREDICT} .exercise-told.deny`);
    const early = await page.locator(`${PREDICT} :is(.exercise-found, label.allow)`).count();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await said(page, PREDICT, 'The right answer: UID 165569.');
    const wrong = [await told(page, PREDICT), await page.textContent(`${PREDICT} .exercise-found`)];
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Enter');
    await page.waitForSelector(`${PREDICT} .exercise-told`, { state: 'detached' });
    await page.keyboard.press('Shift+Tab');
    for (let at = 0; at < 6; at++) {
      if (await page.evaluate(() => document.activeElement?.closest('label')?.textContent?.includes('165569'))) break;
      await page.keyboard.press('ArrowDown');
    }
    await page.keyboard.press('Space');
    await tabTo(page, `${PREDICT} .exercise-act button`);
    await page.keyboard.press('Enter');
    await solved(page, PREDICT);
    expect([
      early,
      wrong[0]?.startsWith('Not this one.'),
      wrong[1],
      await told(page, PREDICT),
      page.complaints,
    ]).toEqual([
      0,
      true,
      'The actual result: inside 33 -> host UID 165569',
      expect.stringMatching(/^Right\. Container UID 33/),
      [],
    ]);
    await page.reload();
    await page.locator(`${PREDICT} .exercise-answered`).scrollIntoViewIfNeeded();
    await solved(page, PREDICT);
  });

  it('make: the one ID that separates it, then its checks pass, and the start comes back', async () => {
    const page = await openAt(MAPS, MAKE);
    const checks = page.locator(`${MAKE} .exercise-checks li`);
    await turnTo(page, MAKE);
    await tabTo(page, `${MAKE} textarea`);
    await page.keyboard.press('Control+A');
    await page.keyboard.insertText('0 165536 65535');
    await checks.filter({ hasText: 'inside 65535' }).waitFor();
    const failed = await checks.filter({ hasText: 'Failed' }).allTextContents();
    await said(page, MAKE, '3 of 4 checks pass. Failed: inside 0-65535 -> mapped');
    await page.keyboard.press('Control+A');
    await page.keyboard.insertText('0 165536 65536');
    await solved(page, MAKE);
    const passed = await checks.filter({ hasText: 'Passed' }).count();
    await tabTo(page, `${MAKE} .exercise-act button`);
    await page.keyboard.press('Enter');
    await checks.filter({ hasText: 'Failed' }).first().waitFor();
    expect([failed, passed, await page.inputValue(`${MAKE} textarea`), page.complaints]).toEqual([
      [expect.stringMatching(/^Failed inside 0-65535 -> mappedinside 65535: not mapped/)],
      4,
      '0 165536 1000\n',
      [],
    ]);
  });

  it('make of a profile: the engine answers in a worker, which starts with the first change', async () => {
    const lie = '#exercise-white-lie';
    const page = await openAt(PROFILES, lie);
    const before = page.workers().length;
    const start = await page.inputValue(`${lie} textarea`);
    await turnTo(page, lie);
    await tabTo(page, `${lie} textarea`);
    await page.keyboard.press('Control+A');
    await page.keyboard.insertText(start.replace('"SCMP_ACT_ERRNO"', '"SCMP_ACT_ERRNO", "errnoRet": 38'));
    await solved(page, lie);
    await page.keyboard.press('Control+A');
    await page.keyboard.insertText('{');
    await page.locator(`${lie} .exercise-count`).filter({ hasText: 'Line 1' }).waitFor();
    expect([before, page.workers().length, await page.isVisible(`${lie} .exercise-told`), page.complaints]).toEqual([
      0,
      1,
      false,
      [],
    ]);
  });

  it('find: Find the cause has the text, and the culprit is judged at Enter', async () => {
    const page = await openAt(PROFILES, FIND);
    await turnTo(page, FIND);
    await tabTo(page, `${FIND} .text-input input`);
    await page.keyboard.type('fork()');
    await page.keyboard.press('Enter');
    await page.waitForSelector(`${FIND} .exercise-told.deny`);
    await page.keyboard.press('Control+A');
    await page.keyboard.type('“Clone3”');
    await page.keyboard.press('Enter');
    await solved(page, FIND);
    const right = await told(page, FIND);
    await page.getByRole('link', { name: 'Open in Find the cause' }).click();
    await page.waitForFunction(() => document.querySelector('.ask-card')?.textContent?.includes('clone3'));
    expect([right?.startsWith('Right. clone3 got EPERM'), page.complaints]).toEqual([true, []]);
  });

  it('on your machine: an output is read, and one that says nothing is told what was expected', async () => {
    const page = await openAt(MAPS, MACHINE);
    await turnTo(page, MACHINE);
    await tabTo(page, `${MACHINE} textarea`);
    await page.keyboard.insertText('bash: unshare: command not found');
    await tabTo(page, `${MACHINE} .exercise-act button`);
    await page.keyboard.press('Enter');
    await page.waitForSelector(`${MACHINE} .exercise-told.depends`);
    const unread = await told(page, MACHINE);
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Control+A');
    await page.keyboard.insertText(
      "         0       1000          1\nhead: cannot open '/etc/shadow' for reading: Permission denied\n",
    );
    await tabTo(page, `${MACHINE} .exercise-act button`);
    await page.keyboard.press('Enter');
    await solved(page, MACHINE);
    expect([unread?.includes('head: cannot open'), page.complaints]).toEqual([true, []]);
  });

  it('hints come one at a time, and the worked answer is folded', async () => {
    const page = await openAt(MAPS, PREDICT);
    const shown = () =>
      page.$$eval(`${PREDICT} .exercise-more summary`, (all) =>
        all.filter((summary) => summary.checkVisibility()).map(({ textContent }) => textContent),
      );
    const before = await shown();
    await turnTo(page, PREDICT);
    await tabTo(page, `${PREDICT} .exercise-hint:not([open]) summary`);
    await page.keyboard.press('Enter');
    const after = await shown();
    expect([before, after, await page.isVisible(`${PREDICT} .exercise-answer > :last-child`)]).toEqual([
      ['Hint 1 of 3', 'Show the worked answer'],
      ['Hint 1 of 3', 'Hint 2 of 3', 'Show the worked answer'],
      false,
    ]);
  });
});

it('what is typed stays in the page: only that it is solved is kept', async () => {
  const page = await openAt(MAPS, MAKE);
  await page.fill(`${MAKE} textarea`, '0 165536 65536');
  await solved(page, MAKE);
  const kept = await page.evaluate(() => localStorage.getItem('progress'));
  expect([await stored(page), kept?.includes('165536')]).toEqual([
    { local: ['progress'], session: [], hash: '' },
    false,
  ]);
});

it('where the browser keeps nothing, an exercise is solved all the same', async () => {
  const page = await site.open('/404.html');
  await page.addInitScript(() => {
    for (const name of ['localStorage', 'sessionStorage'])
      Object.defineProperty(window, name, {
        get: () => {
          throw new DOMException('denied', 'SecurityError');
        },
      });
  });
  await page.goto(site.origin + MAPS);
  await page.locator(`${MAKE} textarea`).fill('0 165536 65536');
  await page.locator(`${MAKE} .exercise-told`).filter({ hasText: 'Solved.' }).waitFor();
  expect([await page.locator('.exercise-solved').count(), page.complaints]).toEqual([0, []]);
});

describe('without script', () => {
  it.each([
    [MAPS, PREDICT, '165536 + 33'],
    [MAPS, MAKE, '0 165536 65536'],
    [PROFILES, FIND, 'clone3'],
    [MAPS, MACHINE, 'Root inside is you outside'],
  ])('%s %s reads as a question with its answer folded', async (path, exercise, answer) => {
    const page = await site.open(path, { javaScriptEnabled: false });
    const controls = await page.locator(`${exercise} :is(button, input) >> visible=true`).count();
    const folded = await page.isVisible(`${exercise} .exercise-answer p`);
    await page.click(`${exercise} .exercise-answer > summary`);
    const shown = await page.textContent(`${exercise} .exercise-answer`);
    expect([controls, folded, shown?.includes(answer), await page.isVisible(`${exercise} .exercise-answer p`)]).toEqual(
      [0, false, true, true],
    );
  });

  it('the page of progress says that it needs one', async () => {
    const page = await site.open(PROGRESS, { javaScriptEnabled: false });
    expect(await page.textContent('main')).toContain('JavaScript is off, so nothing is kept');
  });
});

describe('on a phone', () => {
  it('what is pressed is 44 px high, and nothing runs over at 320 px', async () => {
    const page = await openAt(MAPS, PREDICT, { viewport: { width: 320, height: 700 }, hasTouch: true, isMobile: true });
    await page.locator(`${PREDICT} label`).first().tap();
    await page.locator(`${PREDICT} .exercise-act button`).tap();
    await page.waitForSelector(`${PREDICT} .exercise-told`);
    const small = await page.$$eval(`${PREDICT} :is(label, summary, button:not([data-copy]))`, (all) =>
      all
        .filter((each) => each.checkVisibility() && each.getBoundingClientRect().height < 44)
        .map(({ outerHTML }) => outerHTML),
    );
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect([small, over, page.complaints]).toEqual([[], 0, []]);
  });
});

it('answered, axe finds nothing', async () => {
  const page = await openAt(MAPS, PREDICT);
  await page.locator(`${PREDICT} label`).first().click();
  await page.click(`${PREDICT} .exercise-act button`);
  await page.fill(`${MAKE} textarea`, '0 165536 65536');
  await solved(page, MAKE);
  await page.fill(`${MACHINE} textarea`, 'nothing');
  await page.click(`${MACHINE} .exercise-act button`);
  await page.waitForSelector(`${MACHINE} .exercise-told`);
  await page.locator('.exercise-hint > summary').first().click();
  expect(await axeFindings(page, '.exercise')).toEqual([]);
});

it('on paper there is the question with room for an answer, and no answer', async () => {
  const page = await openAt(MAPS, MAKE);
  await page.fill(`${MAKE} textarea`, '0 165536 65536');
  await solved(page, MAKE);
  await page.emulateMedia({ media: 'print' });
  const seen = (part: string) => page.isVisible(`${MAKE} ${part}`);
  expect([
    await seen('h3'),
    await seen('textarea'),
    await seen('.exercise-checks code'),
    await seen('.exercise-told'),
    await seen('.exercise-more'),
    await seen('.exercise-solved'),
  ]).toEqual([true, true, true, false, false, false]);
});

describe('the page of progress', () => {
  const names = (page: WatchedPage) => page.locator('.progress-list tbody th').allTextContents();

  it('lists what is solved, and erases one, then all, after a question: by keyboard alone', async () => {
    const page = await openSolved(PROGRESS);
    await page.waitForSelector('.progress-list table');
    const first = [await page.textContent('.progress-count'), await names(page)];
    await tabTo(page, 'tr:nth-child(2) .ask-first button');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.activeElement?.textContent === 'Keep');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.activeElement?.textContent?.startsWith('Erase “'));
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.activeElement?.textContent === 'Keep');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByText('Erased “The thread that never starts”.').waitFor();
    const second = await names(page);
    await tabTo(page, '.progress-acts .ask-first button');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.activeElement?.textContent === 'Keep');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByText('No exercise solved yet in this browser.').waitFor();
    expect([first, second, await stored(page), page.complaints]).toEqual([
      [
        expect.stringMatching(/^2 of \d+ exercises solved\.$/),
        ['Who owns the file on the host?', 'The thread that never starts'],
      ],
      ['Who owns the file on the host?'],
      { local: [], session: [], hash: '' },
      [],
    ]);
  });

  it('exports a file, and another browser takes it', async () => {
    const page = await openSolved(PROGRESS);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Export as a file' }).click(),
    ]);
    const buffer = await readFile(await download.path());
    const other = await site.open(PROGRESS);
    await other.waitForSelector('.progress-count');
    const file = { name: download.suggestedFilename(), mimeType: 'application/json', buffer };
    await other.setInputFiles('.progress-acts input', file);
    await other.getByText('Added 2 exercises from waterline-progress.json.').waitFor();
    const taken = await names(other);
    await other.setInputFiles('.progress-acts input', file);
    await other.getByText('waterline-progress.json has nothing new.').waitFor();
    expect([taken, other.complaints]).toEqual([['Who owns the file on the host?', 'The thread that never starts'], []]);
  });

  it('says what is wrong with a bad file at its place, and takes what is right', async () => {
    const page = await site.open(PROGRESS);
    await page.waitForSelector('.progress-count');
    const buffer = Buffer.from('{"version": 1,\n"solved": {"seccomp/thread": "2026-11-28",\n"x": "2026-11-28"}}');
    await page.setInputFiles('.progress-acts input', { name: 'mine.json', mimeType: 'application/json', buffer });
    await page.getByText('Added 1 exercise from mine.json.').waitFor();
    expect(await page.locator('.import-problems li').allTextContents()).toEqual([
      'Line 3, column 1: “x” names no exercise. Write the chapter and the exercise: user-namespaces/whose-file.',
    ]);
  });

  it('lists and erases what else is kept', async () => {
    const page = await site.open(PROGRESS, { colorScheme: 'light' });
    await page.click('#theme');
    await page.reload();
    await page.getByRole('button', { name: 'Erase your choice of theme' }).click();
    await page.getByRole('button', { name: 'Erase', exact: true }).click();
    await page.getByText('Erased your choice of theme.').waitFor();
    expect(await stored(page)).toEqual({ local: [], session: [], hash: '' });
  });
});

it('the contents say how much of a chapter is solved', async () => {
  const page = await openSolved('/learn/');
  await page.waitForFunction(() => document.querySelector('[data-progress="user-namespaces"]')?.textContent !== '');
  expect(await page.textContent('[data-progress="user-namespaces"]')).toMatch(/^1 of \d+ solved$/);
  expect(await page.textContent('[data-progress="iceberg"]')).toBe('');
});
