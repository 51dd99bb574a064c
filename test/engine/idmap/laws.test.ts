import fc from 'fast-check';
import { describe, test } from 'vitest';
import {
  checkWrite,
  compose,
  format,
  type IdMap,
  joinExtents,
  parseIdMap,
  parseSubids,
  toInside,
  toOutside,
  usernsRemap,
} from '../../../src/engine/idmap/index.ts';
import { arbitraryMap } from './arbitraryMap.ts';
import { short } from './extents.ts';

/** fast-check prints the seed of a failure; this one is used unless a run sets another. */
const runs = { numRuns: 300, seed: 20160824 };
const anyId = fc.oneof(fc.integer({ min: 0, max: 200_000 }), fc.integer({ min: 0, max: 4294967295 }));

function holds(name: string, property: fc.IRawProperty<unknown>) {
  test(name, () => fc.assert(property, runs));
}

describe('laws of id maps', () => {
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
    'joining changes no translation',
    fc.property(arbitraryMap(), anyId, (map, id) => toOutside(joinExtents(map), id) === toOutside(map, id)),
  );

  holds(
    'the kernel takes every such map, and shows what was written',
    fc.property(arbitraryMap(5), (map) => {
      const outcome = checkWrite(format(map, 'uid_map'));
      return outcome.ok && short(outcome.map) === short(map);
    }),
  );

  holds(
    'no text throws, and a value means that root could write it',
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[0-9 \t\n\r:#a-]{0,40}$/)), (text) => {
      parseSubids(text);
      return (parseIdMap(text).value !== undefined) === checkWrite(text).ok;
    }),
  );
});

describe('parse after format is the identity', () => {
  const readers: Record<string, (map: IdMap) => IdMap | undefined> = {
    uid_map: (map) => parseIdMap(format(map, 'uid_map')).value,
    oci: (map) => renamed(JSON.parse(format(map, 'oci')).uidMappings, ['containerID', 'hostID', 'size']),
    docker: (map) => renamed(JSON.parse(format(map, 'docker')), ['container_id', 'host_id', 'size']),
    newuidmap: (map) => triples(format(map, 'newuidmap').split(' ').slice(2)),
    unshare: (map) => triples(format(map, 'unshare').split('--map-users=').slice(1).join(':').split(':')),
  };
  for (const [name, read] of Object.entries(readers)) {
    holds(
      name,
      fc.property(arbitraryMap(), (map) => short(read(map)) === short(map)),
    );
  }
  holds(
    'subid, whose reader lays the ranges end to end',
    fc.property(arbitraryMap(), (map) => {
      let inside = 0;
      const run = map.map(({ outside, count }) => {
        inside += count;
        return { inside: inside - count, outside, count };
      });
      const subids = parseSubids(format(run, 'subid', { owner: 'ann' })).value ?? [];
      return short(usernsRemap(subids, { name: 'ann' }).value) === short(run);
    }),
  );
});

function renamed(list: Record<string, number>[], [inside, outside, count]: [string, string, string]): IdMap {
  return list.map((item) => ({
    inside: item[inside] ?? Number.NaN,
    outside: item[outside] ?? Number.NaN,
    count: item[count] ?? Number.NaN,
  }));
}

function triples(fields: string[]): IdMap {
  return Array.from({ length: fields.length / 3 }, (_, index) => {
    const [inside = Number.NaN, outside = Number.NaN, count = Number.NaN] = fields
      .slice(3 * index, 3 * index + 3)
      .map(Number);
    return { inside, outside, count };
  });
}
