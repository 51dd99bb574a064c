import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stackOf } from '../../src/engine/stack/index.ts';
import { stackLink, writeSeccompLink } from '../../src/share/seccompLink.ts';
import { tabTo } from './keyboard.ts';
import { openSite, type Site, type WatchedPage } from './site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const PATH = '/play/stack/';
const CLONE3 = 'clone3 breaks glibc 2.34 and newer on Docker before 20.10.10';
const DENIES =
  '{ "defaultAction": "SCMP_ACT_ALLOW", "syscalls": [ { "names": ["mkdir"], "action": "SCMP_ACT_ERRNO" } ] }';
/** The checker with that profile on Docker 29.9. */
async function ownInChecker(): Promise<string> {
  const stack = stackOf('docker-29.9') ?? expect.fail('no stack');
  const own = { profile: undefined, text: DENIES, call: 'mkdir' };
  return `/play/seccomp/#${await writeSeccompLink({ ...stackLink(stack), ...own })}`;
}
const headline = (page: WatchedPage) => page.textContent('.stack-card .headline');
const says = (page: WatchedPage, words: string) =>
  page.waitForFunction(
    (wanted) => document.querySelector('.stack-card .headline')?.textContent?.includes(wanted),
    words,
  );
/** The checker answers what Docker 20.10.9 does with clone3. */
const refusedInChecker = (page: WatchedPage) =>
  page.waitForFunction(
    () =>
      document.querySelector('#seccomp-verdict .headline')?.textContent === 'Refused: EPERM' &&
      document.querySelector<HTMLSelectElement>('#seccomp-stack')?.value === 'docker-20.10.9',
  );
const fragment = (page: WatchedPage) => page.evaluate(() => location.hash);

