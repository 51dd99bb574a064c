import { expect, test } from 'vitest';
import { builtPages } from '../../src/tools/build/headersFile.ts';
import { rootBuild } from './builds.ts';
import { foundOn } from './foundOn.ts';

/** Words of the private language that the site once spoke. The page says fix, assign, mapping, patched. */
const RETIRED = /\b(?:mend|mended|lend|lends|lent|wish|wished)\b|no map does it/giu;

/** What is no word of ours: code, texts to edit, terminals (which are blocks of code too), styles and scripts. */
const NOT_OURS = /<!--[\s\S]*?-->|<(style|script|pre|code|textarea)\b[\s\S]*?<\/\1>/g;
const SPOKEN = /\b(?:aria-label|title|alt|placeholder|content|data-[\w-]+)="([^"]*)"/g;

/** What a page says to those who see it and to those who hear it. */
function wordsOf(html: string): string {
  const own = html.replaceAll(NOT_OURS, ' ');
  return `${own.replaceAll(/<[^>]*>/g, ' ')} ${[...own.matchAll(SPOKEN)].map(([, value]) => value).join(' ')}`;
}

test('no page has one of the retired words', async () => {
  const pages = await builtPages(rootBuild);
  expect(await foundOn(pages, ({ html }) => wordsOf(html).match(RETIRED) ?? [])).toEqual({});
});

test.each([
  ['<p>Mend all 2</p>', ['Mend']],
  ['<button aria-label="Mend line 3">Fix</button>', ['Mend']],
  ['<p>No map does it.</p>', ['No map does it']],
  ['<p>amend, lentil, wishes</p><pre>mended.json</pre><code>wish</code>', []],
])('of %s it finds %j', (html, found) => expect(wordsOf(html).match(RETIRED) ?? []).toEqual(found));
