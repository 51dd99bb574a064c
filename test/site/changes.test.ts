import { expect, it } from 'vitest';
import published from '../../content/data/published-addresses.json' with { type: 'json' };
import { siteChanges } from '../../src/site/changes.ts';

const changes = siteChanges();

it('tells of something', () => expect(changes.length).toBeGreaterThan(5));

it('the newest stands first', () =>
  expect(changes.map(({ date }) => date)).toEqual(
    changes
      .map(({ date }) => date)
      .sort()
      .reverse(),
  ));

it('each has a name of its own', () => expect(new Set(changes.map(({ id }) => id)).size).toBe(changes.length));

it('each is at a page that was published', () =>
  expect(changes.filter(({ page }) => !((page.split('#')[0] ?? '') in published))).toEqual([]));

it('each is told in one or two sentences', () => {
  const sentences = (text: string) => [...new Intl.Segmenter('en', { granularity: 'sentence' }).segment(text)];
  expect(changes.filter(({ text }) => sentences(text).length > 2 || !text.endsWith('.'))).toEqual([]);
});
