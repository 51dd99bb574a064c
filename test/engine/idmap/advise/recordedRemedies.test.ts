import { describe, expect, test } from 'vitest';
import { remedies } from '../../../../src/engine/idmap/index.ts';
import recording from '../../../oracle/recordings/idmap/remedies.json' with { type: 'json' };
import { testRows } from '../../../testRows.ts';
import { REMEDY_CASES } from './remedyCases.ts';

/** What the engine says, one remedy a line: the recorder reads this file and runs what stands in it. */
const said = REMEDY_CASES.flatMap(({ name, about, asked, wants }) =>
  remedies(about, asked, wants).map(({ code, steps }) => {
    const texts = steps.map(({ where, text }) => ['file' in where ? where.file : where.root ? 'root' : 'user', text]);
    return { case: name, code, steps: texts };
  }),
);

test('the texts that are run are those that the engine gives', async () => {
  const lines = said.map((remedy) => `${JSON.stringify(remedy)}\n`).join('');
  await expect(lines).toMatchFileSnapshot('../../../oracle/idmap/remedy_texts.jsonl');
});

/** What is offered beside the point, and says so: a map for the daemon, and owners of the container's own files. */
const NOT_FOR_THE_FILES = ['daemon-json', 'nspawn-ownership'];

interface Row {
  case: string;
  code: string;
  before: string;
  after: string;
  /** Owner and group, outside, of the file that the container then made. */
  file?: string;
}
const rows: readonly Row[] = recording.rows;

describe(`what the remedies did, on Linux ${recording.kernel}`, () => {
  test('each of them was run', () => {
    expect(rows.map((row) => [row.case, row.code])).toEqual(said.map((remedy) => [remedy.case, remedy.code]));
  });

  testRows(
    'each does what it is for',
    rows,
    (row) => `${row.case}: ${row.code}`,
    ({ code, before, after }) => {
      expect([before, after]).toEqual(['refused', NOT_FOR_THE_FILES.includes(code) ? 'refused' : 'done']);
    },
  );

  test.each([
    ['dockerd', 'chown', '165569:165569'],
    ['dockerd', 'idmapped-mount', '33:33'],
    ['dockerd-other', 'idmapped-mount', '1005:1005'],
    ['podman', 'keep-id', '1000:1000'],
    ['podman', 'podman-unshare-chown', '100032:100032'],
    ['podman-other', 'podman-map-host-id', '1005:1005'],
    ['podman-group', 'keep-groups', '1000:2000'],
    ['lxc-share', 'lxc-idmap', '1005:1005'],
    ['lxc', 'lxc-idmapped-mount', '1000:1000'],
    ['nspawn-root', 'nspawn-bind', '1005:1005'],
  ])('%s, %s: what the container makes is %s outside', (name, code, file) => {
    expect(rows.find((row) => row.case === name && row.code === code)?.file).toBe(file);
  });
});
