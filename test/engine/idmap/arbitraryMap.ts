import fc from 'fast-check';
import type { Extent } from '../../../src/engine/idmap/index.ts';

/** Maps that the kernel takes: neither side overlaps, and the lines stand in any order. `most` bounds the number of extents. */
export function arbitraryMap(most = 8): fc.Arbitrary<Extent[]> {
  const piece = fc.record({
    count: fc.oneof(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 70_000 })),
    insideGap: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 1000 })),
    outsideGap: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 1000 })),
    insideOrder: fc.nat(),
    outsideOrder: fc.nat(),
  });
  return fc.array(piece, { minLength: 1, maxLength: most }).map((pieces) => {
    const placed = pieces.map((each) => ({ ...each, inside: 0, outside: 0 }));
    for (const side of ['inside', 'outside'] as const) {
      let at = 0;
      for (const each of [...placed].sort((a, b) => a[`${side}Order`] - b[`${side}Order`])) {
        at += each[`${side}Gap`];
        each[side] = at;
        at += each.count;
      }
    }
    return placed.map(({ inside, outside, count }) => ({ inside, outside, count }));
  });
}
