import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tabTo } from './keyboard.ts';
import { openSite, type Site, type WatchedPage } from './site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const PATH = '/play/trace/';
const BEGAN = '✕Example: Docker’s default 29.9.0 refuses 1 of 3 calls; in the trace, unshare succeeded';
const LACKS =
  '{ "defaultAction": "SCMP_ACT_ERRNO", "architectures": ["SCMP_ARCH_X86_64"], "syscalls": [ { "names": ["read", "openat2"], "action": "SCMP_ACT_ALLOW" } ] }';
const TRACE = 'socket(AF_INET, SOCK_STREAM, IPPROTO_TCP) = 3\nread(3, "", 8) = 0\n';

const headline = async (page: WatchedPage) => (await page.textContent('.trace-said .headline'))?.trim();
const says = (page: WatchedPage, words: string) =>
  page.waitForFunction(
    (wanted) => document.querySelector('.trace-said .headline')?.textContent?.includes(wanted),
    words,
  );

describe('the trace check', () => {
  it('answers before any script: a real table, refused calls first, and the change', async () => {
    const page = await site.open(PATH, { javaScriptEnabled: false });
    const table = page.getByRole('table', { name: 'The calls of the trace' });
    const heads = await table.getByRole('columnheader').allTextContents();
    const rows = await table.getByRole('rowheader').allTextContents();
    expect([await headline(page), heads, rows.map((row) => row.trim())]).toEqual([
      BEGAN.slice(1),
      ['Call', 'Times', 'Filter', 'Rule', 'In the trace'],
      ['unshare', 'execve', 'exit_group'],
    ]);
    expect(await page.textContent('.trace-fix h2')).toBe('The smallest change that lets the trace pass');
  });

  it('is worked by keyboard alone: a trace, a profile of one’s own, a choice, the changed profile copied', async () => {
    const page = await site.open(PATH);
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await tabTo(page, '#trace-trace');
    await page.keyboard.press('Control+A');
    await page.keyboard.insertText(TRACE);
    await says(page, 'allows both calls');
    await tabTo(page, '[name=trace-profile-of]');
    await page.keyboard.press('ArrowRight');
    await tabTo(page, '#trace-profile');
    await page.keyboard.insertText(LACKS);
    await says(page, 'refuses 1 of 2 calls');
    await tabTo(page, '.trace-change input');
    await page.keyboard.press('ArrowDown');
    await page.waitForFunction(() => location.hash.includes('chosen=x86_64.socket:'));
    await tabTo(page, '.trace-deeds button');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.trace-deeds [data-copied]');
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    await page.fill('#trace-profile', copied);
    await page.waitForFunction(() => !document.querySelector('.trace-said')?.textContent?.includes('socket succeeded'));
    expect([copied.includes('socket'), page.complaints]).toEqual([true, []]);
  });

  it('folds many allowed calls, opens them by keyboard and on paper, and leads past them to the change', async () => {
    const page = await site.open(PATH);
    const names = ['read', 'write', 'close', 'mmap', 'munmap', 'brk', 'fstat', 'getpid'];
    await page.fill('#trace-trace', [...names, 'unshare(CLONE_NEWUSER) = 0'].join('\n'));
    await says(page, 'refuses 1 of 9 calls');
    const inSight = async (name: string) => page.getByRole('rowheader', { name }).isVisible();
    const folded = [await inSight('unshare'), await inSight('getpid')];
    await page.emulateMedia({ media: 'print' });
    const printed = await inSight('getpid');
    await page.emulateMedia({ media: 'screen' });
    await tabTo(page, '.trace-allowed summary');
    await page.keyboard.press('Enter');
    expect([...folded, printed, await inSight('getpid')]).toEqual([true, false, true, true]);
    const before = await page.evaluate(() => location.hash);
    await page.getByRole('link', { name: 'The smallest change' }).click();
    await page.waitForFunction((hash) => location.hash === hash, before);
    await expect
      .poll(() => page.$eval('#trace-fix', (heading) => heading.getBoundingClientRect().top < innerHeight))
      .toBe(true);
  });

  it('keeps its state in the address', async () => {
    const page = await site.open(PATH);
    await page.fill('#trace-trace', 'mkdir("/x", 0777) = 0');
    await says(page, 'allows the call');
    await page.waitForFunction(() => location.hash.startsWith('#trace=mkdir'));
    const again = await site.open(`${PATH}${await page.evaluate(() => location.hash)}`);
    await says(again, 'allows the call');
    expect(await again.inputValue('#trace-trace')).toBe('mkdir("/x", 0777) = 0');
  });

  it('makes a profile whose answer for other calls is chosen, by keyboard, and in the link', async () => {
    const page = await site.open(PATH);
    await page.getByRole('link', { name: 'A profile from this trace alone' }).click();
    await tabTo(page, '[name=trace-otherwise]');
    await page.keyboard.press('ArrowDown');
    await page.waitForFunction(() => location.hash === '#otherwise=ENOSYS');
    await page.waitForFunction(() => document.querySelector('.trace-made pre')?.textContent?.includes('Ret": 38'));
    expect(page.complaints).toEqual([]);
  });

  it('says that its own trace is an example, with and without a script, until another takes its place', async () => {
    const still = await site.open(PATH, { javaScriptEnabled: false });
    const page = await site.open(PATH);
    const told = (of: WatchedPage) => of.locator('.trace-example-note').allTextContents();
    const before = [await told(still), await told(page)];
    await page.locator('#trace-trace').focus();
    await page.waitForFunction(() => document.querySelector('astro-island:not([ssr]) .trace-check'));
    await page.locator('#trace-stack').selectOption('podman-5.4');
    await says(page, 'Example: Podman');
    await page.fill('#trace-trace', TRACE);
    await says(page, 'allows both calls');
    const words = [
      'Example: unshare on a host, outside any container. Paste your own trace, and it replaces the example.',
    ];
    expect([...before, await told(page), (await headline(page))?.includes('Example')]).toEqual([
      words,
      words,
      [],
      false,
    ]);
  });

  it('moves a profile that is pasted with a trace to its own field, and puts it back', async () => {
    const page = await site.open(PATH);
    await page.fill('#trace-trace', `${TRACE}${LACKS}\n`);
    await says(page, 'Your profile refuses 1 of 2 calls');
    const moved = [await page.inputValue('#trace-trace'), (await page.inputValue('#trace-profile')).trim()];
    await page.locator('#trace-undo-trace button').click();
    await says(page, 'Docker’s default 29.9.0 allows');
    expect([...moved, await page.inputValue('#trace-trace'), await page.locator('#trace-profile').count()]).toEqual([
      TRACE.trimEnd(),
      LACKS,
      `${TRACE}${LACKS}\n`,
      0,
    ]);
    expect(page.complaints).toEqual([]);
  });

  it('says that a profile alone is no trace, makes no profile of it, and takes it as the reader’s own at a press', async () => {
    const page = await site.open(PATH);
    await page.fill('#trace-trace', LACKS);
    await says(page, 'This text is a seccomp profile, not a trace');
    const offered = await page.locator('.trace-fix, .trace-made').count();
    await page.getByRole('button', { name: 'Use as your profile' }).click();
    await says(page, 'Paste or open a trace');
    expect([offered, (await page.inputValue('#trace-profile')).trim(), await page.inputValue('#trace-trace')]).toEqual([
      0,
      LACKS,
      '',
    ]);
  });

  it('asks again with the changed profile as the reader’s own, and takes that back, by keyboard', async () => {
    const page = await site.open(PATH);
    await page.fill('#trace-trace', TRACE);
    await page.locator('[name=trace-profile-of]').nth(1).check();
    await page.fill('#trace-profile', LACKS);
    await says(page, 'Your profile refuses 1 of 2 calls');
    expect(await page.textContent('.trace-achieves')).toBe('With this change, both calls pass.');
    await page.getByRole('button', { name: 'Use as your profile' }).focus();
    await page.keyboard.press('Enter');
    await says(page, 'Your profile allows both calls');
    const used = await page.inputValue('#trace-profile');
    expect([used.includes('"socket"'), await page.evaluate(() => document.activeElement?.id)]).toEqual([
      true,
      'trace-answer',
    ]);
    const saving = page.waitForEvent('download');
    await page.locator('.trace-said').getByRole('button', { name: 'Save profile.json' }).click();
    expect(readFileSync(await (await saving).path(), 'utf8')).toBe(used);
    await page.locator('#trace-undo-answer button').click();
    await says(page, 'Your profile refuses 1 of 2 calls');
    expect([(await page.inputValue('#trace-profile')).includes('"socket"'), page.complaints]).toEqual([false, []]);
  });

  it.each([
    ['a wide window', { viewport: { width: 1280, height: 800 } }],
    ['a phone', { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }],
  ])('keeps the answer in a line in sight while two long texts fill %s', async (_, options) => {
    const page = await site.open(PATH, options);
    await page.fill('#trace-trace', TRACE + 'read(3, "", 8) = 0\n'.repeat(30));
    await page.locator('[name=trace-profile-of]').nth(1).check();
    await page.fill('#trace-profile', `${LACKS}${'\n'.repeat(30)}`);
    const strip = page.locator('.answer-strip');
    await expect
      .poll(() => strip.locator('span').allTextContents())
      .toEqual(['Your profile refuses 1 of 2 calls; in the trace, socket succeeded']);
    /** Whether the middle of each is what stands at its place in the window. */
    const inSight = () =>
      page.evaluate(() =>
        ['.answer-strip', '#trace-answer'].map((selector) => {
          const element = document.querySelector(selector);
          const { x = 0, y = 0, width = 0, height = 0 } = element?.getBoundingClientRect() ?? {};
          return element?.contains(document.elementFromPoint(x + width / 2, y + height / 2)) ?? false;
        }),
      );
    // How far the page has scrolled after two long texts are filled in depends on when each was drawn.
    await page
      .locator('#trace-profile')
      .evaluate((profile) =>
        scrollBy({ top: profile.getBoundingClientRect().top - innerHeight * 0.7, behavior: 'instant' }),
      );
    await expect.poll(inSight).toEqual([true, false]);
    const { x = 0, y = 0 } = (await strip.locator('button').boundingBox()) ?? {};
    await page.mouse.click(x + 9, y + 9);
    await expect.poll(inSight).toEqual([false, true]);
  });

  it('asks for the profile that wrote the kernel’s record, and a Kubernetes node’s stack at one press, and says who made the call', async () => {
    const page = await site.open(PATH);
    const record =
      'audit: type=1326 audit(1795669044.860:345680): auid=4294967295 uid=0 gid=0 ses=4294967295 subj=unconfined pid=4127 comm="fio" exe="/usr/bin/fio" sig=0 arch=c000003e syscall=425 compat=0 ip=0x7f2a1c8b21fd code=0x50000';
    await page.fill('#trace-trace', record);
    await says(page, 'This record is from a custom profile: paste it under “Your profile”');
    await page.getByRole('button', { name: /^Check with Kubernetes/ }).click();
    await page.waitForFunction(() => location.hash.startsWith('#stack=kubernetes-'));
    await page.waitForFunction(() => document.querySelector('.trace-asked')?.textContent?.includes('on Kubernetes'));
    const presses = await page.locator('.trace-asked button').allTextContents();
    await page.getByRole('button', { name: 'Paste your profile' }).click();
    await page.waitForFunction(() => document.activeElement?.id === 'trace-profile');
    await page.keyboard.insertText(LACKS);
    await says(page, 'Your profile refuses the call');
    expect([presses, await page.textContent('.trace-record')]).toEqual([
      ['Paste your profile'],
      'Record: fio (/usr/bin/fio), PID 4127; the filter returned an error (code=0x50000).',
    ]);
  });

  it('never shows the example’s answer once it is awake with a link’s state', async () => {
    const page = await site.open('/404.html');
    await page.addInitScript(() => {
      const seen: (string | undefined)[] = [];
      Reflect.set(window, 'seen', seen);
      const look = () => {
        if (document.querySelector('astro-island:not([ssr]) .trace-check'))
          seen.push(document.querySelector('.trace-said .headline')?.textContent ?? undefined);
        requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    });
    await page.goto(`${site.origin}${PATH}#trace=mkdir`);
    await says(page, 'Docker’s default 29.9.0 allows the call');
    const seen = await page.evaluate(() => [...new Set(Reflect.get(window, 'seen'))]);
    expect(seen.filter(Boolean)).toEqual(['Docker’s default 29.9.0 allows the call']);
  });

  it('answers bad input in words', async () => {
    const page = await site.open(PATH);
    await page.fill('#trace-trace', '\u0001 hello');
    await says(page, 'No system call found in this text');
    expect([await page.textContent('.trace-unread summary'), page.complaints]).toEqual([
      'One line could not be read',
      [],
    ]);
  });
});
