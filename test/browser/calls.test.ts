import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { builtPages } from '../../src/tools/build/headersFile.ts';
import { rootBuild } from './builds.ts';
import { halfSent } from './halfSent.ts';
import { openSite, type Site, type WatchedPage } from './site.ts';

/** The script comes when the page is there. */
const WHILE_WAKING = { timeout: 10_000 };
const PATH = '/reference/syscalls/';
let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

/** The names that are in sight, in their order. */
const shown = (page: WatchedPage) =>
  page.$$eval('#calls tbody tr:not([hidden]) h3', (names) => names.map(({ id }) => id));
const count = (page: WatchedPage) => page.textContent('.calls-count > span');
const awake = (page: WatchedPage) => page.waitForSelector('astro-island:not([ssr]) #calls-find', { state: 'attached' });

/** A page whose search has woken. */
async function openAwake(fragment = ''): Promise<WatchedPage> {
  const page = await site.open(PATH + fragment);
  await page.focus('#calls-find');
  await awake(page);
  return page;
}

describe('the table of system calls', () => {
  it('is whole without script: every call, its anchor and what it answers', async () => {
    const page = await site.open(PATH, { javaScriptEnabled: false });
    const rows = await page.locator('#calls tbody tr').count();
    expect(rows).toBeGreaterThan(500);
    expect(await page.locator('#calls tbody tr:visible').count()).toBe(rows);
    expect(await page.locator('.calls-search').isVisible()).toBe(false);
    expect(await page.locator('#calls thead a:visible').count()).toBe(0);
    await page.click('#clone3');
    expect(await page.locator('tr:has(#clone3) dl').textContent()).toContain('435 on x86_64, x86');
  });

  it('is searched by keyboard alone, tells how many calls are left, and writes the state into the address', async () => {
    const page = await site.open(PATH);
    await page.focus('#calls-find');
    await page.keyboard.type('clone');
    await expect.poll(() => shown(page), WHILE_WAKING).toEqual(['clone', 'clone3']);
    expect(await count(page)).toMatch(/^2 of 5\d\d calls$/);
    await expect.poll(() => page.textContent('.calls-search [role=status].visually-hidden')).toBe(await count(page));
    await expect.poll(() => new URL(page.url()).hash).toBe('#find=clone');
    expect(page.complaints).toEqual([]);
  });

  it.each<[fragment: string, first: readonly string[]]>([
    ['#find=0x1b3', ['clone3']],
    ['#cap=DAC_READ_SEARCH', ['open_by_handle_at']],
    ['#find=clone&sort=-number', ['clone3', 'clone']],
    ['#arch=riscv64&find=258', ['riscv_hwprobe']],
    ['#verdict=gated&find=socket', ['socket']],
  ])('a link opens its state: %s', async (fragment, names) => {
    const page = await site.open(PATH + fragment);
    await expect.poll(() => shown(page), WHILE_WAKING).toEqual(names);
    expect(page.complaints).toEqual([]);
  });

  it('sorts by the head of a column, up and then down, and says so', async () => {
    const page = await openAwake();
    const head = page.locator('#calls th[data-sort=number]');
    await head.locator('a').press('Enter');
    await expect.poll(async () => (await shown(page)).slice(0, 3)).toEqual(['read', 'write', 'open']);
    expect(await head.getAttribute('aria-sort')).toBe('ascending');
    await head.locator('a').press('Enter');
    await expect.poll(() => head.getAttribute('aria-sort')).toBe('descending');
    expect(await page.locator('#calls [aria-sort]').count()).toBe(1);
  });

  it.each([-50, 6000])('sorts what is in sight at once, %d px down, and the rest of it after that', async (down) => {
    const page = await openAwake();
    const { atOnce, after, names, all } = await page.evaluate(async (far) => {
      const rows = () => [...document.querySelectorAll<HTMLTableRowElement>('#calls tbody tr')];
      const inSight = () =>
        rows().flatMap((row) => {
          const { top, bottom } = row.getBoundingClientRect();
          return bottom > 0 && top < innerHeight ? [row.querySelector('h3')?.id] : [];
        });
      document.querySelector('#calls')?.scrollIntoView({ behavior: 'instant' });
      scrollBy({ top: far, behavior: 'instant' });
      for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
      document.querySelector<HTMLElement>('#calls th[data-sort=number] a')?.click();
      for (let turn = 0; turn < 5; turn++) await Promise.resolve();
      const found = inSight();
      const all = () => rows().map((row) => Number(row.cells[2]?.textContent));
      const isSorted = () => {
        const numbers = all().filter((number) => !Number.isNaN(number));
        return numbers.every((number, at) => at === 0 || number >= (numbers[at - 1] ?? 0));
      };
      for (let frame = 0; frame < 600 && !isSorted(); frame++) await new Promise(requestAnimationFrame);
      for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
      return { atOnce: found, after: inSight(), names: rows().map((row) => row.querySelector('h3')?.id), all: all() };
    }, down);
    const numbers = all.filter((number) => !Number.isNaN(number));
    expect(atOnce.length).toBeGreaterThan(5);
    const from = names.indexOf(atOnce[0]);
    expect(atOnce).toEqual(names.slice(from, from + atOnce.length));
    expect(after).toEqual(expect.arrayContaining(atOnce.slice(2, -2)));
    // The first may be another by one: rows far above are only guessed at.
    expect(atOnce.slice(0, 2)).toContain(after[0]);
    const start = names.indexOf(after[0]);
    expect(after).toEqual(names.slice(start, start + after.length));
    expect(numbers).toEqual(numbers.toSorted((a, b) => Number(a) - Number(b)));
    expect(numbers.length).toBeGreaterThan(300);
  });

  it('sorts before its script is there: the head is a link to the sorted table', async () => {
    const page = await site.open(PATH);
    await page.click('#calls th[data-sort=since] a');
    await expect
      .poll(() => page.locator('#calls th[data-sort=since]').getAttribute('aria-sort'), WHILE_WAKING)
      .toBe('ascending');
  });

  it('gives the numbers of the architecture that is chosen', async () => {
    const page = await openAwake();
    await page.selectOption('#calls-arch', { label: 's390x' });
    const cells = page.locator('tr:has(#mount) td');
    await expect.poll(() => cells.nth(1).textContent()).toBe('21');
    expect(await page.textContent('#calls th[data-sort=number] a')).toBe('s390x');
  });

  it('opens a call that a link leads to, also where the search hid it', async () => {
    const page = await openAwake();
    await page.fill('#calls-find', 'mount');
    await expect.poll(async () => (await shown(page)).includes('clone3')).toBe(false);
    await page.evaluate(() => location.assign('#clone3'));
    await expect.poll(() => page.locator('tr:has(#clone3) dl').isVisible()).toBe(true);
    expect(await count(page)).toMatch(/^All 5\d\d calls$/);
  });

  it('waits for the rows that the browser has not read yet', async () => {
    const slow = await halfSent(site.origin, 'id="write"');
    const page = await site.open('/404.html');
    await page.goto(`${slow.origin}${PATH}#find=nothing-of-the-kind`, { waitUntil: 'commit' });
    await awake(page);
    expect((await shown(page)).length).toBeGreaterThan(400);
    slow.sendRest();
    await expect.poll(() => shown(page)).toEqual([]);
    slow.close();
  });

  it('shows all again at a press', async () => {
    const page = await openAwake('#find=nothing-of-the-kind');
    await expect.poll(() => shown(page)).toEqual([]);
    await page.click('.calls-count button:text("Show all")');
    await expect.poll(() => count(page)).toMatch(/^All /);
    await expect.poll(() => new URL(page.url()).hash).toBe('');
  });
});

it('the page of all calls: at most 12 KiB, as a chapter’s frame, and 120 bytes a call, gzip', async () => {
  const html = (await builtPages(rootBuild)).find(({ path }) => path === PATH)?.html ?? '';
  const calls = html.match(/<h3 id=/g)?.length ?? 0;
  expect(calls).toBeGreaterThan(500);
  expect(gzipSync(html, { level: 9 }).length).toBeLessThanOrEqual(12 * 1024 + 120 * calls);
});
