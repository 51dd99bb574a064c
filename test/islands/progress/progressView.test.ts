import { describe, expect, test } from 'vitest';
import {
  added,
  erasedWords,
  INITIAL,
  importedWords,
  type Message,
  progressView,
  type State,
  update,
} from '../../../src/islands/progress/progressView.ts';

const KNOWN = ['seccomp/thread', 'seccomp/white-lie', 'volumes/hole'].map((name) => ({
  name,
  title: `The ${name.split('/')[1]}`,
  chapter: 'A chapter',
  href: `/learn/${name}`,
}));
const progress = (...entries: [string, string][]) => new Map(entries);
const found = (...entries: [string, string][]): Message => ({
  kind: 'found',
  progress: progress(...entries),
  kept: [],
});
const stateAfter = (...messages: Message[]): State => messages.reduce(update, INITIAL);

describe('what is shown', () => {
  test('nothing solved', () =>
    expect(progressView(stateAfter(found()), KNOWN)).toEqual({
      headline: 'No exercise solved yet in this browser.',
      rows: [],
    }));
  test('in the book’s order, and last what the book has no longer', () => {
    const state = stateAfter(
      found(['old/gone', '2026-01-01'], ['volumes/hole', '2026-11-28'], ['seccomp/thread', '2026-11-27']),
    );
    const { headline, rows } = progressView(state, KNOWN);
    expect([headline, rows.map(({ name, title, day }) => [name, title, day])]).toEqual([
      '2 of 3 exercises solved.',
      [
        ['seccomp/thread', 'The thread', '2026-11-27'],
        ['volumes/hole', 'The hole', '2026-11-28'],
        ['old/gone', undefined, '2026-01-01'],
      ],
    ]);
  });
});

describe('erasing asks first', () => {
  const rows = progressView(stateAfter(found(['volumes/hole', '2026-11-28'], ['old/gone', '2026-01-01'])), KNOWN).rows;

  test.each([
    ['all', 'all 2 exercises'],
    [{ exercise: 'volumes/hole' }, '“The hole”'],
    [{ exercise: 'old/gone' }, '“old/gone”'],
    ['theme', 'your choice of theme'],
    ['texts', 'the texts of this tab'],
  ] as const)('%j: %s', (of, words) => expect(erasedWords(of, rows)).toBe(words));

  test('a question is answered, or given up', () => {
    const asked = stateAfter({ kind: 'ask', of: 'all' });
    expect([asked, update(asked, { kind: 'keep' }), update(asked, { kind: 'did', said: 'Erased.' })]).toEqual([
      { ...INITIAL, asking: 'all' },
      INITIAL,
      { ...INITIAL, said: 'Erased.' },
    ]);
  });
});

test.each([
  [progress(['a/b', '2026-11-28']), 1],
  [progress(['c/d', '2026-11-28']), 0],
  [progress(['c/d', '2026-11-01'], ['a/b', '2026-11-28']), 2],
])('a file adds what is new or earlier', (value, count) =>
  expect(added(progress(['c/d', '2026-11-28']), { value, diagnostics: [] })).toBe(count),
);

test.each([
  [2, true, 'Added 2 exercises from x.json.'],
  [1, true, 'Added 1 exercise from x.json.'],
  [0, true, 'x.json has nothing new.'],
  [0, false, 'Nothing added from x.json.'],
])('%d: %s', (count, isRead, words) => expect(importedWords('x.json', count, isRead)).toBe(words));
