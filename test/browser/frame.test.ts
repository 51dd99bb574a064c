import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { instruments, sections } from '../../src/site/paths.ts';
import { openSite, type Site } from './site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const background = () => getComputedStyle(document.documentElement).backgroundColor;
const PAPER = { light: 'rgb(251, 252, 251)', dark: 'rgb(5, 22, 31)' };

describe('the theme', () => {
  it.each([
    ['light', 'dark'],
    ['dark', 'light'],
  ] as const)('follows a %s system, changes at the first press, and remembers', async (system, other) => {
    const page = await site.open('/', { colorScheme: system });
    const seen = [await page.evaluate(background)];
    for (let press = 0; press < 3; press++) {
      await page.click('#theme');
      seen.push(await page.evaluate(background));
      await page.reload();
      seen.push(await page.evaluate(background));
    }
    const [own, changed] = [PAPER[system], PAPER[other]];
    expect(seen).toEqual([own, changed, changed, own, own, own, own]);
  });

  it('says its state in words', async () => {
    const page = await site.open('/', { colorScheme: 'light' });
    const words: (string | null)[] = [];
    for (let press = 0; press < 4; press++) {
      words.push(await page.getAttribute('#theme', 'aria-label'));
      await page.click('#theme');
    }
    expect(words).toEqual(['Theme: system', 'Theme: dark', 'Theme: light', 'Theme: system']);
  });
});

describe('the menu of a narrow window', () => {
  it('shows and says whether it is open', async () => {
    const page = await site.open('/', { viewport: { width: 390, height: 800 } });
    const devtools = await page.context().newCDPSession(page);
    const state = async () => {
      const shape = await page.$eval('details.site-menu > summary', (summary) =>
        getComputedStyle(summary, '::after').content.split('/')[0]?.trim(),
      );
      const { nodes } = await devtools.send('Accessibility.getFullAXTree');
      const menu = nodes.find(({ name }) => name?.value === 'Menu');
      return [shape, menu?.properties?.find(({ name }) => name === 'expanded')?.value.value];
    };
    const seen = [await state()];
    for (let press = 0; press < 2; press++) {
      await page.click('details.site-menu > summary');
      seen.push(await state());
    }
    expect(seen).toEqual([
      ['"▾"', false],
      ['"✕"', true],
      ['"▾"', false],
    ]);
  });

  it('names each section, the talk and offline use, and tells where one is', async () => {
    const page = await site.open('/offline/', { viewport: { width: 390, height: 800 } });
    await page.click('details.site-menu > summary');
    const links = page.locator('.site-menu .site a');
    expect([
      await links.allTextContents(),
      await links.evaluateAll((all) => all.map((link) => new URL((link as HTMLAnchorElement).href).pathname)),
      await page.locator('.site-menu [aria-current]').allTextContents(),
    ]).toEqual([
      [...sections.map(({ label }) => label), 'Give the talk', 'Take this site with you'],
      [...sections.map(({ path }) => path), '/talk/', '/offline/'],
      ['Take this site with you'],
    ]);
  });

  it('closes with Escape, and keeps the focus', async () => {
    const page = await site.open('/play/trace/', { viewport: { width: 390, height: 800 } });
    await page.click('details.site-menu > summary');
    await page.locator('.site-menu a').first().focus();
    await page.keyboard.press('Escape');
    const focused = await page.evaluate(() => document.activeElement?.textContent);
    expect([await page.locator('.site-menu[open]').count(), focused, page.complaints]).toEqual([0, 'Menu', []]);
  });
});

describe('the menu of instruments', () => {
  it('opens by keyboard with each instrument, tells where one is, and closes with Escape', async () => {
    const page = await site.open('/play/uid-map/');
    await page.locator('.play-menu summary').press('Enter');
    const box = await page.locator('.play-menu div').boundingBox();
    expect([(box?.x ?? -1) >= 0, (box?.x ?? 0) + (box?.width ?? 0) <= 1280]).toEqual([true, true]);
    const entries = await page.locator('.play-menu a').allTextContents();
    expect(entries).toEqual(instruments.map(({ label }) => label));
    expect(await page.locator('.play-menu [aria-current]').allTextContents()).toEqual(['Instruments', 'UID map']);
    await page.keyboard.press('Escape');
    const focused = await page.evaluate(() => document.activeElement?.textContent);
    expect([await page.locator('.play-menu[open]').count(), focused, page.complaints]).toEqual([0, 'Instruments', []]);
  });
});

