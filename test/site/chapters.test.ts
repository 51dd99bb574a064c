import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { expect } from 'vitest';
import { chapterText, sentencesOf, wordsOf } from '../../src/site/markdown/chapterText.ts';
import { testRows } from '../testRows.ts';

const chapters = globSync('content/learn/*.mdx').map((path) => ({
  slug: basename(path, '.mdx'),
  text: chapterText(readFileSync(path, 'utf8').replace(/^---\n[\s\S]*?\n---\n/, '')),
}));

const nameOf = ({ slug }: (typeof chapters)[number]) => slug;

testRows('each has sentences of at most 18 words, by the median', chapters, nameOf, ({ text }) => {
  const lengths = sentencesOf(text)
    .map((words) => words.length)
    .sort((a, b) => a - b);
  expect(lengths[Math.floor(lengths.length / 2)]).toBeLessThanOrEqual(18);
});

testRows('each is 900 to 2,500 words long', chapters, nameOf, ({ text }) => {
  const count = wordsOf(text);
  expect(count).toBeGreaterThanOrEqual(900);
  expect(count).toBeLessThanOrEqual(2500);
});

testRows('each says of every terminal where it was', chapters, nameOf, ({ text }) =>
  expect(text.blocks.filter((block) => /^console\b/.test(block) && !/ title="[^"]/.test(block))).toEqual([]),
);
