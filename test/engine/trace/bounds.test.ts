import { describe, expect, test } from 'vitest';
import { readTrace } from '../../../src/engine/trace/index.ts';
import { tellCall } from './tellCall.ts';

const PIECE = 5000;

/** Reads lines as a file of them comes: what was told of them, with every line in one place of it. */
function told(lines: readonly string[]) {
  const reader = readTrace(undefined, { keepsLines: true });
  for (let from = 0; from < lines.length; from += PIECE) reader.push(`${lines.slice(from, from + PIECE).join('\n')}\n`);
  const { calls, unread, unreadCount = unread.length } = reader.end();
  const counted = calls.reduce((sum, { count }) => sum + count, 0);
  return { kinds: calls.length, counted, unread: unreadCount, first: unread[0]?.text, calls };
}

const times = (count: number, line: (at: number) => string | string[]): string[] =>
  Array.from({ length: count }, (_, at) => line(at)).flat();

describe('what a trace has without end is counted and told', () => {
  // Numbers: calls told apart, calls counted, lines that are told as unread.
  test.each<[what: string, lines: string[], kinds: number, counted: number, unread: number]>([
    [
      'numbers that no call has',
      times(3000, (at) => `syscall_0x${(at + 5000).toString(16)}(0x1) = 0`),
      1000,
      1000,
      2000,
    ],
    [
      'the same in records of the kernel',
      times(
        3000,
        (at) =>
          `type=1326 audit(1795669044.860:345): auid=4294967295 uid=0 gid=0 ses=1 pid=7 comm="a" exe="/a" sig=0 arch=c000003e syscall=${at + 5000} compat=0 ip=0x7f code=0x7ffc0000`,
      ),
      1000,
      1000,
      2000,
    ],
    ['names that no call has', times(3000, (at) => `call${at}(1) = 0`), 0, 0, 3000],
    ['names that no call has, unfinished', times(100, (at) => `${at} call${at}(1 <unfinished ...>`), 0, 0, 100],
    [
      'names that no call has, resumed',
      times(100, (at) => [`${at} call${at}(1 <unfinished ...>`, `${at} <... call${at} resumed>) = 0`]),
      ...([0, 0, 200] as const),
    ],
    ['processes', times(120_000, (at) => `${at} close(3) = 0`), 1, 120_000, 0],
    [
      'processes that each came before their maker',
      times(20_000, (at) => [
        `${90_000 - at} getpid() = 1`,
        `${90_000 - at} close(3) = 0`,
        `${89_999 - at} fork() = ${90_000 - at}`,
      ]),
      ...([3, 60_000, 0] as const),
    ],
    ['calls of processes that do not end', times(120_000, (at) => `${at} close(3 <unfinished ...>`), 1, 44_997, 75_003],
    ['calls of one process that do not end', times(20, (at) => `7 ${NAMES[at]}(3 <unfinished ...>`), 2, 2, 18],
    ['threads of perf', times(50_000, (at) => `     0.283 (         ): cat/${at} close(fd: 3) ...`), 1, 50_000, 0],
    ['errors', times(5000, (at) => `close(3) = -1 E${at} (x)`), 1, 5000, 0],
    ['signals', times(5000, (at) => [`${at} pause() = ?`, `${at} +++ killed by SIG${at} +++`]), 1, 5000, 0],
    ['lines of an object that has no end', ['{', ...times(250_000, () => ''), 'close(3) = 0'], ...([1, 1, 1] as const)],
    ['names in a line', ['read '.repeat(21_000), 'read '], 1, 1, 1],
    [
      'values of an object',
      ['[', ...times(150_000, () => '0, 0, 0,'), '0]', 'close(3) = 0'],
      ...([1, 1, 150_002] as const),
    ],
  ])('%s', (_, lines, kinds, counted, unread) => {
    const read = told(lines);
    expect([read.kinds, read.counted, read.unread]).toEqual([kinds, counted, unread]);
  });

  test('the signal of a call that is no longer waited for is told as a line', () => {
    const lines = [...times(60_000, (at) => `${at} close(3) = 0`), '0 --- SIGSYS {si_code=SYS_SECCOMP} ---'];
    expect(told(lines)).toMatchObject({ counted: 60_000, unread: 1, first: '0 --- SIGSYS {si_code=SYS_SECCOMP} ---' });
  });

  test('a process of another ABI than can be kept is told by its line', () => {
    const mode = (at: number) => `[ Process PID=${at} runs in 32 bit mode. ]`;
    expect(told(times(60_000, mode))).toMatchObject({ counted: 0, unread: 10_001, first: mode(49_999) });
  });
});

describe('a process that has ended', () => {
  test('takes no room, and begins anew where its number is given again', () => {
    const lines = [
      '[ Process PID=7 runs in 32 bit mode. ]',
      '7 close(3) = 0',
      '7 +++ exited with 0 +++',
      '7 close(3) = 0',
    ];
    expect(told(lines).calls.map(tellCall)).toEqual([
      'x86 close(3, ?, ?, ?, ?, ?) = 0, 7',
      'x86_64 close(3, ?, ?, ?, ?, ?) = 0, 7',
    ]);
  });

  test('was killed in the call that it had begun', () => {
    const lines = ['7 close(4) = 0', '7 pause( <unfinished ...>', '7 +++ killed by SIGKILL +++'];
    expect(told(lines).calls.map(tellCall)).toEqual([
      'x86_64 close(4, ?, ?, ?, ?, ?) = 0, 7',
      'x86_64 pause = SIGKILL, 7',
    ]);
  });

  test('has each call that it began, also two of one name', () => {
    const lines = ['7 close(3 <unfinished ...>', '7 close(4 <unfinished ...>', '7 <... close resumed>) = 0'];
    expect(told(lines).calls.map(tellCall)).toEqual([
      'x86_64 close(3, ?, ?, ?, ?, ?), 7',
      'x86_64 close(4, ?, ?, ?, ?, ?) = 0, 7',
    ]);
  });
});

test('a line without an end is one that is not read', () => {
  const reader = readTrace(undefined, { keepsLines: true });
  for (let piece = 0; piece < 100; piece += 1) reader.push('a'.repeat(100_000));
  const { calls, unread } = reader.end();
  expect([calls, unread, reader.lines()]).toEqual([
    [],
    [{ start: 0, end: 10_000_000, line: 1, column: 1, text: '' }],
    1,
  ]);
});

const NAMES = [
  ...['read', 'write', 'open', 'close', 'stat', 'fstat', 'lstat', 'poll', 'lseek', 'mmap'],
  ...['mprotect', 'munmap', 'brk', 'ioctl', 'access', 'pipe', 'select', 'dup', 'dup2', 'pause'],
];
