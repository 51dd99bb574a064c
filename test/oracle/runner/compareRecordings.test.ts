import { expect, test } from 'vitest';
import { compareRecordings } from './compareRecordings.ts';

/** The differences in short: "rows 2: [1] -> [2]". */
function differences(recorded: unknown, now: unknown): string[] {
  return compareRecordings(JSON.stringify(recorded), JSON.stringify(now)).differences.map(
    ({ where, recorded: before = 'none', now: after = 'none' }) => `${where}: ${before} -> ${after}`,
  );
}

test.each([
  [{ rows: [1, 2] }, { rows: [1, 2] }, []],
  [{ rows: [{ a: 1 }, 2] }, { rows: [{ a: 1 }, 3] }, ['rows 2: 2 -> 3']],
  [{ rows: [1, 2] }, { rows: [1, 2, 3] }, ['rows 3: none -> 3']],
  [{ rows: [1, 2, 3] }, { rows: [2, 3] }, ['rows 1: 1 -> none']],
  [{ rows: [1, 2, 3, 4] }, { rows: [1, 9, 8, 4] }, ['rows 2: 2 -> 9', 'rows 3: 3 -> 8']],
  [{ rows: [1, 1] }, { rows: [1] }, ['rows 2: 1 -> none']],
  [{ rows: [1] }, { rows: [1], writers: ['a'] }, ['writers 1: none -> "a"']],
  [{}, { rows: [1] }, ['rows 1: none -> 1']],
  [{ messages: { a: 1, b: 2 } }, { messages: { a: 1, b: 3 } }, ['messages 2: b: 2 -> b: 3']],
])('%j, now %j', (recorded, now, told) => {
  expect(differences(recorded, now)).toEqual(told);
});

test('what the headers say differently is named, and is no difference', () => {
  const recorded = { kernel: '6.18.44', seed: 1, stamp: { version: '2.6.0' }, rows: [1] };
  const now = { kernel: '6.12.1', seed: 1, stamp: { version: '2.6.1' }, runc: '1.1.15', rows: [1] };
  expect(compareRecordings(JSON.stringify(recorded), JSON.stringify(now))).toEqual({
    rows: 1,
    differences: [],
    versions: ['kernel 6.18.44, now 6.12.1', 'version 2.6.0, now 2.6.1', 'runc unnamed, now 1.1.15'],
    packages: ['version'],
  });
});
