import { chromium, type Page } from 'playwright-core';
import { chromiumArguments } from '../browsers/chromiumArguments.ts';
import { findChromium } from '../browsers/findChromium.ts';
import type { Timed } from './Timed.ts';

const QUARTER = 12_500;
const WHOLE = 50_000;
/** A line that nothing recognises, and one of /etc/subuid. */
const LINES = ['hello there, this is a line\n', 'ann:100000:65536\n'];
const KEYS = ['a', 'Control+A'];
const RUNS = 5;

/**
 * Types and selects all in the calculator's text at `origin`, in Chromium, while its engine is at work on it: the time from a key to the next picture of
 * the page, beside that for a quarter of the lines.
 */
export async function fieldTimes(origin: string): Promise<Timed[]> {
  const browser = await chromium.launch({ executablePath: findChromium(), args: chromiumArguments });
  const found: Timed[] = [];
  for (const line of LINES) {
    const [quarter, whole] = [
      await timesOf(await browser.newPage(), origin, line.repeat(QUARTER)),
      await timesOf(await browser.newPage(), origin, line.repeat(WHOLE)),
    ];
    for (const [at, key] of KEYS.entries()) {
      const [before = 0, milliseconds = 0] = [quarter[at], whole[at]];
      found.push({ name: `${key} in ${WHOLE} × “${line.trim()}”`, milliseconds, growth: milliseconds / before });
    }
  }
  await browser.close();
  return found;
}

/** The best time of each key. */
async function timesOf(page: Page, origin: string, text: string): Promise<number[]> {
  await page.goto(`${origin}/play/uid-map/`);
  const field = page.locator('#uid-map-text');
  await field.focus();
  await page.waitForFunction(() => document.querySelector('astro-island:not([ssr])'));
  await field.evaluate((area, filled) => {
    if (!(area instanceof HTMLTextAreaElement)) return;
    area.value = filled;
    area.dispatchEvent(new InputEvent('input', { bubbles: true }));
  }, text);
  const best: number[] = [];
  for (const key of KEYS) {
    const times: number[] = [];
    for (let run = 0; run < RUNS; run++) {
      // A selection that is there already, or is typed over, would be another key.
      await page.keyboard.press('ArrowLeft');
      await page.waitForTimeout(300);
      await answered(page);
      // The listener stands before the key is pressed.
      const pressed = await page.evaluateHandle(() => ({
        time: new Promise<number>((done) => {
          const onKey = ({ key: pressed }: KeyboardEvent) => {
            if (pressed === 'Control') return;
            removeEventListener('keydown', onKey, { capture: true });
            const before = performance.now();
            requestAnimationFrame(() => setTimeout(() => done(performance.now() - before)));
          };
          addEventListener('keydown', onKey, { capture: true });
        }),
      }));
      await page.keyboard.press(key);
      times.push(await pressed.evaluate(({ time }) => time));
    }
    best.push(Math.min(...times));
  }
  await page.close();
  return best;
}

/** An answer that comes while a key is timed would be part of its time. */
const answered = (page: Page) =>
  page.waitForFunction(() => document.querySelector('.uid-map .answer-sentence'), undefined, { timeout: 60_000 });
