import { describe, expect, it } from 'vitest';
import { readingTime, readingTimeWords } from '../../src/site/readingTime.ts';

const EXERCISE = '\n\n<Exercise of="one" />\n\n';

describe('the time a chapter takes', () => {
  it.each([
    ['word '.repeat(60), '1 minute to read'],
    ['word '.repeat(299) + EXERCISE, '1 minute to read, 1 exercise'],
    ['word '.repeat(300) + EXERCISE + EXERCISE, '2 minutes to read, 2 exercises'],
  ])('%#', (mdx, words) => expect(readingTimeWords(readingTime(mdx))).toBe(words));
});
