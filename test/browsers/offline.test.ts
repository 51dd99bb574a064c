import { afterAll, beforeAll, expect, it } from 'vitest';
import { rootBuild } from '../browser/builds.ts';
import { type Line, openLine } from '../browser/line.ts';
import type { Driver } from './Driver.ts';
import { startFirefox } from './startFirefox.ts';

// Offline use in Firefox. The line is cut by stopping the server.

let line: Line;
let driver: Driver;
beforeAll(async () => {
  line = await openLine(rootBuild);
  driver = await startFirefox('light');
});
afterAll(async () => {
  await driver.close();
  await line.cut();
});

const PATIENCE_MS = 30_000;

/** Waits until the element's text has these words in it. */
async function reads(selector: string, words: string): Promise<void> {
  for (const from = Date.now(); ; ) {
    const text = await driver.ask((wanted) => document.querySelector(wanted)?.textContent ?? '', selector);
    if (text.includes(words)) return;
    if (Date.now() - from > PATIENCE_MS) throw new Error(`${selector} reads “${text}”, not “${words}”`);
    await new Promise((later) => setTimeout(later, 100));
  }
}

const heading = () => driver.ask(() => document.querySelector('main h1')?.textContent);

it('the list in sight follows what is kept, and it is removed again', async () => {
  await driver.go(`${line.origin}/offline/`);
  await reads('.offline-headline', 'The whole site: ');
  await driver.ask(() => fetch('/learn/iceberg/').then(() => undefined));
  await reads('.offline tbody', 'The iceberg');
  await driver.click('.offline .scroll + .offline-acts button');
  await driver.click('.offline .ask-first .btn + .btn');
  await reads('.offline', 'Removed the pages from this device.');
});

it('a reader takes the whole site, and it answers without the network', async () => {
  await driver.go(`${line.origin}/offline/`);
  await reads('.offline-headline', 'The whole site: ');
  await driver.click('.offline-acts .btn.first');
  await reads('.offline-headline', 'Works offline: the whole site is on this device.');
  await line.cut();
  await driver.reload();
  await reads('.offline-headline', 'Works offline: the whole site is on this device.');
  await driver.go(`${line.origin}/learn/user-namespaces/`);
  expect(await heading()).not.toBe('Not on this device');
  await driver.go(`${line.origin}/play/uid-map/`);
  await driver.click('#uid-map-inside');
  await driver.control('a');
  await driver.type('1000');
  await reads('.answer-sentence', '166536');
  await driver.click('#search-open');
  await driver.click('#search-query');
  await driver.type('subuid');
  await reads('#search-results', 'ubuid');
  await driver.go(`${line.origin}/no-such-page/`);
  expect(await heading()).toBe('Nothing at this depth');
});
