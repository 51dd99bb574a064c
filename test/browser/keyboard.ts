import type { Page } from 'playwright-core';

const MOST_STOPS = 80;

/** Presses Tab until the element is focused; throws where it can't be reached from here going forward, then from the page's start. */
export async function tabTo(page: Page, selector: string): Promise<void> {
  for (let stop = 0; stop < MOST_STOPS; stop++) {
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not reach ${selector} within ${MOST_STOPS} stops.`);
}
