import { expect, test } from 'vitest';
import { type IdKind, type LocatedExtent, parsePodman } from '../../../../src/engine/idmap/index.ts';
import trixie from '../../../oracle/recordings/idmap/podmanVersions.json' with { type: 'json' };
import { releaseOf, suiteRecordings } from '../suites.ts';

type Recorded = number[][];
interface Row {
  command: string;
  uid?: Recorded;
  gid?: Recorded;
  error?: string;
}
interface Recording {
  podman: string;
  uidmap: string;
  accounts: [kind: IdKind, name: string, id: number][];
  files: [subuid: string, subgid: string][];
  rows: Row[];
}

const RECORDINGS = [{ suite: 'trixie', recording: trixie as unknown }, ...suiteRecordings('podmanVersions')];
const WHOLE: Recorded = [[0, 0, 4294967295]];
/** crun 0.17 has no cgroup to give a container of the recorder’s; that says nothing about maps. */
const OF_CGROUPS = /cgroup\.procs/;

function answerOf({ command }: Row, { podman, uidmap, accounts, files }: Recording): Omit<Row, 'command'> {
  const [subuid = '', subgid = ''] = files[0] ?? [];
  const { value, diagnostics } = parsePodman(command, {
    user: { name: 'ann', uid: 1000, gid: 1001 },
    subuid,
    subgid,
    names: accounts.map(([kind, name, id]) => ({ kind, name, id })),
    versions: { podman: releaseOf(podman), shadow: releaseOf(uidmap) },
  });
  const error = diagnostics.find(({ severity }) => severity === 'error');
  if (error) return { error: error.message };
  const inner = value?.levels.at(-1);
  return inner ? { uid: numbers(inner.uid), gid: numbers(inner.gid) } : { uid: WHOLE, gid: WHOLE };
}

function numbers(map: readonly LocatedExtent[] | undefined): Recorded {
  return (map ?? []).map(({ inside, outside, count }) => [inside, outside, count]);
}

test.each(RECORDINGS)('Podman of $suite makes the same maps, or says the same', ({ recording: of }) => {
  const recording = of as Recording;
  const differences = recording.rows
    .filter(({ error }) => !OF_CGROUPS.test(error ?? ''))
    .map((row) => ({ row, engine: answerOf(row, recording) }))
    .filter(({ row: { uid, gid, error }, engine }) => {
      return JSON.stringify(error === undefined ? { uid, gid } : { error }) !== JSON.stringify(engine);
    });
  expect(differences).toEqual([]);
  expect(recording.rows.length).toBeGreaterThan(50);
});

test('five releases were asked, and each but the first answers something in its own way', () => {
  const told = RECORDINGS.map(({ recording }) => JSON.stringify((recording as Recording).rows));
  expect([told.length, new Set(told).size >= 4]).toEqual([5, true]);
});
