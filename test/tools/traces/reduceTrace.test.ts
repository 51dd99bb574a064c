import { describe, expect, test } from 'vitest';
import { parseTrace } from '../../../src/engine/trace/index.ts';
import { reduceTrace, withModes } from '../../../src/tools/traces/reduceTrace.ts';

describe('a line of strace -n, reduced', () => {
  test.each<[line: string, reduced: string]>([
    ['[ 257] openat(AT_FDCWD, "/home/me/file", O_RDONLY|O_CLOEXEC) = 3', 'openat(_, _, O_RDONLY|O_CLOEXEC) = 0'],
    [
      '[ 257] openat(AT_FDCWD, "O_RDWR", O_RDWR|O_CREAT, 0600) = -1 EACCES (Permission denied)',
      'openat(_, _, O_RDWR|O_CREAT, 0600) = -1 EACCES',
    ],
    [
      '[   9] mmap(NULL, 8192, PROT_READ, MAP_PRIVATE|MAP_HUGETLB|21<<MAP_HUGE_SHIFT, -1, 0) = 0x7f1c2a000000',
      'mmap(_, _, PROT_READ, MAP_PRIVATE|MAP_HUGETLB|21<<MAP_HUGE_SHIFT, _, _) = 0',
    ],
    [
      '[  56] clone(child_stack=NULL, flags=CLONE_CHILD_SETTID|SIGCHLD, child_tidptr=0x7f1c2a0f0a10) = 123',
      'clone(flags=CLONE_CHILD_SETTID|SIGCHLD) = 0',
    ],
    ['[ 435] clone3({flags=CLONE_VM, exit_signal=0} => {parent_tid=[7]}, 88) = 7', 'clone3(_, _) = 0'],
    ['[ 135] personality(0xffffffff)          = 0', 'personality(0xffffffff) = 0'],
    ['[  41] socket(AF_INET, SOCK_STREAM, 0)   = 5', 'socket(AF_INET, SOCK_STREAM, 0) = 0'],
    [
      '[  16] ioctl(2, TCGETS, 0x7ffc01020304) = -1 ENOTTY (Inappropriate ioctl for device)',
      'ioctl(_, TCGETS, _) = -1 ENOTTY',
    ],
    ['[ 157] prctl(PR_SET_NAME, "worker")      = 0', 'prctl(PR_SET_NAME, _) = 0'],
    ['[ 228] clock_gettime(CLOCK_MONOTONIC, {tv_sec=1, tv_nsec=2}) = 0', 'clock_gettime(CLOCK_MONOTONIC, _) = 0'],
    [
      '[ 233] epoll_ctl(4, EPOLL_CTL_ADD, 5, {events=EPOLLIN, data=0x7ffc}) = 0',
      'epoll_ctl(_, EPOLL_CTL_ADD, _, _) = 0',
    ],
    ['[  62] kill(123, SIGTERM)                = 0', 'kill(_, SIGTERM) = 0'],
    ['[ 229] clock_getres(0xffffff16 /* CLOCK_??? */, {tv_sec=0, tv_nsec=1}) = 0', 'clock_getres(_, _) = 0'],
    // a program asks for every signal, and ends with any status
    ['[  13] rt_sigaction(SIGPIPE, {sa_handler=SIG_IGN, sa_mask=[PIPE]}, NULL, 8) = 0', 'rt_sigaction(_, _, _, _) = 0'],
    ['[ 231] exit_group(3)                     = ?', 'exit_group(_) = ?'],
    // what did not come back
    [
      '[ 202] futex(0x7f1c2a0f0a10, FUTEX_WAIT_PRIVATE, 0, NULL <unfinished ...>) = ?',
      'futex(_, FUTEX_WAIT_PRIVATE, _, _) = ?',
    ],
    ['[   0] read(3, "x", 1) = ? ERESTARTSYS (To be restarted if SA_RESTART is set)', 'read(_, _, _) = ?'],
    ['[ 219] restart_syscall(<... resuming interrupted read ...>) = 0', 'restart_syscall(_) = 0'],
  ])('%s', (line, reduced) => {
    expect(reduceTrace([[line]])).toBe(`${reduced}\n`);
    expect(parseTrace(reduced).unread).toEqual([]);
  });

  test.each<[line: string]>([
    ['[ 231] +++ exited with 0 +++'],
    ['--- SIGCHLD {si_signo=SIGCHLD, si_code=CLD_EXITED, si_pid=123} ---'],
    [''],
    ['no call'],
  ])('%s is none', (line) => {
    expect(reduceTrace([[line]])).toBe('\n');
  });
});

describe('the lines of several processes', () => {
  test('are sorted, each kind of call once; that a wait was cut off is told where nothing else is', () => {
    const processes = [
      [
        '[   0] read(3, "", 1) = 0',
        '[   0] read(9, "x", 2) = 1',
        '[   0] read(3, 0x7f00, 1) = -1 EAGAIN (Resource temporarily unavailable)',
      ],
      ['[   0] read(3,  <unfinished ...>) = ?', '[  34] pause() = ?'],
      ['[  39] getpid() = 7'],
    ];
    expect(reduceTrace(processes)).toBe('getpid() = 0\npause() = ?\nread(_, _, _) = -1 EAGAIN\nread(_, _, _) = 0\n');
  });

  /** A process that runs a 32-bit program, which asks by socketcall and directly, and then a 64-bit one. */
  const TURNING = [
    '[  59] execve("./old", ["./old"], 0x7ffdb3daf8b0 /* 5 vars */) = 0',
    '[ 122] uname({sysname="Linux", ...}) = 0',
    '[ 102] socket(AF_INET, SOCK_STREAM, IPPROTO_IP) = 3',
    '[ 359] socket(AF_INET, SOCK_DGRAM, IPPROTO_IP) = 4',
    '[  11] execve("/bin/true", ["true"], 0xffbe3bcc /* 5 vars */) = 0',
    '[  63] uname({sysname="Linux", ...}) = 0',
  ];

  test('tell each ABI’s calls, and which came through socketcall', () => {
    const reduced = [
      'execve(_, _, _) = 0',
      'uname(_) = 0',
      '[ Process PID=1 runs in 32 bit mode. ]',
      '[ 102] socket(AF_INET, SOCK_STREAM, IPPROTO_IP) = 0',
      '[ 359] socket(AF_INET, SOCK_DGRAM, IPPROTO_IP) = 0',
      'execve(_, _, _) = 0',
      'uname(_) = 0',
    ];
    expect(reduceTrace([TURNING])).toBe(`${reduced.join('\n')}\n`);
  });

  test('and the whole and the reduced are read as the same calls', () => {
    const read = (text: string) =>
      parseTrace(text)
        .calls.map(({ arch, syscall }) => `${arch} ${syscall}`)
        .sort();
    const x86 = [11, 102, 122, 359].map((number) => `SCMP_ARCH_X86 ${number}`);
    const all = [...x86, 'SCMP_ARCH_X86_64 59', 'SCMP_ARCH_X86_64 63'].sort();
    expect([read(withModes(TURNING).join('\n')), read(reduceTrace([TURNING]))]).toEqual([all, all]);
  });
});
