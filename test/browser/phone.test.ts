import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHECKER } from './checker.ts';
import { kinds } from './kinds.ts';
import { openSite, type Site, type WatchedPage } from './site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const PHONE = { viewport: { width: 390, height: 780 }, hasTouch: true, isMobile: true };
const CHAPTER = '/learn/user-namespaces/';
/** Jumps of one page that are tried: those of the contents come first, and rows of a long table are alike. */
const MOST_JUMPS = 30;

/** Where the first element is that has the selector, and whether something lies over it. */
const place = (page: WatchedPage, selector: string) =>
  page.$eval(selector, (element) => {
    const { top, bottom } = element.getBoundingClientRect();
    return { top, bottom, inSight: top >= 0 && bottom <= innerHeight };
  });

describe('the bar of a long page', () => {
  const shown = (page: WatchedPage) =>
    page.$$eval('.page-bar > *', (parts) =>
      parts.filter((part) => part.checkVisibility({ visibilityProperty: true })).map((part) => part.localName),
    );

  it.each([
    [CHAPTER, ['details']],
    ['/reference/errors/', ['details']],
    [CHECKER, []],
    ['/play/uid-map/', []],
    ['/play/stack/', []],
  ])(
    'of %s has at the top %j alone, all of it once the header is out of sight, and nothing moves',
    async (path, top) => {
      const page = await site.open(path, { ...PHONE, reducedMotion: 'reduce' });
      const heading = () => page.$eval('h1', (title) => title.getBoundingClientRect().top + scrollY);
      const [before, stood] = [await shown(page), await heading()];
      await page.evaluate(() => scrollTo(0, 600));
      await page.waitForSelector('.page-bar[data-alone]');
      const [under, stands] = [await shown(page), await heading()];
      await page.evaluate(() => scrollTo(0, 0));
      await page.waitForSelector('.page-bar:not([data-alone])', { state: 'attached' });
      expect([before, under, await shown(page), stands - stood]).toEqual([top, ['a', 'button', ...top], top, 0]);
    },
  );

  it('keeps clear of the eyebrow', async () => {
    const page = await site.open(CHAPTER, { ...PHONE, viewport: { width: 320, height: 780 } });
    const clear = await page.evaluate(() => {
      const words = document.createRange();
      words.selectNodeContents(document.querySelector('main .eyebrow') ?? document.body);
      const contents = document.querySelector('.page-bar summary')?.getBoundingClientRect().left ?? 0;
      return words.getBoundingClientRect().right < contents;
    });
    expect(clear).toBe(true);
  });

  it('without script has the contents, where the page begins', async () => {
    const page = await site.open(CHAPTER, { ...PHONE, javaScriptEnabled: false });
    await page.locator('.page-bar summary').tap();
    expect(await page.isVisible('.page-bar li:nth-child(3) a')).toBe(true);
  });

  it.each([320, 390])('at %d px stands in one line', async (width) => {
    const page = await site.open(CHAPTER, { ...PHONE, viewport: { width, height: 780 } });
    const lines = await page.$$eval('.page-bar summary, body > header', (parts) =>
      parts.map((part) => part.getBoundingClientRect().height < 80),
    );
    expect(lines).toEqual([true, true]);
  });

  it('keeps title, contents and search in reach, and the contents fold once they have served', async () => {
    const page = await site.open(CHAPTER, { ...PHONE, reducedMotion: 'reduce' });
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight / 2));
    await page.waitForSelector('.page-bar[data-alone]');
    const stands = (await place(page, '.page-bar')).top;
    await page.locator('.page-bar summary').tap();
    const link = page.locator('.page-bar li:nth-child(3) a');
    const to = (await link.getAttribute('href')) ?? '';
    await link.tap();
    const open = await page.locator('.page-bar details').evaluate((details) => (details as HTMLDetailsElement).open);
    const heading = await place(page, to);
    await page.locator('.page-bar button').tap();
    expect([
      stands,
      open,
      heading.top >= (await place(page, '.page-bar')).bottom,
      heading.inSight,
      await page.isVisible('#search-query'),
      page.complaints,
    ]).toEqual([0, false, true, true, true, []]);
  });
});

describe('a page of each kind', () => {
  let page: WatchedPage;
  beforeAll(async () => {
    page = await site.open('/404.html', { ...PHONE, reducedMotion: 'reduce' });
  });

  describe.each(kinds)('%s', (path) => {
    beforeAll(async () => {
      await page.goto(site.origin + path);
    });

    it('has what is pressed as large as a finger, and speaks of no keys', async () => {
      const small = await page.evaluate(() => {
        const standing = (element: Element) =>
          !element.matches('.link, a') || !element.closest('p, li, td, dd, figcaption');
        return [...document.querySelectorAll('button, select, input, summary, header a, .page-bar a')].flatMap(
          (each) => {
            const pressed = each.matches('input[type=radio], input[type=checkbox], input[type=file]')
              ? each.closest('label')
              : each;
            if (!pressed?.checkVisibility({ visibilityProperty: true }) || !standing(each)) return [];
            const { width, height } = pressed.getBoundingClientRect();
            return width === 0 || (width >= 43.5 && height >= 43.5)
              ? []
              : [`${each.outerHTML.slice(0, 90)} ${Math.round(width)}x${Math.round(height)}`];
          },
        );
      });
      // Only the text that is shown, not what is hidden on touch screens.
      const [shown = ''] = await page.locator('body').allInnerTexts();
      const keys = shown.match(/.*(\bTab\b|arrow keys|\bEsc\b).*/g) ?? [];
      expect({ small, keys, isShown: shown !== '' }).toEqual({ small: [], keys: [], isShown: true });
    });

    it('breaks no option of a command at its hyphen', async () => {
      const broken = await page.$$eval('.option', (words) =>
        words.filter((word) => word.getClientRects().length > 1).map((word) => word.textContent),
      );
      expect(broken).toEqual([]);
    });

    it('has every focus stop in sight and uncovered', async () => expect(await hiddenStops(page)).toEqual([]));

    it('has every jump within it land in sight, below the bar', async () => {
      const missed = await page.evaluate(async (most) => {
        const bar = document.querySelector('.page-bar')?.getBoundingClientRect().height ?? 0;
        const found: string[] = [];
        const hashes = [...document.querySelectorAll('a[href^="#"]')].map((link) => link.getAttribute('href') ?? '');
        for (const hash of [...new Set(hashes)].slice(0, most)) {
          // An instrument's state is no place on the page.
          if (!document.getElementById(decodeURIComponent(hash.slice(1)))) continue;
          location.hash = hash;
          const topNow = () =>
            document.getElementById(decodeURIComponent(hash.slice(1)))?.getBoundingClientRect().top ?? -1;
          const isOff = () => {
            const top = topNow();
            const atEnd = scrollY + innerHeight >= document.documentElement.scrollHeight - 1;
            return hash !== '#main' && (top < bar || (top > bar + 60 && !atEnd) || top > innerHeight);
          };
          for (let frame = 0; frame < 60 && isOff(); frame++) await new Promise(requestAnimationFrame);
          if (isOff()) found.push(`${hash} at ${topNow()}`);
        }
        return found;
      }, MOST_JUMPS);
      expect(missed).toEqual([]);
    });
  });
});

