import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveBuild } from '../../src/tools/serve/serveBuild.ts';
import { type HalfSent, halfSent } from '../browser/halfSent.ts';
import type { StartBrowser } from './Driver.ts';
import { type Visit, visitSite } from './visitSite.ts';
import { watchedBuild } from './watchedBuild.ts';

const NOT_THERE = '/not-there.css';

/** A load cut off by leaving the page is no complaint; a file that isn't there is one. */
export function checkComplaints(start: StartBrowser): void {
  let slow: HalfSent;
  let visit: Visit;
  /** A style of other pages, of which only a part is ever sent. */
  let halfStyle: string;
  beforeAll(async () => {
    const served = await serveBuild(watchedBuild);
    slow = await halfSent(served.origin, '.roads');
    const close = async () => {
      slow.close();
      await served.close();
    };
    visit = await visitSite(start, 'light', async () => ({ origin: slow.origin, close }));
    halfStyle = `/_astro/${(await readdir(join(watchedBuild, '_astro'))).find((name) => /^roads\..*\.css$/.test(name))}`;
  });
  afterAll(() => visit.close());

  const load = (style: string) =>
    visit.ask((href) => {
      document.head.append(Object.assign(document.createElement('link'), { rel: 'stylesheet', href }));
    }, style);

  describe('complaints', () => {
    it.each<[how: string, to: string, leave: () => Promise<void>]>([
      ['a link', '/', () => visit.click('header a')],
      ['Back', '/', () => visit.back()],
      ['a reload', '/learn/', () => visit.reload()],
    ])('a load cut off by %s is no complaint', async (_, to, leave) => {
      await visit.open('/');
      // Keeps this page out of Firefox's back/forward cache: restored from there, it would not see what later pages noted.
      await visit.ask(() => addEventListener('unload', () => {}));
      await visit.click('header a[href="/learn/"]');
      await visit.until('/learn/', () => location.pathname);
      await visit.until('complete', () => document.readyState);
      const held = slow.held();
      await load(halfStyle);
      await expect.poll(() => slow.held()).toBe(held + 1);
      await leave();
      await visit.until(to, () => location.pathname);
      await visit.until(false, (style) => document.querySelector(`[href="${style}"]`) !== null, halfStyle);
      expect(await visit.complaints()).toEqual([]);
    });

    it('a file that isn’t there is a complaint', async () => {
      await visit.open('/learn/');
      await load(NOT_THERE);
      await expect.poll(() => visit.complaints()).toContain(`not loaded: <link rel="stylesheet" href="${NOT_THERE}">`);
    });
  });
}
