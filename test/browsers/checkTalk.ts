import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StartBrowser } from './Driver.ts';
import { type Visit, visitSite } from './visitSite.ts';

/** The deck, as a speaker gives it. */
export function checkTalk(start: StartBrowser): void {
  let visit: Visit;
  beforeAll(async () => {
    visit = await visitSite(start, 'dark');
    await visit.resize(visit.widths[0]);
  });
  afterAll(() => visit.close());

  const shows = (id: string) => visit.until(id, () => document.querySelector('.deck section.present')?.id ?? '');
  const steps = () =>
    visit.ask(() => [
      document.querySelectorAll('.deck section.present .fragment.visible').length,
      document.querySelectorAll('.deck section.present [data-typing]').length,
    ]);

  describe('the deck', () => {
    it('goes by keys from step to step, types a demo, and ends', async () => {
      await visit.open('/talk/#containment');
      await shows('containment');
      await visit.press('ArrowDown');
      await visit.press('ArrowDown');
      const seen = [await steps()];
      await visit.open('/talk/#demo-root');
      await shows('demo-root');
      await visit.press('ArrowDown');
      await visit.until(0, () => document.querySelectorAll('[data-typing]').length);
      seen.push(await steps());
      await visit.press('End');
      await shows('end');
      expect([seen, await visit.ask(() => location.hash), await visit.complaints()]).toEqual([
        [
          [2, 0],
          [1, 0],
        ],
        '#end',
        [],
      ]);
    });

    it('has an overview, from which Enter leads on', async () => {
      await visit.open('/talk/');
      await shows('title');
      await visit.press('Escape');
      await visit.press('ArrowDown');
      await visit.press('Enter');
      await shows('preliminaries');
      expect(await visit.complaints()).toEqual([]);
    });

    it('keeps what is typed into an instrument, and draws its code anew', async () => {
      await visit.open('/talk/#whose-user');
      await shows('whose-user');
      await visit.click('#talk-map-inside');
      await visit.control('a');
      await visit.type('33');
      await visit.until(
        true,
        () => document.querySelector('#whose-user .qr a')?.getAttribute('href')?.includes('id=33') ?? false,
      );
      await shows('whose-user');
      expect(await visit.complaints()).toEqual([]);
    });
  });

  it('a chapter is slides', async () => {
    await visit.open('/talk/own/#chapter=iceberg');
    await visit.until('The iceberg', () => document.querySelector<HTMLElement>('section.present')?.dataset.title);
    expect(await visit.complaints()).toEqual([]);
  });
}
