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

it('other builds are those of the same site', () =>
  expect(
    ofOtherBuilds(
      [
        'below-the-waterline /deep/ a1 opened',
        'below-the-waterline /deep/ b2 whole',
        'below-the-waterline / b2 whole',
        'somebody else’s',
      ],
      OPENED,
    ),
  ).toEqual(['below-the-waterline /deep/ b2 whole']));
