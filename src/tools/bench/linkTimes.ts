import { type Browser, chromium, type Page } from 'playwright-core';
import { deflateText } from '../../share/deflateText.ts';
import { chromiumArguments, findChromium } from '../browsers/findChromium.ts';
import type { Timed } from './hostileTimes.ts';

/** A small link may bring 50,000 lines (share/linkLimits.ts). */
const MOST_LINES = 49_000;
/** What takes less is no long task (W3C, Long Tasks API). */
const LEAST_TASK = 50;
/** What comes after the answer, such as the marks. */
const SETTLED_MS = 2000;

const STRACE = 'openat(AT_FDCWD, "/a", O_RDONLY) = 3';

/** An instrument, what stands in its link before the packed text, and a text of so many lines. */
const LINKS: readonly (readonly [
  path: string,
  key: string,
  kind: string,
  lines: number,
  line: (at: number) => string,
])[] = [
  ['uid-map', 'checks', 'blank lines', MOST_LINES, () => ''],
  ['uid-map', 'checks', 'checks', 30_000, (at) => `inside ${at % 300} -> outside ${165_536 + (at % 300)}`],
  ['uid-map', 'subuid', 'lines of strace', MOST_LINES, () => STRACE],
  ['uid-map', 'want=1000:1005&have', 'lines of strace', MOST_LINES, () => STRACE],
  ['seccomp', 'checks', 'lines of strace', MOST_LINES, () => STRACE],
  ['filter', 'program', 'instructions', 40_000, () => '{ 0x06, 0, 0, 0x7fff0000 },'],
  ['trace', 'trace', 'lines of strace', MOST_LINES, () => STRACE],
  ['ask', 'text', 'lines of /etc/subuid', MOST_LINES, (at) => `user${at % 300}:${100_000 + (at % 300)}:10`],
];

/** Opens what somebody packed into a link at `origin`, in Chromium: the page's longest task, and how many times that of a quarter of the lines. */
export async function linkTimes(origin: string): Promise<Timed[]> {
  const browser = await chromium.launch({ executablePath: findChromium(), args: chromiumArguments });
  const found: Timed[] = [];
  for (const [path, key, kind, lines, line] of LINKS) {
    const timesOf = async (count: number) => {
      const text = Array.from({ length: count }, (_, at) => line(at)).join('\n');
      return longestTask(browser, `${origin}/play/${path}/#${key}.z=${await deflateText(text)}`);
    };
    const [quarter, milliseconds] = [await timesOf(lines / 4), await timesOf(lines)];
    found.push({ name: `${lines} ${kind} in ${path}, ${key}`, milliseconds, growth: milliseconds / quarter });
  }
  await browser.close();
  return found;
}

async function longestTask(browser: Browser, address: string): Promise<number> {
  const page = await browser.newPage();
  await page.goto(address);
  await page.waitForFunction(() => !document.querySelector('[data-opening]'), undefined, { timeout: 60_000 });
  await page.waitForTimeout(SETTLED_MS);
  const longest = await page.evaluate(
    () =>
      new Promise<number>((told) => {
        // Those of before are told at once, where there are any.
        setTimeout(() => told(0), 500);
        new PerformanceObserver((list) => told(Math.max(...list.getEntries().map(({ duration }) => duration)))).observe(
          { type: 'longtask', buffered: true },
        );
      }),
  );
  await page.close();
  return Math.max(LEAST_TASK, longest);
}

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
