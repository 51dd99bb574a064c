import { expect, test } from 'vitest';
import { ociMounts, shownInMount } from '../../../../src/engine/idmap/formats/ociMounts.ts';
import { type IdKind, OVERFLOW_ID, parseOciConfig, toInside } from '../../../../src/engine/idmap/index.ts';
import { isError } from '../../../../src/engine/text/index.ts';
import { readRecording } from '../../../oracle/runner/keptRecordings.ts';
import { releaseOf, suiteRecordings } from '../suites.ts';
import { type Answer, answered, read } from './recorded.ts';

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

/** What each runtime reads in a way of its own. */
interface LinuxRow extends Answer {
  runtime: 'runc' | 'crun';
  linux: string;
  user: [uid: number, gid: number];
  /** /etc/subuid and /etc/subgid. */
  lines: string;
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
  const rows = (recording.rows as (Row | LinuxRow)[]).filter((row): row is Row => !('linux' in row));
  const versions = { runc: releaseOf(recording.runc), crun: releaseOf(recording.crun) };
  const differences = rows
    .map((row) => ({ row, engine: answerOf(row, versions) }))
    .filter(({ row, engine }) => JSON.stringify(row.file ?? 'refused') !== JSON.stringify(engine));
  expect(differences).toEqual([]);
  expect(rows.length).toBe(46);
});

test.each([
  { suite: 'trixie', recording: readRecording('trixie', 'idmap/ociMounts.json') },
  ...suiteRecordings('ociMounts'),
])('runc and crun of $suite take the maps of a config.json as the engine says', ({ recording }) => {
  const rows = (recording.rows as (Row | LinuxRow)[]).filter((row): row is LinuxRow => 'linux' in row);
  const versions = { runc: releaseOf(recording.runc), crun: releaseOf(recording.crun) };
  const differences = rows
    .map(({ runtime, linux, user: [uid, gid], lines, ...real }) => {
      const text = `{ "process": { "user": { "uid": ${uid}, "gid": ${gid} } }, "linux": ${linux} }`;
      const engine = read(parseOciConfig(text, { runtime, versions, subids: { uid: lines, gid: lines } }));
      return { runtime, linux, user: [uid, gid], lines, engine, real: answered(real), said: real.said };
    })
    .filter(({ engine, real }) => JSON.stringify(engine) !== JSON.stringify(real));
  expect(differences).toEqual([]);
  expect(rows.length).toBe(394);
});

test('without /etc/subuid crun’s own map is told with what it depends on', () => {
  const { value, diagnostics } = parseOciConfig(
    '{ "linux": { "namespaces": [{ "type": "user" }], "uidMappings": [] } }',
    {
      runtime: 'crun',
    },
  );
  expect([read({ value, diagnostics }), diagnostics.map(({ code, message }) => `${code}: ${message}`)]).toEqual([
    ['0:0:1', '0:0:1'],
    [
      'oci-crun-default: uidMappings has no entries, so crun makes a map of its own: 0:0:1, if root has no line in /etc/subuid.',
      'oci-crun-default: gidMappings has no entries, so crun makes a map of its own: 0:0:1, if root has no line in /etc/subgid.',
    ],
  ]);
});

test('nothing is said of mounts unless a runtime is named', () => {
  const text = configOf({ runtime: 'runc', mount: { uidMappings: CONTAINER } });
  expect(parseOciConfig(text).diagnostics).toEqual([]);
  expect(parseOciConfig(text, { runtime: 'runc' }).diagnostics.map(({ code }) => code)).toEqual(['oci-mount-ignored']);
});
