import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tabTo } from './keyboard.ts';
import { openSite, type Site, type WatchedPage } from './site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const PATH = '/play/ask/';
const GSHADOW =
  'Error: potentially insufficient UIDs or GIDs available in user namespace (requested 0:42 for /etc/gshadow): Check /etc/subuid and /etc/subgid if configured locally and run "podman system migrate": lchown /etc/gshadow: invalid argument';
const AUDIT =
  'Nov 27 10:12:13 node-3 kernel: audit: type=1326 audit(1795669044.860:345680): auid=4294967295 uid=0 gid=0 ses=4294967295 subj=unconfined pid=4127 comm="fio" exe="/usr/bin/fio" sig=0 arch=c000003e syscall=425 compat=0 ip=0x7f2a1c8b21fd code=0x50000';

const TRACE =
  'openat(AT_FDCWD, "/x", O_RDONLY) = 3\nkeyctl(KEYCTL_JOIN_SESSION_KEYRING, NULL) = -1 EPERM (Operation not permitted)';
const PROFILE = '{"defaultAction": "SCMP_ACT_ERRNO", "syscalls": [{"names": ["openat"], "action": "SCMP_ACT_ALLOW"}]}';
const CALLS =
  'openat(AT_FDCWD, "/x", O_RDONLY) = 3\nopenat(AT_FDCWD, "/y", O_RDONLY) = 3\npersonality(0x10) = -1 EPERM (Operation not permitted)\nsethostname("x", 1) = -1 EPERM (Operation not permitted)';

const file = (name: string, text: string) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(text) });
const TRACE_FILE = file('a.log', TRACE);
const PROFILE_FILE = file('profile.json', PROFILE);

/** Drops files as the browser does: it tells of the drop only where the page takes it, and else opens them. */
async function drop(page: WatchedPage, selector: string, files: readonly ReturnType<typeof file>[]): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'dropped-'));
  const paths = files.map(({ name }) => join(folder, name));
  await Promise.all(files.map(({ buffer }, at) => writeFile(paths[at] ?? '', buffer)));
  const { x = 0, y = 0, width = 0, height = 0 } = (await page.locator(selector).boundingBox()) ?? {};
  const devtools = await page.context().newCDPSession(page);
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    const data = { items: [], files: paths, dragOperationsMask: 1 };
    await devtools.send('Input.dispatchDragEvent', { type, x: x + width / 2, y: y + height / 2, data });
  }
}

const saysFirst = (page: WatchedPage, words: string) =>
  page.waitForFunction((wanted) => document.querySelector('.ask-card')?.textContent?.includes(wanted), words);
const cards = (page: WatchedPage) =>
  page.$$eval('.ask-card > header h2', (all) => all.map(({ textContent }) => textContent));

