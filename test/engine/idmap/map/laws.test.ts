import fc from 'fast-check';
import { describe, test } from 'vitest';
import {
  compose,
  composeLevels,
  EVERY_ID,
  joinExtents,
  seenFrom,
  shownId,
  toInside,
  toOutside,
  traceInward,
  traceOutward,
} from '../../../../src/engine/idmap/index.ts';
import { arbitraryMap } from '../arbitraryMap.ts';
import { short } from '../extents.ts';

/** fast-check prints the seed of a failure; this one is used unless a run sets another. */
const runs = { numRuns: 300, seed: 20160824 };
const anyId = fc.oneof(fc.integer({ min: 0, max: 200_000 }), fc.integer({ min: 0, max: 4294967295 }));
/** Maps of namespaces in each other, the outermost first; none at all is the initial namespace. */
const anyLevels = fc.array(arbitraryMap(4), { maxLength: 6 });

function holds(name: string, property: fc.IRawProperty<unknown>) {
  test(name, () => fc.assert(property, runs));
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
    'a trace ends where the composed map leads, and runs back the same way',
    fc.property(anyLevels, anyId, (levels, id) => {
      const trace = traceOutward(levels, id);
      const end = trace.at(-1);
      if (levels.length > 0 && end !== toOutside(composeLevels(levels), id)) return false;
      return end === undefined || String(traceInward(levels, end)) === String([...trace].reverse());
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

describe('laws of a map file as others read it', () => {
  holds(
    'its parent reads what was written, in order of inside ids above five extents',
    fc.property(anyLevels, arbitraryMap(8), (around, map) => {
      const whole = composeLevels(around);
      // What is nested in no id at all can't be written.
      if (map.some(({ outside }) => toOutside(whole, outside) === undefined)) return true;
      const expected = map.length > 5 ? [...map].sort((a, b) => a.inside - b.inside) : map;
      return short(seenFrom([...around, map], around)) === short(expected);
    }),
  );

  holds(
    'the initial namespace reads where each extent begins in its own numbers',
    fc.property(anyLevels, arbitraryMap(5), (around, map) => {
      const whole = composeLevels([...around, map]);
      return seenFrom([...around, map]).every(
        ({ inside, outside }) => outside === (toOutside(whole, inside) ?? 4294967295),
      );
    }),
  );
});
