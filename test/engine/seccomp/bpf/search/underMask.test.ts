import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  bitsOf,
  firstWith,
  firstWithout,
  lastWith,
  lastWithout,
} from '../../../../../src/engine/seccomp/bpf/search/masks.ts';

test.each<[mask: number, first: number, last: number, found: (number | undefined)[]]>([
  [3, 300, 312, [301, 311, 300, 312]],
  [8, 0, 7, [undefined, undefined, 0, 7]],
  [8, 8, 15, [8, 15, undefined, undefined]],
  [0x40000000, 467, 0xffffffff, [0x40000000, 0xffffffff, 467, 0xbfffffff]],
  [0xffffffff, 0, 1, [1, 1, 0, 0]],
])('0x%x in %i to %i', (mask, first, last, found) => {
  const all = [firstWith, lastWith, firstWithout, lastWithout].map((find) => find(mask, first, last));
  expect(all).toEqual(found);
});

test('they are what trying every number finds', () => {
  const range = fc.tuple(fc.nat(600), fc.nat(80)).map(([first, length]) => [first, first + length] as const);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1023 }), range, (mask, [first, last]) => {
      const numbers = Array.from({ length: last - first + 1 }, (_, at) => first + at);
      const having = numbers.filter((number) => (number & mask) !== 0);
      const lacking = numbers.filter((number) => (number & mask) === 0);
      expect([firstWith, lastWith].map((find) => find(mask, first, last))).toEqual([having[0], having.at(-1)]);
      expect([firstWithout, lastWithout].map((find) => find(mask, first, last))).toEqual([lacking[0], lacking.at(-1)]);
      expect(bitsOf(first, last)).toBe(numbers.reduce((bits, number) => bits | number, 0));
    }),
  );
});
