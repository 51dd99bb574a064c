import { describe, expect, it } from 'vitest';
import written from '../../content/data/paths.json' with { type: 'json' };
import { learningPaths } from '../../src/site/paths.ts';
import { BOOK } from './book.ts';

const chapter = (slug: string, minutes: number) => ({ slug, title: `On ${slug}`, minutes });

describe('the ways through the book', () => {
  it('name their steps, leave out chapters that are still being written, and add up', () =>
    expect(learningPaths([chapter('seccomp', 9), chapter('profiles', 5)]).find(({ id }) => id === 'profiles')).toEqual({
      id: 'profiles',
      title: 'I write profiles',
      who: expect.any(String),
      steps: [
        { to: '/learn/seccomp/', label: 'On seccomp', why: expect.any(String) },
        { to: '/learn/profiles/', label: 'On profiles', why: expect.any(String) },
        { to: '/play/trace/', label: 'Trace check', why: expect.any(String) },
        { to: '/play/seccomp/', label: 'Profile checker', why: expect.any(String) },
      ],
      minutes: 14,
    }));

  it.each(written.flatMap(({ id, steps }) => steps.map(({ to }) => [id, to] as const)))(
    '%s leads to %s, a chapter of the book or a page of the header',
    (id, to) => {
      const all = learningPaths(BOOK.map(([slug]) => chapter(slug, 1)));
      expect(all.find((path) => path.id === id)?.steps.map((step) => step.to)).toContain(to);
    },
  );
});
