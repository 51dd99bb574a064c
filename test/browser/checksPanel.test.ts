import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import published from '../../cli/package.json' with { type: 'json' };
import { axeFindings } from './axeFindings.ts';
import { rootBuild } from './builds.ts';
import { CHECKER, said, turnToText } from './checker.ts';
import { tabTo } from './keyboard.ts';
import { openSite, type Site, type WatchedPage } from './site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const CALCULATOR = '/play/uid-map/';
const SMALL =
  '{ "defaultAction": "SCMP_ACT_ALLOW", "syscalls": [ { "names": ["mkdir"], "action": "SCMP_ACT_ERRNO" } ] }';
const HOLE = `${CALCULATOR}#map=0:100000:1000,1000:1000:1,1001:101001:64535&id=33`;

/** Comes to a field that becomes an editor, by Tab. */
async function tabToEditor(page: WatchedPage, id: string): Promise<void> {
  await tabTo(page, `#${id}`);
  await page.waitForFunction(
    (field) => document.querySelector(`#${field}`)?.shadowRoot?.activeElement?.matches('.cm-content'),
    id,
  );
}

/** Writes lines in the place of what the editor in focus has. */
async function write(page: WatchedPage, text: string): Promise<void> {
  await page.keyboard.press('Control+A');
  await page.keyboard.insertText(text);
}

const NO_START =
  'no start: runc calls openat, and gets ERRNO EPERM by defaultAction on line 1 of the profile (no rule). Add the line starts -> yes to your checks.';

const headline = (page: WatchedPage, words: string) =>
  page.waitForFunction((wanted) => document.querySelector('.checks-headline')?.textContent === wanted, words);
const rows = (page: WatchedPage) =>
  page.$$eval('.checks-rows li', (items) => items.map(({ textContent }) => textContent));
const openByKey = async (page: WatchedPage) => {
  // Nothing of a linked state is seen, or takes the focus, before its answer is there.
  await page.waitForSelector('.tests > summary');
  // Many stops of the profile and its findings come before it.
  await page.focus('.tests > summary');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.checks');
};

