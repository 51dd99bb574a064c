import { chromium, type Page } from 'playwright-core';
import {
  checkNewuidmap,
  checkWrite,
  explainError,
  format,
  type HostFacts,
  parseFormat,
  parseIdMap,
  parseLxcConfig,
  parseMountIdmap,
  parseNspawn,
  parseOciConfig,
  parsePod,
  parsePodman,
  parseSubids,
  parseUnshare,
  readSituation,
  readSubidsAsShadow,
  recognise,
  remapFromFile,
} from '../../engine/idmap/index.ts';
import { chromiumArguments, findChromium } from '../browsers/findChromium.ts';
import { type Timed, timed } from './hostileTimes.ts';

const USER = { name: 'ann', uid: 1000, gid: 1000 };
const host = (text: string): HostFacts => ({ user: USER, subuid: text, subgid: text });
const FEW = host('ann:100000:65536\n');

/** Everything of the id-map engine that takes a reader's text. */
const ID_MAP_READERS: readonly (readonly [name: string, read: (text: string) => unknown])[] = [
  ['recognise', recognise],
  ['parseIdMap', parseIdMap],
  ['checkWrite', (text) => checkWrite(text)],
  ['parseSubids', parseSubids],
  ['readSubidsAsShadow', readSubidsAsShadow],
  ['remapFromFile', (text) => remapFromFile(text, { name: 'ann' })],
  [
    'checkNewuidmap',
    (text) => checkNewuidmap({ kind: 'uid', args: ['1', '0', '1000', '1'], caller: USER, subids: text }),
  ],
  ['parseLxcConfig', parseLxcConfig],
  ['parseOciConfig', parseOciConfig],
  ['parseNspawn', parseNspawn],
  ['parseMountIdmap', parseMountIdmap],
  ['parsePod', parsePod],
  ['parsePodman', (text) => parsePodman(text, FEW)],
  ['parseUnshare', (text) => parseUnshare(text, FEW)],
  ['parseFormat', (text) => parseFormat(text, 'newuidmap')],
  ['explainError', explainError],
  [
    'readSituation',
    (text) =>
      readSituation({
        texts: [{ text, readAs: 'paste' }],
        reader: 'podman',
        user: 'ann',
        uid: '1000',
        gid: '1000',
      }),
  ],
];

const MAP = [
  { inside: 0, outside: 100000, count: 1000 },
  { inside: 1000, outside: 1005, count: 1 },
];

/** Lines that a megabyte is made of: what people paste, and what parsers fear. */
const ID_MAP_LINES: readonly (readonly [name: string, line: string])[] = [
  ['subuid', 'ann:100000:65536\n'],
  ['subuid, blank', 'ann:100000:65536\n\nbob:165536:65536\n\n'],
  ['uid_map', format(MAP, 'uid_map')],
  ['lxc', format(MAP, 'lxc')],
  ['oci', format(MAP, 'oci')],
  ['podman', 'podman run --userns=keep-id --uidmap 0:1:1000 IMAGE \\\n'],
  ['ls', '-rw-r--r-- 1 1000 1000 220 Nov 25 00:00 .profile\n'],
  ['error', 'chown: changing ownership of "a": Invalid argument\n'],
  ['blank', '\n'],
  ['spaces', ' '],
  ['digits', '7'],
  ['brackets', '[{"a":'],
  ['quotes', '"\\"'],
];

const MEGABYTE = 1024 * 1024;

/** Times every reader on half a megabyte of every kind of line and on all of it; of each reader its slowest. */
export function readerTimes(): Timed[] {
  return ID_MAP_READERS.map(([reader, read]) => {
    const times = ID_MAP_LINES.map(([text, line]) => {
      const whole = line.repeat(Math.ceil(MEGABYTE / line.length));
      const half = whole.slice(0, whole.length / 2);
      return timed(
        `${reader.padEnd(20)} ${text}`,
        () => read(half),
        () => read(whole),
        2,
      );
    });
    return times.reduce((slowest, each) => (each.milliseconds > slowest.milliseconds ? each : slowest));
  });
}

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
