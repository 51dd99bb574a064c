import { expect, test } from 'vitest';
import { ociMounts, shownInMount } from '../../../../src/engine/idmap/formats/ociMounts.ts';
import { type IdKind, OVERFLOW_ID, parseOciConfig, toInside } from '../../../../src/engine/idmap/index.ts';
import { isError } from '../../../../src/engine/text/index.ts';
import { readRecording } from '../../../oracle/runner/keptRecordings.ts';
import { releaseOf, suiteRecordings } from '../suites.ts';

interface Row {
  runtime: 'runc' | 'crun';
  mount: Record<string, unknown>;
  user?: false;
  maps?: false;
  /** Those listed first, some of them more than once. */
  namespaces?: string[];
  /** Whose the file of 1000:1001 is, as the container sees it. */
  file?: [uid: number, gid: number];
  said?: string;
}

const CONTAINER = [{ containerID: 0, hostID: 100000, size: 65536 }];
const ON_DISK = { uid: 1000, gid: 1001 };

function configOf({ mount, user, maps, namespaces: first = [] }: Row): string {
  const given = user === false || maps === false ? {} : { uidMappings: CONTAINER, gidMappings: CONTAINER };
  const others = ['user', 'mount'].filter((type) => !first.includes(type) && (type !== 'user' || user !== false));
  const namespaces = [...first, ...others].map((type) => ({ type }));
  const mounts = [{ destination: '/data', type: 'bind', source: '/run/data', ...mount }];
  return JSON.stringify({ ociVersion: '1.0.2', mounts, linux: { ...given, namespaces } });
}

function answerOf(row: Row, versions: { runc: string; crun: string }): Row['file'] | 'refused' {
  const text = configOf(row);
  const of = { runtime: row.runtime, versions };
  const { value, diagnostics } = parseOciConfig(text, of);
  if (!value || diagnostics.some(isError)) return 'refused';
  const [mount] = ociMounts(text, of, value).mounts;
  const shown = (kind: IdKind) =>
    (mount ? shownInMount(mount, value, kind, ON_DISK[kind]) : toInside(value[kind] ?? [], ON_DISK[kind])) ??
    OVERFLOW_ID;
  return [shown('uid'), shown('gid')];
}

test.each([
  { suite: 'trixie', recording: readRecording('trixie', 'idmap/ociMounts.json') },
  ...suiteRecordings('ociMounts'),
])('runc and crun of $suite show a file below a mount as the engine says', ({ recording }) => {
  const rows = recording.rows as Row[];
  const versions = { runc: releaseOf(recording.runc), crun: releaseOf(recording.crun) };
  const differences = rows
    .map((row) => ({ row, engine: answerOf(row, versions) }))
    .filter(({ row, engine }) => JSON.stringify(row.file ?? 'refused') !== JSON.stringify(engine));
  expect(differences).toEqual([]);
  expect(rows.length).toBe(46);
});

test('nothing is said of mounts unless a runtime is named', () => {
  const text = configOf({ runtime: 'runc', mount: { uidMappings: CONTAINER } });
  expect(parseOciConfig(text).diagnostics).toEqual([]);
  expect(parseOciConfig(text, { runtime: 'runc' }).diagnostics.map(({ code }) => code)).toEqual(['oci-mount-ignored']);
});
