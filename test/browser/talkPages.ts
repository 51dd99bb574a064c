import type { BrowserContextOptions } from 'playwright-core';
import type { Site, WatchedPage } from './site.ts';

/** A projector. */
export const HALL: BrowserContextOptions = { viewport: { width: 1280, height: 720 }, reducedMotion: 'reduce' };

export const hash = (page: WatchedPage) => page.evaluate(() => location.hash);

export async function press(page: WatchedPage, ...keys: string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

/** Waits until slides are shown: their library has begun, and what was done next to it. */
export const untilSlides = (page: WatchedPage) => page.waitForSelector('.deck.ready section.present');

/** The deck, shown as slides. */
export async function openDeck(site: Site, fragment = '', options = HALL): Promise<WatchedPage> {
  const page = await site.open(`/talk/${fragment}`, options);
  await untilSlides(page);
  return page;
}
