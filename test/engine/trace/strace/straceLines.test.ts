import { describe, expect, test } from 'vitest';
import { straceLines } from '../../../../src/engine/trace/index.ts';

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

// As strace 6.13 prints them with -f, shortened: to a terminal, where what it says of processes stands between.
const FOLLOWED = `rt_sigprocmask(SIG_BLOCK, ~[], [], 8)   = 0
clone(child_stack=NULL, flags=CLONE_CHILD_CLEARTID|CLONE_CHILD_SETTID|SIGCHLDstrace: Process 761764 attached
 <unfinished ...>
[pid 761764] set_robust_list(0x7ffbc69bca20, 24) = 0
[pid 761764] rt_sigprocmask(SIG_SETMASK, [],  <unfinished ...>
[pid 761763] <... clone resumed>, child_tidptr=0x7f8c52fc3a10) = 761764
[pid 761764] <... rt_sigprocmask resumed>NULL, 8) = 0
strace: Process 761765 attached
[pid 12] <... mount resumed>) = -1 EPERM (Operation not permitted)
--- SIGCHLD {si_signo=SIGCHLD, si_code=CLD_EXITED, si_pid=5, si_uid=0, si_status=0, si_utime=0, si_stime=0} ---
unshare(CLONE_NEWUSER) = -1 EPERM (Operation not permitted)
+++ exited with 1 +++`;
const CALLS = [
  'rt_sigprocmask(SIG_BLOCK, ~[], [], 8)   = 0',
  'clone(child_stack=NULL, flags=CLONE_CHILD_CLEARTID|CLONE_CHILD_SETTID|SIGCHLD, child_tidptr=0x7f8c52fc3a10) = 761764',
  '[pid 761764] set_robust_list(0x7ffbc69bca20, 24) = 0',
  '[pid 761764] rt_sigprocmask(SIG_SETMASK, [], NULL, 8) = 0',
  '[pid 12] mount() = -1 EPERM (Operation not permitted)',
  'unshare(CLONE_NEWUSER) = -1 EPERM (Operation not permitted)',
];

test.each([
  ['as they are', FOLLOWED],
  ['joined by a field of one line', FOLLOWED.replaceAll('\n', '')],
])('of several processes, each call is whole, and nothing else is left: %s', (_, text) =>
  expect(straceLines(text)).toEqual(CALLS),
);

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
