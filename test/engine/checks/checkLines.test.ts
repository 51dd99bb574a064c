import { describe, expect, test } from 'vitest';
import { parseChecks } from '../../../src/engine/checks/index.ts';

describe('what stands on a line', () => {
  test('a check with all there is', () =>
    expect(
      parseChecks('  socket(AF_ALG) -> not EPERM on docker-29.9 with sys_admin without CAP_MKNOD # no more'),
    ).toEqual({
      value: [
        {
          text: 'socket(AF_ALG) -> not EPERM on docker-29.9 with sys_admin without CAP_MKNOD',
          span: { start: 2, end: 77, line: 1, column: 3 },
          asks: { kind: 'call', text: 'socket(AF_ALG)' },
          expects: { not: true, kind: 'errno', errno: 'EPERM' },
          under: { stack: 'docker-29.9', with: ['CAP_SYS_ADMIN'], without: ['CAP_MKNOD'] },
        },
      ],
      diagnostics: [],
    }));

  const plain = { with: [], without: [] };
  test.each<[line: string, asks: object, expects: object]>([
    ['mkdir->allow', { kind: 'call', text: 'mkdir' }, { not: false, kind: 'action', action: 'ALLOW' }],
    ['83 → Allow', { kind: 'call', text: '83' }, { not: false, kind: 'action', action: 'ALLOW' }],
    ['x86: socketcall(1) -> blocked', { kind: 'call', text: 'x86: socketcall(1)' }, { not: false, kind: 'blocked' }],
    ['mkdir -> line 14', { kind: 'call', text: 'mkdir' }, { not: false, kind: 'line', line: 14 }],
    ['mkdir -> NOT Line 14', { kind: 'call', text: 'mkdir' }, { not: true, kind: 'line', line: 14 }],
    ['mkdir -> 38', { kind: 'call', text: 'mkdir' }, { not: false, kind: 'errno', errno: 38 }],
    ['mkdir -> notify', { kind: 'call', text: 'mkdir' }, { not: false, kind: 'action', action: 'USER_NOTIF' }],
    ['Any other calls -> not allow', { kind: 'others' }, { not: true, kind: 'action', action: 'ALLOW' }],
    ['any way to AF_ALG -> blocked', { kind: 'ways', text: 'AF_ALG' }, { not: false, kind: 'blocked' }],
    [
      'Any ways to new namespace -> allow',
      { kind: 'ways', text: 'new namespace' },
      { not: false, kind: 'action', action: 'ALLOW' },
    ],
    ['trace nginx.strace -> passes', { kind: 'trace', name: 'nginx.strace' }, { not: false, kind: 'passes' }],
    ['Trace a run.txt -> not passes', { kind: 'trace', name: 'a run.txt' }, { not: true, kind: 'passes' }],
    ['starts -> yes', { kind: 'starts' }, { not: false, kind: 'start', starts: true }],
    ['start -> no', { kind: 'starts' }, { not: false, kind: 'start', starts: false }],
    ['write -> ok', { kind: 'write' }, { not: false, kind: 'ok' }],
    ['write -> EPERM', { kind: 'write' }, { not: false, kind: 'errno', errno: 'EPERM' }],
    ['write -> allow', { kind: 'write' }, { not: false, kind: 'action', action: 'ALLOW' }],
    ['write(1) -> EPERM', { kind: 'call', text: 'write(1)' }, { not: false, kind: 'errno', errno: 'EPERM' }],
    ['inside 33 -> mapped', { kind: 'ids', side: 'inside', first: 33, last: 33 }, { not: false, kind: 'mapped' }],
    ['inside 0-9 -> unmapped', { kind: 'ids', side: 'inside', first: 0, last: 9 }, { not: false, kind: 'unmapped' }],
    [
      'outside 10-11 -> inside 0-1',
      { kind: 'ids', side: 'outside', first: 10, last: 11 },
      { not: false, kind: 'ids', side: 'inside', first: 0, last: 1 },
    ],
  ])('%s', (line, asks, expects) => {
    const span = { start: 0, end: line.length, line: 1, column: 1 };
    expect(parseChecks(line)).toEqual({ value: [{ text: line, span, asks, expects, under: plain }], diagnostics: [] });
  });

  test('comments, blank lines and CRLF', () => {
    const text = '# of a profile\r\n\r\n\tmkdir -> allow\t# here\r\n   \nchmod -> blocked# there\n#';
    const { value = [], diagnostics } = parseChecks(text);
    expect(value.map(({ text: words, span: { line, column } }) => [words, line, column])).toEqual([
      ['mkdir -> allow', 3, 2],
      ['chmod -> blocked', 5, 1],
    ]);
    expect(diagnostics).toEqual([]);
  });
});