it.each(['/play/uid-map/', `${CHECKER}#call=mount`])('%s: nor in the words of its advice', async (path) => {
  const page = await site.open(path, { ...PHONE, viewport: { width: 320, height: 844 } });
  await page.waitForSelector('.option');
  const broken = await page.$$eval('.remedies, .warnings, .offers', (parts) =>
    parts.flatMap((part) => {
      for (const folded of part.querySelectorAll('details')) folded.open = true;
      const texts = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
      const found: string[] = [];
      for (let node = texts.nextNode(); node instanceof Text; node = texts.nextNode()) {
        for (const { index, 0: option } of node.data.matchAll(/(?<![\w-])--?[A-Za-z][\w-]*/g)) {
          const range = document.createRange();
          range.setStart(node, index);
          range.setEnd(node, index + option.length);
          if (new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1) found.push(node.data);
        }
      }
      return found;
    }),
  );
  expect(broken).toEqual([]);
});

it.each(['unshar(CLONE_NEWUSER)', 'clone(CLONE_NEWUSR)'])('what a press makes of %j stands in a row', async (asked) => {
  const page = await site.open(CHECKER, PHONE);
  await page.fill('#seccomp-ask', asked);
  await page.waitForSelector('.ask-problems');
  const tall = await page.$$eval('.ask-problems .btn', (buttons) =>
    buttons.map((button) => button.getBoundingClientRect()).filter(({ height }) => height > 50),
  );
  expect(tall).toEqual([]);
});

it.each(['/play/uid-map/', CHECKER])('%s: a title of two lines that folds has them close', async (path) => {
  const page = await site.open(path, PHONE);
  await page.waitForSelector('astro-island summary', { state: 'attached' });
  const gaps = await page.$$eval('astro-island summary', (titles) =>
    titles.map((title) => {
      const { fontSize, lineHeight } = getComputedStyle(title);
      return Number.parseFloat(lineHeight) / Number.parseFloat(fontSize) < 1.6;
    }),
  );
  expect([...new Set(gaps)]).toEqual([true]);
});

it.each([CHECKER, '/play/uid-map/'])(
  '%s: in a window of 1280 px at 200 %% every focus stop is in sight and uncovered',
  async (path) => {
    const page = await site.open(path, { viewport: { width: 640, height: 450 }, reducedMotion: 'reduce' });
    expect(await hiddenStops(page)).toEqual([]);
  },
);

/** The stops of Tab, from the page's start on, that can't be seen: out of sight, of no size, or under something. */
async function hiddenStops(page: WatchedPage): Promise<string[]> {
  const hidden: string[] = [];
  const seen = new Set<string>();
  for (let stop = 0; stop < 60; stop++) {
    await page.keyboard.press('Tab');
    const { name, shown } = await page.evaluate(async () => {
      // The strip goes with what its observer reports of a frame, in the task after that frame.
      await new Promise(requestAnimationFrame);
      await new Promise((later) => setTimeout(later));
      const focused = document.activeElement;
      const drawn = focused?.matches('input[type=radio], input[type=checkbox], input[type=file]')
        ? focused.closest('label')
        : focused;
      let { left = 0, right = 0, top = 0, bottom = 0 } = drawn?.getBoundingClientRect() ?? {};
      // Of a long text that waits for its editor, no more is seen than its field has room for.
      for (let around = drawn?.parentElement; around; around = around.parentElement) {
        if (getComputedStyle(around).overflowY === 'visible') continue;
        const room = around.getBoundingClientRect();
        left = Math.max(left, room.left);
        right = Math.min(right, room.right);
        top = Math.max(top, room.top);
        bottom = Math.min(bottom, room.bottom);
      }
      const [x, y] = [(left + right) / 2, (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2];
      const over = document.elementFromPoint(Math.min(Math.max(x, 0), innerWidth - 1), y);
      return {
        name: focused?.outerHTML.slice(0, 120) ?? '',
        shown:
          focused === document.body ||
          (right - left > 2 && bottom - top > 2 && (drawn?.contains(over) || over?.contains(drawn ?? null)) === true),
      };
    });
    if (!shown) hidden.push(name);
    if (seen.has(name) && name.startsWith('<body')) break;
    seen.add(name);
  }
  return hidden;
}
