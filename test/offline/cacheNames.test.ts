import { expect, it } from 'vitest';
import { cacheName, ofOtherBuilds, readCacheName } from '../../src/offline/cacheNames.ts';

const OPENED = { scope: '/deep/', build: 'a1', part: 'opened' } as const;

it('a name says what it is for', () => {
  expect(cacheName(OPENED)).toBe('below-the-waterline /deep/ a1 opened');
  expect(readCacheName(cacheName(OPENED))).toEqual(OPENED);
});

it.each(['workbox-precache-v2', 'below-the-waterline /deep/ a1 else', 'below-the-waterline a1 opened', ''])(
  '%j is no name of ours',
  (name) => expect(readCacheName(name)).toBeUndefined(),
);

it.each([
  ['b2 whole, / b3 base, a1 base, a1 opened', ['b2 whole'], []],
  ['b2 base, b2 whole, a1 base, c3 base, a1 opened, c3 whole', ['b2 base', 'b2 whole'], ['c3 base', 'c3 whole']],
  ['b2 base, a1 base, b2 opened', ['b2 base', 'b2 opened'], []],
  ['a1 base, c3 base, d4 base, c3 whole, d4 whole', ['c3 base', 'c3 whole'], ['d4 base', 'd4 whole']],
  ['a1 opened, c3 base', ['c3 base'], []],
])(
  'the caches %s, in the order in which they were made: beside a1 of past builds %j, of the next %j',
  (all, past, next) => {
    const name = (words: string) => `below-the-waterline ${words.startsWith('/') ? '' : '/deep/ '}${words}`;
    expect(ofOtherBuilds([...all.split(', ').map(name), 'somebody else’s'], OPENED)).toEqual({
      past: past.map(name),
      next: next.map(name),
    });
  },
);
