import { chromium, type Page } from 'playwright-core';
import { chromiumArguments } from '../browsers/chromiumArguments.ts';
import { findChromium } from '../browsers/findChromium.ts';
import type { Timed } from './Timed.ts';

/** One frame of a screen. */
const FRAME = 16;
const RUNS = 9;

/** What is done to the table of calls: a key in its search, and the head of a column. */
const ACTS = [
  { name: 'a letter that leaves half of the rows', find: 'o' },
  { name: 'a name that leaves two', find: 'clone' },
  { name: 'the search emptied: all rows again', find: '', before: 'clone' },
  { name: 'sorted by number, all rows', sort: 'number' },
  { name: 'sorted by kernel, all rows', sort: 'since' },
] as const;

/**
 * Searches and sorts the table of system calls at `origin`, in Chromium: the time of script, style and layout until the page could be painted, and which part
 * of a frame that is.
 */
export async function callTimes(origin: string): Promise<Timed[]> {
  const browser = await chromium.launch({ executablePath: findChromium(), args: chromiumArguments });
  const page = await browser.newPage();
  await page.goto(`${origin}/reference/syscalls/`);
  await page.focus('#calls-find');
  await page.waitForSelector('astro-island:not([ssr]) #calls-find');
  const found: Timed[] = [];
  for (const act of ACTS) {
    const times: number[] = [];
    for (let run = 0; run < RUNS; run++) times.push(await timeOf(page, act));
    const milliseconds = Math.min(...times);
    found.push({ name: act.name, milliseconds, growth: milliseconds / FRAME });
  }
  await browser.close();
  return found;
}

/** The table is as it was served before each. */
const timeOf = (page: Page, act: (typeof ACTS)[number]): Promise<number> =>
  page.evaluate(async (asked) => {
    const settled = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50)));
    const type = (text: string) => {
      const field = document.querySelector<HTMLInputElement>('#calls-find');
      if (field === null) throw new Error('No search.');
      field.value = text;
      field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    };
    const press = (by: string) => document.querySelector<HTMLElement>(`#calls th[data-sort=${by}] a`)?.click();
    type('before' in asked ? asked.before : '');
    if (document.querySelector('#calls th[data-sort=name]')?.getAttribute('aria-sort') !== 'ascending') press('name');
    await settled();
    const start = performance.now();
    if ('find' in asked) type(asked.find);
    else press(asked.sort);
    // Preact renders in a microtask.
    for (let turn = 0; turn < 5; turn++) await Promise.resolve();
    void document.body.offsetHeight;
    return performance.now() - start;
  }, act);
