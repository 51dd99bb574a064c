import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { chapterText, sentencesOf, wordsOf } from '../../src/site/markdown/chapterText.ts';

/** What has not the length of a chapter, each until it has: a line that is no longer true fails. */
const OF_ANOTHER_LENGTH: readonly string[] = [];

const chapters = globSync('content/learn/*.mdx').map((path) => ({
  slug: basename(path, '.mdx'),
  text: chapterText(readFileSync(path, 'utf8').replace(/^---\n[\s\S]*?\n---\n/, '')),
}));

describe.each(chapters)('$slug', ({ slug, text }) => {
  it('has sentences of at most 18 words, by the median', () => {
    const lengths = sentencesOf(text)
      .map((words) => words.length)
      .sort((a, b) => a - b);
    expect(lengths[Math.floor(lengths.length / 2)]).toBeLessThanOrEqual(18);
  });

  it('is 900 to 2,500 words long', () => {
    const count = wordsOf(text);
    expect([count, count >= 900 && count <= 2500]).toEqual([count, !OF_ANOTHER_LENGTH.includes(slug)]);
  });

  it('says of every terminal where it was', () =>
    expect(text.blocks.filter((block) => /^console\b/.test(block) && !/ title="[^"]/.test(block))).toEqual([]));
});
