import { globSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { testRows } from '../../testRows.ts';
import { keptFiles, OTHERS, readRecording } from './keptRecordings.ts';
import { recordedDifferences } from './recordedDifferences.ts';
import { OWN_SUITE } from './suites.ts';

const FOLDER = join(import.meta.dirname, '../recordings');
const MEGABYTE = 1024 * 1024;
const kept = OTHERS.flatMap((suite) => keptFiles(suite).map((file) => [suite, file] as const));

test('every suite and every kernel has recordings, and the machine’s own are not among another’s', () => {
  expect([...new Set(kept.map(([suite]) => suite))]).toEqual(OTHERS);
  expect(keptFiles(OWN_SUITE).filter((file) => !/^(fit|idmap|seccomp|trace)\/\w+\.json$/.test(file))).toEqual([]);
});

testRows('each is kept as its differences, which restore it', kept, String, ([suite, file]) => {
  const whole = readRecording(suite, file);
  const text = readFileSync(join(FOLDER, suite, file), 'utf8');
  expect(recordedDifferences(readRecording(OWN_SUITE, file), whole, OWN_SUITE)).toBe(text);
});

test('the recordings stay under 12 MB together', () => {
  const files = globSync('**/*.json', { cwd: FOLDER });
  const bytes = files.reduce((sum, file) => sum + statSync(join(FOLDER, file)).size, 0);
  expect(bytes).toBeLessThan(12 * MEGABYTE);
});
