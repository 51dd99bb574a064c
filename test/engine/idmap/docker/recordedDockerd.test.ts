import { describe, expect, test } from 'vitest';
import { parseRemapUser } from '../../../../src/engine/idmap/docker/remapFromFile.ts';
import { expressible } from '../../../../src/engine/idmap/formats/format.ts';
import { format, parseFormat, remapFromFile } from '../../../../src/engine/idmap/index.ts';
import recording from '../../../oracle/recordings/idmap/dockerd.json' with { type: 'json' };
import { OWN_SUITE } from '../../../oracle/runner/suites.ts';
import { testRows } from '../../../testRows.ts';
import { short } from '../extents.ts';
import { releaseOf, suiteRecordings } from '../suites.ts';

/** What was recorded: the container's maps, the last word of a dockerd that did not start, or what docker run said. */
type Extents = [inside: number, outside: number, count: number][];
interface Row {
  option: string;
  subuid: string;
  /** The text of /etc/subgid where it is another. */
  subgid?: string;
  map?: Extents;
  /** Where it is another than the user ids' map. */
  gid?: Extents;
  dockerd?: string;
  run?: string;
}
const rows = recording.rows as Row[];

/** The accounts of the recorder's /etc/passwd. */
const UIDS: Record<string, number> = { root: 0, ann: 1000, dockremap: 998 };

/** The engine's words for what dockerd says when it stops. */
const STOPS: [says: RegExp, code: string | RegExp][] = [
  [/Format not correct/, 'subid-fields'],
  [/String to int conversion failed/, 'subid-number'],
  [/token too long/, 'subid-line-too-long'],
  [/no sub[ug]id ranges found/, 'remap-no-entry'],
  // Root has no id, or "no id" is its id, and dockerd can't give it a directory.
  [/restricts access to the remapped root/, /^idmap-(zero-count|no-id|past-last-id)$/],
  [/Invalid user\/group specification/, 'remap-user'],
];

/** What depends on the host's other files, which no map is built for. */
const UNKNOWN_ACCOUNT = /(uid|groupname) lookup for "(bob|nobody)"/;

function ask({ option, subuid, subgid = subuid }: Row, docker = recording.dockerd) {
  const versions = { docker: releaseOf(docker) };
  const parsed = parseRemapUser(option);
  const named = parsed.value ?? { name: '' };
  const name = named.name || (Object.keys(UIDS).find((each) => UIDS[each] === named.uid) ?? '');
  const uid = UIDS[name];
  const user = uid === undefined ? { name } : { name, uid };
  const built = {
    uid: remapFromFile(subuid, user, { versions }),
    gid: remapFromFile(subgid, user, { versions, kind: 'gid' }),
  };
  const diagnostics = parsed.value ? [...built.uid.diagnostics, ...built.gid.diagnostics] : parsed.diagnostics;
  return {
    map: short(built.uid.value),
    gid: short(built.gid.value),
    errors: [...new Set(diagnostics.filter(({ severity }) => severity === 'error').map(({ code }) => code))],
  };
}

const extentsOf = (extents: Extents) => extents.map(([inside, outside, count]) => ({ inside, outside, count }));
const written = (extents: Extents) => short(extentsOf(extents));

testRows(
  'dockerd of every suite does as the engine says',
  [{ suite: OWN_SUITE, recording }, ...suiteRecordings('dockerd')].flatMap(({ suite, recording: { dockerd, rows } }) =>
    (rows as Row[]).map((row) => ({ suite, dockerd: String(dockerd), row })),
  ),
  ({ suite, row: { option, subuid } }) => `${suite}, ${option}: ${JSON.stringify(subuid.slice(0, 50))}`,
  ({ dockerd, row }) => {
    const { map, gid, errors } = ask(row, dockerd);
    if (row.option === 'root') expect([row.map, errors]).toEqual([[[0, 0, 4294967295]], ['remap-root']]);
    else if (row.map) expect([map, gid, errors]).toEqual([written(row.map), written(row.gid ?? row.map), []]);
    else if (row.dockerd && UNKNOWN_ACCOUNT.test(row.dockerd)) expect(map).toBeDefined();
    else if (row.dockerd) {
      const code = STOPS.find(([says]) => says.test(row.dockerd ?? ''))?.[1];
      if (code instanceof RegExp) expect(errors).toContainEqual(expect.stringMatching(code));
      else expect(errors).toEqual([code]);
    }
    // runc or the kernel refused what dockerd built.
    else expect([map === undefined, gid === undefined, errors.length > 0]).toEqual([false, false, true]);
  },
);

describe(`what dockerd ${recording.dockerd} did with /etc/subuid and /etc/subgid, on Linux ${recording.kernel}`, () => {
  test('what the engine writes for /etc/subuid, dockerd maps as the engine reads it', () => {
    const accepted = rows.filter(({ option, subuid, map }) => {
      const built = map && extentsOf(map);
      return built && option === 'ann' && format(built, 'subid', { owner: 'ann' }) === subuid;
    });
    for (const { map = [], subuid } of accepted) {
      expect(expressible(extentsOf(map), 'subid')).toBeUndefined();
      expect(short(parseFormat(subuid, 'subid', { owner: 'ann' }).value)).toBe(written(map));
    }
    const sizes = accepted.map(({ map = [] }) => map.length);
    expect([sizes.length >= 20, Math.min(...sizes), Math.max(...sizes) >= 20]).toEqual([true, 1, true]);
  });

  test('every kind of answer was recorded', () => {
    const count = (key: 'map' | 'dockerd' | 'run') => rows.filter((row) => row[key] !== undefined).length;
    expect([count('map') > 20, count('dockerd') > 15, count('run') > 10]).toEqual([true, true, true]);
  });
});