describe('tests in the checker', () => {
  it('by keyboard: one fails and says why, is asked, holds once the profile is changed, and goes along in the link', async () => {
    const page = await site.open(`${CHECKER}#profile=allow-all&call=read`);
    await openByKey(page);
    await tabToEditor(page, 'seccomp-checks');
    await write(page, 'mkdir -> EPERM\nstarts -> yes');
    await headline(page, '1 of 2 checks hold');
    const failed = await rows(page);
    await tabTo(page, '.checks-rows .btn');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => location.hash.includes('call=mkdir'));
    await said(page, 'Allowed');
    await turnToText(page);
    await write(page, SMALL);
    await headline(page, '2 of 2 checks hold');
    await page.waitForFunction(() => location.hash.includes('profile.z='));
    const address = page.url();
    const other = await site.open(address.slice(site.origin.length));
    await headline(other, '2 of 2 checks hold');
    expect([failed, /checks=[^&]*/.exec(address)?.[0], await rows(other)]).toEqual([
      [
        'Fails line 1 mkdir -> EPERMALLOW by defaultAction on line 1 of the profile (no rule)Ask mkdir',
        'Holds line 2 starts -> yes',
      ],
      'checks=mkdir=EPERM;starts=yes',
      ['Holds line 1 mkdir -> EPERM', 'Holds line 2 starts -> yes'],
    ]);
  });

  it('a profile under which no container starts is told of, though every check holds', async () => {
    const page = await site.open(`${CHECKER}#profile=deny-all&checks=mkdir=EPERM`);
    await headline(page, '1 of 1 check holds');
    const warning = await page.textContent('.checks-warning');
    await expect
      .poll(() => page.textContent('.checks > [role=status]'))
      .toBe(`1 of 1 check holds. Warning: ${NO_START}`);
    const found = await axeFindings(page, '.tests');
    await tabToEditor(page, 'seccomp-checks');
    await write(page, 'mkdir -> EPERM\nstarts -> no');
    await headline(page, '2 of 2 checks hold');
    expect([warning, found, await page.locator('.checks-warning').count()]).toEqual([`Warning: ${NO_START}`, [], 0]);
  });

  it('a line that is none has its problem at its line, and the others their answers', async () => {
    const page = await site.open(`${CHECKER}#profile=allow-all&checks=mkdir;reboot=alow;read=allow`);
    await headline(page, '1 of 1 check holds, 2 problems in the lines');
    const problems = await page.$$eval('.checks .problems li', (items) => items.map(({ textContent }) => textContent));
    await page.focus('#seccomp-checks');
    await tabTo(page, '.checks .fix');
    await page.keyboard.press('Enter');
    await headline(page, '2 of 2 checks hold, 1 problem in the lines');
    await page.click('.checks .undo-line button');
    await headline(page, '1 of 1 check holds, 2 problems in the lines');
    expect(problems).toEqual([
      'Error line 1, column 1No -> on this line. A check is a question, ->, and the answer: socket(AF_ALG) -> EPERM.',
      'Error line 2, column 11Unknown answer alow. Replace with allow.Fix',
    ]);
  });

  it('a set is added behind the lines, and saved as a file that opens again', async () => {
    const page = await site.open(`${CHECKER}#stack=docker-29.9&checks=starts=yes`);
    await headline(page, '1 of 1 check holds');
    await page.focus('.tests > summary');
    await tabTo(page, '#seccomp-checks-add');
    await page.keyboard.type('Calls that');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await headline(page, '8 of 9 checks hold');
    await tabTo(page, '.checks-buttons > .btn:not(.open-file)');
    const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
    const saved = await readFile(await download.path(), 'utf8');
    const other = await site.open(`${CHECKER}#stack=docker-29.9&checks=mkdir=allow`);
    await headline(other, '1 of 1 check holds');
    await other.setInputFiles('.checks input[type=file]', {
      name: 'checks.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from(saved),
    });
    await headline(other, '8 of 9 checks hold');
    const undo = await other.textContent('.checks .undo-line');
    await other.click('.checks .undo-line button');
    await headline(other, '1 of 1 check holds');
    expect([download.suggestedFilename(), saved.split('\n').slice(0, 3), undo]).toEqual([
      'checks.txt',
      ['starts -> yes', '', '# Calls that known kernel exploits needed'],
      'The file replaced your checks. Undo',
    ]);
  });

  it('a trace that is opened is asked about, and one of the site’s is loaded where a line names it', async () => {
    const page = await site.open(`${CHECKER}#profile=deny-all&checks=mkdir=EPERM`);
    await headline(page, '1 of 1 check holds');
    await page.setInputFiles('.checks input[type=file]', {
      name: 'mine.strace',
      mimeType: 'text/plain',
      buffer: Buffer.from('mkdir("/a", 0) = 0\n'),
    });
    await headline(page, '1 of 2 checks hold');
    const [, own] = await rows(page);
    await page.goto(`${site.origin}${CHECKER}#stack=docker-29.9&checks=trace+nginx.strace=passes`);
    await headline(page, '1 of 1 check holds');
    expect(own).toBe(
      'Fails line 2 trace mine.strace -> passesx86_64: mkdir(.., 0) on line 1 of the trace gets ERRNO EPERM by defaultAction on line 1 of the profile (no rule)Ask mkdir(.., 0)',
    );
  });

  it('a trace whose name no check can hold is told of, and one with spaces is asked about', async () => {
    const page = await site.open(`${CHECKER}#profile=allow-all&checks=starts=yes`);
    await headline(page, '1 of 1 check holds');
    const buffer = Buffer.from('mkdir("/a", 0) = 0\n');
    const files = ['run #1 -> a.strace', 'my run (2).strace'].map((name) => ({ name, mimeType: 'text/plain', buffer }));
    await page.setInputFiles('.checks input[type=file]', files);
    await headline(page, '2 of 2 checks hold');
    const opened = await page.$$eval('.checks-files code', (names) => names.map(({ textContent }) => textContent));
    expect([await page.textContent('.checks .notices'), opened, (await rows(page))[1]]).toEqual([
      'No check can name the file “run #1 -> a.strace”. Rename the file, then open it again. A name in a check has no #, no arrow, no line break, and no space at either end.',
      ['my run (2).strace'],
      'Holds line 2 trace my run (2).strace -> passes',
    ]);
  });

  it('what can be written is offered', async () => {
    const page = await site.open(`${CHECKER}#profile=allow-all`);
    await openByKey(page);
    await tabToEditor(page, 'seccomp-checks');
    await page.keyboard.type('unshare(CLONE_NEWUS');
    const offered = page.locator('#seccomp-checks .cm-tooltip-autocomplete li');
    await expect.poll(() => offered.first().textContent()).toContain('CLONE_NEWUSER');
    // The editor takes no key for a moment after the list has come; a click scrolls until the list stands still, which moves the list.
    await offered.first().dispatchEvent('mousedown');
    await page.keyboard.type(') -> allow');
    await headline(page, '1 of 1 check holds');
    expect(await rows(page)).toEqual(['Holds line 1 unshare(CLONE_NEWUSER) -> allow']);
  });

  it('has no finding of axe', async () => {
    const page = await site.open(`${CHECKER}#profile=allow-all&checks=mkdir=EPERM;starts=yes;x`);
    await headline(page, '1 of 2 checks hold, 1 problem in the lines');
    expect(await axeFindings(page, '.tests')).toEqual([]);
  });
});

