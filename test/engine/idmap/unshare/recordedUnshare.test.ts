import { describe, expect, test } from 'vitest';
import { type Extent, LAST_ID, parseUnshare } from '../../../../src/engine/idmap/index.ts';
import type { HostUser } from '../../../../src/engine/idmap/subid/HostFacts.ts';
import type { Versions } from '../../../../src/engine/idmap/versions/programWords.ts';
import recording from '../../../oracle/recordings/idmap/unshare.json' with { type: 'json' };
import { releaseOf, suiteRecordings } from '../suites.ts';

type Row = {
  command: string;
  /** Numbers of `users` and `files`. */
  user: number;
  subuid: number;
  subgid: number;
  parent?: { uid: number[][]; gid: number[][] };
} & ({ stderr: string } | { uid: number[][]; gid: number[][] });
const rows = recording.rows as Row[];
const users = recording.users as HostUser[];

const names = [
  ...users.map(({ name, uid }) => ({ kind: 'uid' as const, name, id: uid })),
  { kind: 'uid' as const, name: 'anna', id: 1000 },
  { kind: 'gid' as const, name: 'users', id: 100 },
  { kind: 'gid' as const, name: 'ann', id: 1000 },
  { kind: 'gid' as const, name: 'bob', id: 1001 },
  { kind: 'gid' as const, name: 'carl', id: 1003 },
];

function answerOf(
  row: Row,
  versions: Versions = {},
): { stderr: string } | { uid: number[][]; gid: number[][] } | undefined {
  const user = users[row.user];
  if (!user) throw new Error(`no user ${row.user}`);
  const { value, diagnostics } = parseUnshare(row.command, {
    user,
    subuid: recording.files[row.subuid] ?? '',
    subgid: recording.files[row.subgid] ?? '',
    names,
    versions,
    ...(row.parent && { parent: { uid: toMap(row.parent.uid), gid: toMap(row.parent.gid) } }),
  });
  const [first] = diagnostics;
  if (first?.code === 'unshare-silent') return { stderr: '' };
  if (first?.code === 'unshare-no-user-namespace')
    return row.parent ?? { uid: [[0, 0, LAST_ID + 1]], gid: [[0, 0, LAST_ID + 1]] };
  if (first?.severity === 'error') return { stderr: `${first.message}\n` };
  return value?.uid && value.gid && { uid: value.uid.map(toLine), gid: value.gid.map(toLine) };
}

function toMap(lines: number[][]): Extent[] {
  return lines.map(([inside = 0, outside = 0, count = 0]) => ({ inside, outside, count }));
}

function toLine({ inside, outside, count }: Extent): number[] {
  return [inside, outside, count];
}

describe(`what unshare of util-linux ${recording.util_linux} made of ${rows.length} commands`, () => {
  test('parseUnshare makes the same maps, or says the same, word for word, every time', () => {
    const differences = rows
      .map((row) => ({
        ...row,
        engine: answerOf(row),
        files: [recording.files[row.subuid], recording.files[row.subgid]],
      }))
      .filter(({ engine, ...row }) => {
        const real = 'stderr' in row ? { stderr: row.stderr } : { uid: row.uid, gid: row.gid };
        return JSON.stringify(engine) !== JSON.stringify(real);
      });
    expect(differences).toEqual([]);
  });

  test('the recording holds every answer often enough to tell a difference', () => {
    const saying = (part: string) => rows.filter((row) => 'stderr' in row && row.stderr.includes(part)).length;
    expect(rows.length).toBeGreaterThan(700);
    for (const name of ['ann', 'root']) {
      const own = rows.filter((row) => 'uid' in row && users[row.user]?.name === name);
      expect(own.length).toBeGreaterThan(100);
      expect(own.filter((row) => 'uid' in row && row.uid.length > 1).length).toBeGreaterThan(30);
    }
    expect(rows.filter((row) => row.parent && 'uid' in row).length).toBeGreaterThan(5);
    expect(saying('not allowed')).toBeGreaterThan(30);
    expect(saying('map failed: Invalid argument')).toBeGreaterThan(3);
    expect(saying('failed to write /proc/PID/')).toBeGreaterThan(5);
    expect(saying('failed to parse')).toBeGreaterThan(20);
    expect(saying('no line matching user')).toBeGreaterThan(10);
    expect(saying('invalid mapping')).toBeGreaterThan(10);
    expect(saying("Try 'unshare --help'")).toBeGreaterThan(20);
    expect(saying('setgroups')).toBeGreaterThan(5);
    expect(saying('unshare failed')).toBeGreaterThan(5);
    expect(saying('mount /proc failed')).toBeGreaterThan(5);
  });
});

test.each(suiteRecordings('unshare'))(
  'unshare of $suite makes the same maps, or says the same',
  ({ recording: of }) => {
    const versions = { 'util-linux': releaseOf(of.util_linux), shadow: releaseOf(of.shadow) };
    const differences = (of.rows as Row[]).filter((row) => {
      const real = 'stderr' in row ? { stderr: row.stderr } : { uid: row.uid, gid: row.gid };
      return JSON.stringify(real) !== JSON.stringify(answerOf(row, versions));
    });
    expect(differences).toEqual([]);
  },
);
