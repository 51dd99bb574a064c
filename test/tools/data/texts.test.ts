import { describe, expect, test } from 'vitest';
import { firstDifference } from '../../../src/tools/data/checkTable.ts';
import { goStatements } from '../../../src/tools/data/containerdProfile.ts';
import { goTokens, goValue } from '../../../src/tools/data/goRule.ts';
import {
  formatTable,
  pseudoNumbers,
  readStamp,
  stampOf,
  syscallNames,
  upstreamVersion,
} from '../../../src/tools/data/kernelHeaders.ts';
import { goStrings } from '../../../src/tools/data/tables.ts';

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
  const unpacked = { package: 'libc6', version: '2.41-12', root: '/unpacked' };
  const stamp = stampOf('errno', [unpacked]);
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

describe('Go source', () => {
  test.each<[string, unknown]>([
    ['"a"', { kind: 'string', text: 'a' }],
    [
      '[]string{"a", /* no */ "b", // nor this\n}',
      {
        kind: 'list',
        items: [
          { kind: 'string', text: 'a' },
          { kind: 'string', text: 'b' },
        ],
      },
    ],
    ['unix.A |\n unix.B', { kind: 'expression', text: 'unix.A |' }],
    ['unix.A | 0x10, "next"', { kind: 'expression', text: 'unix.A | 0x10' }],
    [
      '&specs.Arg{Index: 1,\n Op: specs.OpEqualTo}',
      {
        kind: 'struct',
        fields: new Map([
          ['Index', { kind: 'expression', text: '1' }],
          ['Op', { kind: 'expression', text: 'specs.OpEqualTo' }],
        ]),
      },
    ],
    ['uint(f(1, 2)), 3', { kind: 'expression', text: 'uint ( f ( 1 , 2 ) )' }],
  ])('the value %j', (source, value) => expect(goValue(goTokens(source), 0).value).toEqual(value));

  const kinds = (source: string) =>
    goStatements(goTokens(`func f(a []string) int {\n${source}\n}\n`), 'f').map((statement) =>
      statement.kind === 'plain'
        ? statement.tokens.map(({ text }) => text).join(' ')
        : `${statement.kind} ${statement.header}`,
    );
  test.each<[string, string[]]>([
    ['a := 1\n\nreturn a', ['a := 1', 'return a']],
    ['if ok(x{1}) {\n b()\n}\nc()', ['if ok ( x { 1 } )', 'c ( )']],
    ['for _, c := range list {\n}', ['for _ , c := range list']],
    [
      'switch c {\ncase "a", "}":\n b()\ndefault:\n}\nd = []string{\n"x",\n}',
      ['switch c', 'd = [ ] string { \n x , \n }'],
    ],
  ])('the statements %j', (source, statements) => expect(kinds(source)).toEqual(statements));

  test.each<[string, string]>([
    ['func g() {\n}', 'Found no function f in the Go source.'],
    ['func f() {\n a()', 'Found the end of the Go source within a block.'],
    ['func f() {\n switch a {\n b()\n }\n}', 'Found b in a Go switch, expected a case.'],
    ['func f() {\n a := `x`\n}', 'Found ` in Go source, expected a plain string.'],
  ])('%j is not read', (source, message) => {
    expect(() => goStatements(goTokens(source), 'f')).toThrow(message);
  });
});
