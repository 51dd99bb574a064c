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

it.each(changes.map(({ id, page }) => [id, page.split('#')[0] ?? '']))(
  '%s is at a page that was published: %s',
  (_id, page) => expect(Object.keys(published)).toContain(page),
);

it.each(changes.map(({ id, text }) => [id, text]))('%s is told in one or two sentences', (_id, text) => {
  const sentences = [...new Intl.Segmenter('en', { granularity: 'sentence' }).segment(text)];
  expect(sentences.length).toBeLessThanOrEqual(2);
  expect(text).toMatch(/\.$/);
});