describe('tests in the calculator', () => {
  it('by keyboard: one fails at an ID, which is asked, and holds once the map is changed', async () => {
    const page = await site.open(HOLE);
    await openByKey(page);
    await tabToEditor(page, 'uid-map-checks');
    await write(page, 'inside 0-65535 -> outside 100000-165535\nwrite -> ok');
    await headline(page, '1 of 2 checks hold');
    const failed = await rows(page);
    await tabTo(page, '.checks-rows .btn');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.querySelector('.answer-sentence')?.textContent?.startsWith('1000 '));
    await page.focus('#uid-map-text');
    await write(page, '0 100000 65536');
    await headline(page, '2 of 2 checks hold');
    await page.waitForFunction(() => location.hash.includes('map=0:100000:65536&'));
    const other = await site.open(page.url().slice(site.origin.length));
    await headline(other, '2 of 2 checks hold');
    expect([failed, /checks=[^&]*/.exec(page.url())?.[0]]).toEqual([
      [
        'Fails line 1 inside 0-65535 -> outside 100000-165535inside 1000: host UID 1000Ask inside 1000',
        'Holds line 2 write -> ok',
      ],
      'checks=inside+0-65535=outside+100000-165535;write=ok',
    ]);
  });

  it('a line that is none has its problem, and a check that is added its answer', async () => {
    const page = await site.open(`${HOLE}&checks=inside+33=inside+33`);
    await headline(page, '1 problem in the lines');
    await page.focus('.tests > summary');
    await tabTo(page, '#uid-map-checks-add');
    await page.keyboard.type('Host root');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await headline(page, '1 of 1 check holds, 1 problem in the lines');
    expect(await rows(page)).toEqual(['Holds line 2 outside 0 -> unmapped']);
  });
});

describe('the command', async () => {
  const PROGRAM = await readFile('cli/waterline.js');
  const SHA256 = createHash('sha256').update(PROGRAM).digest('hex');
  /** What downloads and verifies it from an address. */
  const lines = (address: string) => [
    `[ -e waterline.js ] || curl -fsSLo waterline.js ${address} &&`,
    `  echo '${SHA256}  waterline.js' | sha256sum -c - &&`,
  ];

  it('is served as it is committed', async () => {
    const { status, body } = await fetch(`${site.origin}/waterline.js`).then(async (answer) => ({
      status: answer.status,
      body: Buffer.from(await answer.arrayBuffer()),
    }));
    expect([status, body.equals(PROGRAM)]).toEqual([200, true]);
  });

  it.each([
    [`${CHECKER}#profile=allow-all&checks=read=allow`, 'node waterline.js check allow-all checks.txt'],
    [`${CALCULATOR}#map=0:100000:1&checks=write=ok`, 'node waterline.js check map.txt checks.txt'],
  ])('%s: the panel copies lines that name this site', async (path, command) => {
    const page = await site.open(path);
    await headline(page, '1 of 1 check holds');
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.click('.checks-results .copy button');
    await expect
      .poll(() => page.evaluate(() => navigator.clipboard.readText()))
      .toBe([...lines(`${site.origin}/waterline.js`), `  ${command}`].join('\n'));
    expect((await page.textContent('.checks-results pre'))?.split('\n').length).toBe(3);
  });

  it('the checks page tells it; the reader puts in the host that a build without SITE_URL does not know', async () => {
    // As Markdown, which is made of the page.
    const text = await readFile(join(rootBuild, 'reference/checks.md'), 'utf8');
    const size = PROGRAM.length.toLocaleString('en');
    expect([
      text.includes(lines('https://SITE/waterline.js').join('\n')),
      text.includes(`, version ${published.version}, ${size} bytes. Its SHA-256 checksum is \`${SHA256}\`.`),
      text.includes('Replace `SITE` with the host'),
      text.includes('npx'),
    ]).toEqual([true, true, true, false]);
  });
});

describe('before any script', () => {
  it.each([CHECKER, CALCULATOR])('%s leads to the language of checks', async (path) => {
    const page = await site.open(path, { javaScriptEnabled: false });
    await page.click('.tests > summary');
    const link = page.locator('.tests a');
    expect([await link.isVisible(), await link.getAttribute('href')]).toEqual([true, '/reference/checks/']);
  });
});
