import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { grownTrace } from '../../src/tools/bench/grownTrace.ts';
import { openSite, type Site, type WatchedPage } from './site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const PATH = '/play/trace/';
const BYTES = 3_000_000;
const text = [...grownTrace(BYTES, 11)].join('');
const file = (name: string, written: string | Buffer) => ({
  name,
  mimeType: 'text/plain',
  buffer: Buffer.isBuffer(written) ? written : Buffer.from(written),
});

const chooser = (page: WatchedPage) => page.locator('.trace-ways input[type=file]');
const headline = (page: WatchedPage) => page.locator('.trace-said .headline');
const shown = (page: WatchedPage) => page.locator('.trace-file');

async function openPage(): Promise<WatchedPage> {
  const page = await site.open(PATH);
  await page.locator('#trace-trace').focus();
  await page.waitForFunction(() => document.querySelector('astro-island:not([ssr]) .trace-check'));
  return page;
}

/** Notes all that the line of the reading has said. */
const noteReadings = (page: WatchedPage) =>
  page.evaluate(() => {
    const said: string[] = [];
    Reflect.set(window, 'said', said);
    new MutationObserver(() => {
      const words = document.querySelector('.reading-line label')?.textContent;
      if (words && said.at(-1) !== words) said.push(words);
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  });

/** The first worker that is to read a file never hears of it. */
const holdFirstReading = (page: WatchedPage) =>
  page.evaluate(() => {
    const Real = window.Worker;
    window.Worker = class extends Real {
      constructor(address: string | URL, options?: WorkerOptions) {
        super(address, options);
        if (!`${address}`.includes('files.worker')) return;
        this.postMessage = () => {};
        window.Worker = Real;
      }
    };
  });

describe('a trace of a file', () => {
  it('is read with its progress, can be cancelled and removed, and leaves the reader’s text alone', async () => {
    const page = await openPage();
    await page.locator('#trace-trace').fill('openat(AT_FDCWD, "/", O_RDONLY) = 3');
    await expect.poll(() => headline(page).textContent()).toContain('allows the call');
    await holdFirstReading(page);
    await noteReadings(page);
    await chooser(page).setInputFiles([file('out.strace', text)]);
    const reading = page.locator('.reading-line');
    await expect.poll(() => reading.locator('label').textContent()).toBe('Reading out.strace: 0 bytes of 3.0 MB');
    expect(await reading.locator('progress').getAttribute('max')).toBe(`${Buffer.byteLength(text)}`);
    await reading.getByRole('button', { name: 'Cancel' }).click();
    expect(await reading.locator('progress').count()).toBe(0);
    expect(await page.locator('#trace-trace').inputValue()).toContain('openat');

    await chooser(page).setInputFiles([file('out.strace', text)]);
    await expect.poll(() => shown(page).textContent()).toContain('out.strace');
    expect(await shown(page).textContent()).toContain(`3.0 MB, ${text.trimEnd().split('\n').length} lines`);
    await expect.poll(() => headline(page).textContent()).toMatch(/refuses|allows \d+|allows all \d+ calls/);
    expect(await page.evaluate(() => Reflect.get(window, 'said'))).toContain('Reading out.strace: 0 bytes of 3.0 MB');
    const rows = await page.locator('.trace-rows tbody tr').count();
    expect(rows).toBeGreaterThan(40);

    const saving = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save as a file' }).click();
    const written = readFileSync(await (await saving).path());
    await page.getByRole('button', { name: 'Remove the file' }).click();
    await expect.poll(() => headline(page).textContent()).toContain('allows the call');
    expect(await page.locator('#trace-trace').inputValue()).toContain('openat');

    await chooser(page).setInputFiles([file('trace-check.json', written)]);
    await expect.poll(() => shown(page).textContent()).toContain('out.strace (3.0 MB');
    await expect.poll(() => page.locator('.trace-rows tbody tr').count()).toBe(rows);
    expect(
      page.complaints.filter((complaint) => !complaint.includes('ERR_ABORTED') && !complaint.startsWith('failed:')),
    ).toEqual([]);
  });

  it('beside a profile is checked against it, and both are had back', async () => {
    const page = await openPage();
    await page.locator('#trace-trace').fill('openat(AT_FDCWD, "/", O_RDONLY) = 3');
    await expect.poll(() => headline(page).textContent()).toContain('allows the call');
    const profile =
      '{ "defaultAction": "SCMP_ACT_ERRNO", "syscalls": [ { "names": ["read", "bpf"], "action": "SCMP_ACT_ALLOW" } ] }\n';
    await chooser(page).setInputFiles([file('profile.json', profile), file('a.strace', 'acct(NULL) = 0\n')]);
    await expect
      .poll(() => headline(page).textContent())
      .toBe('Your profile refuses the call; in the trace, acct succeeded');
    const opened = [await page.locator('#trace-trace').inputValue(), await page.locator('#trace-profile').inputValue()];
    const undo = page.locator('#trace-undo-trace');
    const told = await undo.textContent();
    await undo.getByRole('button').click();
    await expect.poll(() => headline(page).textContent()).toContain('Docker’s default 29.9.0 allows the call');
    expect([...opened, told, await page.locator('#trace-trace').inputValue(), page.complaints]).toEqual([
      'acct(NULL) = 0\n',
      profile,
      'Opened a.strace. profile.json is now under “Your profile”. Undo',
      'openat(AT_FDCWD, "/", O_RDONLY) = 3',
      [],
    ]);
  });

  it('stays while a profile is dropped on it', async () => {
    const page = await openPage();
    await chooser(page).setInputFiles([file('out.71', 'acct(NULL) = 0\n'), file('out.72', 'bpf(0) = 0\n')]);
    await expect.poll(() => headline(page).textContent()).toContain('refuses both calls');
    await page
      .locator('.trace-check .field')
      .first()
      .evaluate((box) => {
        const dropped = new DataTransfer();
        const text =
          '{ "defaultAction": "SCMP_ACT_ERRNO", "syscalls": [ { "names": ["bpf"], "action": "SCMP_ACT_ALLOW" } ] }';
        dropped.items.add(new File([text], 'p.json'));
        box.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: dropped }));
      });
    await expect.poll(() => headline(page).textContent()).toContain('Your profile refuses 1 of 2 calls');
    expect(await shown(page).textContent()).toContain('out.71 and 1 other file');
  });

  it('of strace -ff is one trace, with the file of each line', async () => {
    const page = await openPage();
    await chooser(page).setInputFiles([
      file('out.71', 'bpf(BPF_PROG_LOAD, 0x1, 2) = 3\n'),
      file('out.72', 'acct(NULL) = 0\n'),
    ]);
    await expect.poll(() => shown(page).textContent()).toContain('out.71 and 1 other file (46 bytes, 2 lines)');
    const rows = page.locator('.trace-rows tbody tr');
    await expect.poll(() => rows.first().textContent()).toContain('out.71, line 1 bpf(BPF_PROG_LOAD, 0x1, 2) = 3');
    expect(await rows.nth(1).textContent()).toContain('out.72, line 1 acct(NULL) = 0');
  });

  it('that is none is told, line by line, and ends nothing', async () => {
    const page = await openPage();
    const binary = Buffer.alloc(1_200_000, '\0\u0001\u00ff\n', 'latin1');
    const long = `${'a'.repeat(5_000_000)}\n`;
    await chooser(page).setInputFiles([file('core', binary), file('long', long), file('good', 'acct(NULL) = 0\n')]);
    await expect.poll(() => shown(page).textContent()).toContain('core and 2 other files (6.2 MB, 300002 lines)');
    await expect.poll(() => page.locator('.trace-unread summary').textContent()).toBe('300001 lines could not be read');
    expect(await headline(page).textContent()).toContain('refuses the call');
    expect(page.complaints).toEqual([]);
  });

  it('that was chosen before the script came is read once it is there', async () => {
    const page = await site.open(PATH);
    let go = () => {};
    const held = new Promise<void>((done) => {
      go = done;
    });
    await page.route(/\/_astro\/.*\.js$/, async (route) => {
      await held;
      await route.continue();
    });
    await chooser(page).setInputFiles([file('out.71', 'acct(NULL) = 0\n'), file('out.72', 'acct(NULL) = 0\n')]);
    expect(await page.locator('astro-island[ssr] .trace-check').count()).toBe(1);
    go();
    await expect.poll(() => shown(page).textContent()).toContain('out.71 and 1 other file (30 bytes, 2 lines)');
  });

  it('has its name in the address, which opens no other trace in its place', async () => {
    const page = await openPage();
    await page.locator('#trace-trace').fill('openat(AT_FDCWD, "/", O_RDONLY) = 3');
    await expect.poll(() => page.evaluate(() => location.hash)).toContain('trace=openat');
    await chooser(page).setInputFiles([file('out.1', 'acct(NULL) = 0\n'), file('out.2', 'acct(NULL) = 0\n')]);
    await expect.poll(() => headline(page).textContent()).toContain('refuses the call');
    await expect.poll(() => page.evaluate(() => location.hash)).toMatch(/^#trace=&file=out\.1/);
    await page.reload();
    await expect.poll(() => page.locator('.trace-check').textContent()).toContain('Open the file again.');
    expect(await page.locator('#trace-trace').inputValue()).toBe('');
  });

  it('is asked about again without being sent again', async () => {
    const page = await openPage();
    await page.evaluate(() => {
      const sent: boolean[] = [];
      Reflect.set(window, 'sent', sent);
      const { postMessage } = Worker.prototype;
      Worker.prototype.postMessage = function (message: unknown) {
        if (message instanceof Object && 'question' in message) sent.push('read' in message);
        postMessage.call(this, message, {});
      };
    });
    await chooser(page).setInputFiles([file('out.1', 'acct(NULL) = 0\n'), file('out.2', 'acct(NULL) = 0\n')]);
    await expect.poll(() => headline(page).textContent()).toContain('refuses the call');
    await page.locator('#trace-stack').selectOption('docker-20.10.9');
    await expect.poll(() => headline(page).textContent()).toContain('20.10.9');
    expect(await page.evaluate(() => Reflect.get(window, 'sent'))).toEqual([true, false]);
  });
});
