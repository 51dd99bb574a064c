import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tabTo } from './keyboard.ts';
import { openSite, type Site, type WatchedPage } from './site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const PATH = '/play/seccomp/';
const verdict = (page: WatchedPage) => page.textContent('.verdict-word');
const counts = (page: WatchedPage) =>
  page.$$eval('.calls-filter label', (labels) => labels.map((label) => label.textContent));
const said = (page: WatchedPage, word: string) =>
  page.waitForFunction((wanted) => document.querySelector('.verdict-word')?.textContent?.includes(wanted), word);

describe('the profile checker', () => {
  it('answers before any script, with the whole table', async () => {
    const page = await site.open(PATH, { javaScriptEnabled: false });
    expect([await verdict(page), await counts(page), await page.locator('.calls tbody tr').count()]).toEqual([
      'Refused: EPERM',
      ['379 all', '298 allowed', '3 depend', '78 refused'],
      379,
    ]);
  });

  it('is worked by keyboard alone: a call, a capability, another profile, its mending, the table', async () => {
    const page = await site.open(PATH);
    await tabTo(page, '#seccomp-ask');
    await page.keyboard.press('Control+A');
    await page.keyboard.type('unshare(CLONE_NEWUSER)');
    await said(page, 'EPERM');
    const seen = [await verdict(page)];
    await tabTo(page, '#seccomp-preset');
    await page.keyboard.type('The 2016');
    await page.waitForFunction(() => document.querySelectorAll('.problems li').length > 0);
    const problems = await page.locator('.problems li').count();
    await tabTo(page, '.problems > .btn');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.querySelectorAll('.problems li').length === 0);
    await tabTo(page, '#seccomp-caps');
    await page.keyboard.press('End');
    await tabTo(page, '#seccomp-find');
    await page.keyboard.type('accept');
    await page.waitForFunction(() => document.querySelectorAll('.calls tbody tr').length === 2);
    await tabTo(page, '.calls tbody button');
    await page.keyboard.press('Enter');
    await said(page, 'Allowed');
    seen.push(await verdict(page));
    expect([seen, problems, page.complaints]).toEqual([['Refused: EPERM', 'Allowed'], 2, []]);
  });

  it.each([
    ['#call=mkdir', 'Allowed'],
    ['#call=165', 'Refused: EPERM'],
    ['#call=clone3', 'Refused: ENOSYS'],
    ['#call=999', 'Refused: ENOSYS'],
    ['#profile=docker-26.1&call=socket(AF_VSOCK)', 'Refused: EPERM'],
    ['#call=x86:%20socketcall(1)', 'Allowed'],
    ['#call=unshare(CLONE_NEWUSER)&caps=docker-26.1,CAP_SYS_ADMIN', 'Allowed'],
    // Tables of other families arrive when they are asked for.
    ['#arch=s390x&call=socketcall(1)', 'Allowed'],
    ['#call=mips:%20read', 'Killed: the thread'],
  ])('%s opens at %s', async (fragment, word) => {
    const page = await site.open(PATH + fragment);
    await page.waitForFunction(() => document.querySelector('astro-island:not([ssr])'));
    await said(page, word);
    expect(await verdict(page)).toBe(word);
  });

  it('keeps a profile of the reader’s own in the link, over a reload', async () => {
    const page = await site.open(PATH);
    const own =
      '{ "defaultAction": "SCMP_ACT_ALLOW", "syscalls": [ { "names": ["mkdir"], "action": "SCMP_ACT_KILL" } ] }';
    await page.fill('#seccomp-text', own);
    await page.fill('#seccomp-ask', 'mkdir');
    await page.waitForFunction(() => location.hash.includes('profile.z='));
    await page.waitForTimeout(500);
    await page.reload();
    await page.waitForFunction(() => document.querySelector('.verdict-word')?.textContent?.includes('Killed'));
    expect(await page.inputValue('#seccomp-text')).toBe(own);
  });

  it('loses nothing on bad input, and says line, column, what was found and what was expected', async () => {
    const page = await site.open(PATH);
    await page.fill('#seccomp-text', '{\n  "defaultAction": SCMP_ACT_ERRNO\n}');
    await page.waitForFunction(() => document.querySelectorAll('.problems li').length > 0);
    const problem = await page.textContent('.problems li');
    expect(problem).toMatch(/line 2/i);
    expect(problem).toMatch(/column 20/i);
    expect(problem).toMatch(/found SCMP_ACT_ERRNO/i);
    expect(problem).toMatch(/expected/i);
    expect(await page.inputValue('#seccomp-text')).toContain('SCMP_ACT_ERRNO');
  });

  it('lights the deciding line', async () => {
    const page = await site.open(`${PATH}#call=mkdir`);
    await said(page, 'Allowed');
    const lit = await page.$$eval('.line-field-gutter .lit', (lines) => lines.map((line) => line.textContent));
    const text = (await page.inputValue('#seccomp-text')).split('\n');
    expect(lit.map((line) => text[Number(line) - 1]?.trim())).toEqual(['"mkdir",']);
  });
});
