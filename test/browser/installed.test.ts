import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PRINTED } from '../engine/stack/installed/printed.ts';
import { axeFindings } from './axeFindings.ts';
import { CHECKER } from './checker.ts';
import { tabTo } from './keyboard.ts';
import { openSite, type Site, type WatchedPage } from './site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const FIELD = '.installed-box textarea';
const HOST = `${PRINTED.dockerCommunity}\nLinux old 5.10.0-32-amd64 #1 SMP x86_64 GNU/Linux\n`;

async function openedBox(path: string): Promise<WatchedPage> {
  const page = await site.open(path);
  await page.click('.installed summary');
  await page.waitForSelector(FIELD);
  return page;
}

const found = (page: WatchedPage) => page.locator('.installed-found :is(li, p)').allTextContents();
const done = (page: WatchedPage) => page.locator('.installed-done').textContent();

describe.each([
  {
    path: CHECKER,
    stack: '#seccomp-stack',
    was: 'Docker 20.10.9 (2021, docker.com) is set. Changed: Docker 29.9.0 → Docker 20.10.7; runc 1.3.6 → runc 1.0.1; libseccomp 2.6.0 → libseccomp 2.5.1; Linux 6.12 → Linux 5.10.',
    unused: [],
    fragment: '#stack=docker-20.10.9&call=clone(CLONE_NEWUSER)&arch=s390x&engine=docker-20.10.7&runtime=runc-1.0.1',
  },
  {
    path: '/play/uid-map/',
    stack: '#uid-map-stack',
    was: 'Docker 20.10.9 (2021, docker.com) is set. Changed: Docker 29.9.0 → Docker 20.10.7; runc 1.3.6 → runc 1.0.1; Linux 6.12 → Linux 5.10.',
    unused: ['Not used here: s390x.'],
    fragment:
      '#stack=docker-20.10.9&versions=docker-20.10.7,runc-1.0.1&subuid=dockremap:165536:65536&user=dockremap&id=33',
  },
])('What have I got? on $path', ({ path, stack, was, fragment, unused }) => {
  it('is worked by keyboard alone: what a host printed sets the stack, and says what changed', async () => {
    const page = await site.open(path);
    await tabTo(page, '.installed summary');
    await page.keyboard.press('Enter');
    await page.waitForSelector(FIELD);
    await tabTo(page, FIELD);
    await page.keyboard.insertText(HOST);
    await page.waitForSelector('.installed-nearest');
    expect(await found(page)).toEqual([
      'Docker 20.10.7, line 13',
      's390x, line 18',
      'runc 1.0.1, line 24',
      'Linux 5.10.0-32-amd64, line 29',
      ...unused,
      '24 other lines name no version that counts here.',
    ]);
    await tabTo(page, '.installed-nearest .btn');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.querySelector('.installed-done')?.textContent);
    await expect.poll(() => page.evaluate(() => decodeURI(location.hash))).toBe(fragment);
    expect([await page.inputValue(stack), await done(page), await page.inputValue(FIELD), page.complaints]).toEqual([
      'docker-20.10.9',
      was,
      HOST,
      [],
    ]);
  });

  it('leads to the line, copies the commands, and keeps the text when it is closed and when the page is loaded again', async () => {
    const page = await openedBox(path);
    await page.fill(FIELD, HOST);
    await page.click('.installed-found .link >> nth=2');
    expect(await page.evaluate(() => (document.activeElement as HTMLTextAreaElement).selectionStart)).toBe(
      HOST.indexOf('1.0.1'),
    );
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.click('.installed-commands .btn >> nth=0');
    await expect
      .poll(() => page.evaluate(() => navigator.clipboard.readText()))
      .toBe('docker version; runc --version; uname -a');
    await page.click('.installed summary');
    await page.click('.installed summary');
    expect(await page.inputValue(FIELD)).toBe(HOST);
    await page.reload();
    await page.click('.installed summary');
    await page.waitForSelector(FIELD);
    expect([await page.inputValue(FIELD), await page.locator('.installed-nearest').isVisible()]).toEqual([HOST, true]);
  });

  it.each([
    ['what no program prints', 'x \0 ; rm'],
    ['markup', '<img src=x onerror="document.title=1"><script>document.title=1</script>'],
    ['half a line', 'Docker vers'],
    ['a million characters', 'Server: x 1.2.3\n'.repeat(62_500)],
    ['a line of a million characters', 'a'.repeat(1_000_000)],
  ])('says that it knows nothing of %s, and keeps it', async (_, typed) => {
    const page = await openedBox(path);
    const title = await page.title();
    // What fill() types of so many lines takes a minute; a paste puts them in at once.
    await page.locator(FIELD).evaluate((field: HTMLTextAreaElement, text) => {
      field.value = text;
      field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    }, typed);
    await page.waitForSelector('.installed-box .problems');
    expect([
      (await page.locator('.installed-box .problem-words').textContent())?.startsWith('No version and no image found.'),
      (await page.inputValue(FIELD)) === typed,
      await page.locator('.installed-nearest').count(),
      await page.title(),
      page.complaints,
    ]).toEqual([true, true, 0, title, []]);
  });

  it('has no violation of accessibility rules', async () => {
    const page = await site.open(path, { viewport: { width: 390, height: 800 } });
    await page.click('.installed summary');
    await page.waitForSelector(FIELD);
    await page.fill(FIELD, HOST);
    await page.click('.installed-nearest .btn');
    const found = await axeFindings(page, '.installed');
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    expect([found, overflow]).toEqual([[], false]);
  });

  it('says what did not load, and loads it once it is tried again', async () => {
    const page = await site.open(path);
    await page.route('**/InstalledBox.*.js*', (route) => route.abort());
    await page.click('.installed summary');
    await page.locator('.installed .missing').getByRole('button', { name: 'Try again' }).waitFor();
    await page.unroute('**/InstalledBox.*.js*');
    await page.locator('.installed .missing').getByRole('button', { name: 'Try again' }).click();
    await page.waitForSelector(FIELD);
  });
});

it('what dpkg prints sets the stack, and a version without its program asks for the rest', async () => {
  const page = await openedBox(CHECKER);
  await page.fill(
    FIELD,
    'ii  docker.io  20.10.24+dfsg1-1+deb12u1  amd64  Linux container runtime\nii  runc  1.1.5+ds1-1+deb12u1  amd64  OCI runtime\n',
  );
  await page.waitForSelector('.installed-nearest');
  const nearest = await page.locator('.installed-nearest b').textContent();
  await page.fill(FIELD, 'Version: 20.10.5');
  await expect
    .poll(() => page.locator('.installed-box .problems').textContent())
    .toContain('looks like a Docker version');
  expect([nearest, await page.locator('.installed-nearest').count(), page.complaints]).toEqual([
    'Docker 20.10.24 on Debian 12',
    0,
    [],
  ]);
});
