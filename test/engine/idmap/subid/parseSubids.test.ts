import { describe, expect, test } from 'vitest';
import { parseRemapUser } from '../../../../src/engine/idmap/docker/remapFromFile.ts';
import { parseSubids, remapFromFile, usernsRemap } from '../../../../src/engine/idmap/index.ts';
import { short } from '../extents.ts';

/** `owner start count @line`, and the codes of the problems. */
function read(text: string): [string[], string[]] {
  const { value = [], diagnostics } = parseSubids(text);
  return [
    value.map(({ owner, start, count, span }) => `${owner} ${start} ${count} @${span.line}`),
    diagnostics.map(
      ({ code, severity, span }) => `${severity} ${code.replace('subid-', '')} @${span?.line}:${span?.column}`,
    ),
  ];
}

describe('lines of /etc/subuid', () => {
  test.each<[string, string[], string[]]>([
    ['dockremap:165536:65536', ['dockremap 165536 65536 @1'], []],
    ['\n# who\n\n  ann:1:2  \r\nbob:3:4\n', ['ann 1 2 @4', 'bob 3 4 @5'], []],
    ['1000:100000:65536\n', ['1000 100000 65536 @1'], []],
    ['', [], []],
    ['ann', [], ['error fields @1:1']],
    ['ann:1\nbob:1:2:3\n', [], ['error fields @1:1', 'error fields @2:1']],
    ['ann:x:2', [], ['error number @1:5']],
    ['ann:1:', [], ['error number @1:7']],
    ['ann:1: 2', [], ['error number @1:7']],
    ['ann:0x10:2', [], ['error number @1:5']],
    ['ann:1:2 # his', [], ['error number @1:7']],
    ['ann:-1:x', [], ['error range @1:5', 'error number @1:8']],
    ['ann:4294967295:1', [], ['error range @1:5']],
    ['ann:+5:7', ['ann 5 7 @1'], []],
    ['ann:0100:65536', ['ann 100 65536 @1'], ['warning leading-zero @1:5']],
    [':1:2', [' 1 2 @1'], ['warning owner @1:1']],
    ['\u0085\u00a0ann:1:2\u3000', ['ann 1 2 @1'], []],
    ['\ufeffann:1:2', ['\ufeffann 1 2 @1'], []],
    [`ann:1:${'9'.repeat(65536)}`, [], ['error line-too-long @1:1']],
  ])('%j', (text, lines, problems) => {
    expect(read(text)).toEqual([lines, problems]);
  });
});

/** What dockerd makes of the file: the map, or nothing; and the codes. */
function remap(text: string, name: string, uid?: number): [string | undefined, string[]] {
  const { value, diagnostics } = remapFromFile(text, uid === undefined ? { name } : { name, uid });
  return [
    short(value),
    diagnostics.map(({ code, severity, span }) => `${severity} ${code}${span ? ` @${span.line}` : ''}`),
  ];
}

describe('dockerd --userns-remap', () => {
  test.each<[string, string, number | undefined, string | undefined, string[]]>([
    ['dockremap:165536:65536', 'dockremap', undefined, '0:165536:65536', []],
    ['ann:5:10\nbob:1:2\nann:100:20', 'ann', undefined, '0:5:10, 10:100:20', []],
    ['ann:5:10\n1000:100:20', 'ann', 1000, '0:100:20', []],
    ['ann:5:10\n1000:100:20', 'ann', undefined, '0:5:10', ['info remap-by-number @2']],
    ['ann:5:10\n1001:100:20', 'ann', 1000, '0:5:10', []],
    ['1000:100:20', '', 1000, '0:100:20', []],
    [':100:20', '', 1000, undefined, ['warning subid-owner @1', 'error remap-no-entry']],
    ['ann:5:10\nbob:1:2', 'ALL', undefined, '0:5:10, 10:1:2', []],
    ['ann:5:10', 'bob', undefined, undefined, ['error remap-no-entry']],
    ['', 'dockremap', undefined, undefined, ['error remap-no-entry']],
    ['root:5:10', 'root', undefined, undefined, ['error remap-root']],
    ['ann:5:10\nbob', 'ann', undefined, undefined, ['error subid-fields @2']],
    ['ann:5:10\nbob:x:1', 'ann', undefined, '0:5:10', ['warning subid-number @2']],
    ['ann:5:10\nbob:x:1', 'bob', undefined, undefined, ['error subid-number @2']],
    ['ann:5:10\n1000:x:1', 'ann', 1000, undefined, ['error subid-number @2']],
    ['ann:5:10\nann:14:1', 'ann', undefined, '0:5:10, 10:14:1', ['error idmap-overlap-outside @2']],
    ['ann:5:0', 'ann', undefined, '0:5:0', ['error idmap-zero-count @1']],
    ['ann:4294967290:10', 'ann', undefined, '0:4294967290:10', ['error idmap-past-last-id @1']],
  ])('%j for %s (%s)', (text, name, uid, map, problems) => {
    expect(remap(text, name, uid)).toEqual([map, problems]);
  });

  test('what runc would write in a page or more is refused, and so are more than 340 ranges', () => {
    const lines = (count: number, length: number) =>
      Array.from({ length: count }, (_, i) => `ann:${10 * i}:${length}`).join('\n');
    expect(remap(lines(340, 1), 'ann')[1]).toEqual([]);
    expect(remap(lines(342, 1), 'ann')[1]).toEqual(['error idmap-too-many-extents @341']);
    expect(remap(lines(340, 10), 'ann')[1]).toEqual(['error idmap-too-large']);
  });

  test('the door gives plain extents from the lines that parseSubids read', () => {
    const subids = parseSubids('dockremap:165536:65536\ndockremap:5000:1\n').value ?? [];
    expect(usernsRemap(subids, { name: 'dockremap' })).toEqual({
      value: [
        { inside: 0, outside: 165536, count: 65536 },
        { inside: 65536, outside: 5000, count: 1 },
      ],
      diagnostics: [],
    });
  });
});

describe('whom --userns-remap names', () => {
  test.each([
    ['dockremap', '', { name: 'dockremap' }],
    ['default', '', { name: 'dockremap' }],
    [' ann:staff ', '1000', { name: 'ann', uid: 1000 }],
    ['1000', '', { name: '', uid: 1000 }],
    ['1000:1000', '7', { name: '', uid: 1000 }],
    ['', '', 'remap-off'],
    [':staff', '', 'remap-off'],
    ['a:b:c', '', 'remap-user'],
    ['ann', 'x', 'remap-uid'],
    ['ann', '4294967295', 'remap-uid'],
  ])('%j with uid %j', (option, uid, expected) => {
    const { value, diagnostics } = parseRemapUser(option, uid);
    expect(value ?? diagnostics[0]?.code).toEqual(expected);
  });
});

test.each([
  ['ann:1:2\n', 125_000],
  ['ann:1:x\n', undefined],
  [':', undefined],
  ['\n', undefined],
])('a megabyte of %j is read to its end', (piece, extents) => {
  // Quadratic, it would take minutes, and the test end before.
  const { value } = remapFromFile(piece.repeat(1_000_000 / piece.length), { name: 'ann' });
  expect(value?.length).toBe(extents);
});
