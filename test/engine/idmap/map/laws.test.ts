import fc from 'fast-check';
import { describe, test } from 'vitest';
import { compose, toInside, toOutside, traceOutward } from '../../../../src/engine/idmap/index.ts';
import { composeLevels, EVERY_ID, joinExtents } from '../../../../src/engine/idmap/map/compose.ts';
import { runs } from '../../../seed.ts';
import { arbitraryMap } from '../arbitraryMap.ts';
import { short, shownId } from '../extents.ts';

const often = { numRuns: runs(300) };
const anyId = fc.oneof(fc.integer({ min: 0, max: 200_000 }), fc.integer({ min: 0, max: 4294967295 }));
/** Maps of namespaces in each other, the outermost first; none at all is the initial namespace. */
const anyLevels = fc.array(arbitraryMap(4), { maxLength: 6 });

function holds(name: string, property: fc.IRawProperty<unknown>) {
  test(name, () => fc.assert(property, often));
}

describe('laws of one map', () => {
  holds(
    'what is inside comes back from outside, and the other way round',
    fc.property(arbitraryMap(), anyId, (map, id) => {
      const outside = toOutside(map, id);
      const inside = toInside(map, id);
      return (
        (outside === undefined || toInside(map, outside) === id) &&
        (inside === undefined || toOutside(map, inside) === id)
      );
    }),
  );

  holds(
    'every id of an extent is translated, at both ends',
    fc.property(arbitraryMap(), (map) =>
      map.every(
        ({ inside, outside, count }) =>
          toOutside(map, inside) === outside && toOutside(map, inside + count - 1) === outside + count - 1,
      ),
    ),
  );

  holds(
    'joining changes no translation',
    fc.property(arbitraryMap(), anyId, (map, id) => toOutside(joinExtents(map), id) === toOutside(map, id)),
  );
});

describe('laws of nested maps', () => {
  holds(
    'a map of a map translates as one after the other',
    fc.property(arbitraryMap(), arbitraryMap(), anyId, (outer, inner, id) => {
      const middle = toOutside(inner, id);
      return toOutside(compose(outer, inner), id) === (middle === undefined ? undefined : toOutside(outer, middle));
    }),
  );

  holds(
    'compose is associative',
    fc.property(arbitraryMap(5), arbitraryMap(5), arbitraryMap(5), (a, b, c) => {
      return short(compose(compose(a, b), c)) === short(compose(a, compose(b, c)));
    }),
  );

  holds(
    'the map that maps every id to itself changes nothing on either side',
    fc.property(arbitraryMap(), (map) => {
      const joined = short(joinExtents(map));
      return short(compose(EVERY_ID, map)) === joined && short(compose(map, EVERY_ID)) === joined;
    }),
  );

  holds(
    'levels can be composed from either end, cut anywhere',
    fc.property(anyLevels, fc.nat(6), (levels, cut) => {
      const around = composeLevels(levels.slice(0, cut));
      const within = composeLevels(levels.slice(cut));
      return short(compose(around, within)) === short(composeLevels(levels));
    }),
  );

  holds(
    'at any depth, inside and outside are inverse',
    fc.property(anyLevels, anyId, (levels, id) => {
      const whole = composeLevels(levels);
      const outside = toOutside(whole, id);
      return outside === undefined || toInside(whole, outside) === id;
    }),
  );

  holds(
    'a trace ends where the composed map leads',
    fc.property(anyLevels, anyId, (levels, id) => {
      return levels.length === 0 || traceOutward(levels, id).at(-1) === toOutside(composeLevels(levels), id);
    }),
  );

  holds(
    'what stat shows is the overflow id, or leads back to the owner',
    fc.property(anyLevels, anyId, (levels, id) => {
      const whole = composeLevels(levels);
      const shown = shownId(whole, id);
      return toInside(whole, id) === undefined ? shown === 65534 : toOutside(whole, shown) === id;
    }),
  );
});
