import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { chromiumArguments, findChromium } from '../browsers/findChromium.ts';
import { grownTrace } from './grownTrace.ts';

const BYTES = 100_000_000;
const SEED = 7;

/** Hands over a file of 100 MB of strace, grown from the traces of ten programs, and takes it away again. */
export async function withGrownTrace<Value>(use: (path: string) => Promise<Value>): Promise<Value> {
  const folder = mkdtempSync(join(tmpdir(), 'trace-'));
  try {
    const path = join(folder, 'trace');
    const file = openSync(path, 'w');
    for (const piece of grownTrace(BYTES, SEED)) writeSync(file, piece);
    closeSync(file);
    return await use(path);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const RUNS = 3;
const SAMPLED_MS = 25;
const MOST_MS = 120_000;
const FILE_INPUT = '.trace-ways input[type=file]';
const KILOBYTE = 1024;

/** How a trace of 100 MB is read in Chromium. */
interface TracePageTimes {
  /** From the file's being chosen to its calls: of the best run. */
  milliseconds: number;
  /** What the page's process, with its workers, had more in memory at its highest than before, in bytes: of all runs. */
  memory: number;
  /** The longest time between two frames of the page while it was read, and its longest task: of the best run. */
  gap: number;
  task: number;
  /** From Cancel to the frame without the progress. */
  cancelled: number;
}

/** Reads the trace at the trace check of `origin`, each time in a new page, and cancels one reading. */
export function tracePageTimes(origin: string): Promise<TracePageTimes> {
  return withGrownTrace(async (path) => {
    const browser = await chromium.launch({ executablePath: findChromium(), args: chromiumArguments });
    const runs: Omit<TracePageTimes, 'cancelled'>[] = [];
    for (let run = 0; run < RUNS; run += 1) runs.push(await readOnce(browser, origin, path));
    const cancelled = await cancelOnce(browser, origin, path);
    await browser.close();
    const best = (of: (run: Omit<TracePageTimes, 'cancelled'>) => number) => Math.min(...runs.map(of));
    return {
      milliseconds: best((run) => run.milliseconds),
      memory: Math.max(...runs.map((run) => run.memory)),
      gap: best((run) => run.gap),
      task: best((run) => run.task),
      cancelled,
    };
  });
}

async function openPage(browser: Browser, origin: string): Promise<Page> {
  const page = await browser.newPage();
  await page.goto(`${origin}/play/trace/`);
  await page.locator('#trace-trace').focus();
  await page.waitForFunction(() => document.querySelector('astro-island:not([ssr]) .trace-check'));
  return page;
}

async function readOnce(browser: Browser, origin: string, path: string): Promise<Omit<TracePageTimes, 'cancelled'>> {
  const page = await openPage(browser, origin);
  const memoryOf = await memoryReader(browser);
  const before = memoryOf();
  let highest = before;
  const timer = setInterval(() => {
    highest = Math.max(highest, memoryOf());
  }, SAMPLED_MS);
  const watched = await page.evaluateHandle(() => {
    let [gap, task] = [0, 0];
    const tasks = new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) task = Math.max(task, duration);
    });
    tasks.observe({ type: 'longtask' });
    let began: number | undefined;
    let last = performance.now();
    const done = new Promise<{ milliseconds: number; gap: number; task: number }>((told) => {
      const onFrame = () => {
        const now = performance.now();
        if (began === undefined && document.querySelector('.reading-line progress')) began = last;
        else if (began !== undefined) gap = Math.max(gap, now - last);
        last = now;
        if (began !== undefined && document.querySelector('.trace-file')) {
          const milliseconds = now - began;
          // The answer that comes then is part of what the page does.
          setTimeout(() => told({ milliseconds, gap, task }), 1000);
        }
        requestAnimationFrame(onFrame);
      };
      requestAnimationFrame(onFrame);
    });
    return { done };
  });
  await page.locator(FILE_INPUT).setInputFiles(path);
  const times = await withinTime(watched.evaluate(({ done }) => done));
  clearInterval(timer);
  await page.close();
  return { ...times, memory: highest - before };
}

/** Presses Cancel once a part is read. */
async function cancelOnce(browser: Browser, origin: string, path: string): Promise<number> {
  const page = await openPage(browser, origin);
  await page.locator(FILE_INPUT).setInputFiles(path);
  const found = await withinTime(
    page.evaluate(
      () =>
        new Promise<number>((told) => {
          let pressed: number | undefined;
          const onFrame = () => {
            const progress = document.querySelector<HTMLProgressElement>('.reading-line progress');
            if (pressed === undefined && progress && progress.position > 0.1) {
              pressed = performance.now();
              document.querySelector<HTMLButtonElement>('.reading-line button')?.click();
            } else if (pressed !== undefined && !progress) {
              told(performance.now() - pressed);
              return;
            }
            requestAnimationFrame(onFrame);
          };
          requestAnimationFrame(onFrame);
        }),
    ),
  );
  await page.close();
  return found;
}

/** What the pages' processes have in memory now, in bytes (proc(5), VmRSS). */
async function memoryReader(browser: Browser): Promise<() => number> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const pages = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id);
  await session.detach();
  return () => pages.reduce((sum, id) => sum + residentBytes(id), 0);
}

function residentBytes(process: number): number {
  try {
    const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${process}/status`, 'utf8')) ?? [];
    return Number(kilobytes ?? 0) * KILOBYTE;
  } catch {
    return 0;
  }
}

function withinTime<Value>(work: Promise<Value>): Promise<Value> {
  const late = new Promise<never>((_, fail) =>
    setTimeout(() => fail(new Error('The trace is not read.')), MOST_MS).unref(),
  );
  return Promise.race([work, late]);
}
