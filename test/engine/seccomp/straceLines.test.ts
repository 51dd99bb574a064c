import { describe, expect, test } from 'vitest';
import { straceLines } from '../../../src/engine/seccomp/index.ts';

const TRACES: readonly [what: string, ...lines: string[]][] = [
  [
    'calls',
    'openat(AT_FDCWD, "/x(", O_RDONLY) = 3',
    'unshare(CLONE_NEWUSER) = -1 EPERM (Operation not permitted)',
    'exit_group(1) = ?',
  ],
  [
    'results with what they mean',
    'poll([{fd=3}], 1, 0) = 0 (Timeout)',
    'open("/x") = 3</x>',
    'close(3) = 0 <0.000012>',
    'close(4) = 0',
  ],
  ['addresses', 'mmap(NULL, 8) = 0x7f2a5e1c3000', 'brk(NULL) = 0x55f0000', 'access("/etc", R_OK) = 0'],
  [
    'processes',
    '[pid 12] close(3) = 0',
    '[pid 34] keyctl(1) = -1 EPERM (Operation not permitted)',
    '[pid 12] close(4) = 0',
  ],
  [
    'processes and times',
    '[pid 12] 12:01:02.345678 close(3) = 0',
    '[pid 34] 12:01:03 keyctl(1) = -1 EPERM (Operation not permitted)',
  ],
  [
    'times',
    '12:01:02 close(3) = 31',
    '12:01:03 keyctl(1) = -1 EPERM (Operation not permitted)',
    '12:01:04 close(4) = 0',
  ],
  [
    'instructions',
    '[ 257] [00007f1234567890] close(3) = 0',
    '[ 250] [00007f1234567890] keyctl(1) = -1 EPERM (Operation not permitted)',
  ],
];

describe('lines of strace are told apart, also where a field of one line joined them', () => {
  test.each(TRACES)('%s', (_, ...lines) => {
    expect(['\n', '\r\n\r\n', ' ', ''].map((join) => straceLines(lines.join(join)))).toEqual([
      lines,
      lines,
      lines,
      lines,
    ]);
  });

  test.each([
    ['a call alone', 'keyctl(1)', ['keyctl(1)']],
    ['a parenthesis in a string', 'open("a) = 3 b(") = 3', ['open("a) = 3', 'b(") = 3']],
    [
      'more digits than a number has',
      `close(1) = ${'1'.repeat(40)}close(2) = 0`,
      [`close(1) = ${'1'.repeat(40)}close(2) = 0`],
    ],
    ['nothing', ' \n ', []],
  ])('%s', (_, text, lines) => expect(straceLines(text)).toEqual(lines));
});
