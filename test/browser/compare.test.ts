import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tabTo } from './keyboard.ts';
import { openSite, type Site, type WatchedPage } from './site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const PATH = '/play/compare/';
const BEGAN = 'Docker’s default 29.9.0 newly allows 8 calls and restricts 1, compared with Docker’s default 26.1.5';
const DENIES =
  '{ "defaultAction": "SCMP_ACT_ALLOW", "syscalls": [ { "names": ["mkdir"], "action": "SCMP_ACT_ERRNO" } ] }';
const MORE = DENIES.replace('"mkdir"', '"mkdir", "rmdir"');

const headline = async (page: WatchedPage) => (await page.textContent('.compare-said .headline'))?.trim();
const says = (page: WatchedPage, words: string) =>
  page.waitForFunction(
    (wanted) => document.querySelector('.compare-said .headline')?.textContent?.includes(wanted),
    words,
  );
const fragment = (page: WatchedPage) => page.evaluate(() => location.hash);

describe('the comparison', () => {
  it('answers before any script: a sentence, a table for each kind of change, its heads named', async () => {
    const page = await site.open(PATH, { javaScriptEnabled: false });
    const table = page.getByRole('table', { name: 'Newly allowed 8 calls' });
    const heads = await table.getByRole('columnheader').allTextContents();
    const row = table.getByRole('row', { name: /^statmount/ });
    const cells = await row.getByRole('cell').allTextContents();
    expect([await headline(page), await page.getByRole('table').count(), heads, cells]).toEqual([
      BEGAN,
      3,
      ['Calls', 'ABI', 'Before', 'After'],
      ['x86_64, x86', 'ENOSYS', 'allowed'],
    ]);
  });

  it('is worked by keyboard alone: profiles, an own text, a stack, swapped, and on to the checker', async () => {
    const page = await site.open(PATH);
    await tabTo(page, '#compare-after-preset');
    await page.keyboard.type('Docker 26.1.5');
    await says(page, 'Every call gets the same answer');
    await tabTo(page, '#compare-after-stack');
    await page.keyboard.type('Docker 20.10.24');
    await says(page, 'On Docker 20.10.24 on Debian 12, Docker’s default 26.1.5 restricts 1 call on x32');
    await page.waitForFunction(() => location.hash.includes('after-stack=docker-20.10.24'));
    await page.keyboard.press('Home');
    await says(page, 'Every call gets the same answer');
    await tabTo(page, '#compare-before-preset');
    await page.keyboard.press('Home');
    await tabTo(page, '#compare-before-profile');
    await page.keyboard.insertText(DENIES);
    await says(page, 'Docker’s default 26.1.5 newly allows');
    await tabTo(page, '#compare-after-preset');
    await page.keyboard.press('Home');
    await tabTo(page, '#compare-after-profile');
    await page.keyboard.insertText(MORE);
    await says(page, 'Your new profile restricts 1 call, compared with your old profile');
    await tabTo(page, '.compare-of button');
    await page.keyboard.press('Enter');
    await says(page, 'Your new profile newly allows 1 call, compared with your old profile');
    await tabTo(page, '.compare-links a');
    await page.keyboard.press('Enter');
    await page.waitForURL(({ pathname, hash }) => pathname === '/play/seccomp/' && hash.endsWith('&call=rmdir'));
    await page.waitForFunction(
      () => document.querySelector('#seccomp-verdict .headline')?.textContent === 'Refused: EPERM',
    );
    expect(page.complaints).toEqual([]);
  });

  it('a call leads to the checker on either side, which shows the same', async () => {
    const page = await site.open(PATH);
    const verdict = async (side: string) => {
      await page.goto(site.origin + PATH);
      await page
        .getByRole('link', { name: `mseal ${side}`, exact: true })
        .first()
        .click();
      await page.waitForFunction(() => document.querySelector('#seccomp-ask') && location.hash.includes('mseal'));
      await page.waitForFunction(() => document.querySelector('#seccomp-verdict')?.textContent?.includes('mseal'));
      return [await page.textContent('#seccomp-verdict .headline'), await fragment(page)];
    };
    expect([await verdict('before'), await verdict('after')]).toEqual([
      ['Refused: ENOSYS', '#stack=docker-29.9&profile=docker-26.1&call=mseal'],
      ['Allowed', '#stack=docker-29.9&call=mseal'],
    ]);
  });

  it('opens a link as it is typed from a slide, and writes what is chosen', async () => {
    const page = await site.open(`${PATH}#before=docker-26.1&after=docker-29.9&stack=docker-26.1`);
    await says(page, BEGAN);
    await expect.poll(() => page.inputValue('#compare-before-stack')).toBe('docker-26.1');
    await page.selectOption('#compare-after-preset', 'docker-29.4');
    await says(page, '29.4.3 to 29.8');
    await page.waitForFunction(() => location.hash === '#before=docker-26.1&after=docker-29.4&stack=docker-26.1');
    expect(page.complaints).toEqual([]);
  });

  it('names what is wrong with a text at its line, and with a link', async () => {
    const page = await site.open(`${PATH}#before=docker-99`);
    await expect
      .poll(() => page.textContent('.notices'))
      .toContain('This link names the profile “docker-99”, which this page does not have.');
    await page.selectOption('#compare-after-preset', 'own');
    await page.fill('#compare-after-profile', '{\n  "defaultAction": "NO"\n}');
    await says(page, 'No container starts with your profile');
    const place = page.locator('#compare-after-profile-problems button', { hasText: 'line 2, column 20' });
    await place.click();
    const caret = await page.$eval('#compare-after-profile', (field) =>
      field instanceof HTMLTextAreaElement ? field.selectionStart : -1,
    );
    expect([caret, page.complaints]).toEqual([21, []]);
  });

  it('takes a file that is dropped on a side, and gives the text before it back', async () => {
    const page = await site.open(PATH);
    const drop = (text: string) =>
      page.$eval(
        '.compare-side:nth-of-type(2)',
        (side, content) => {
          const dataTransfer = new DataTransfer();
          dataTransfer.items.add(new File([content], 'mine.json'));
          side.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
        },
        text,
      );
    await page.locator('#compare-after-preset').focus();
    await page.waitForFunction(() => document.querySelector('astro-island:not([ssr]) .compare'));
    await drop(DENIES);
    await says(page, 'Your profile newly allows');
    await drop(MORE);
    await page.waitForFunction(() => document.querySelector('#compare-after-undo-profile button'));
    await page.click('#compare-after-undo-profile button');
    expect([await page.inputValue('#compare-after-profile'), page.complaints]).toEqual([DENIES, []]);
  });

  it('folds many calls of a row, opens them by keyboard and on paper', async () => {
    const page = await site.open(`${PATH}#before=docker-26.1&after=deny-all`);
    await says(page, 'A profile that allows nothing');
    const all = page.locator('.compare-more').first();
    const isOpen = () => all.getByRole('link').first().isVisible();
    const folded = await isOpen();
    await page.emulateMedia({ media: 'print' });
    const printed = await all.getByText('epoll_wait', { exact: true }).first().isVisible();
    await page.emulateMedia({ media: 'screen' });
    await all.locator('summary').focus();
    await page.keyboard.press('Enter');
    expect([folded, printed, await isOpen(), page.complaints]).toEqual([false, true, true, []]);
  });
});

