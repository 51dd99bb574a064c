import { describe, expect, test } from 'vitest';
import { addSubids, type IdKind } from '../../../../src/engine/idmap/index.ts';
import type { Versions } from '../../../../src/engine/idmap/versions/Versions.ts';
import recording from '../../../oracle/recordings/idmap/subids.json' with { type: 'json' };
import { releaseOf, suiteRecordings } from '../suites.ts';

type Row = { kind: IdKind; text: string; after?: string; says?: string } & (
  | { first: number; last: number }
  | { count: number; min?: number; max?: number }
);
const rows = recording.rows as Row[];

const ANN = { name: 'ann', uid: 1000, aliases: ['anna'] };
const NEW = { name: 'new', uid: 1050 };

/** The file afterwards where it is another one, or the first thing that the program says. */
function answerOf(row: Row, versions: Versions = {}): { after?: string; says?: string } {
  const { kind, text } = row;
  const { value, diagnostics } =
    'count' in row
      ? addSubids(text, NEW, row.count, kind, row, versions)
      : addSubids(text, ANN, { first: row.first, last: row.last }, kind, {}, versions);
  if (!value) return { says: diagnostics[0]?.message ?? 'nothing' };
  return value.text === text ? {} : { after: value.text };
}

function differencesIn(asked: readonly Row[], versions: Versions = {}) {
  return asked
    .map((row) => ({ ...row, engine: answerOf(row, versions) }))
    .filter(({ engine, after, says }) => engine.after !== after || engine.says !== says);
}

describe(`what usermod and useradd of shadow ${recording.shadow} made of ${rows.length} files`, () => {
  test('addSubids makes the same, byte for byte, every time', () => {
    expect(differencesIn(rows)).toEqual([]);
  });

  test('the recording holds every answer often enough to tell a difference', () => {
    const added = rows.filter((row) => row.after !== undefined);
    expect(added.filter((row) => 'first' in row).length).toBeGreaterThan(100);
    expect(added.filter((row) => 'count' in row).length).toBeGreaterThan(100);
    expect(rows.filter((row) => row.after === undefined && row.says === undefined).length).toBeGreaterThan(50);
    const saying = (part: string) => rows.filter(({ says }) => says?.includes(part)).length;
    expect(saying('cannot open')).toBeGreaterThan(2);
    expect(saying("Can't get unique subordinate")).toBeGreaterThan(10);
    expect(saying('Invalid configuration')).toBeGreaterThan(10);
    expect(saying('invalid subordinate')).toBeGreaterThan(2);
  });
});

test.each(suiteRecordings('subids'))('usermod and useradd of $suite make the same', ({ recording: other }) => {
  expect(differencesIn(other.rows as Row[], { shadow: releaseOf(other.shadow) })).toEqual([]);
});
