import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CHECKER } from '../browser/checker.ts';
import type { StartBrowser } from './Driver.ts';
import { type Visit, visitSite } from './visitSite.ts';

const CALCULATOR = '/play/uid-map/';
const SMALL =
  '{ "defaultAction": "SCMP_ACT_ALLOW", "syscalls": [ { "names": ["mkdir"], "action": "SCMP_ACT_ERRNO" } ] }';

/** The instruments, the search and the theme, used as a reader does. */
export function checkInstruments(start: StartBrowser): void {
  let visit: Visit;
  const folder = mkdtempSync(join(tmpdir(), 'browsers-'));
  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  beforeAll(async () => {
    visit = await visitSite(start, 'light');
    await visit.resize(visit.widths[0]);
  });
  afterAll(async () => {
    await visit.close();
    rmSync(folder, { recursive: true });
  });

  /** Waits until the element's text has this in it. */
  const reads = (selector: string, part: string) =>
    visit.until(
      part,
      (wanted, words) => {
        const text = document.querySelector(wanted)?.textContent ?? '';
        return text.includes(words) ? words : text;
      },
      selector,
      part,
    );
  const addressHas = (part: string) => visit.until(true, (words) => location.hash.includes(words), part);
  const fill = async (selector: string, text: string) => {
    await visit.click(selector);
    await visit.control('a');
    await visit.type(text);
  };
  /** Pastes into the search's field, which belongs to no instrument. */
  const clipboard = async () => {
    await visit.click('#search-open');
    await visit.click('#search-query');
    await visit.control('a');
    await visit.control('v');
    const pasted = await visit.ask(() => document.querySelector<HTMLInputElement>('#search-query')?.value);
    await visit.press('Escape');
    return pasted;
  };

  describe('the UID-mapping calculator', () => {
    beforeEach(() => visit.open(CALCULATOR));

    it('answers what is typed, and keeps it over a reload and Back', async () => {
      await fill('#uid-map-inside', '1000');
      await reads('.answer-sentence', '166536');
      await addressHas('id=1000');
      await visit.reload();
      await reads('.answer-sentence', '166536');
      await visit.click('header a');
      await visit.until('/', () => location.pathname);
      await visit.back();
      await visit.until(CALCULATOR, () => location.pathname);
      await reads('.answer-sentence', '166536');
      expect(await visit.complaints()).toEqual([]);
    });

    it('answers for the text that is typed or opened, and for the reader that is chosen', async () => {
      await fill('#uid-map-text', 'bozo:5000:10000');
      await addressHas('bozo:5000:10000');
      await visit.openFile('.open-file input', file('subuid', 'bozo:231072:65536\n'));
      await addressHas('bozo:231072:65536');
      await visit.choose('#uid-map-reader', 'podman');
      await addressHas('reader=podman');
      expect(await visit.complaints()).toEqual([]);
    });

    it('copies its link', async () => {
      await fill('#uid-map-inside', '7');
      await reads('.answer-sentence', '165543');
      await addressHas('id=7');
      await visit.click('.copy .btn.first');
      await reads('.copy:has(.btn.first) .copy-outcome', 'Copied');
      expect([await clipboard(), await visit.complaints()]).toEqual([await visit.ask(() => location.href), []]);
    });
  });

  describe('the profile checker', () => {
    beforeEach(() => visit.open(CHECKER));

    it('answers what is asked and chosen, and keeps it over a reload and Back', async () => {
      await fill('#seccomp-ask', 'mkdir');
      await reads('.verdict-word', 'Allowed');
      await visit.choose('#seccomp-preset', 'podman-5.4');
      await addressHas('podman-5.4');
      await visit.reload();
      await reads('.verdict-asked', 'Podman');
      await visit.click('header a');
      await visit.until('/', () => location.pathname);
      await visit.back();
      await reads('.verdict-asked', 'Podman');
      await reads('.verdict-word', 'Allowed');
      expect(await visit.complaints()).toEqual([]);
    });

    it('answers for the text that is edited, with its editor, and opened', async () => {
      await fill('#seccomp-ask', 'mkdir');
      await reads('.verdict-word', 'Allowed');
      // The text area is taller than its frame, and its middle may be out of sight.
      await visit.click('.line-field-frame:has(#seccomp-text)');
      await visit.until(
        true,
        () => document.querySelector('#seccomp-text')?.shadowRoot?.activeElement?.matches('.cm-content') ?? false,
      );
      await visit.control('a');
      await visit.press('Backspace');
      await visit.type('{ "defaultAction": "SCMP_ACT_KILL_PROCESS" }');
      await reads('.verdict-word', 'Killed');
      await visit.openFile('.open-file input', file('profile.json', SMALL));
      await reads('.verdict-word', 'Refused');
      expect(await visit.complaints()).toEqual([]);
    });

    it('copies its link', async () => {
      await fill('#seccomp-ask', 'mkdir');
      await reads('.verdict-word', 'Allowed');
      await addressHas('mkdir');
      await visit.click('.copy .btn.first');
      await reads('.copy:has(.btn.first) .copy-outcome', 'Copied');
      expect([await clipboard(), await visit.complaints()]).toEqual([await visit.ask(() => location.href), []]);
    });
  });

  it('the tests answer for each line that is typed', async () => {
    await visit.open(`${CHECKER}#checks=mkdir=EPERM`);
    await reads('.checks-results', '0 of 1 check holds');
    await visit.openFile('.tests .open-file input', file('checks.txt', 'mkdir -> allow\nmount -> EPERM\n'));
    await reads('.checks-results', '2 of 2 checks hold');
    expect(await visit.complaints()).toEqual([]);
  });

  it('the comparison answers for the profiles that are chosen', async () => {
    await visit.open('/play/compare/');
    await reads('.compare-said', 'newly allows');
    await visit.choose('#compare-after-preset', 'docker-26.1');
    await reads('.compare-said', 'Every call gets the same answer');
    expect(await visit.complaints()).toEqual([]);
  });

  it('the filter’s program is stepped by the call that is typed', async () => {
    await visit.open('/play/filter/');
    await fill('#filter-call', 'socket(AF_ALG)');
    await reads('.filter-runs', 'socket(AF_ALG)');
    await reads('.filter-runs', 'EPERM');
    await visit.choose('#filter-preset', 'podman-5.4');
    await addressHas('podman-5.4');
    expect(await visit.complaints()).toEqual([]);
  });

  it('the search finds a page and opens it', async () => {
    await visit.open('/learn/iceberg/');
    // By its button: a window that nobody has touched may not take keys yet.
    await visit.click('#search-open');
    await visit.until(true, () => document.activeElement?.id === 'search-query');
    await visit.type('subuid');
    await visit.until(true, () => document.querySelector('#search-results a.first') !== null);
    const to = await visit.ask(() => document.querySelector<HTMLAnchorElement>('#search-results a.first')?.href);
    await visit.press('Enter');
    await visit.until(to, () => location.href);
    expect(await visit.complaints()).toEqual([]);
  });

  it('the theme is the reader’s once it is chosen, over a reload', async () => {
    const ground = () => getComputedStyle(document.documentElement).backgroundColor;
    await visit.open('/');
    const light = await visit.ask(ground);
    while ((await visit.ask(() => document.documentElement.dataset.theme)) !== 'dark') await visit.click('#theme');
    const dark = await visit.ask(ground);
    await visit.reload();
    expect([dark === light, (await visit.ask(ground)) === dark, await visit.complaints()]).toEqual([false, true, []]);
  });
}