describe('the break forecast', () => {
  const foretold = (page: WatchedPage, words: string) =>
    page.waitForFunction(
      (wanted) => document.querySelector('.compare-forecast .headline')?.textContent?.includes(wanted),
      words,
    );

  it('is told before any script, with what it is of', async () => {
    const page = await site.open(PATH, { javaScriptEnabled: false });
    const forecast = page.getByRole('region', { name: 'None of 14 recorded programs would newly fail' });
    const groups = await forecast.locator('summary').allTextContents();
    expect([groups, await forecast.locator('.compare-legend').textContent()]).toEqual([
      ['Would fail either way 2', 'Run as before 12'],
      expect.stringContaining('Recorded for this site with strace 6.13 on Debian 13'),
    ]);
  });

  it('shows the 32-bit break of Docker 29.4.2 and leads to its trace, by keyboard alone', async () => {
    const page = await site.open(PATH);
    await tabTo(page, '#compare-before-preset');
    await page.keyboard.type('Docker 28.2');
    await tabTo(page, '#compare-after-preset');
    await page.keyboard.type('Docker 29.4.2');
    await says(page, 'Docker’s default 29.4.2');
    await foretold(page, '1 of 14 recorded programs would fail');
    const row = page.getByRole('region', { name: '1 of 14 recorded programs would fail' });
    const said = await row.locator('section .compare-stops').allTextContents();
    await tabTo(page, '.compare-did a');
    await page.keyboard.press('Enter');
    await page.waitForURL(({ pathname }) => pathname === '/play/trace/');
    await page.waitForFunction(() => document.querySelector('main')?.textContent?.includes('socketcall'));
    expect([said, page.complaints]).toEqual([['socketcall on x86 ENOSYS line 440'], []]);
  });

  it('is gone while another is on its way, and no script of it stands before the answer', async () => {
    const page = await site.openFirst('/404.html');
    const loaded: string[] = [];
    page.context().on('request', (request) => loaded.push(request.url()));
    await page.goto(site.origin + PATH);
    await page.locator('#compare-after-preset').focus();
    await page.waitForFunction(() => document.querySelector('astro-island:not([ssr]) .compare'));
    const early = loaded.filter((url) => /forecast\.worker|strace/.test(url));
    await page.selectOption('#compare-after-preset', 'docker-24.0');
    await says(page, '24.0.3');
    await foretold(page, 'None of 14');
    expect([early, loaded.some((url) => url.includes('forecast.worker'))]).toEqual([[], true]);
  });
});

