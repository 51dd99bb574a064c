import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { checkTable } from '../../../src/tools/data/checkTable.ts';
import { formatTable, readStamp, type Suite, stampOf, type Table } from '../../../src/tools/data/kernelHeaders.ts';
import { checkQuoted, type Debian, writeTable } from '../../../src/tools/data/quoted.ts';

/** An archive with these versions of `facts`, the last of them today's, and a kernel whose package carries its version in the name. */
const archive = (...versions: string[]): Debian => suiteWith(versions, () => archive(...versions));

function suiteWith(versions: readonly string[], inSuite: Debian['inSuite'], suite?: Suite): Debian {
  return {
    architecture: 'amd64',
    candidate: (name) => (name === 'facts' ? versions.at(-1) : '6.12-1'),
    dependency: (metapackage, pattern) =>
      ['headers-6.12-common'].find((name) => metapackage === 'headers-amd64' && pattern.test(name)),
    fetch: (name, version) =>
      name !== 'facts' || versions.includes(version)
        ? { package: name, version, ...(suite && { suite }), root: '/' }
        : undefined,
    isNewer: (version, than) => version > than,
    inSuite,
  };
}

/** A table whose fact is the version of its package. */
const table: Table = {
  name: 'numbers',
  files: ['numbers.json', 'beside.txt'],
  needs: ['facts', { key: 'headers', pattern: /^headers-.*-common$/, metapackage: 'headers-ARCH' }],
  make(packages) {
    const used = [packages('facts'), packages('headers')];
    return [formatTable({ stamp: stampOf('numbers', used), number: used[0]?.version }, 1), 'as it is\n'];
  },
};

let data: string;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'data-'));
});
afterEach(() => rmSync(data, { recursive: true }));

const edit = (file: string, from: string, to: string) =>
  writeFileSync(join(data, file), readFileSync(join(data, file), 'utf8').replace(from, to));

test('what was written passes', () => {
  expect(writeTable(table, data, archive('1')).lines).toEqual([
    '✓ numbers: numbers.json, beside.txt from facts 1, headers-6.12-common 6.12-1',
  ]);
  expect(checkTable(table, data, archive('1'))).toEqual({
    outcome: 'passed',
    lines: ['✓ numbers: numbers.json, beside.txt'],
  });
});

test('a newer package only warns: the table is compared at its stamp', () => {
  writeTable(table, data, archive('1'));
  expect(checkTable(table, data, archive('1', '2'))).toEqual({
    outcome: 'passed',
    lines: ['✓ numbers: numbers.json, beside.txt', '  warning: a newer facts is there, 2; the table was made from 1'],
  });
});

test('a version that the archive has no more is told, not compared', () => {
  writeTable(table, data, archive('1'));
  expect(checkTable(table, data, archive('2'))).toEqual({
    outcome: 'not compared',
    lines: [
      '? numbers: could not be compared: the archive no longer has facts 1; `npm run data -- numbers` moves it to today’s',
      '  warning: a newer facts is there, 2; the table was made from 1',
    ],
  });
});

test('no version at all is a failure: apt has no lists', () => {
  writeTable(table, data, archive('1'));
  expect(checkTable(table, data, archive())).toEqual({
    outcome: 'failed',
    lines: ['✕ numbers: apt knows no package facts of any version; as root, try `apt-get update`'],
  });
});

test.each<[string, string, string, string[]]>([
  [
    'numbers.json',
    '"number": "1"',
    '"number": "7"',
    [
      '✕ numbers: content/data/numbers.json:3 differs from what its packages give',
      '    found:    "number": "7"',
      '    expected: "number": "1"',
    ],
  ],
  [
    'beside.txt',
    'as it is\n',
    '',
    [
      '✕ numbers: content/data/beside.txt:1 differs from what its packages give',
      '    found:    (empty line)',
      '    expected: as it is',
    ],
  ],
  ['numbers.json', '"facts"', '"fables"', ['✕ numbers: content/data/numbers.json: its stamp names no facts']],
  ['numbers.json', '{', '', ['✕ numbers: content/data/numbers.json: no stamp that names packages and versions']],
])('%s with %s as %j fails', (file, from, to, lines) => {
  writeTable(table, data, archive('1'));
  edit(file, from, to);
  expect(checkTable(table, data, archive('1'))).toEqual({ outcome: 'failed', lines });
});

test('a missing file fails', () => {
  writeTable(table, data, archive('1'));
  rmSync(join(data, 'beside.txt'));
  expect(checkTable(table, data, archive('1')).lines).toEqual([
    '✕ numbers: content/data/beside.txt: no such file; `npm run data -- numbers` makes it',
  ]);
});

describe('packages of other suites', () => {
  const moving: Table = {
    name: 'moving',
    files: ['moving.json'],
    needs: ['facts', { package: 'facts', suite: 'bookworm' }, { package: 'facts', suite: 'sid' }],
    make(packages, stamp) {
      const versions = moving.needs.map((need) => packages(need).version);
      return [formatTable({ stamp, versions }, 1)];
    },
  };
  const suites =
    (...sid: string[]): Debian['inSuite'] =>
    (suite) =>
      suiteWith(suite === 'sid' ? sid : ['1'], suites(...sid), suite);
  const today = (...sid: string[]) => suiteWith(['2'], suites(...sid));

  test('the stamp and the line name the suite beside package and version', () => {
    expect(writeTable(moving, data, today('3')).lines).toEqual([
      '✓ moving: moving.json from facts 2, facts/bookworm 1, facts/sid 3',
    ]);
    expect(readStamp(readFileSync(join(data, 'moving.json'), 'utf8'))?.packages).toEqual([
      { package: 'facts', version: '2' },
      { package: 'facts', version: '1', suite: 'bookworm' },
      { package: 'facts', version: '3', suite: 'sid' },
    ]);
  });

  test.each<[string, string[], ReturnType<typeof checkTable>]>([
    ['at its stamp', ['3'], { outcome: 'passed', lines: ['✓ moving: moving.json'] }],
    [
      'with a newer one in the suite',
      ['3', '4'],
      {
        outcome: 'passed',
        lines: ['✓ moving: moving.json', '  warning: a newer facts is there in sid, 4; the table was made from 3'],
      },
    ],
    [
      'gone from the suite',
      ['4'],
      {
        outcome: 'not compared',
        lines: [
          '? moving: could not be compared: sid no longer has facts 3; `npm run data -- moving` moves it to today’s',
          '  warning: a newer facts is there in sid, 4; the table was made from 3',
        ],
      },
    ],
    [
      'in a suite that can’t be had',
      [],
      {
        outcome: 'not compared',
        lines: ['? moving: could not be compared: no facts can be had from sid here'],
      },
    ],
  ])('%s', (_, sid, expected) => {
    writeTable(moving, data, today('3'));
    expect(checkTable(moving, data, today(...sid))).toEqual(expected);
  });
});

test('a quoted file is held to its hash', () => {
  writeFileSync(join(data, 'slide.txt'), 'a\n');
  writeFileSync(
    join(data, 'slide.txt.stamp.json'),
    '{"stamp": {"sha256": "87428fc522803d31065e7bce3cf03fe475096631e5e07bbd7a0fde60c4cf25c7"}}',
  );
  expect(checkQuoted('slide.txt', data)).toEqual({ outcome: 'passed', lines: ['✓ slide.txt: as quoted'] });
  writeFileSync(join(data, 'slide.txt'), 'b\n');
  expect(checkQuoted('slide.txt', data).outcome).toBe('failed');
});
