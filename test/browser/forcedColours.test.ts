import { afterAll, beforeAll, expect, it } from 'vitest';
import { CHECKER } from './checker.ts';
import { openSite, type Site } from './site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

// Each a choice of which one is taken, by the label that is drawn for it.
it.each([
  [CHECKER, '.abi-choice label:nth-of-type(1)', '.abi-choice label:nth-of-type(2)'],
  [CHECKER, '.calls-filter label:nth-of-type(1)', '.calls-filter label:nth-of-type(2)'],
  ['/play/uid-map/', '.task-choice label:nth-of-type(1)', '.task-choice label:nth-of-type(2)'],
])('%s: %s looks otherwise once another is chosen', async (path, first, second) => {
  const page = await site.open(path, { forcedColors: 'active', reducedMotion: 'reduce' });
  await page.locator(`${first} input`).evaluate((input) => input.focus());
  await page.waitForFunction(() => document.querySelector('astro-island:not([ssr])'));
  await page.locator(`${first} input`).evaluate((input) => input.blur());
  const ground = () =>
    page
      .locator(`${first} span`)
      .first()
      .evaluate((span) => getComputedStyle(span).backgroundColor);
  const chosen = await ground();
  await page.locator(`${second} input`).check({ force: true });
  await expect.poll(ground).not.toBe(chosen);
});

it('the option that Enter would take is marked', async () => {
  const page = await site.open(CHECKER, { forcedColors: 'active' });
  await page.fill('#seccomp-ask', 'socke');
  await page.waitForSelector('[role=option]');
  await page.keyboard.press('ArrowDown');
  const grounds = await page.$$eval('[role=option]', (options) =>
    options.map((option) => [option.ariaSelected === 'true', getComputedStyle(option).backgroundColor] as const),
  );
  const of = (selected: boolean) => new Set(grounds.filter(([is]) => is === selected).map(([, ground]) => ground));
  expect([of(true).size, of(true).isDisjointFrom(of(false))]).toEqual([1, true]);
});
