import { describe, expect, it } from 'vitest';
import { fenceMeta } from '../../../src/site/markdown/fenceMeta.ts';

const read = (meta: string) => {
  const { title, source, marks, rows } = fenceMeta(meta);
  return [title, source, marks, [...rows]];
};

describe('fenceMeta', () => {
  it.each([
    ['', [undefined, undefined, [], []]],
    ['title="on the host"', ['on the host', undefined, [], []]],
    [
      'title="a" source="the talk, 24 August 2016" mark="root" mark="165536" {2,4-6}',
      ['a', 'the talk, 24 August 2016', ['root', '165536'], [2, 4, 5, 6]],
    ],
    ['{1, 3}', [undefined, undefined, [], [1, 3]]],
  ])('%s', (meta, expected) => expect(read(meta)).toEqual(expected));

  it.each([
    ['titel="x"', 'titel'],
    ['title="x" copy', 'copy'],
  ])('%s stops the build and names the word', (meta, word) => expect(() => fenceMeta(meta)).toThrow(`“${word}”`));
});
