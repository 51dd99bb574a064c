import { afterAll, beforeAll, expect, it } from 'vitest';
import published from '../../content/data/published-links.json' with { type: 'json' };
import { presetNamed, presetOf } from '../../src/instrument/presets/presets.ts';
import { COMPARE_LINK_DEFAULTS } from '../../src/share/compareLink.ts';
import { openedBy, type StateFields } from '../../src/tools/links/publishedLinks.ts';
import { openSite, type Site, type WatchedPage } from './site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

/** What the page's own link says of the state that is open, as `meant`; undefined while that is being packed. An empty box has no link. */
async function openState(page: WatchedPage, path: string): Promise<object | undefined> {
  const link = await page.evaluate(async () => {
    let copied: string | undefined;
    const clipboard = {
      async write(items: ClipboardItem[]) {
        copied = await (await items[0]?.getType('text/plain'))?.text();
      },
      async writeText(text: string) {
        copied = text;
      },
    };
    Object.defineProperty(navigator, 'clipboard', { value: clipboard, configurable: true });
    const button = [...document.querySelectorAll('button')].find(({ textContent }) =>
      textContent.startsWith('Copy link'),
    );
    if (!button) return document.querySelector('textarea')?.value === '' ? '#text=' : undefined;
    button.click();
    for (let tries = 0; tries < 50 && copied === undefined; tries += 1)
      await new Promise((done) => setTimeout(done, 4));
    return copied;
  });
  const [, fragment] = link?.split('#') ?? [];
  return fragment === undefined ? undefined : meant(path, await openedBy(path, fragment));
}

/** What a state means: releases with the same profile are one, a file without its text is none, and what a text was taken for, with its blanks, is no other text. */
function meant(
  path: string,
  { profile, file, format: _format, source: _source, text, ...fields }: StateFields,
): StateFields {
  if (path === '/play/seccomp/')
    return { ...fields, text, profile: presetOf(typeof profile === 'string' ? profile : undefined)?.id ?? null };
  if (path === '/play/compare/') return { ...fields, before: named('before', fields), after: named('after', fields) };
  if (path === '/play/trace/') return { ...fields, profile, file: fields.trace === '' ? null : file };
  if (path !== '/play/uid-map/') return { ...fields, profile, text };
  const lines =
    typeof text === 'string'
      ? text
          .trim()
          .split('\n')
          .map((line) => line.trim().replaceAll(/\s+/g, ' '))
      : [];
  return { ...fields, lines };
}

/** A side of a comparison: a stack's name and an alias are the preset that they stand for. */
function named(side: 'before' | 'after', fields: StateFields): unknown {
  const profile = fields[side] ?? COMPARE_LINK_DEFAULTS[side];
  const isPreset = typeof profile === 'object' && profile !== null && 'preset' in profile;
  return isPreset ? presetNamed(String(profile.preset))?.id : profile;
}

// A deck of one's own is no instrument: ownDeck.test.ts opens some.
const { '/talk/own/': _decks, ...ofInstruments } = published;

/** The first link of each distinct set of keys; one without a fragment opens what its page begins with. Every link's state and answer is compared under Node. */
function oneOfEachKind(links: Readonly<Record<string, StateFields>>): string[] {
  const keys = (fragment: string) => [...new Set(new URLSearchParams(fragment).keys())].sort().join();
  const first = new Map<string, string>();
  for (const fragment of Object.keys(links)) if (!first.has(keys(fragment))) first.set(keys(fragment), fragment);
  return [...first.values()].filter((fragment) => fragment !== '');
}

it.each<[string, Readonly<Record<string, StateFields>>]>(Object.entries(ofInstruments))(
  '%s: a link of each kind that was ever published opens its state in the built site',
  async (path, links) => {
    const page = await site.open(path);
    await page.waitForSelector('button:has-text("Copy link")');
    for (const fragment of oneOfEachKind(links)) {
      await page.evaluate((hash) => {
        location.hash = hash;
      }, fragment);
      await expect
        .poll(() => openState(page, path), { timeout: 20_000, interval: 20, message: fragment })
        .toEqual(meant(path, links[fragment] ?? {}));
    }
    expect(page.complaints).toEqual([]);
  },
);
