import { expect, test } from 'vitest';
import { PRESETS } from '../../../../src/instrument/presets/presets.ts';
import { checkPresets, OLDER, recordsOf } from './presetChecks.ts';
import { presetRecords } from './presetRecording.ts';

checkPresets((suite) => !OLDER.includes(suite));

test('the recording holds every profile that the site offers, and enough of each to tell', () => {
  const [own] = presetRecords();
  if (own === undefined) throw new Error('no recording');
  expect([...new Set(own.recording.records.map(({ profile }) => profile))]).toEqual(PRESETS.map(({ id }) => id));
  expect(new Set(PRESETS.map(({ id }) => recordsOf(own, id).length))).toEqual(new Set([69]));
  const answers = own.recording.records.reduce((sum, record) => sum + own.recording.answersOf(record).length, 0);
  expect(answers).toBeGreaterThan(4_000_000);
});
