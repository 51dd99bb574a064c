import { describe, expect, test } from 'vitest';
import { checkWrite, toInside, toOutside } from '../../../../src/engine/idmap/index.ts';
import { setgroupsAnswer, setidAnswer } from '../../../../src/engine/idmap/unshare/writeUnshareMaps.ts';
import recording from '../../../oracle/recordings/idmap/runc.json' with { type: 'json' };
import { testRows } from '../../../testRows.ts';
import { shownId } from '../extents.ts';
import { fromTriples, type Triple, toTriples } from '../triples.ts';

interface Asked {
  uids: Triple[];
  gids: Triple[];
  user: [uid: number, gid: number, groups: number[]];
}
interface Ran extends Asked {
  uid_map: Triple[];
  gid_map: Triple[];
  ids: [uid: number, gid: number];
  groups: number[];
  /** Owner and group of each file, outside and as shown inside; then those of a file that the container made. */
  owners: [number, number][];
  shown: [number, number][];
  made: [number, number];
}
interface Refused extends Asked {
  said: string;
}
const rows = recording.rows as unknown as (Ran | Refused)[];
const ran = rows.filter((row): row is Ran => 'shown' in row);
const refused = rows.filter((row): row is Refused => 'said' in row);

/** The outside ids of the process that runc starts; undefined where the map lacks one. */
function reached({ uids, gids, user: [uid, gid] }: Asked): (number | undefined)[] {
  return [toOutside(fromTriples(uids), uid), toOutside(fromTriples(gids), gid)];
}

/** What becomes of the text that runc writes (libcontainer/container_linux.go, encodeIDMapping). */
function written(map: Triple[], kind: 'uid' | 'gid') {
  return checkWrite(map.map((extent) => `${extent.join(' ')}\n`).join(''), { kind });
}

/** What stops a container, in the words that runc has for it; undefined where the engine sees nothing. */
function prediction({ uids, gids, user: [uid, gid, groups] }: Asked): RegExp | undefined {
  const maps = { uid: fromTriples(uids), gid: fromTriples(gids) };
  if (uids.length === 0) return /^runc run failed: User namespaces enabled, but no uid mappings found\.$/;
  if (toOutside(maps.uid, 0) === undefined) return /but no user mapping found\.$/;
  if (gids.length === 0) return /but no gid mappings found\.$/;
  if (toOutside(maps.gid, 0) === undefined) return /but no group mapping found\.$/;
  for (const [kind, map] of [['uid', uids] as const, ['gid', gids] as const]) {
    const outcome = written(map, kind);
    const words = { EINVAL: 'Invalid argument', EPERM: 'Operation not permitted' };
    if (!outcome.ok) return new RegExp(`^failed to update /proc/PID/${kind}_map: ${words[outcome.errno]}$`);
  }
  if (uid > 0x7fffffff) return /uids and gids must be in range 0-2147483647$/;
  if (!setidAnswer('uid', uid, { maps }).ok) return /cannot set uid to unmapped user in user namespace$/;
  if (!setidAnswer('gid', gid, { maps }).ok) return /cannot set gid to unmapped user in user namespace$/;
  const answer = setgroupsAnswer(groups, { maps }, 'allow');
  if (!answer.ok && answer.errno === 'EINVAL') return /setgroups: invalid argument$/;
  return undefined;
}

describe(`${rows.length} containers of runc ${recording.runc} with user namespaces`, () => {
  const nameOf = ({ uids, gids, user }: Asked) => `${uids} and ${gids}, started as ${user}`;
  testRows('each that ran', ran, nameOf, (row) => {
    const [uids, gids] = [fromTriples(row.uids), fromTriples(row.gids)];
    expect(prediction(row)).toBeUndefined();
    for (const [kind, map, shown] of [
      ['uid', row.uids, row.uid_map] as const,
      ['gid', row.gids, row.gid_map] as const,
    ]) {
      const outcome = written(map, kind);
      expect(outcome.ok && toTriples(outcome.map)).toEqual(shown);
    }
    expect([row.ids[0], row.ids[1]]).toEqual([row.user[0], row.user[1]]);
    expect(row.shown).toEqual(row.owners.map(([uid, gid]) => [shownId(uids, uid), shownId(gids, gid)]));
    expect(row.made).toEqual(reached(row));
    expect([toInside(uids, row.made[0]), toInside(gids, row.made[1])]).toEqual(row.ids);
    // The kernel keeps groups in order of their outside ids.
    const outside = (group: number) => toOutside(gids, group) ?? Number.NaN;
    expect(row.groups).toEqual([...row.user[2]].sort((a, b) => outside(a) - outside(b)));
  });

  testRows('each that was refused', refused, nameOf, (row) => {
    expect(row.said).toMatch(prediction(row) ?? /^the engine sees nothing against it$/);
  });

  test('the recording holds enough of each', () => {
    expect(ran.length).toBeGreaterThanOrEqual(20);
    expect(ran.reduce((sum, { shown }) => sum + shown.length, 0)).toBeGreaterThan(400);
    expect(refused.filter(({ said }) => said.startsWith('failed to update')).length).toBeGreaterThan(10);
  });
});
