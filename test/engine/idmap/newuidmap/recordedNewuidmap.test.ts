import { describe, expect, test } from 'vitest';
import { checkNewuidmap, type Extent, type IdKind } from '../../../../src/engine/idmap/index.ts';
import type { Caller, Target } from '../../../../src/engine/idmap/newuidmap/NewuidmapCall.ts';
import type { Versions } from '../../../../src/engine/idmap/versions/programWords.ts';
import recording from '../../../oracle/recordings/idmap/newuidmap.json' with { type: 'json' };
import { releaseOf, suiteRecordings } from '../suites.ts';

type Row = {
  kind: IdKind;
  args: string[];
  /** Numbers of `callers` and `files`. */
  caller: number;
  subids: number;
  target?: Omit<Target, 'written'> & { written?: number[][] };
} & ({ stderr: string } | { map: number[][]; setgroups: string });
const rows = recording.rows as Row[];
const callers = recording.callers as Caller[];

/** Stands for the words that the recording has in place of process ids. */
const PIDS = { PID: '4242', NOBODY: '4343' } as const;

function answerOf(
  { kind, args, caller, subids, target }: Row,
  versions: Versions = {},
): Partial<{ stderr: string; map: number[][]; setgroups: string }> {
  const who = callers[caller];
  if (!who) throw new Error(`no caller ${caller}`);
  const outcome = checkNewuidmap({
    kind,
    args: args.map((word) => word.replace(/PID|NOBODY/, (name) => PIDS[name as keyof typeof PIDS])),
    caller: who,
    subids: recording.files[subids] ?? undefined,
    ...(target && { target: toTarget(target) }),
    versions,
  });
  if (!outcome.ok) {
    const said = outcome.message.replace(PIDS.NOBODY, 'NOBODY').replace(PIDS.PID, 'PID');
    return { stderr: `${said}\n`.replace(/^\n$/, '') };
  }
  return {
    map: outcome.map.map(({ inside, outside, count }) => [inside, outside, count]),
    setgroups: outcome.setgroups,
  };
}

function toTarget({ written, ...target }: NonNullable<Row['target']>): Target {
  return written ? { ...target, written: toMap(written) } : target;
}

function toMap(lines: number[][]): Extent[] {
  return lines.map(([inside = 0, outside = 0, count = 0]) => ({ inside, outside, count }));
}

function differencesIn(asked: readonly Row[], versions: Versions = {}) {
  return asked
    .map((row) => ({ ...row, engine: answerOf(row, versions), file: recording.files[row.subids] }))
    .filter(
      ({ engine, kind, args, caller, subids, target, file, ...real }) =>
        JSON.stringify(engine) !== JSON.stringify(real),
    );
}

describe(`what newuidmap and newgidmap of shadow ${recording.shadow} said to ${rows.length} calls`, () => {
  test('checkNewuidmap says the same, word for word, every time', () => {
    expect(differencesIn(rows)).toEqual([]);
  });

  test('the recording holds every answer often enough to tell a difference', () => {
    const saying = (part: string) => rows.filter((row) => 'stderr' in row && row.stderr.includes(part)).length;
    expect(rows.length).toBeGreaterThan(1500);
    expect(rows.filter((row) => 'map' in row).length).toBeGreaterThan(400);
    expect(rows.filter((row) => 'map' in row && row.setgroups === 'deny').length).toBeGreaterThan(10);
    expect(saying('uid range')).toBeGreaterThan(300);
    expect(saying('gid range')).toBeGreaterThan(150);
    expect(saying('is wrong for argc')).toBeGreaterThan(5);
    expect(saying('overflow detected')).toBeGreaterThan(20);
    expect(saying('usage:')).toBeGreaterThan(60);
    expect(saying('owned by a different user')).toBeGreaterThan(10);
    expect(saying('Cannot determine your user name')).toBeGreaterThan(3);
    expect(saying('Could not open proc directory')).toBeGreaterThan(3);
    expect(saying('map failed: Operation not permitted')).toBeGreaterThan(5);
    expect(saying('map failed: Invalid argument')).toBeGreaterThan(5);
    expect(saying('failed to setgroups deny')).toBeGreaterThan(1);
    expect(rows.filter((row) => 'stderr' in row && row.stderr === '').length).toBeGreaterThan(5);
  });
});

test.each(suiteRecordings('newuidmap'))('newuidmap of $suite says the same, word for word', ({ recording: other }) => {
  expect(differencesIn(other.rows as Row[], { shadow: releaseOf(other.shadow) })).toEqual([]);
});
