import { expect, test } from 'vitest';
import { nearestEntries } from '../../../src/engine/diagnose/index.ts';

/** A typo costs no neighbours; words that no message has find none. */
test.each<[text: string, codes: string[]]>([
  [
    'operation not permitted mkdir /x',
    ['runtime-dir', 'whiteout-refused', 'rootlesskit-refused', 'nested-proc-mount', 'thread-refused'],
  ],
  [
    'operaton not permited mkdir /x',
    ['runtime-dir', 'whiteout-refused', 'rootlesskit-refused', 'nested-proc-mount', 'thread-refused'],
  ],
  ['permisson denyed volume', ['image-user-volume', 'owned-by-subid']],
  ['chwon: changing ownreship of x', ['chown-unmapped', 'chown-not-owner']],
  ['hello wonderful world', []],
  ['Could not reach my wonderful database server yesterday evening', []],
])('%s', (text, codes) => {
  expect(nearestEntries(text).map(({ code }) => code)).toEqual(codes);
});
