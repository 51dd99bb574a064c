import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { addressOf } from '../../src/site/sources/dataCitations.ts';
import { builtPages } from '../../src/tools/build/headersFile.ts';
import { sourcesOn } from '../../src/tools/sources/askAll.ts';
import { rootBuild } from './builds.ts';
import { foundOn } from './foundOn.ts';

/** Links of the frame of every page, and why they are no sources. */
const NO_SOURCES: Record<string, string> = {
  'https://creativecommons.org/licenses/by/4.0/': 'the licence of our own prose',
};

const pages = await builtPages(rootBuild);
const listed = new Set(sourcesOn(readFileSync(join(rootBuild, 'reference/sources/index.html'), 'utf8')));

/** The addresses that a page's links lead to, off this site. */
const elsewhere = (html: string) =>
  [...html.matchAll(/<a\s[^>]*?href="(https?:[^"]+)"/g)].map(([, url = '']) =>
    addressOf(url.replaceAll('&amp;', '&').replaceAll('&#38;', '&')),
  );

describe('every address that a page links to is listed among the sources', () => {
  it('on every page', async () => {
    const unlisted = await foundOn(pages, ({ html }) =>
      [...new Set(elsewhere(html))].filter((url) => !listed.has(url) && !(url in NO_SOURCES)),
    );
    expect(unlisted).toEqual({});
  });

  it('and each exception is linked somewhere', () => {
    const all = new Set(pages.flatMap(({ html }) => elsewhere(html)));
    expect(Object.keys(NO_SOURCES).filter((url) => !all.has(url))).toEqual([]);
  });
});
