import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { does } from '../../../src/engine/linux/index.ts';

const read = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../../content/data/versions/${name}.json`, import.meta.url), 'utf8'));

interface Row {
  id: string;
  of: string;
  since: string;
  before: string;
  then: string;
  source: string;
  recorded: boolean | string;
}
const rows: Row[] = read('differences');

test('each difference that the engine reads is told, with its program, its source and both sides', () => {
  expect(Object.fromEntries(rows.map(({ id, since }) => [id, since]))).toEqual(read('since'));
  for (const row of rows) {
    expect(row.id).toMatch(new RegExp(`^(${'docker|podman|containerd|cri-o|runc|crun|libseccomp|linux'})-`));
    expect([row.id, row.id.startsWith(`${row.of}-`), row.before !== row.then]).toEqual([row.id, true, true]);
    expect(Math.min(row.before.length, row.then.length, row.source.length)).toBeGreaterThan(10);
  }
});

test('a difference holds from its release on', () => {
  expect(
    ['26.1.5', '27.0.0', '27.0.1', '28.5.2'].map((release) => does('docker-privileged-keeps-profile', release)),
  ).toEqual([false, false, true, true]);
});
