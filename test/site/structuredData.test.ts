import { describe, expect, it } from 'vitest';
import { articleThing, chapterThing, structuredData } from '../../src/site/structuredData.ts';

const address = (path: string) => `https://e.org${path}`;
const graph = (path: string, title = 'T') => {
  const page = { title, description: 'D.', path, what: articleThing(title) };
  return JSON.parse(structuredData(page, address))['@graph'];
};

describe('a page to programs', () => {
  it('is what it is, under its address', () =>
    expect(graph('/reference/actions/')[0]).toEqual({
      '@type': 'TechArticle',
      headline: 'T',
      '@id': 'https://e.org/reference/actions/',
      url: 'https://e.org/reference/actions/',
      name: 'T',
      description: 'D.',
      inLanguage: 'en',
    }));

  it.each([
    ['/', []],
    ['/learn/', ['/', '/learn/']],
    ['/learn/iceberg/', ['/', '/learn/', '/learn/iceberg/']],
    ['/reference/actions/', ['/', '/reference/', '/reference/actions/']],
    ['/play/ask/', ['/', '/play/ask/']],
  ])('%s stands behind %j', (path, way) => {
    const [, breadcrumbs] = graph(path);
    const items: { position: number; item: string }[] = breadcrumbs?.itemListElement ?? [];
    expect(items.map(({ position, item }) => [position, item])).toEqual(way.map((each, at) => [at + 1, address(each)]));
  });

  it('ends no script early, whatever its title says', () => {
    const title = '</script><!-- <b>';
    const page = { title, description: '', path: '/', what: articleThing(title) };
    expect(structuredData(page, address)).not.toContain('<');
    expect(graph('/', title)[0].name).toBe(title);
  });
});

it('a chapter is a part of the book', () =>
  expect(
    chapterThing(
      { title: 'T', part: 'The surface', position: 2, able: ['read a map'], minutes: 9 },
      'https://e.org/learn/',
    ),
  ).toEqual({
    '@type': ['TechArticle', 'LearningResource'],
    headline: 'T',
    articleSection: 'The surface',
    position: 2,
    isPartOf: { '@type': 'Book', '@id': 'https://e.org/learn/', name: 'Below the Waterline' },
    learningResourceType: 'chapter',
    teaches: ['read a map'],
    timeRequired: 'PT9M',
    license: 'https://creativecommons.org/licenses/by/4.0/',
  }));
