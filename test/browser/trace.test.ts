import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tabTo } from './keyboard.ts';
import { openSite, type Site, type WatchedPage } from './site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const PATH = '/play/trace/';
const BEGAN = '✕Docker’s default 29.9.0 refuses 1 of 3 calls; in the trace, unshare succeeded';
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

  it('asks a Kubernetes node’s filter about the kernel’s records at one press, and says who made the call', async () => {
    const page = await site.open(PATH);
    const record =
      'audit: type=1326 audit(1795669044.860:345680): auid=4294967295 uid=0 gid=0 ses=4294967295 subj=unconfined pid=4127 comm="fio" exe="/usr/bin/fio" sig=0 arch=c000003e syscall=425 compat=0 ip=0x7f2a1c8b21fd code=0x50000';
    await page.fill('#trace-trace', record);
    await page.getByRole('button', { name: /^Check with Kubernetes/ }).click();
    await page.waitForFunction(() => location.hash.startsWith('#stack=kubernetes-'));
    await page.waitForFunction(() => document.querySelector('.trace-asked')?.textContent?.includes('on Kubernetes'));
    expect([await page.locator('.trace-asked button').count(), await page.textContent('.trace-record')]).toEqual([
      0,
      'Record: fio (/usr/bin/fio), PID 4127; the filter returned an error (code=0x50000).',
    ]);
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
