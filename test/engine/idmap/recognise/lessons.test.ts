import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { LESSONS } from '../../../../src/engine/idmap/recognise/errors/lessons.ts';

/** The anchors of a page: its headings in small letters, marks dropped, blanks as dashes. */
function anchors(page: string): string[] {
  const text = readFileSync(`content/${page}.mdx`, 'utf8');
  return [...text.matchAll(/^#{2,3} (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}_\- ]/gu, '')
      .replaceAll(' ', '-'),
  );
}

test.each(Object.values(LESSONS))('$path is a heading of the site', ({ path }) => {
  const [page = '', anchor] = path.split('#');
  expect(anchors(page.replaceAll(/^\/|\/$/g, ''))).toContain(anchor);
});
