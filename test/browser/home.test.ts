import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSite, type Site, type WatchedPage } from './site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const DESK = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };
const QUESTIONS = ['Whose user is it?', 'May it make that call?'] as const;

/** Which of the parts lie wholly within the window. */
const inSight = (page: WatchedPage, selectors: readonly string[]) =>
  page.evaluate(
    (wanted) =>
      wanted.filter((selector) =>
        [...document.querySelectorAll(selector)].some((part) => {
          const { top, bottom, left, right } = part.getBoundingClientRect();
          return (
            part.checkVisibility({ visibilityProperty: true }) &&
            top >= 0 &&
            left >= 0 &&
            bottom <= innerHeight &&
            right <= innerWidth
          );
        }),
      ),
    [...selectors],
  );

const WAYS = [
  '.ways a[href="/learn/iceberg/"]',
  '.ways a[href="/play/uid-map/"]',
  '.ways a[href="/play/seccomp/"]',
  '.ways a[href="/play/stack/"]',
  '.ways a[href="/reference/errors/"]',
];
const USER = ['#home-uid', '#home-user-answer', '.ribbon', '.home-user a'];
const CALL = ['.calls label:nth-of-type(5)', '.verdict .headline', '.verdict .sees', '.verdict a'];

const verdict = (page: WatchedPage) =>
  page.$$eval('.verdict', (cards) =>
    cards
      .filter((card) => card.checkVisibility({ visibilityProperty: true }))
      .map((card) => [card.querySelector('.headline')?.textContent, card.querySelector('a')?.getAttribute('href')]),
  );
const NEWEST = '/play/seccomp/#stack=docker-29.9&call=';

describe('the first screen', () => {
  it('on a laptop holds the ways in and both questions', async () => {
    const page = await site.open('/', { viewport: DESK });
    const wanted = [...WAYS, ...USER, ...CALL];
    expect(await inSight(page, wanted)).toEqual(wanted);
  });

  it.each([320, 390, 1000, 1280])('at %d px has the berg’s tip above the water and the rest below', async (width) => {
    const page = await site.open('/', { viewport: { width, height: 844 } });
    const [tip = 0, water = 0] = await page.evaluate(() => {
      const bottomOf = (selector: string) => document.querySelector(selector)?.getBoundingClientRect().bottom;
      return [bottomOf('.berg .tip'), bottomOf('.wave')];
    });
    expect(Math.abs(water - 2 - tip)).toBeLessThan(1.5);
  });

  it('on a phone holds the ways in, and either question at a press', async () => {
    const page = await site.open('/', { viewport: PHONE });
    expect(await inSight(page, [...WAYS, ...USER, ...CALL])).toEqual([...WAYS, ...USER]);
    await page.click(`label:has-text("${QUESTIONS[1]}")`);
    expect(await inSight(page, [...WAYS, ...USER, ...CALL])).toEqual([...WAYS, ...CALL]);
  });

  it('names in its first sentence those it is for', async () => {
    const page = await site.open('/');
    expect(await page.textContent('.purpose')).toMatch(/people who run Docker, Podman, Kubernetes or LXC/);
  });
});

describe('whose user is it', () => {
  const state = (page: WatchedPage) =>
    page.evaluate(() => [
      document.querySelector('#home-user-answer')?.textContent,
      document.querySelector('.ribbon .marker')?.getAttribute('transform') ?? null,
      document.querySelector('#home-uid')?.getAttribute('aria-invalid') ?? null,
      document.querySelector('.home-user a')?.getAttribute('href'),
    ]);
  const LINK = '/play/uid-map/#subuid=dockremap:165536:65536&user=dockremap&id=';

  it('answers what is typed, by keyboard, and moves the ribbon’s mark', async () => {
    const page = await site.open('/');
    const seen = [await state(page)];
    await page.focus('#home-uid');
    for (const typed of ['1000', '70000', 'x', '']) {
      await page.keyboard.press('Control+A');
      if (typed === '') await page.keyboard.press('Delete');
      else await page.keyboard.type(typed);
      await page.waitForFunction(
        (words) => document.querySelector('#home-user-answer')?.textContent?.includes(words),
        { '': 'Type a UID', x: 'Not a UID' }[typed] ?? typed,
      );
      seen.push(await state(page));
    }
    expect(seen).toEqual([
      ['UID 33 in the container is UID 165569 on the host.', 'translate(79.2 0)', null, `${LINK}33`],
      ['UID 1000 in the container is UID 166536 on the host.', 'translate(154.2 0)', null, `${LINK}1000`],
      [
        'UID 70000 has no UID on the host. A setuid to it fails with EINVAL.',
        'translate(257.4 0)',
        null,
        `${LINK}70000`,
      ],
      ['Not a UID. Type a number from 0 to 65535.', null, 'true', '/play/uid-map/'],
      ['Type a UID of the container, from 0 to 65535.', null, null, '/play/uid-map/'],
    ]);
    expect(page.complaints).toEqual([]);
  });

  it.each([320, 390, 720, 1280])('at %d px takes no more room for any answer', async (width) => {
    const page = await site.open('/', { viewport: { width, height: 844 } });
    const height = () => page.$eval('.home-user', (card) => card.getBoundingClientRect().height);
    const heights = [await height()];
    for (const typed of ['70000', '4294967294', 'x'.repeat(80), '']) {
      await page.fill('#home-uid', typed);
      await page.waitForFunction(
        (words) => document.querySelector('#home-user-answer')?.textContent?.includes(words),
        typed.startsWith('x') ? 'Not a UID' : typed || 'Type a UID',
      );
      heights.push(await height());
    }
    expect(new Set(heights).size).toBe(1);
  });

  it('without script shows a computed answer', async () => {
    const page = await site.open('/', { javaScriptEnabled: false });
    expect(await page.textContent('#home-user-answer')).toBe('UID 33 in the container is UID 165569 on the host.');
    expect(await page.locator('.ribbon .marker').count()).toBe(1);
  });

  it('asks for no script before the reader turns to it', async () => {
    const page = await site.open('/', { viewport: DESK });
    await page.waitForLoadState('networkidle');
    expect(await page.locator('astro-island[ssr]').count()).toBe(2);
  });
});

