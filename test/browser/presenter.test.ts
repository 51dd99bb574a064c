import { afterAll, beforeAll, expect, it } from 'vitest';
import { openSite, type Site, type WatchedPage } from './site.ts';
import { HALL, openDeck, press } from './talkPages.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const place = (page: WatchedPage) => page.textContent('#presenter-place');

/** A presenter page beside a deck, in the same browser. */
async function openPresenter(page: WatchedPage): Promise<WatchedPage> {
  const [popup] = await Promise.all([page.context().waitForEvent('page'), press(page, 's')]);
  await popup.waitForSelector('[data-stands=follows]');
  return popup as WatchedPage;
}

it('follows the deck: slide, step, notes and what comes next', async () => {
  const page = await openDeck(site, '#containment');
  const presenter = await openPresenter(page);
  await press(page, 'PageDown');
  await presenter.waitForFunction(() => document.querySelector('#presenter-place')?.textContent?.includes('step 1'));
  const words = await Promise.all(
    ['#presenter-place', '#presenter-now-title', '#presenter-next-title'].map((each) => presenter.textContent(each)),
  );
  const pictures = await presenter.$$eval('.presenter-picture', (each) =>
    each.map((picture) => picture.querySelectorAll('.fragment.visible').length),
  );
  expect([words, pictures, (await presenter.textContent('#presenter-notes'))?.trim().slice(0, 24)]).toEqual([
    ['Slide 6 of 29, step 1 of 3', 'Now: Containment', 'Next: Containment'],
    [1, 2],
    'These three lines were o',
  ]);
});

it('shows what is typed into an instrument, and the chapter’s own styles', async () => {
  const page = await openDeck(site, '#whose-user');
  const presenter = await openPresenter(page);
  await page.locator('section.present astro-island:not([ssr]) input[inputmode]').first().fill('33');
  await presenter.waitForFunction(() => document.querySelector('#presenter-now')?.textContent?.includes('165569'));
  expect(presenter.complaints ?? []).toEqual([]);
});

it('leads the deck by keys and buttons, and says when it is gone', async () => {
  const page = await openDeck(site);
  const presenter = await openPresenter(page);
  await presenter.keyboard.press('PageDown');
  await page.waitForSelector('#preliminaries.present');
  await presenter.click('[data-action=previous]');
  await page.waitForSelector('#title.present');
  // The press of a button or into the notes leaves the keys to the deck.
  await presenter.click('[data-timer=run]');
  await presenter.keyboard.press(' ');
  await page.waitForSelector('#preliminaries.present');
  await presenter.click('#presenter-notes');
  await presenter.keyboard.press('Home');
  await presenter.keyboard.press('ArrowLeft');
  await page.waitForSelector('#title.present');
  await presenter.click('[data-action=black]');
  await page.waitForSelector('.pause-overlay', { state: 'visible' });
  await presenter.getByText('screen is black').waitFor();
  const black = await place(presenter);
  await page.close();
  await presenter.waitForSelector('[data-stands=alone]');
  expect([black, await presenter.textContent('#presenter-alone')]).toEqual([
    'Slide 1 of 29, screen is black',
    'The deck was closed.',
  ]);
});

it('alone says that no deck is open, and has its timer', async () => {
  const page = await site.open('/talk/presenter/', HALL);
  await page.click('[data-timer=run]');
  const label = await page.textContent('[data-timer=run]');
  expect([await page.isVisible('#presenter-alone'), label, page.complaints]).toEqual([true, 'Pause timer', []]);
});