describe('the box', () => {
  it('answers before any script', async () => {
    const page = await site.open(PATH, { javaScriptEnabled: false });
    expect([await page.inputValue('#ask-text'), await page.textContent('.ask-cause > p:nth-child(2)')]).toEqual([
      GSHADOW,
      '/etc/gshadow in the image belongs to UID 0 and GID 42, but the user’s namespace has no GID 42. A range of 65536 IDs would have it.',
    ]);
  });

  it.each([
    [AUDIT, ['The filter refused io_uring_setup']],
    ['newuidmap: uid range [0-1) -> [1000-1001) not allowed', ['newuidmap: uid range … not allowed']],
    ['100999', ['UID 100999 on the host']],
    ['clone3', ['The system call clone3']],
    ['hello world', ['Not recognised']],
  ])('%s', async (text, expected) => {
    const page = await site.open(PATH);
    await page.fill('#ask-text', text);
    await saysFirst(page, expected[0] ?? '');
    expect([await cards(page), page.complaints]).toEqual([expected, []]);
  });

  it('leads to the instrument that shows it, with the same text', async () => {
    const page = await site.open(
      `${PATH}#text=${encodeURIComponent('unshare(CLONE_NEWUSER) = -1 EPERM (Operation not permitted)')}`,
    );
    await saysFirst(page, 'unshare(CLONE_NEWUSER) = -1 EPERM');
    await page.fill('#ask-text', 'personality(0x10) = -1 EPERM (Operation not permitted)');
    await saysFirst(page, 'personality returned EPERM');
    await page.getByRole('link', { name: 'Open in the trace check' }).first().click();
    await page.waitForFunction(() => document.querySelector('.trace-said')?.textContent?.includes('refuses the call'));
    expect(await page.inputValue('#trace-trace')).toBe('personality(0x10) = -1 EPERM (Operation not permitted)');
  });

  it('is worked by keyboard alone: a text, an example, the way back, a command copied', async () => {
    const page = await site.open(PATH);
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await tabTo(page, '#ask-text');
    await page.keyboard.press('Control+A');
    await page.keyboard.insertText('100999');
    await saysFirst(page, 'UID 100999');
    await tabTo(page, '.examples .link');
    await page.keyboard.press('Enter');
    await saysFirst(page, 'newuidmap');
    await tabTo(page, '.undo-line .link');
    await page.keyboard.press('Enter');
    await saysFirst(page, 'UID 100999');
    await tabTo(page, '.ask-command button');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.ask-command [data-copied]');
    expect([await page.evaluate(() => navigator.clipboard.readText()), page.complaints]).toEqual([
      "grep -H ':100000:' /etc/subuid",
      [],
    ]);
  });

  it('opens the end of a long log, chosen before its script is there', async () => {
    const page = await site.open(PATH);
    const log = `${'step: done, nothing to tell\n'.repeat(120_000)}lchown /var/lib/x: invalid argument\n`;
    await page.setInputFiles('.open-file input', { name: 'a.log', mimeType: 'text/plain', buffer: Buffer.from(log) });
    await saysFirst(page, 'as an image is unpacked');
    expect([await page.textContent('.notices'), page.complaints]).toEqual([
      'a.log has 3360036 bytes. Only its last 1048552 bytes are read. Paste the lines of an earlier error. The trace check opens a trace of any size.',
      [],
    ]);
  });

  it('adds files to the reader’s own text, and takes them back', async () => {
    const page = await site.open(PATH);
    await page.fill('#ask-text', '100999');
    await saysFirst(page, 'UID 100999');
    await page.setInputFiles('.open-file input', [TRACE_FILE, PROFILE_FILE]);
    await saysFirst(page, 'keyctl');
    expect([await page.inputValue('#ask-text'), await page.textContent('.undo-line')]).toEqual([
      `100999\n${TRACE}\n${PROFILE}`,
      'Added a.log and profile.json to your text. Undo',
    ]);
    await page.click('.undo-line .link');
    await saysFirst(page, 'UID 100999');
    expect([await page.inputValue('#ask-text'), page.complaints]).toEqual(['100999', []]);
  });

  it.each(['/', PATH])('takes files that are dropped on %s before its script is there', async (path) => {
    const page = await site.open(path);
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.route('**/_astro/*.js', async (route) => {
      await held;
      await route.continue();
    });
    await drop(page, '#ask-text', [TRACE_FILE, PROFILE_FILE]);
    release();
    await saysFirst(page, 'keyctl');
    expect([
      await page.inputValue('#ask-text'),
      page.context().pages().length,
      new URL(page.url()).pathname,
      page.complaints,
    ]).toEqual([`${TRACE}\n${PROFILE}`, 1, path, []]);
  });

  it('shows no answer of the text before beside a long one', async () => {
    const page = await site.open(PATH);
    await page.fill('#ask-text', '100999');
    await saysFirst(page, 'UID 100999');
    const seen = page.evaluate(
      () =>
        new Promise<string[]>((resolve) => {
          const look = () => {
            const field = document.querySelector<HTMLTextAreaElement>('#ask-text');
            if ((field?.value.length ?? 0) < 100_000) return;
            observer.disconnect();
            resolve([...document.querySelectorAll('.ask-card h2')].map(({ textContent }) => textContent ?? ''));
          };
          const observer = new MutationObserver(look);
          observer.observe(document.body, { childList: true, subtree: true });
        }),
    );
    const log = `${'step: done, nothing to tell\n'.repeat(10_000)}lchown /var/lib/x: invalid argument\n`;
    await page.setInputFiles('.open-file input', { name: 'a.log', mimeType: 'text/plain', buffer: Buffer.from(log) });
    expect(await seen).toEqual([]);
    await saysFirst(page, 'as an image is unpacked');
  });

  it('names the link of a whole trace apart from that of a line', async () => {
    const page = await site.open(PATH);
    await page.fill('#ask-text', CALLS);
    await saysFirst(page, 'A trace with 3 different system calls');
    expect(
      await page.$$eval('.ask-card .ask-leads a[href*="/play/trace/"]', (all) =>
        all.map(({ textContent }) => textContent),
      ),
    ).toEqual([
      'Open all 4 lines in the trace check',
      'Check line 3 alone in the trace check',
      'Check line 4 alone in the trace check',
    ]);
  });

  it('keeps what looks like a password out of the address, and out of every link', async () => {
    const page = await site.open(PATH);
    const said = () =>
      Promise.all([
        page.evaluate(() => location.hash),
        page.textContent('.ask-secret'),
        page.getByRole('button', { name: 'Copy link' }).count(),
      ]);
    await page.fill('#ask-text', '100999');
    await page.waitForFunction(() => location.hash === '#text=100999');
    await page.fill('#ask-text', `DB_PASSWORD=hunter2\n${CALLS}`);
    await saysFirst(page, 'A trace with');
    await page.waitForFunction(() => location.hash === '#text=');
    expect(await said()).toEqual([
      '#text=',
      'A value on line 1 looks like a password. Replace it to get a link. Until then, this page does not save the text: a reload loses it.Replace it with ***',
      0,
    ]);
    await page.getByRole('link', { name: 'Open all 5 lines in the trace check' }).click();
    await page.waitForFunction(() =>
      document.querySelector<HTMLTextAreaElement>('#trace-trace')?.value.includes('DB_'),
    );
    expect(await page.inputValue('#trace-trace')).toBe(`DB_PASSWORD=***\n${CALLS}`);
    await page.goto(new URL(PATH, page.url()).href);
    await page.fill('#ask-text', 'DB_PASSWORD=hunter2 100999');
    await page.click('.ask-secret .btn');
    await page.getByRole('button', { name: 'Copy link' }).waitFor();
    await page.waitForFunction(() => location.hash.includes('***'));
    expect([await page.inputValue('#ask-text'), ...(await said()), page.complaints]).toEqual([
      'DB_PASSWORD=*** 100999',
      '#text=DB_PASSWORD=***%20100999',
      '',
      1,
      [],
    ]);
  });

  it('writes its state into the address, and opens it again', async () => {
    const page = await site.open(PATH);
    await page.fill('#ask-text', '100999');
    await page.waitForFunction(() => location.hash === '#text=100999');
    const again = await site.open(`${PATH}#text=100999`);
    await saysFirst(again, 'UID 100999');
    expect(await again.inputValue('#ask-text')).toBe('100999');
  });
});

