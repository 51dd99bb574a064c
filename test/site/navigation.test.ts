import { describe, expect, it } from 'vitest';
import { neighbours, parts, place } from '../../src/site/paths.ts';

const chapter = (slug: string, part: string, order: number) => ({ slug, title: slug, part, order });
const book = [chapter('c', 'two', 3), chapter('a', 'one', 1), chapter('b', 'one', 2)];

describe('parts', () => {
  it('groups chapters in reading order', () =>
    expect(parts(book).map(({ title, chapters }) => [title, chapters.map(({ slug }) => slug)])).toEqual([
      ['one', ['a', 'b']],
      ['two', ['c']],
    ]));
});

describe('neighbours', () => {
  it.each([
    ['a', [undefined, 'b']],
    ['b', ['a', 'c']],
    ['c', ['b', undefined]],
    ['no such chapter', [undefined, undefined]],
  ])('%s', (slug, expected) => {
    const { previous, next } = neighbours(book, slug);
    expect([previous?.slug, next?.slug]).toEqual(expected);
  });
});

describe('place', () => {
  it('counts positions, for the numbers of `order` have gaps', () =>
    expect(
      place([chapter('late', 'two', 11), chapter('middle', 'one', 6), chapter('early', 'one', 2)], 'middle'),
    ).toEqual({
      position: 2,
      count: 3,
    }));
});
