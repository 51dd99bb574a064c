import { expect, test } from 'vitest';
import { compose, NO_ID, toInside, toOutside } from '../../../../src/engine/idmap/index.ts';
import { joinExtents } from '../../../../src/engine/idmap/map/compose.ts';
import { extents, short } from '../extents.ts';

test.each([
  ['0:165536:65536', 0, 165536],
  ['0:165536:65536', 33, 165569],
  ['0:165536:65536', 65535, 231071],
  ['0:165536:65536', 65536, undefined],
  ['0:1000:1, 1:100000:65536', 0, 1000],
  ['0:1000:1, 1:100000:65536', 1, 100000],
  ['0:0:4294967295', 4294967294, 4294967294],
  ['0:0:4294967295', 4294967295, undefined],
  ['0:0:4294967295', 1.5, undefined],
  ['0:0:4294967295', -1, undefined],
  ['0:0:4294967295', Number.NaN, undefined],
  ['0:4294967290:10', 5, 4294967295],
  ['0:4294967290:10', 6, undefined],
  ['', 0, undefined],
])('through %s, %s inside is %s outside, and back', (map, inside, outside) => {
  expect(toOutside(extents(map), inside)).toBe(outside);
  if (outside !== undefined && outside !== NO_ID) expect(toInside(extents(map), outside)).toBe(inside);
});

test.each([
  ['0:165536:65536', 0],
  ['0:165536:65536', 165535],
  ['0:165536:65536', 231072],
  ['0:0:10', 4294967295],
  ['4294967290:0:10', 6],
])('through %s, %s outside has no id inside', (map, outside) => {
  expect(toInside(extents(map), outside)).toBeUndefined();
});

test.each([
  ['0:100000:65536', '0:1000:10', '0:101000:10'],
  ['0:100000:1000', '0:0:65536', '0:100000:1000'],
  ['0:5:1, 1:100:10', '0:0:3', '0:5:1, 1:100:2'],
  ['0:100:5, 5:105:5', '0:0:10', '0:100:10'],
  ['0:100:5, 5:200:5', '0:0:10', '0:100:5, 5:200:5'],
  ['50:0:10', '0:0:10', ''],
])('%s around %s is %s', (outer, inner, both) => {
  expect(short(compose(extents(outer), extents(inner)))).toBe(both);
});

test.each([
  ['5:105:5, 0:100:5', '0:100:10'],
  ['0:100:5, 5:106:5', '0:100:5, 5:106:5'],
  ['0:100:5, 6:105:5', '0:100:5, 6:105:5'],
])('%s joined is %s', (map, joined) => {
  expect(short(joinExtents(extents(map)))).toBe(joined);
});
