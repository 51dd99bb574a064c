import { describe, expect, test } from 'vitest';
import { chownAnswer } from '../../../../src/engine/idmap/advise/warn/volumeRefused.ts';
import { type IdKind, type IdMap, NO_ID, toInside, toOutside } from '../../../../src/engine/idmap/index.ts';
import { storedMap } from '../../../../src/engine/idmap/kernel/checkWrite.ts';
import type { InsideProcess } from '../../../../src/engine/idmap/kernel/InsideProcess.ts';
import { composeLevels } from '../../../../src/engine/idmap/map/compose.ts';
import { setidAnswer } from '../../../../src/engine/idmap/unshare/writeUnshareMaps.ts';
import recording from '../../../oracle/recordings/idmap/translations.json' with { type: 'json' };
import { testRows } from '../../../testRows.ts';
import { shownId } from '../extents.ts';
import { fromTriples, type Triple, toTriples } from '../triples.ts';

type Recorded = [parent: number, uid: Triple[], gid: Triple[]];
/** [first, count, first, count, ...]: up by one each where the count is positive, the same number again where it is negative. */
type Runs = (number | null)[];
type IdRow = [namespace: number, call: string, ids: Runs, answers: Runs];
type MapRow = [namespace: number, file: string, reader: number, shown: Triple[]];

const namespaces = recording.namespaces as Recorded[];
const rows = recording.rows as (IdRow | MapRow)[];
const idRows = rows.filter((row): row is IdRow => Array.isArray(row[2]));
const mapRows = rows.filter((row): row is MapRow => !Array.isArray(row[2]));

/** The maps down to a namespace, the outermost first; -1 is the initial one. */
function levelsOf(namespace: number, kind: IdKind): IdMap[] {
  const found = namespaces[namespace];
  if (!found) return [];
  return [...levelsOf(found[0], kind), fromTriples(kind === 'uid' ? found[1] : found[2])];
}

function toNumbers(runs: Runs): (number | null)[] {
  return runs.flatMap((first, index) => {
    if (index % 2 === 1) return [];
    const count = runs[index + 1] ?? 0;
    return Array.from({ length: Math.abs(count) }, (_, step) => (first === null || count < 0 ? first : first + step));
  });
}

/** What the engine says of one id: the number that stat shows, or the outside id that the call reaches, null for EINVAL. */
function answer(call: string, kind: IdKind, id: number, inside: InsideProcess): number | null {
  const { maps } = inside;
  if (call.startsWith('stat')) return shownId(maps[kind], id);
  if (call.startsWith('setres')) return setidAnswer(kind, id, inside).ok ? (toOutside(maps[kind], id) ?? null) : null;
  const file = { uid: maps.uid[0]?.outside ?? 0, gid: maps.gid[0]?.outside ?? 0 };
  const given = chownAnswer({ [kind]: id }, file, inside);
  return given.ok ? given[kind] : null;
}

/**
 * A map file as a process in the namespace that `reader` leads to sees it: the outside column in its own numbers, 4294967295 where it lacks the
 * first of the ids (kernel/user_namespace.c, uid_m_show).
 */
function seenFrom(levels: IdMap[], reader: IdMap[]): IdMap {
  const [whole, own] = [composeLevels(levels), composeLevels(reader)];
  return storedMap(levels.at(-1) ?? []).map(({ inside, count }) => {
    const outside = toOutside(whole, inside);
    return { inside, outside: (outside === undefined ? undefined : toInside(own, outside)) ?? NO_ID, count };
  });
}

describe(`how Linux ${recording.kernel} translated ids in ${namespaces.length} namespaces`, () => {
  testRows('stat, setresuid, setresgid, chown in each', [...namespaces.keys()], String, (namespace) => {
    const maps = { uid: composeLevels(levelsOf(namespace, 'uid')), gid: composeLevels(levelsOf(namespace, 'gid')) };
    for (const [, call, ids, answers] of idRows.filter(([of]) => of === namespace)) {
      const kind = call.endsWith('uid') ? 'uid' : 'gid';
      const engine = toNumbers(ids).map((id) => answer(call, kind, id ?? Number.NaN, { maps }));
      expect(engine, call).toEqual(toNumbers(answers));
    }
  });

  test('a map file as a reader in each namespace sees it', () => {
    const differences = mapRows.filter(([namespace, file, reader, shown]) => {
      const kind = file === 'uid_map' ? 'uid' : 'gid';
      const [parent = -1] = namespaces[namespace] ?? [];
      const place = reader === namespace ? parent : reader;
      const seen = toTriples(seenFrom(levelsOf(namespace, kind), levelsOf(place, kind)));
      return JSON.stringify(seen) !== JSON.stringify(shown);
    });
    expect(differences).toEqual([]);
  });

  test('the recording holds enough of each', () => {
    const translated = idRows.reduce((sum, [, , ids]) => sum + toNumbers(ids).length, 0);
    const ofFiles = idRows.filter(([, call]) => call.startsWith('stat'));
    expect(translated).toBeGreaterThan(90_000);
    expect(ofFiles.reduce((sum, [, , ids]) => sum + toNumbers(ids).length, 0)).toBeGreaterThanOrEqual(40_000);
    expect(Math.max(...namespaces.map((_, index) => levelsOf(index, 'uid').length))).toBe(4);
    expect(mapRows.length).toBeGreaterThan(700);
    expect(
      mapRows.filter(([, , , shown]) => shown.some(([, outside]) => outside === 4294967295)).length,
    ).toBeGreaterThan(100);
    expect(mapRows.filter(([, , , shown]) => shown.length > 5).length).toBeGreaterThan(50);
  });
});
