import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeInside, RIBBON, ticks } from '../../../src/islands/home/ribbon.ts';

const EXTENT = { inside: 0, outside: 165536, count: 65536 };
const { left, range, width } = RIBBON;
const places = (ids: readonly number[]) => ids.map((id) => Math.round(placeInside(id, EXTENT)));

describe('where an ID stands on the container’s line', () => {
  it('0 at its beginning, and those that people ask about well apart', () =>
    expect(places([0, 33, 1000, 65535])).toEqual([1, 79, 154, 247]));

  it('past the range it stands past the range’s end, and on the drawing', () => {
    expect(places([65536, 4294967294])).toEqual([257, 331]);
  });

  it('a higher ID never stands further left, and none leaves the drawing', () =>
    fc.assert(
      fc.property(fc.nat(4294967293), fc.integer({ min: 1, max: 4294967294 }), (id, more) => {
        const higher = Math.min(id + more, 4294967294);
        const [x, next] = [placeInside(id, EXTENT), placeInside(higher, EXTENT)];
        expect([x >= left, next >= x, next <= width]).toEqual([true, true, true]);
      }),
    ));

  it('its numbers are the first, the thousandth and the last of the range', () => {
    const { container, host } = ticks(EXTENT);
    expect([container.map(({ id }) => id), host.map(({ id }) => id)]).toEqual([
      [0, 1000, 65535],
      [165536, 166536, 231071],
    ]);
    expect([container.at(-1)?.x, host.at(-1)?.x]).toEqual([left + range, width - 1]);
  });
});
