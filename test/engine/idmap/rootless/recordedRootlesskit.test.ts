import { describe, expect, test } from 'vitest';
import type { Extent } from '../../../../src/engine/idmap/index.ts';
import { rootlessDocker } from '../../../../src/engine/idmap/rootlessDocker.ts';
import type { HostUser } from '../../../../src/engine/idmap/subid/HostFacts.ts';
import recording from '../../../oracle/recordings/idmap/rootlesskit.json' with { type: 'json' };

type Row = {
  /** Numbers of `users` and `files`. */
  user: number;
  subuid: number;
  subgid: number;
  getsubids?: boolean;
} & ({ error: string } | { uid: number[][]; gid: number[][] });
const rows = recording.rows as Row[];
const users = recording.users as HostUser[];

/** A group that has its user's name, and another gid than his login group. */
const names = [{ kind: 'gid' as const, name: 'carl', id: 1003 }];

function answerOf({
  user,
  subuid,
  subgid,
  getsubids = true,
}: Row): { error: string | undefined } | { uid: number[][]; gid: number[][] } {
  const who = users[user];
  if (!who) throw new Error(`no user ${user}`);
  const { value, diagnostics } = rootlessDocker(who, {
    subuid: recording.files[subuid] ?? '',
    subgid: recording.files[subgid] ?? '',
    names,
    getsubids,
  });
  const toLine = ({ inside, outside, count }: Extent) => [inside, outside, count];
  if (value?.uid && value.gid) return { uid: value.uid.map(toLine), gid: value.gid.map(toLine) };
  return { error: diagnostics[0]?.message };
}

describe(`what rootlesskit ${recording.rootlesskit} made of ${rows.length} pairs of files`, () => {
  test('rootlessDocker makes the same maps, or says the same, every time', () => {
    const differences = rows
      .map((row) => ({
        ...row,
        engine: answerOf(row),
        files: [recording.files[row.subuid], recording.files[row.subgid]],
      }))
      .filter(({ engine, ...row }) => {
        const real = 'error' in row ? { error: row.error } : { uid: row.uid, gid: row.gid };
        return JSON.stringify(engine) !== JSON.stringify(real);
      });
    expect(differences).toEqual([]);
  });

  test('the recording holds every answer often enough to tell a difference', () => {
    const saying = (part: string) => rows.filter((row) => 'error' in row && row.error.includes(part)).length;
    const made = rows.filter((row) => 'uid' in row);
    expect(made.length).toBeGreaterThan(90);
    expect(made.filter((row) => row.getsubids === false).length).toBeGreaterThan(20);
    expect(made.filter((row) => 'uid' in row && row.uid.length > 2).length).toBeGreaterThan(15);
    expect(saying('No subuid ranges found')).toBeGreaterThan(5);
    expect(saying('Format not correct')).toBeGreaterThan(5);
    expect(saying('strconv.Atoi')).toBeGreaterThan(5);
    expect(saying('not allowed')).toBeGreaterThan(3);
    expect(saying('Invalid argument')).toBeGreaterThan(5);
  });
});