describe('where else it stands', () => {
  it('on the home page: one line, which answers there and leads to its own page', async () => {
    const page = await site.open('/');
    await page.fill('#ask-text', GSHADOW);
    await saysFirst(page, 'no GID 42');
    await page.getByRole('link', { name: 'Share or report this answer' }).click();
    await page.waitForURL(({ pathname, hash }) => pathname === PATH && hash.startsWith('#text'));
    await saysFirst(page, 'no GID 42');
    expect(page.complaints).toEqual([]);
  });

  it('on the way back to the home page, what was pasted there and its answer', async () => {
    const page = await site.open('/');
    await page.fill('#ask-text', '100999');
    await saysFirst(page, 'UID 100999');
    await page.waitForFunction(() => history.state?.kept?.ask === 'text=100999');
    await page.goto(new URL('/play/stack/', page.url()).href);
    await page.goBack();
    await saysFirst(page, 'UID 100999');
    await page.click('text=Clear');
    await page.waitForFunction(() => history.state?.kept?.ask === 'text=');
    await page.reload();
    expect([await page.inputValue('#ask-text'), await page.evaluate(() => location.hash), page.complaints]).toEqual([
      '',
      '',
      [],
    ]);
  });

  it('first on the page of errors', async () => {
    const page = await site.open('/reference/errors/');
    await page.fill('#ask-text', '100999');
    await saysFirst(page, 'UID 100999');
    expect(page.complaints).toEqual([]);
  });

  it('behind the search, where the query looks like a message', async () => {
    const page = await site.open('/');
    await page.keyboard.press('/');
    await page.fill('#search-query', 'newuidmap: uid range [0-1) -> [1000-1001) not allowed');
    await page.locator('#search-results a', { hasText: 'Find the cause of this message' }).click();
    await page.waitForURL(({ pathname }) => pathname === PATH);
    await saysFirst(page, 'newuidmap');
  });
});
