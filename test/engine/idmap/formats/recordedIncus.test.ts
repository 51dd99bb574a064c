import { expect, test } from 'vitest';
import { parseIncus } from '../../../../src/engine/idmap/formats/incus/parseIncus.ts';
import type { IdKind } from '../../../../src/engine/idmap/index.ts';
import { mapProblems } from '../../../../src/engine/idmap/kernel/mapProblems.ts';
import { isError } from '../../../../src/engine/text/index.ts';
import trixie from '../../../oracle/recordings/idmap/incus.json' with { type: 'json' };
import { suiteRecordings } from '../suites.ts';

interface Row {
  files: number;
  raw: string;
  options?: Record<string, string>;
  /** ["uid", "gid" or "both", inside, outside, count] */
  map?: [string, number, number, number][];
  says?: string;
}

/** A row's settings as `incus config show` prints them. */
function yamlOf({ raw, options = {} }: Row): string {
  const key = (name: string) => (name === 'privileged' ? 'security.privileged' : `security.idmap.${name}`);
  const others = Object.entries(options).map(([name, value]) => `  ${key(name)}: "${value}"`);
  return ['config:', `  raw.idmap: ${JSON.stringify(raw)}`, ...others].join('\n');
}

/** What incusd said, or both maps as runs of [inside, outside, count] in the order of Incus's entries. */
function recorded({ map, says }: Row): unknown {
  if (says !== undefined)
    return says.replace(/^.*?(?:Failed to get ID map|Invalid config|initializing instance): /, '');
  return (['uid', 'gid'] as const).map((kind) => sideOf(map ?? [], kind));
}

function sideOf(map: NonNullable<Row['map']>, kind: IdKind): number[][] {
  return map.flatMap(([of, ...numbers]) => (of === kind || of === 'both' ? [numbers] : []));
}

function answered(row: Row, files: string[][], incus: string): unknown {
  const [subuid, subgid] = files[row.files] ?? [];
  const { value, diagnostics } = parseIncus(yamlOf(row), { subuid, subgid }, { incus });
  if (!value) return diagnostics.find(isError)?.message;
  if (diagnostics.some(({ code }) => code === 'incus-privileged')) return [[], []];
  return [value.uid, value.gid].map((side) =>
    (side ?? []).map(({ inside, outside, count }) => [inside, outside, count]),
  );
}

test.each([{ suite: 'trixie', recording: trixie }, ...suiteRecordings('incus')])(
  'incusd of $suite gives a container the same maps, and says the same',
  ({ recording }) => {
    const rows = recording.rows as Row[];
    const files = recording.files as string[][];
    const differences = rows
      .map((row) => ({ row, real: recorded(row), engine: answered(row, files, String(recording.incus)) }))
      .filter(({ real, engine }) => JSON.stringify(real) !== JSON.stringify(engine));
    expect(differences).toEqual([]);
    expect(rows.length).toBeGreaterThan(280);
    expect(rows.filter(({ says }) => says !== undefined).length).toBeGreaterThan(80);
  },
);

test('a map that the kernel refuses is told with Incus’s own line', () => {
  const { value, diagnostics } = parseIncus('both 5 5\nboth 6 5\n');
  expect(value?.uid?.map(({ inside, outside, count }) => `${inside}:${outside}:${count}`).join(' ')).toBe(
    '0:1000000:5 5:5:1 6:1000006:999999994 5:6:1',
  );
  expect(diagnostics.filter(isError).map(({ code, span }) => [code, span?.line])).toEqual([
    ['idmap-overlap-inside', 2],
  ]);
  expect(mapProblems(value?.uid ?? []).length).toBe(1);
});
