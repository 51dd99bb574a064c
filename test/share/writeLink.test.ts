import { expect, test } from 'vitest';
import type { Key } from '../../src/share/linkKey.ts';
import { mergeLinks } from '../../src/share/writeLink.ts';

const keyOf = (defaults: object): Key<object> => ({ names: [], defaults, read: () => ({}), write: () => [] });
const KEYS = [{ text: '', kind: '' }, { id: '' }, { list: [] }].map(keyOf);

test.each([
  ['nothing changed', {}, { text: 'theirs', kind: 'b', id: '2', list: ['y'] }],
  ['the question changed', { id: '9' }, { text: 'theirs', kind: 'b', id: '9', list: ['y'] }],
  [
    'the text changed, and what it is stays with it',
    { text: 'mine' },
    { text: 'mine', kind: 'a', id: '2', list: ['y'] },
  ],
  ['a list changed', { list: ['x', 'z'] }, { text: 'theirs', kind: 'b', id: '2', list: ['x', 'z'] }],
])('a link that comes late, where %s', (_, mine, merged) => {
  const start = { text: 'start', kind: 'a', id: '1', list: ['x'] };
  const link = { text: 'theirs', kind: 'b', id: '2', list: ['y'] };
  expect(mergeLinks({ keys: KEYS }, { start, mine: { ...start, ...mine }, link })).toEqual(merged);
});
