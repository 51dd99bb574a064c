import { expect, test } from 'vitest';
import { type Recording, recordedDifferences, wholeRecording } from './recordedDifferences.ts';

const BASE = {
  stamp: { libseccomp2: '2.6.0-2' },
  turns: 13,
  records: [
    { seed: 1, target: 'x86_64 docker runc', calls: 'x86_64 0 1' },
    { seed: 2, target: 's390x podman crun', refused: 'endless' },
    { seed: 3, target: 'arm docker runc', calls: 'arm 0 0' },
  ],
  values: ['0', '1', '0', '5'],
};

/** A table's steps, as they are written. */
function steps(whole: Recording, table: string): unknown {
  return JSON.parse(recordedDifferences(BASE, whole, 'trixie'))[table];
}

test.each<[string, readonly unknown[], readonly unknown[]]>([
  ['the same rows', BASE.records, [{ same: [0, 3] }]],
  ['no rows', [], []],
  ['a row fewer', [BASE.records[0], BASE.records[2]], [{ same: [0, 1] }, { same: [2, 1] }]],
  ['another order', [BASE.records[2], BASE.records[0], BASE.records[1]], [{ same: [2, 1] }, { same: [0, 2] }]],
  ['a row twice', [BASE.records[1], BASE.records[1]], [{ same: [1, 1] }, { same: [1, 1] }]],
  ['a row more', [...BASE.records, { seed: 4 }], [{ same: [0, 3] }, { row: { seed: 4 } }]],
  [
    'another value',
    [{ seed: 1, target: 'x86_64 docker runc', calls: 'x86_64 0 2' }],
    [{ like: 0, but: { calls: 'x86_64 0 2' } }],
  ],
  [
    'a key fewer and a key more',
    [{ seed: 2, target: 's390x podman crun', calls: 's390x 0 1' }],
    [{ like: 1, but: { calls: 's390x 0 1' }, without: ['refused'] }],
  ],
  [
    'keys in another order',
    [{ seed: 2, refused: 'endless', target: 's390x podman crun' }],
    [{ row: { seed: 2, refused: 'endless', target: 's390x podman crun' } }],
  ],
  ['nothing in common but the name', [{ seed: 3 }], [{ row: { seed: 3 } }]],
  ['rows of other kinds', ['text', 5, null, [1]], [{ row: 'text' }, { row: 5 }, { row: null }, { row: [1] }]],
])('%s', (_, records, told) => {
  expect(steps({ records }, 'records')).toEqual(told);
});

test.each<[string, Recording, Recording]>([
  ['the same', BASE, BASE],
  ['another version', BASE, { ...BASE, stamp: { libseccomp2: '2.5.1-1' }, turns: 14 }],
  ['rows that stand twice', BASE, { values: ['0', '0', '1', '5', '5'] }],
  ['a table that the other lacks', BASE, { stamp: 1, rows: [{ name: 'a' }, [], {}] }],
  ['nothing to compare with', {}, BASE],
  ['an empty recording', BASE, {}],
  ['rows that look like steps', BASE, { records: [{ same: [0, 1] }, { row: 5 }, { like: 0, but: {} }] }],
  ['keys in another order', BASE, { values: BASE.values, records: [...BASE.records].reverse(), stamp: BASE.stamp }],
])('what was written restores the whole: %s', (_, base, whole) => {
  const kept: Recording = JSON.parse(recordedDifferences(base, whole, 'trixie'));
  expect(JSON.stringify(wholeRecording(base, kept))).toBe(JSON.stringify(whole));
});

test('the header stands in it as it is, one step a line', () => {
  const [first, ...rest] = recordedDifferences(BASE, { kernel: '6.18.44', values: ['0', '1', '7'] }, 'trixie').split(
    '\n',
  );
  expect(first).toMatch(
    /^\{"differencesFrom":\{"suite":"trixie","sha256":"[0-9a-f]{64}"\},"kernel":"6\.18\.44","values":\[$/,
  );
  expect(rest).toEqual(['{"same":[0,2]},', '{"row":"7"}', ']}', '']);
});

test('another recording than the one that it was told from restores nothing', () => {
  const kept: Recording = JSON.parse(recordedDifferences(BASE, BASE, 'trixie'));
  expect(wholeRecording({ ...BASE, turns: 14 }, kept)).toBeUndefined();
});
