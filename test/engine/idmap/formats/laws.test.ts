import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { expressible, type FormatOptions, ID_MAP_FORMATS } from '../../../../src/engine/idmap/formats/format.ts';
import {
  format,
  parseFormat,
  parseLxcConfig,
  parseMountIdmap,
  parseNspawn,
  parseOciConfig,
  parsePod,
} from '../../../../src/engine/idmap/index.ts';
import { joinExtents } from '../../../../src/engine/idmap/map/compose.ts';
import { runs } from '../../../seed.ts';
import { arbitraryMap } from '../arbitraryMap.ts';
import { short } from '../extents.ts';

const often = { numRuns: runs(300) };
const anyKind = fc.constantFrom('uid' as const, 'gid' as const);

/** All but the two whose readers know one run of ids alone; a new format is held to the laws as soon as it has a row. */
const ANY_MAP = ID_MAP_FORMATS.filter((as) => as !== 'subid' && as !== 'nspawn');

/** Maps laid end to end from inside 0 on. */
const run = arbitraryMap().map((map) => {
  let inside = 0;
  return map.map(({ outside, count }) => {
    inside += count;
    return { inside: inside - count, outside, count };
  });
});

describe('parse after format is the identity', () => {
  test.each(ANY_MAP)('%s', (as) => {
    fc.assert(
      fc.property(arbitraryMap(), anyKind, (map, kind) => {
        expect(expressible(map, as)).toBeUndefined();
        expect(short(parseFormat(format(map, as, { kind }), as, { kind }).value)).toBe(short(map));
      }),
      often,
    );
  });

  test('subid, whose reader lays the ranges end to end', () => {
    fc.assert(
      fc.property(run, fc.constantFrom('ann', '1000'), (map, owner) => {
        expect(expressible(map, 'subid')).toBeUndefined();
        expect(short(parseFormat(format(map, 'subid', { owner }), 'subid', { owner }).value)).toBe(short(map));
      }),
      often,
    );
  });

  test('nspawn, which has one run of ids', () => {
    fc.assert(
      fc.property(run, (map) => {
        const parsed = parseFormat(format(map, 'nspawn'), 'nspawn').value;
        const can = expressible(map, 'nspawn') === undefined;
        expect(short(parsed)).toBe(can ? short(joinExtents(map)) : undefined);
      }),
      often,
    );
  });

  test('what subid can not say, its reader gets otherwise', () => {
    fc.assert(
      fc.property(arbitraryMap(3), (map) => {
        const same = short(parseFormat(format(map, 'subid'), 'subid').value) === short(map);
        expect(same).toBe(expressible(map, 'subid') === undefined);
      }),
      often,
    );
  });

  test('what nspawn can not say, it does not say', () => {
    fc.assert(
      fc.property(
        arbitraryMap(3),
        (map) => (format(map, 'nspawn') === '') === (expressible(map, 'nspawn') !== undefined),
      ),
      often,
    );
  });
});

const READERS: [string, (text: string) => unknown][] = [
  ...ID_MAP_FORMATS.map((as): [string, (text: string) => unknown] => [as, (text) => parseFormat(text, as)]),
  ['parseLxcConfig', parseLxcConfig],
  ['parseOciConfig', parseOciConfig],
  ['parseNspawn', parseNspawn],
  ['parseMountIdmap', parseMountIdmap],
  ['parsePod', parsePod],
];

/** Pieces of what people paste, in any order. */
const anyText = fc.oneof(
  fc.string(),
  fc
    .array(
      fc.oneof(
        fc.constantFrom(...'\n {}[]:,"\'\\=#-'),
        fc.constantFrom(
          'lxc.idmap',
          ' = ',
          'u ',
          'uidMappings',
          'hostID',
          'linux',
          '--private-users=',
          '-U',
          'X-mount.idmap=',
        ),
        fc.constantFrom(
          'spec:',
          'hostUsers: false',
          'containers:',
          '  ',
          '--uidmap ',
          'newuidmap 1 ',
          '--map-users=',
          'idmap=uids=',
        ),
        fc.integer({ min: 0, max: 5_000_000_000 }).map(String),
      ),
      { maxLength: 40 },
    )
    .map((pieces) => pieces.join('')),
);

describe('no text throws, and every span lies within it', () => {
  test.each(READERS)('%s', (_name, read) => {
    fc.assert(
      fc.property(anyText, (text) => {
        const spans = JSON.stringify(read(text)).matchAll(/"start":(\d+),"end":(\d+),"line"/g);
        return [...spans].every(([, start, end]) => Number(start) <= Number(end) && Number(end) <= text.length);
      }),
      often,
    );
  });
});

test('the options that a format does not need change nothing', () => {
  const options: FormatOptions = { kind: 'uid', owner: 'ann' };
  const map = [{ inside: 0, outside: 100000, count: 65536 }];
  for (const as of ID_MAP_FORMATS) if (as !== 'subid') expect(format(map, as, options)).toBe(format(map, as));
});
