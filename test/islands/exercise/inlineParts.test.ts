import { describe, expect, test } from 'vitest';
import { type InlinePart, inlineParts, plainWords } from '../../../src/islands/exercise/words/inlineParts.ts';

describe('inline Markdown', () => {
  test.each<[string, InlinePart[]]>([
    ['', []],
    ['plain words\n  on two lines', ['plain words on two lines']],
    ['`a *b*` and *c* and **d**', [{ code: 'a *b*' }, ' and ', { em: ['c'] }, ' and ', { strong: ['d'] }]],
    [
      'See [`clone3`](/play/seccomp/#call=socket(AF_ALG)), too.',
      ['See ', { href: '/play/seccomp/#call=socket(AF_ALG)', words: [{ code: 'clone3' }] }, ', too.'],
    ],
    [`It's "so" and 'so' but \`'not' "so"\``, ['It’s “so” and ‘so’ but ', { code: `'not' "so"` }]],
    ['2 * 3 and ` alone', ['2 * 3 and ` alone']],
  ])('%j', (markdown, parts) => expect(inlineParts(markdown)).toEqual(parts));

  test('is read out without its marks', () =>
    expect(plainWords('**Add** `33` to [*it*](/learn/).')).toBe('Add 33 to it.'));
});
