import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHECKER, turnToText } from './checker.ts';
import { openSite, type Site, type WatchedPage } from './site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

/** A4 without its margins, at 96 px an inch. */
const PAPER = { width: 718, height: 1046 };

/** The page as it is laid out for paper: what stands in the place of the profile's text, and where it and the verdict begin. */
async function onPaper(page: WatchedPage) {
  await page.emulateMedia({ media: 'print' });
  await page.setViewportSize(PAPER);
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  return page.evaluate(() => {
    const text = document.querySelector<HTMLElement>('.line-field-print');
    const frame = document.querySelector('.line-field-frame');
    const lines = text?.textContent?.split('\n') ?? [];
    return {
      first: lines[0],
      last: lines.at(-1),
      whole: text !== null && text.scrollHeight <= text.clientHeight && text.scrollWidth <= text.clientWidth,
      frame: frame?.checkVisibility(),
      verdict: Math.floor(
        (scrollY + (document.querySelector('.verdict')?.getBoundingClientRect().top ?? Number.NaN)) / innerHeight,
      ),
    };
  });
}

describe('the profile checker on paper', () => {
  it.each(['text area', 'editor'])('has the whole profile by line, and its verdict on page one: %s', async (field) => {
    const page = await site.open(`${CHECKER}#profile=docker-26.1&call=clone(CLONE_NEWUSER)`);
    await page.waitForFunction(() => document.querySelector('.verdict-asked')?.textContent?.includes('26.1.5'));
    if (field === 'editor') await turnToText(page);
    expect(await onPaper(page)).toEqual({ first: '  1  {', last: '833  }', whole: true, frame: false, verdict: 0 });
  });

  it('has its field back afterwards', async () => {
    const page = await site.open(CHECKER);
    await onPaper(page);
    await page.evaluate(() => dispatchEvent(new Event('afterprint')));
    expect([await page.locator('.line-field-print').count(), await page.isVisible('#seccomp-text')]).toEqual([0, true]);
  });
});

/** The pages of a PDF: its page objects, which no stream hides. */
const pages = (pdf: Buffer) => pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0;

it.each([CHECKER, '/play/uid-map/', '/play/stack/', '/learn/seccomp/', '/reference/errors/'])(
  '%s begins on page one: no page of it is empty but for its head',
  async (path) => {
    const page = await site.open(path);
    await page.emulateMedia({ media: 'print' });
    await page.setViewportSize(PAPER);
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    const laidOut = await page.evaluate((height) => document.documentElement.scrollHeight / height, PAPER.height);
    await page.evaluate(() => dispatchEvent(new Event('afterprint')));
    const printed = pages(await page.pdf({ format: 'A4', margin: { top: 38, bottom: 38, left: 38, right: 38 } }));
    // A figure that must not break may leave some of a page free, but no page for a whole instrument to begin on the next.
    expect(printed).toBeLessThanOrEqual(Math.ceil(laidOut * 1.25) + 1);
  },
);

it.each(['/learn/seccomp/', '/reference/errors/'])(
  '%s has on wide paper the room of the contents, too',
  async (path) => {
    const page = await site.open(path, { viewport: { width: 1280, height: 900 } });
    await page.emulateMedia({ media: 'print' });
    expect(await page.$eval('main', (main) => main.getBoundingClientRect().width)).toBeGreaterThan(1000);
  },
);

describe('without script', () => {
  it.each([CHECKER, '/play/uid-map/', '/play/stack/', '/learn/user-namespaces/', '/learn/seccomp/', '/'])(
    'no button of %s stands that does nothing',
    async (path) => {
      const page = await site.open(path, { javaScriptEnabled: false });
      const standing = await page.$$eval('button, .btn, .choice', (buttons) =>
        buttons
          .filter((button) => button.checkVisibility({ visibilityProperty: true }))
          // Words of a sentence that lead to a line once a script runs, and look like the others until then.
          .filter((button) => getComputedStyle(button).pointerEvents !== 'none' && !button.matches('a[href]'))
          .map((button) => button.outerHTML.slice(0, 100)),
      );
      expect(standing).toEqual([]);
    },
  );
});