describe('the search', () => {
  it('opens with /, finds pages and headings, moves with arrows, opens with Enter', async () => {
    const page = await site.open('/learn/iceberg/');
    await page.keyboard.press('/');
    await page.keyboard.type('subuid');
    await page.waitForSelector('#search-results a');
    const kinds = await page.$$eval('#search-results a', (links) => links.map((link) => link.className));
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    const first = await page.evaluate(() => document.activeElement === document.querySelector('#search-results a'));
    const to = await page.$eval('#search-results a', (link) => (link as HTMLAnchorElement).href);
    await Promise.all([page.waitForURL(to), page.keyboard.press('Enter')]);
    expect([kinds.includes('page'), kinds.includes('heading'), first, page.complaints]).toEqual([true, true, true, []]);
  });

  it.each([
    ['[pid 71] mount("proc", "/proc", "proc", 0, NULL) = -1 EPERM (Operation not permitted)', 'mount'],
    ['keyctl(KEYCTL_JOIN_SESSION_KEYRING, NULL)', 'keyctl'],
  ])('offers the profile checker for %s, asked about the line', async (line, call) => {
    const page = await site.open('/', { viewport: { width: 390, height: 780 } });
    await page.click('#search-open');
    await page.fill('#search-query', line);
    await page.waitForFunction(() => /page/.test(document.querySelector('#search-status')?.textContent ?? ''));
    const offered = await page.$eval('#search-results a', (link) => link.querySelector('b')?.textContent);
    await Promise.all([page.waitForURL(({ pathname }) => pathname === '/play/seccomp/'), page.keyboard.press('Enter')]);
    await page.waitForFunction(
      (asked) => document.querySelector<HTMLInputElement>('#seccomp-ask')?.value === asked,
      line,
    );
    expect([offered, page.complaints]).toEqual([`Ask the profile checker about ${call}`, []]);
  });

  it('has one cross on a phone, which closes it', async () => {
    const page = await site.open('/', { viewport: { width: 390, height: 780 }, hasTouch: true, isMobile: true });
    await page.click('#search-open');
    await page.fill('#search-query', 'subuid');
    await page.waitForSelector('#search-results a');
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('DOM.enable');
    const { nodes } = await devtools.send('DOM.getFlattenedDocument', { depth: -1, pierce: true });
    const crosses = nodes.filter(({ attributes }) => attributes?.includes('-webkit-search-cancel-button'));
    const boxes = await Promise.allSettled(
      crosses.map(({ backendNodeId }) => devtools.send('DOM.getBoxModel', { backendNodeId })),
    );
    expect([boxes.map(({ status }) => status), await page.locator('#search button').count()]).toEqual([
      // What is not laid out has no box.
      ['rejected'],
      1,
    ]);
  });

  it.each([
    ['cannot start a stopped process', 'cannot-start-a-stopped-process'],
    ['error closing exec fds: open /proc/self/fd: operation not permitted', 'cannot-start-a-stopped-process'],
    // It has an entry of its own.
    ['Error: OCI runtime error: crun: read from the init process', 'filter-stops-start'],
  ])('opens with Enter the heading that “%s” stands under, not the top of its page', async (message, anchor) => {
    const page = await site.open('/');
    await page.click('#search-open');
    await page.fill('#search-query', message);
    await page.waitForSelector('#search-results a');
    await Promise.all([page.waitForURL(`**/reference/errors/#${anchor}`), page.keyboard.press('Enter')]);
    expect(page.complaints).toEqual([]);
  });

  it('closes with Escape, says when nothing is found, and leaves / alone in a field', async () => {
    const page = await site.open('/');
    await page.click('#search-open');
    await page.keyboard.type('qqq/qqq');
    await page.waitForFunction(() => document.querySelector('#search-status')?.textContent?.startsWith('No page'));
    const said = await page.textContent('#search-status');
    await page.keyboard.press('Escape');
    expect([said, await page.isVisible('#search')]).toEqual(['No page contains “qqq/qqq”.', false]);
  });
});

