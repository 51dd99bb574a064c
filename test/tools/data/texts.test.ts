import { describe, expect, test } from 'vitest';
import { firstDifference } from '../../../src/tools/data/firstDifference.ts';
import { formatTable } from '../../../src/tools/data/formatTable.ts';
import { goStrings } from '../../../src/tools/data/goStrings.ts';
import { readStamp, stampOf } from '../../../src/tools/data/stamp.ts';
import { pseudoNumbers, syscallNames } from '../../../src/tools/data/syscallNames.ts';
import { upstreamVersion } from '../../../src/tools/data/upstreamVersion.ts';

describe('a table as text', () => {
  const value = { a: { x: 1, y: [1, 'two'] }, b: [], c: null };
  test.each<[number, string]>([
    [0, '{"a": {"x": 1, "y": [1, "two"]}, "b": [], "c": null}\n'],
    [1, '{\n "a": {"x": 1, "y": [1, "two"]},\n "b": [],\n "c": null\n}\n'],
    [2, '{\n "a": {\n  "x": 1,\n  "y": [1, "two"]\n },\n "b": [],\n "c": null\n}\n'],
  ])('one entry a line to depth %d', (depth, text) => expect(formatTable(value, depth)).toBe(text));
});

test.each<[string, string, ReturnType<typeof firstDifference>]>([
  ['a\nb', 'a\nb', undefined],
  ['a\nb', 'a\nc', { line: 2, found: 'b', expected: 'c' }],
  ['a', 'a\nb', { line: 2, found: undefined, expected: 'b' }],
  ['a\nb', 'a', { line: 2, found: 'b', expected: undefined }],
])('%j against %j', (found, expected, difference) => expect(firstDifference(found, expected)).toEqual(difference));

describe('stamps', () => {
  const stamp = stampOf('errno', [{ package: 'libc6', version: '2.41-12', root: '/unpacked' }]);
  test('name packages, versions and the command, not where they were unpacked', () => {
    expect(stamp).toEqual({ packages: [{ package: 'libc6', version: '2.41-12' }], madeBy: 'npm run data -- errno' });
  });
  test.each<[string, unknown]>([
    [JSON.stringify({ stamp, numbers: {} }), stamp],
    ['not JSON', undefined],
    ['null', undefined],
    ['{}', undefined],
    ['{"stamp": {"madeBy": "x"}}', undefined],
    ['{"stamp": {"madeBy": "x", "packages": [{"package": "libc6"}]}}', undefined],
  ])('%s', (text, expected) => expect(readStamp(text)).toEqual(expected));
});

test('libseccomp’s header names calls and pseudo numbers', () => {
  const header =
    '#define __PNR_accept\t\t\t-105\n#ifdef __NR_accept\n#define __SNR_accept __NR_accept\n#else\n#define __SNR_accept\t__PNR_accept\n#endif\n#define __SNR__llseek 1\n';
  expect(syscallNames(header)).toEqual(['_llseek', 'accept']);
  expect(pseudoNumbers(header)).toEqual(new Map([['accept', -105]]));
});

test.each<[string, string, string[]]>([
  [
    'its literals',
    'func F() []string {\n\treturn []string{\n\t\t"CAP_A",\n\t\t"CAP_B",\n\t}\n}\nfunc G() { "CAP_C" }',
    ['CAP_A', 'CAP_B'],
  ],
  ['no such function', 'func G() []string { return []string{"CAP_A"} }', []],
])('a Go function that returns strings: %s', (_, source, strings) => expect(goStrings(source, 'F')).toEqual(strings));

test.each([
  ['1.1.15+ds1-2+b4', '1.1.15'],
  ['26.1.5+dfsg1-9+deb13u1', '26.1.5'],
  ['2.6.0-2', '2.6.0'],
  ['6.12.118-1', '6.12.118'],
  ['1:4.4.38-1', '4.4.38'],
])('%s is upstream’s %s', (version, upstream) => expect(upstreamVersion(version)).toBe(upstream));
