import { describe, expect, test } from 'vitest';
import { parseRemapUser, remapFromFile } from '../../../../src/engine/idmap/index.ts';
import recording from '../../../oracle/recordings/idmap/dockerd.json' with { type: 'json' };
import { short } from '../extents.ts';

/** What was recorded: the container's map, the last word of a dockerd that did not start, or what docker run said. */
interface Row {
  option: string;
  subuid: string;
  map?: [inside: number, outside: number, count: number][];
  dockerd?: string;
  run?: string;
}
const rows = recording.rows as Row[];

/** The accounts of the recorder's /etc/passwd. */
const UIDS: Record<string, number> = { root: 0, ann: 1000, dockremap: 998 };

/** The engine's words for what dockerd says when it stops. */
const STOPS: [says: RegExp, code: string][] = [
  [/Format not correct/, 'subid-fields'],
  [/String to int conversion failed/, 'subid-number'],
  [/token too long/, 'subid-line-too-long'],
  [/no subuid ranges found/, 'remap-no-entry'],
  // No id inside is mapped, so root has none, and dockerd can't give it a directory.
  [/-1\.-1\) restricts access to the remapped root/, 'idmap-zero-count'],
];

function ask({ option, subuid }: Row) {
  const named = parseRemapUser(option).value ?? { name: '' };
  const name = named.name || (Object.keys(UIDS).find((each) => UIDS[each] === named.uid) ?? '');
  const uid = UIDS[name];
  const { value, diagnostics } = remapFromFile(subuid, uid === undefined ? { name } : { name, uid });
  return {
    map: short(value),
    errors: diagnostics.filter(({ severity }) => severity === 'error').map(({ code }) => code),
  };
}

describe(`what dockerd ${recording.dockerd} did with /etc/subuid, on Linux ${recording.kernel}`, () => {
  test.each(rows.map((row) => [row.option, row.subuid.slice(0, 50), row] as const))('%s: %j', (_option, _text, row) => {
    const { map, errors } = ask(row);
    if (row.option === 'root') {
      expect([row.map, errors]).toEqual([[[0, 0, 4294967295]], ['remap-root']]);
    } else if (row.map) {
      const recorded = row.map.map(([inside, outside, count]) => ({ inside, outside, count }));
      expect([map, errors]).toEqual([short(recorded), []]);
    } else if (row.dockerd) {
      const code = STOPS.find(([says]) => says.test(row.dockerd ?? ''))?.[1];
      expect(errors).toEqual([code]);
    } else {
      // The kernel refused what runc wrote.
      expect(map).toBeDefined();
      expect(errors.length).toBeGreaterThan(0);
    }
  });

  test('every kind of answer was recorded', () => {
    const count = (key: 'map' | 'dockerd' | 'run') => rows.filter((row) => row[key] !== undefined).length;
    expect([count('map') > 10, count('dockerd') > 8, count('run') > 4]).toEqual([true, true, true]);
  });
});