describe('ten years of Docker’s default', () => {
  const card = '#ten-years .ten-years-card';
  const at = (page: WatchedPage, title: string) =>
    page.waitForFunction(
      ([place = '', wanted = '']) => document.querySelector(`${place} .ten-years-title`)?.textContent?.includes(wanted),
      [card, title],
    );

  it('has every state in words before any script, and the newest in sight', async () => {
    const page = await site.open(PATH, { javaScriptEnabled: false });
    const [first, listed, buttons] = await Promise.all([
      page.textContent(`${card} .ten-years-title`),
      page.locator('.ten-years-list li[data-change]').count(),
      page.locator(`${card} button:visible`).count(),
    ]);
    expect([first?.trim(), listed, buttons]).toEqual(['Docker 29.9.0 8 October 2026', 41, 0]);
  });

  it('is walked by keyboard alone, from change to change and lane to lane, and compared in place', async () => {
    const page = await site.open(PATH);
    await tabTo(page, '.ten-years-axis');
    await page.keyboard.press('ArrowLeft');
    await at(page, 'Docker 29.4.3');
    await page.keyboard.press('ArrowLeft');
    await at(page, 'Docker 29.4.2');
    await page.waitForFunction(() => location.hash === '#at=docker-29.4.2');
    const said = await page.getAttribute('.ten-years-axis', 'aria-valuetext');
    const told = await page.locator(`${card} .ten-years-kind`).allTextContents();
    await tabTo(page, `${card} .ten-years-compare a`);
    await page.keyboard.press('Enter');
    await says(page, 'Docker’s default 29.4.2 restricts 1 call');
    expect([said, told, await fragment(page), await page.inputValue('#compare-before-preset')]).toEqual([
      'Docker 29.4.2, 1 May 2026: 2 no longer allowed',
      ['No longer allowedsocket(AF_ALG) socketcall on x86'],
      '#before=docker-28.2&after=docker-29.4.2&at=docker-29.4.2',
      'docker-28.2',
    ]);
    await tabTo(page, '.ten-years-steps button:nth-child(3)');
    await page.keyboard.press('Enter');
    await at(page, 'Podman 5.8');
    await tabTo(page, '.ten-years-steps + .ten-years-steps button');
    await page.keyboard.press('Enter');
    await at(page, 'Podman 5.4');
    expect(page.complaints).toEqual([]);
  });

  it('opens where a link says, in view, and says what it does not know', async () => {
    const page = await site.open(`${PATH}#at=docker-25.0.0`);
    await at(page, 'Docker 25.0.0');
    await page.waitForFunction(() => (document.querySelector('#ten-years')?.getBoundingClientRect().top ?? 999) < 200);
    await page.goto(`${site.origin}${PATH}#at=docker-99`);
    await expect.poll(() => page.textContent('.notices')).toContain('“docker-99”');
    await at(page, 'Docker 29.9.0');
  });

  it('a mark is chosen by a press, in the drawing that fits', async () => {
    const page = await site.open(`${PATH}#ten-years`, { viewport: { width: 390, height: 900 } });
    const mark = page.locator('.ten-years-drawing.narrow [data-at="containerd-1.6"] .hit');
    await mark.scrollIntoViewIfNeeded();
    await mark.click();
    await at(page, 'containerd 1.6');
    expect([await page.locator('.ten-years-drawing.wide').isVisible(), page.complaints]).toEqual([false, []]);
  });

  it('in its chapter it sleeps until it comes into view, and leaves the address alone', async () => {
    const page = await site.open('/learn/docker-default/');
    const island = page.locator('#ten-years astro-island');
    const asleep = await island.getAttribute('ssr');
    await page.locator('#ten-years .ten-years-axis').focus();
    await page.waitForFunction(() => !document.querySelector('#ten-years astro-island')?.hasAttribute('ssr'));
    await page.keyboard.press('Home');
    await page.waitForFunction(() =>
      document.querySelector('#ten-years .ten-years-card .ten-years-title')?.textContent?.includes('Docker 1.11.0'),
    );
    expect([asleep, await fragment(page), page.complaints]).toEqual(['', '', []]);
  });
});
