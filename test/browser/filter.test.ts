import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tabTo } from './keyboard.ts';
import { openSite, type Site, type WatchedPage } from './site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const PATH = '/play/filter/';
const OWN = '{ "defaultAction": "SCMP_ACT_ALLOW", "syscalls": [ { "names": ["mkdir"], "action": "SCMP_ACT_ERRNO" } ] }';
const HEADLINE = '178 instructions; libseccomp 2.6.0 makes 1285';

const says = (page: WatchedPage, selector: string, words: string) =>
  page.waitForFunction(
    ([where = '', wanted = '']) => document.querySelector(where)?.textContent?.includes(wanted),
    [selector, words],
  );
const atHash = (page: WatchedPage, hash: string) => page.waitForFunction((wanted) => location.hash === wanted, hash);

describe('the filter program', () => {
  it('answers before any script: the program, the numbers, and the way of a call', async () => {
    const page = await site.open(PATH, { javaScriptEnabled: false });
    expect([
      await page.textContent('.filter-said .headline'),
      await page.locator('.filter-rows').first().locator('tbody tr').count(),
    ]).toEqual([HEADLINE, 178]);
    expect(await page.locator('.on-way').count()).toBe(11);
    expect(await page.textContent('.filter-stepper [role="status"]')).toContain('Step 11 of 11, instruction 177.');
  });

  it('is worked by keyboard alone: another call, step by step, and a search for size', async () => {
    const page = await site.open(PATH);
    await tabTo(page, '#filter-call');
    await page.keyboard.press('Control+A');
    await page.keyboard.type('read');
    await says(page, '.filter-runs', 'x86_64: read (number 0) Allowed');
    await tabTo(page, '.filter-stepper button');
    await page.keyboard.press('Enter');
    await says(page, '.filter-stepper', 'Step 1 of');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await says(page, '.filter-stepper', 'Step 2 of');
    expect(await page.locator('[aria-current="step"] th').textContent()).toBe('1');
    await atHash(page, '#call=read&step=2');
    await page.reload();
    await says(page, '.filter-stepper', 'Step 2 of');
    await tabTo(page, '[name="filter-for"]');
    await page.keyboard.press('ArrowRight');
    await says(page, '.filter-said', '169 instructions');
    await atHash(page, '#for=size&call=read');
    expect(page.complaints).toEqual([]);
  });

  it('draws the way: a block and its instruction are marked together, by keyboard from either', async () => {
    const page = await site.open(PATH);
    await tabTo(page, '#filter-second');
    await page.keyboard.type('read');
    await says(page, '.filter-tree', 'call 2');
    await tabTo(page, 'a.filter-block');
    await page.keyboard.press('Enter');
    await says(page, '.filter-stepper', 'Step 2 of');
    const marked = () =>
      page.evaluate(() =>
        [...document.querySelectorAll('[aria-current="step"]')].map((each) => each.textContent?.slice(0, 9)),
      );
    expect(await marked()).toEqual(['▶ 0–1 · c', '221jeq #0']);
    await page.getByRole('button', { name: 'Go to step 3' }).press('Enter');
    await says(page, '.filter-stepper', 'Step 3 of');
    await page.getByRole('radio', { name: 'The whole program' }).check();
    await page.waitForFunction(() => document.querySelectorAll('.filter-block').length > 150);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    expect(page.complaints).toEqual([]);
  });

  it('takes a program: bad input at its line, one that the kernel refuses with the reason, and one that runs', async () => {
    const page = await site.open(PATH);
    await page.getByRole('radio', { name: 'A compiled program' }).check();
    await page.waitForSelector('.filter-listing', { state: 'detached' });
    expect(await page.locator('.panel.deny').count()).toBe(0);
    await page.fill('#filter-program', '0  ld [0]\n1  jmp 4\n2  ret #0x0');
    await says(page, '#filter-program-problems', 'line 2, column 1');
    await page.fill('#filter-program', '0  ld [70]\n1  ret #0x0');
    await says(page, '.filter-said', 'The kernel refuses this program');
    expect(await page.textContent('.filter-problem')).toBe('Found a load from 70, expected a multiple of 4 below 64.');
    await page.fill('#filter-program', '06000000 00000500');
    await says(page, '.filter-said', 'Read as hexadecimal');
    await says(page, '.filter-runs', 'Not run, yet returns 0');
    await says(page, '.filter-calls-told', 'x86_64038');
    await says(page, '.filter-against', 'Differs from Docker’s default 29.9.0');
    await page.selectOption('#filter-preset', 'deny-all');
    await says(page, '.filter-against', 'Differs from a profile that allows nothing');
    await page.waitForFunction(() => /profile=deny-all&program=06000000/.test(location.hash));
    await page.reload();
    await says(page, '.filter-said', 'Read as hexadecimal');
    expect(page.complaints).toEqual([]);
  });

  it('weighs the calls by a trace that is pasted, told of where it has none, and by a link’s counts', async () => {
    const page = await site.open(PATH);
    await page.click('.filter-trace summary');
    await page.fill('#filter-trace', 'clone3({flags=CLONE_VM}, 88) = 7\n'.repeat(9));
    await says(page, '.filter-weighed', 'Weighted by 9 calls in the text: clone3 100');
    await says(page, '.filter-program', 'Steps of a call of the trace, on average, if the filter runs5.0');
    await atHash(page, '#calls=x86_64.clone3:9&call=clone(CLONE_NEWUSER)');
    await page.fill('#filter-trace', 'no call');
    await says(page, '.filter-trace .problems', 'No line of the text shows a system call.');
    await says(page, '.filter-said', HEADLINE);
    await atHash(page, '#call=clone(CLONE_NEWUSER)');
    await page.setInputFiles('.filter-trace input', {
      name: 'a.strace',
      mimeType: 'text/plain',
      buffer: Buffer.from('read(3, "", 1) = 0\nhm\n'),
    });
    await says(page, '.filter-weighed', 'Weighted by 1 call in a.strace: read 100');
    await says(page, '.filter-trace .problems', 'Line 2 of the trace could not be read.');
    await atHash(page, '#calls=x86_64.read:1&call=clone(CLONE_NEWUSER)');
    await page.reload();
    await says(page, '.filter-weighed', 'Weighted by 1 call in the trace: read 100');
    await page.getByRole('button', { name: 'Weight every call equally' }).click();
    await atHash(page, '#call=clone(CLONE_NEWUSER)');
    await says(page, '.filter-said', HEADLINE);
    expect([await page.locator('.filter-weighed').count(), page.complaints]).toEqual([0, []]);
  });

  it('compiles a profile of one’s own, runs two calls, and gives the files with what holds of them', async () => {
    const page = await site.open(PATH);
    await page.getByRole('radio', { name: 'Your profile' }).check();
    await page.fill('#filter-profile', OWN);
    await page.fill('#filter-call', 'mkdir');
    await page.fill('#filter-second', 'read');
    await says(page, '.filter-runs', 'x86_64: mkdir (number 83) Refused: EPERM');
    await says(page, '.filter-runs', 'x86_64: read (number 0) Allowed');
    expect(await page.textContent('.filter-take .depends')).toContain(
      'Try it first on a program that you can afford to break',
    );
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save filter.bpf' }).click();
    expect((await download).suggestedFilename()).toBe('filter.bpf');
    await page.getByRole('radio', { name: 'OCI JSON' }).check();
    await says(page, '.filter-take', 'docker run --security-opt seccomp=profile.json IMAGE');
    await says(page, '.filter-take', 'localhostProfile: profiles/profile.json');
    await page.getByRole('radio', { name: 'systemd' }).check();
    await says(page, '.filter-text', 'SystemCallFilter=~mkdir:EPERM');
    await page.getByRole('radio', { name: 'LXC' }).check();
    await says(page, '.filter-text', 'mkdir errno 1');
    expect(page.complaints).toEqual([]);
  });
});
