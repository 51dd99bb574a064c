import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { usage } from '../../../src/engine/idmap/newuidmap/checkNewuidmap.ts';
import { BEGAN, since } from '../../../src/engine/idmap/versions/programWords.ts';

interface Row {
  of: string;
  id: string;
  since: string;
  before: string;
  then: string;
  source: string;
  recorded: string | false;
}
const read = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../../content/data/versions/${name}.json`, import.meta.url), 'utf8'));
const rows: Row[] = read('idMaps');

test('each difference that the engine reads is told, with both sides, its source, and between which releases it was seen', () => {
  const first: Record<string, Record<string, string>> = {};
  for (const row of rows) first[row.of] = { ...first[row.of], [row.id]: row.since };
  expect(first).toEqual(read('idMapsSince'));
  for (const { of, id, before, then, source, recorded } of rows) {
    expect([of, id, of in BEGAN, before !== then]).toEqual([of, id, true, true]);
    expect(Math.min(before.length, then.length, source.length)).toBeGreaterThan(10);
    if (recorded !== false) expect(recorded).toMatch(/^[\d.]+ and [\d.]+$/);
  }
});

test('a difference holds from its release on, and what is left out is the release that links began with', () => {
  const releases = [undefined, '4.8.1', '4.13', '4.17.4', '4.20.3'];
  const of = (shadow: string | undefined) => (shadow === undefined ? {} : { shadow });
  expect(releases.map((release) => since('shadow', 'descriptors', of(release)))).toEqual([
    true,
    false,
    false,
    true,
    true,
  ]);
  expect(releases.map((release) => usage('uid', of(release)).includes('fd:<pidfd>'))).toEqual([
    false,
    false,
    false,
    false,
    true,
  ]);
  expect(releases.map((release) => since('shadow', 'text-file', of(release)))).toEqual([
    false,
    false,
    false,
    false,
    true,
  ]);
});
