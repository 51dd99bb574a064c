import { describe, expect, test } from 'vitest';
import { OVERFLOW_ID, toInside, toOutside } from '../../../../src/engine/idmap/index.ts';
import recording from '../../../oracle/recordings/idmap/translations.json' with { type: 'json' };

interface Row {
  map: [number, number, number][];
  ids: number[];
  /** The host's number for a process that became the id inside; null where setresuid failed with EINVAL. */
  outside: (number | null)[];
  /** What stat showed inside for a file that the id owns outside. */
  inside: number[];
}
const rows = recording.rows as Row[];

describe(`how Linux ${recording.kernel} translated ids`, () => {
  test.each(rows)('$map', ({ map, ids, outside, inside }) => {
    const idMap = map.map(([first, lower, count]) => ({ inside: first, outside: lower, count }));
    expect(ids.map((id) => toOutside(idMap, id) ?? null)).toEqual(outside);
    expect(ids.map((id) => toInside(idMap, id) ?? OVERFLOW_ID)).toEqual(inside);
  });
});