describe('may it make that call', () => {
  const EXPECTED = [
    ['Allowed', `${NEWEST}mkdir`],
    ['Allowed', `${NEWEST}ptrace`],
    ['Refused: EPERM', `${NEWEST}unshare(CLONE_NEWUSER)`],
    ['Refused: EPERM', `${NEWEST}io_uring_setup`],
    ['Refused: ENOSYS', `${NEWEST}clone3`],
  ];

  it.each([true, false])('by keyboard, each choice shows its own verdict and no other (script: %s)', async (script) => {
    const page = await site.open('/', { javaScriptEnabled: script });
    await page.focus('#home-call-0');
    const seen = [await verdict(page)];
    for (let press = 1; press < EXPECTED.length; press++) {
      await page.keyboard.press('ArrowDown');
      seen.push(await verdict(page));
    }
    expect(seen).toEqual(EXPECTED.map((one) => [one]));
  });

  it('each call is announced with its verdict', async () => {
    const page = await site.open('/');
    const described = await page.$$eval('.calls input', (inputs) =>
      inputs.map((input) => {
        const verdict = document.getElementById(input.getAttribute('aria-describedby') ?? '');
        return verdict?.querySelector('.headline')?.textContent;
      }),
    );
    expect(described).toEqual(EXPECTED.map(([word]) => word));
  });

  it('in forced colours the chosen call looks otherwise than the others', async () => {
    const page = await site.open('/', { forcedColors: 'active' });
    const borders = await page.$$eval('.calls label', (labels) =>
      labels.map((label) => getComputedStyle(label).borderTopColor),
    );
    expect([borders[0] === borders[1], new Set(borders.slice(1)).size]).toEqual([false, 1]);
  });
});

describe('the berg', () => {
  it('stands on the page’s own waterline, of one piece', async () => {
    const page = await site.open('/', { viewport: DESK });
    const [sea, mass, tip] = await page.evaluate(() =>
      ['.sea', '.berg .mass', '.berg .tip'].map((selector) =>
        document.querySelector(selector)?.getBoundingClientRect(),
      ),
    );
    expect(Math.abs((mass?.top ?? 0) - (sea?.top ?? 0))).toBeLessThan(1);
    expect(Math.abs((tip?.bottom ?? 0) - (mass?.top ?? 0))).toBeLessThan(1);
  });
});

describe('where the script does not load', () => {
  it('the answer to the question before goes, and its place says what is missing', async () => {
    const page = await site.open('/');
    const scripts = '**/_astro/*.js';
    await page.route(scripts, (route) => route.abort());
    await page.fill('#home-uid', '1000');
    await page.waitForSelector('.home-user .missing [data-way=again]:visible');
    expect(await page.isVisible('#home-user-answer')).toBe(false);
    expect(await page.locator('.home-user .missing p:visible').textContent()).toMatch(
      /^Couldn’t load this question’s script\./,
    );
    await page.unroute(scripts);
    await page.click('.home-user .missing [data-way=again]:visible');
    await page.waitForFunction(() => document.querySelector('#home-user-answer')?.textContent?.includes('166536'));
    expect(await page.isVisible('#home-user-answer')).toBe(true);
  });
});
