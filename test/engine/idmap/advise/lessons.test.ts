import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import messages from '../../../../content/data/messages.json' with { type: 'json' };
import { LESSONS } from '../../../../src/engine/idmap/advise/Seen.ts';

const CONTENT = join(import.meta.dirname, '../../../../content');

/** A heading's anchor, as the Markdown processor makes it: lower case, no punctuation but - and _, a dash for each space. */
const slug = (words: string) =>
  words
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}_ -]/gu, '')
    .replaceAll(' ', '-');

/** The headings of a page with the anchors that they get. */
function headings(page: string): Map<string, string> {
  const text = readFileSync(join(CONTENT, `${page}.mdx`), 'utf8').replaceAll(/^```[\s\S]*?^```/gm, '');
  return new Map(
    [...text.matchAll(/^#{2,4} (.+)$/gm)].map(([, heading = '']) => {
      const words = heading.replaceAll('`', '');
      return [slug(words), words];
    }),
  );
}

test.each(Object.entries(LESSONS))('%s leads to a heading that is there, by its words', (_name, { path, title }) => {
  const [, page = '', anchor = ''] = /^\/(.+)\/#(.+)$/.exec(path) ?? [];
  const plain = (words: string | undefined) => words?.replaceAll(/[“”]/g, '');
  expect(plain(headings(page).get(anchor))).toBe(plain(title));
});

test.each(Object.values(messages.lessons))('the message’s lesson $path is a heading that is there', ({ path }) => {
  const [, page = '', anchor = ''] = /^\/(.+)\/#(.+)$/.exec(path) ?? [];
  expect(headings(page).has(anchor)).toBe(true);
});