describe('the stack table', () => {
  it.each(['9', 'a'])('is no wider than a phone with an image of 500 times “%s”', async (letter) => {
    const page = await site.open(`${PATH}#image=${letter.repeat(500)}`, { viewport: { width: 390, height: 800 } });
    await page
      .locator('.stack-card')
      .filter({ hasText: letter.repeat(20) })
      .waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  });

  it('answers before any script: a real table, a row for each stack, its heads named', async () => {
    const page = await site.open(PATH, { javaScriptEnabled: false });
    const table = page.getByRole('table', {
      name: 'clone3 on 21 stacks, each with its default profile (Kubernetes: RuntimeDefault)',
    });
    const heads = await table.getByRole('columnheader').allTextContents();
    const row = table.getByRole('row', { name: /^Docker 20\.10\.9 \(2021, docker\.com\)/ });
    expect([await headline(page), heads, await row.getByRole('cell').allTextContents()]).toEqual([
      CLONE3,
      ['Stack', 'Filter', 'Program sees', 'glibc 2.43', 'musl 1.2.6', 'Go 1.27.3'],
      ['Refused: EPERM ', '-1 EPERM ', 'Fails ', 'not called ', 'not called '],
    ]);
    expect(await table.getByRole('row').count()).toBe(22);
    const tested = await page.$$eval('.stack-rows .tested', (all) => all.map(({ textContent }) => textContent?.trim()));
    expect([tested.length, tested[1], tested.at(-1), await page.locator('.stack-legend').isVisible()]).toEqual([
      ...[21, 'from source only: Docker 29.9.0', 'tested', true],
    ]);
  });

  it('answers the story: apt-get update fails in ubuntu:22.04 on an old server, and from which Docker on it is over', async () => {
    const page = await site.open(PATH);
    await page.fill('#stack-image', 'ubuntu:22.04');
    await says(page, 'ubuntu:22.04 breaks on Docker before 20.10.10');
    const lines = await page.$$eval('.stack-said li', (items) => items.map(({ textContent }) => textContent?.trim()));
    expect(lines).toEqual([
      'clone3 breaks on Docker before 20.10.10. clone3 on every stack',
      'In glibc 2.35, pthread_create and posix_spawn call clone3; after EPERM, they fail.',
      'Printed in ubuntu:22.04: E: Problem executing scripts APT::Update::Post-Invoke',
      'Fixed in Docker 20.10.10: clone3 then gets ENOSYS, and glibc falls back to clone.',
      'Docker 20.10.5 on Debian 11 (2021) already works: its package has a newer profile.',
      'Checked: the calls that glibc 2.35 is known to make by itself.',
    ]);
    await page.waitForFunction(() => location.hash === '#call=&image=ubuntu:22.04');
    await page.getByRole('link', { name: 'clone3 on every stack' }).click();
    await page.waitForFunction(() => document.querySelectorAll('.stack-rows thead th').length === 4);
    expect([await fragment(page), await page.inputValue('#stack-call'), page.complaints]).toEqual([
      '#call=clone3&image=ubuntu:22.04',
      'clone3',
      [],
    ]);
  });

  it('is worked by keyboard alone: a call from the list, an image, a profile', async () => {
    const page = await site.open(PATH);
    await tabTo(page, '#stack-call');
    await page.keyboard.press('Control+A');
    await page.keyboard.type('io_uring_s');
    await page.waitForSelector('[role=listbox] [role=option]');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await says(page, 'io_uring_setup: 3 different answers');
    await tabTo(page, '#stack-image');
    await page.keyboard.type('alpine:3.14');
    await says(page, 'io_uring_setup breaks nothing in alpine:3.14');
    await page.keyboard.press('Control+A');
    await page.keyboard.press('Delete');
    await tabTo(page, '[name=stack-profile-of]');
    await page.keyboard.press('ArrowRight');
    await tabTo(page, '#stack-profile');
    await page.keyboard.insertText(DENIES.replace('mkdir', 'io_uring_setup'));
    await says(page, 'io_uring_setup: Refused: EPERM on all 21 stacks');
    await tabTo(page, '.stack-rows tbody tr:nth-child(3) a');
    await page.keyboard.press('Enter');
    await page.waitForURL(({ pathname, hash }) => pathname === '/play/seccomp/' && hash.includes('stack=podman-6.1'));
    expect(page.complaints).toEqual([]);
  });

  it('a cell leads to the checker, which shows the same', async () => {
    const page = await site.open(PATH);
    const row = page.getByRole('row', { name: /^Docker 20\.10\.9/ });
    await row.getByRole('link', { name: 'Refused: EPERM' }).click();
    await refusedInChecker(page);
    expect(await page.evaluate(() => location.pathname + location.hash)).toBe(
      '/play/seccomp/#stack=docker-20.10.9&call=clone3',
    );
  });

  it('with an image, a libc’s cell leads to its row told first, and the way back from the checker to the image', async () => {
    const page = await site.open(`${PATH}#call=clone3&image=ubuntu:22.04`);
    await says(page, 'ubuntu:22.04 breaks');
    const row = page.getByRole('row', { name: /^Docker 20\.10\.9/ });
    await row.getByRole('link', { name: 'Fails' }).click();
    const first = page.locator('.stack-said li').first();
    await expect
      .poll(() => first.textContent())
      .toContain('Docker 20.10.9 (2021, docker.com) · Filter: Refused: EPERM');
    expect([await fragment(page), await page.locator('.stack-rows [aria-current]').textContent()]).toEqual([
      '#call=clone3&image=ubuntu:22.04&stack=docker-20.10.9',
      await row.textContent(),
    ]);
    await first.getByRole('link', { name: 'Open in the profile checker' }).click();
    await refusedInChecker(page);
    await page.goBack();
    await says(page, 'ubuntu:22.04 breaks');
    await page.fill('#stack-image', 'debian:11');
    await page.waitForFunction(() => location.hash === '#call=clone3&image=debian:11');
    await row.getByRole('link', { name: 'Refused: EPERM' }).click();
    await refusedInChecker(page);
    await page.goBack();
    await says(page, 'clone3 breaks nothing in debian:11');
    expect(page.complaints).toEqual([]);
  });

  it('a profile stays while the defaults are looked at, and a link takes it along', async () => {
    const page = await site.open(PATH);
    await page.fill('#stack-call', 'mkdir');
    await says(page, 'mkdir: Allowed on all 21 stacks');
    await page.locator('label', { hasText: 'Your profile on every stack' }).click();
    await page.fill('#stack-profile', DENIES);
    await says(page, 'mkdir: Refused: EPERM on all 21 stacks');
    await page.waitForFunction(() => location.hash.includes('profile.z='));
    const linked = await fragment(page);
    await page.locator('label', { hasText: 'Each stack’s default (Kubernetes: RuntimeDefault)' }).click();
    await says(page, 'mkdir: Allowed on all 21 stacks');
    await page.locator('label', { hasText: 'Your profile on every stack' }).click();
    const kept = await page.inputValue('#stack-profile');
    const other = await site.open(PATH + linked);
    await says(other, 'mkdir: Refused: EPERM on all 21 stacks');
    expect([kept, await other.inputValue('#stack-profile')]).toEqual([DENIES, DENIES]);
  });

  it.each<[what: string, fragment: string, told: string]>([
    [
      'a call that is none',
      '#call=mkdri',
      'Linux has no system call mkdri. The nearest name is mkdir. Replace with mkdir',
    ],
    [
      'an image without a release',
      '#call=&image=nginx',
      'nginx doesn’t name a distribution’s release, so its libc is unknown. Use a tag that names the release, as in python:3.12-bookworm, or name the libc, as in glibc 2.36.',
    ],
  ])('%s is told beside its field, and nothing of another question stays', async (_, hash, told) => {
    const page = await site.open(PATH + hash);
    await page.waitForSelector('.field-problem');
    const problem = (await page.textContent('.field-problem'))?.trim();
    expect([problem, await page.locator('.stack-card, .stack-rows').count()]).toEqual([told, 0]);
  });

  it.each(['#call=clone3', '#call=&image=ubuntu:24.04', '#call=clone'])(
    '%s at 320 px: every row is a card with all that the table says, and nothing runs over',
    async (hash) => {
      const wide = await site.open(PATH + hash);
      const narrow = await site.open(PATH + hash, { viewport: { width: 320, height: 800 }, hasTouch: true });
      const rows = (page: WatchedPage) =>
        page.$$eval('.stack-rows tbody tr', (all) => all.map((row) => (row as HTMLElement).textContent));
      const head = hash === '#call=clone3' ? CLONE3 : hash === '#call=clone' ? 'clone: 2' : 'ubuntu:24.04 breaks';
      await Promise.all([says(wide, head), says(narrow, head)]);
      const heads = await narrow.$$eval('.stack-rows td', (cells) =>
        cells.map((cell) => getComputedStyle(cell, '::before').content),
      );
      const over = await narrow.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      const cut = await narrow.$$eval('.stack-rows :is(a, small, th)', (parts) =>
        parts.filter((part) => part.getBoundingClientRect().right > innerWidth - 16).map(({ outerHTML }) => outerHTML),
      );
      expect([await rows(narrow), heads.includes('none'), over, cut]).toEqual([await rows(wide), false, 0, []]);
    },
  );

  it.each<[width: number, columns: number, hash: string]>([
    [320, 1, '#call=clone3'],
    [390, 1, '#call=clone'],
    [390, 1, '#call=mount'],
    [800, 2, '#call=clone3'],
    [800, 2, '#call=clone'],
  ])('at %d px every card has its cells in the same places, in %d columns: %s', async (width, columns, hash) => {
    const page = await site.open(PATH + hash, { viewport: { width, height: 844 }, hasTouch: true });
    await page.waitForFunction(
      (wanted) => document.querySelector('.stack-rows caption')?.textContent?.startsWith(`${wanted} `),
      hash.slice('#call='.length),
    );
    const found = async () => {
      const places = await page.$$eval('.stack-rows tbody tr', (rows) =>
        rows.map((row) => {
          const leftOf = (part: Element) => Math.round(part.getBoundingClientRect().left);
          const lefts = (selector: string) => [...new Set([...row.querySelectorAll(selector)].map(leftOf))];
          return [lefts('th'), lefts('td'), lefts('.entry')].map(String).join(' | ');
        }),
      );
      const [th = '', td = '', entry = ''] = (places[0] ?? '').split(' | ');
      return [new Set(places).size, places.length, new Set([th, td]).size, Number(entry) > Number(td)];
    };
    await expect.poll(found).toEqual([1, 21, columns, true]);
  });

  it.each<[width: number, height: number, colorScheme: 'light' | 'dark', script: boolean, hash: string, said: string]>([
    [390, 844, 'light', true, '#call=&image=ubuntu:22.04', 'ubuntu:22.04 breaks on Docker before 20.10.10'],
    [390, 844, 'dark', true, '#call=fchmodat2', 'fchmodat2 breaks glibc 2.39 and newer on Podman 3.0.1'],
    [320, 568, 'dark', true, '#call=&image=ubuntu:22.04', 'ubuntu:22.04 breaks on Docker before 20.10.10'],
    [320, 568, 'light', false, '', CLONE3],
    [640, 450, 'light', true, '', CLONE3],
  ])(
    'the first screen of %d x %d px has the conclusion, and above it what is asked (%s, script: %s)',
    async (width, height, colorScheme, script, hash, said) => {
      const page = await site.open(PATH + hash, {
        ...{ viewport: { width, height }, colorScheme, javaScriptEnabled: script, hasTouch: true },
      });
      await says(page, said);
      const strip = page.locator('.answer-strip');
      const shown = await strip.evaluate((element) => {
        const { top, bottom } = element.getBoundingClientRect();
        const words = element.querySelector('span');
        const isWhole = words !== null && words.scrollHeight <= words.clientHeight + 1;
        const field = document.querySelector('#stack-call')?.getBoundingClientRect();
        const isAsked = field !== undefined && field.top > 0 && field.bottom <= top + 1;
        return [top > 0 && bottom <= innerHeight + 1, isWhole, bottom - top <= 64, isAsked];
      });
      // The strip is for eyes; the card and the live region have the words for the rest.
      expect([await strip.textContent(), shown, await strip.getAttribute('aria-hidden')]).toEqual([
        said,
        [true, true, true, true],
        'true',
      ]);
    },
  );

  it('the strip follows what is typed, and is not there beside a card in sight', async () => {
    const page = await site.open(PATH, { viewport: { width: 390, height: 844 } });
    await page.fill('#stack-call', 'mseal');
    await says(page, 'mseal: 3 different answers');
    const live = () => page.$$eval('[role=status]', (all) => all.map(({ textContent }) => textContent).join(' '));
    await expect.poll(live).toContain('mseal: 3 different answers.');
    const said = await page.textContent('.answer-strip');
    await page.setViewportSize({ width: 1280, height: 900 });
    expect([said, await page.locator('.answer-strip').isVisible()]).toEqual(['mseal: 3 different answers', false]);
  });

  it('another architecture is asked by a choice, stays in the link, and is the checker’s too', async () => {
    const page = await site.open(PATH);
    await page.selectOption('#stack-arch', { label: 'aarch64' });
    await says(page, 'clone3 breaks glibc 2.39 and newer on Docker before 20.10.10');
    const computed = await page.textContent('.panel-foot');
    await page.waitForFunction(() => location.hash === '#call=clone3&arch=aarch64');
    const other = await site.open(`${PATH}#call=&image=ubuntu:22.04&arch=aarch64`);
    await says(other, 'No known call breaks ubuntu:22.04 on these stacks');
    await page
      .getByRole('row', { name: /^Docker 20\.10\.9/ })
      .getByRole('link', { name: 'Refused: EPERM' })
      .click();
    await page.waitForFunction(
      () =>
        document.querySelector('#seccomp-verdict .headline')?.textContent === 'Refused: EPERM' &&
        document.querySelector<HTMLSelectElement>('#seccomp-arch')?.value === 'SCMP_ARCH_AARCH64',
    );
    expect([computed?.includes('21 stacks on aarch64'), page.complaints, other.complaints]).toEqual([true, [], []]);
  });

  it('the checker leads to its call here, with its architecture and its profile', async () => {
    const page = await site.open('/play/seccomp/#stack=docker-29.9&call=clone3&arch=aarch64');
    await page.getByText('This call on every stack').click();
    await page.getByRole('link', { name: 'This call in the stack table' }).click();
    await says(page, 'clone3 breaks glibc 2.39 and newer');
    const carried = await fragment(page);
    const mine = await site.open(await ownInChecker());
    await mine.getByText('This call on every stack').click();
    await mine.getByRole('link', { name: 'This call in the stack table' }).click();
    await says(mine, 'mkdir: Refused: EPERM on all 21 stacks');
    expect([carried, await mine.inputValue('#stack-profile'), mine.complaints]).toEqual([
      '#call=clone3&arch=aarch64',
      DENIES,
      [],
    ]);
  });

  it('a privileged state has its own command, and the card of a start says which release was recorded', async () => {
    const all = await site.open(`${await ownInChecker()}&privileged=yes`);
    await all.locator('.use-profile summary').click();
    const lines = await all.locator('.use-line pre').first().textContent();
    const start = await all.locator('.start-card').textContent();
    expect([lines, start?.includes('recorded with runc 1.1.15; runc 1.3.6 may make others.'), all.complaints]).toEqual([
      'docker run --privileged --security-opt seccomp=profile.json IMAGE',
      true,
      [],
    ]);
  });

  it('a chapter’s form asks another call here', async () => {
    const page = await site.open('/learn/seccomp/');
    await page.getByLabel('Another call').fill('io_uring_setup');
    await page.keyboard.press('Enter');
    await page.waitForURL(({ hash }) => hash === '#call=io_uring_setup');
    await says(page, 'io_uring_setup: 3 different answers');
    expect([new URL(page.url()).search, await page.inputValue('#stack-call')]).toEqual(['', 'io_uring_setup']);
    const still = await site.open('/learn/seccomp/', { javaScriptEnabled: false });
    expect([await still.locator('.stack-form').isVisible(), page.complaints]).toEqual([false, []]);
  });
});