describe('without script', () => {
  it('a phone opens the navigation', async () => {
    const page = await site.open('/learn/iceberg/', {
      javaScriptEnabled: false,
      viewport: { width: 390, height: 844 },
    });
    await page.click('.site-menu summary');
    await page.click('.site-menu >> text=Profile checker');
    expect(new URL(page.url()).pathname).toBe('/play/seccomp/');
  });

  it('the progress of reading is drawn', async () => {
    const page = await site.open('/learn/iceberg/', { javaScriptEnabled: false });
    const width = () => page.$eval('.progress', (bar) => Math.round(bar.getBoundingClientRect().width));
    expect(await width()).toBe(0);
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
    await expect.poll(width, { timeout: 10_000 }).toBe(1280);
  });
});

describe('code blocks', () => {
  it('copy only what is typed', async () => {
    const page = await site.open('/learn/user-namespaces/', { permissions: ['clipboard-read', 'clipboard-write'] });
    const figure = page.locator('figure.code:has(.typed):has(.printed)').first();
    const width = () => figure.locator('button').evaluate((button) => button.getBoundingClientRect().width);
    const before = await width();
    await figure.locator('button').click();
    await figure.locator('button', { hasText: 'Copied' }).waitFor();
    const after = await width();
    const typed = (await figure.locator('.typed').allTextContents()).join('\n');
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(typed);
    expect(after).toBe(before);
  });

  it.each(['/reference/errors/', '/learn/seccomp/'])(
    'of %s are of one width, show what is typed whole, and scroll sideways to what is printed; where something of it is marked, all of it is in sight',
    async (path) => {
      for (const width of [320, 390, 1280]) {
        const page = await site.open(path, { viewport: { width, height: 800 } });
        const { widths, cut, broken } = await page.evaluate(() => {
          const blocks = [...document.querySelectorAll('main > .code, #chapter > .code')];
          const rows = [...document.querySelectorAll<HTMLElement>('.code .row')];
          const isPrinted = (row: Element) => row.querySelector('.printed') !== null;
          const wraps = (row: Element) =>
            isPrinted(row) && row.closest('.code')?.querySelector('.printed mark') != null;
          const room = (row: Element) => row.closest('pre')?.clientWidth ?? 0;
          const lines = (row: Element) =>
            Math.round(row.getBoundingClientRect().height / Number.parseFloat(getComputedStyle(row).lineHeight));
          return {
            widths: new Set(blocks.map((block) => Math.round(block.getBoundingClientRect().width))).size,
            cut: rows.filter((row) => (!isPrinted(row) || wraps(row)) && row.scrollWidth > room(row)).length,
            broken: rows.filter((row) => isPrinted(row) && !wraps(row) && lines(row) > 1).length,
          };
        });
        expect([width, widths, cut, broken]).toEqual([width, 1, 0, 0]);
      }
    },
  );

  it('have a copy button each that names its command', async () => {
    const page = await site.open('/reference/errors/');
    const named = await page.$$eval('.message figure', (figures) =>
      figures.map((figure) => {
        const [command] = figure.querySelector('code')?.textContent.split('\n', 1) ?? [];
        return figure.querySelector('button')?.getAttribute('aria-label') === `Copy: ${command}`;
      }),
    );
    expect([named.length > 100, named.includes(false), page.complaints]).toEqual([true, false, []]);
  });

  it('break a command only between its phrases, where a phrase has room in a line', async () => {
    const page = await site.open('/reference/errors/', { viewport: { width: 390, height: 800 } });
    const { whole, broken } = await page.$$eval('.code .phrase', (phrases) => {
      const lines = (phrase: Element) =>
        Math.round(phrase.getBoundingClientRect().height / Number.parseFloat(getComputedStyle(phrase).lineHeight));
      return {
        whole: phrases.filter((phrase) => lines(phrase) === 1).length,
        broken: phrases.filter((phrase) => lines(phrase) > 1 && phrase.textContent.length < 30).length,
      };
    });
    expect([whole > 100, broken]).toEqual([true, 0]);
  });
});

describe('in print', () => {
  it('a chapter is ink on paper, without navigation', async () => {
    const page = await site.open('/learn/iceberg/', { colorScheme: 'dark' });
    await page.emulateMedia({ media: 'print' });
    const shown = await page.$$eval(
      'body > header, body > footer, nav, .progress',
      (parts) => parts.filter((part) => part.checkVisibility()).length,
    );
    expect([shown, await page.evaluate(background)]).toEqual([0, PAPER.light]);
  });
});
