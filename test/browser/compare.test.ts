import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tabTo } from './keyboard.ts';
import { openSite, type Site, type WatchedPage } from './site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const PATH = '/play/compare/';
const BEGAN = 'Docker’s default 29.9.0 allows 8 more calls and 1 fewer than Docker’s default 26.1.5';
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
    await says(page, 'On Docker 20.10.24 on Debian 12, Docker’s default 26.1.5 allows 1 fewer call on x32');
    await page.waitForFunction(() => location.hash.includes('after-stack=docker-20.10.24'));
    await page.keyboard.press('Home');
    await says(page, 'Every call gets the same answer');
    await tabTo(page, '#compare-before-preset');
    await page.keyboard.press('Home');
    await tabTo(page, '#compare-before-profile');
    await page.keyboard.insertText(DENIES);
    await says(page, 'Docker’s default 26.1.5 allows');
    await tabTo(page, '#compare-after-preset');
    await page.keyboard.press('Home');
    await tabTo(page, '#compare-after-profile');
    await page.keyboard.insertText(MORE);
    await says(page, 'Your new profile allows 1 fewer call than your old profile');
    await tabTo(page, '.compare-of button');
    await page.keyboard.press('Enter');
    await says(page, 'Your new profile allows 1 more call than your old profile');
    await tabTo(page, '.compare-links a');
    await page.leave(async () => {
      await page.keyboard.press('Enter');
      await page.waitForURL(({ pathname, hash }) => pathname === '/play/seccomp/' && hash.endsWith('&call=rmdir'));
    });
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
    await says(page, 'Your profile allows');
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
