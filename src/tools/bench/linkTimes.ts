import { type Browser, chromium } from 'playwright-core';
import { deflateText } from '../../share/deflateText.ts';
import { chromiumArguments } from '../browsers/chromiumArguments.ts';
import { findChromium } from '../browsers/findChromium.ts';
import type { Timed } from './Timed.ts';

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
