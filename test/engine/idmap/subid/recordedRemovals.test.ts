import { expect, test } from 'vitest';
import { type IdKind, removeSubids } from '../../../../src/engine/idmap/index.ts';
import { readRecording } from '../../../oracle/runner/keptRecordings.ts';
import { releaseOf, suiteRecordings } from '../suites.ts';

interface Row {
  kind: IdKind;
  text: string;
  first: number;
  last: number;
  after?: string;
  says?: string;
}

const ANN = { name: 'ann', uid: 1000, aliases: ['anna'] };

/** The file afterwards where it is another one, or the first thing that usermod says. */
function answerOf(row: Row, shadow: string): Pick<Row, 'after' | 'says'> {
  const { value, diagnostics } = removeSubids(row.text, ANN, row, row.kind, { shadow });
  if (value === undefined) return { says: diagnostics[0]?.message ?? 'nothing' };
  return value === row.text ? {} : { after: value };
}

test.each([
  { suite: 'trixie', recording: readRecording('trixie', 'idmap/subidRemovals.json') },
  ...suiteRecordings('subidRemovals'),
])('usermod --del-subuids and --del-subgids of $suite leave the same', ({ recording }) => {
  const rows = recording.rows as Row[];
  const differences = rows
    .map((row) => ({ ...row, engine: answerOf(row, releaseOf(recording.shadow)) }))
    .filter(({ engine, after, says }) => engine.after !== after || engine.says !== says);
  expect(differences).toEqual([]);
  expect(rows.length).toBeGreaterThan(350);
  expect(rows.filter(({ after }) => after !== undefined).length).toBeGreaterThan(80);
  expect(rows.filter(({ says }) => says !== undefined).length).toBeGreaterThan(3);
});

test('of a range that is cut in two, the upper part stands at the end', () => {
  const { value } = removeSubids('ann:100000:10\nbob:5:5\n', ANN, { first: 100003, last: 100005 }, 'uid');
  expect(value).toBe('ann:100000:3\nbob:5:5\nann:100006:4\n');
});
