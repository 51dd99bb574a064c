import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ARCHITECTURES, architectureAsked, parseCall, readArch } from '../../../../src/engine/linux/index.ts';
import { applyEdits } from '../../../../src/engine/text/index.ts';

/** "x86_64 83(1, 2)", with the codes of what is to say about it. */
function read(text: string, arch = 'x86_64'): string {
  const { value, diagnostics } = parseCall(text, readArch(arch) ?? 'SCMP_ARCH_X86_64');
  const call =
    value === undefined
      ? ''
      : `${value.arch.replace('SCMP_ARCH_', '').toLowerCase()} ${value.syscall}(${value.args.join(', ')})${value.leftOut ? ` without ${value.leftOut.join(' and ')}` : ''}`;
  return [call, ...diagnostics.map(({ code, span }) => `${code} ${span?.column}`)].join(' ').trim();
}

describe('what strace prints in another place, or in other words, than the registers have', () => {
  test.each([
    ['personality(0x8 /* PER_LINUX32 */|0x40000 /* ADDR_NO_RANDOMIZE */) = 0', 'x86_64 135(262152)'],
    ['personality(0x8 /* PER_LINUX32 */|0x40000 /* ADDR_NO_RANDOMIZE */)', 'x86_64 135(262152)'],
    ['preadv2(3, [], 0, 0, RWF_NOWAIT) = 0', 'x86_64 327(3, 0, 0) without 1'],
    ['preadv2(3, .., 0, 0, 0, RWF_NOWAIT)', 'x86_64 327(3, 0, 0, 0, 0, 8) without 1'],
    ['x86: fallocate(3, 1, 4096, 4294967296)', 'x86 324(3, 1, 4096, 0)'],
    ['fallocate(3, 1, 4096, 4294967296) = 0', 'x86_64 285(3, 1, 4096, 4294967296)'],
    ['futex(0x1000, FUTEX_LOCK_PI, NULL) = 0', 'x86_64 202(4096, 6)'],
    ['ptrace(PTRACE_GETREGS, 7, 0x2000) = 0', 'x86_64 101(12, 7)'],
    ['mknod("/x", S_IFCHR|0666, makedev(0x1, 0x3)) = 0', 'x86_64 133(0, 8630) without 0 number-malformed 27'],
    ['memfd_create("x", MFD_CLOEXEC|21<<MFD_HUGE_SHIFT) = 3', 'x86_64 319() number-malformed 31'],
    ['64160<small> kill(1, SIGTERM) = 0', 'x86_64 62(1, 15)'],
    ['[pid 64160<small>] kill(1, SIGTERM) = 0', 'x86_64 62(1, 15)'],
  ])('%s', (text, expected) => expect(read(text)).toBe(expected));

  test.each([
    ['fallocate(3, 1, 4096, 4294967296) = 0', 'x86 324(3, 1)'],
    ['_llseek(3, 4294967299, 0xffd00000, SEEK_SET) = 0', 'x86 140(3)'],
    ['mmap2(NULL, 8192, PROT_READ, MAP_PRIVATE, 3, 0x2000) = 0', 'x86 192(0, 8192, 1, 2, 3)'],
  ])('%s on i386', (text, expected) => expect(read(text, 'x86')).toBe(expected));
});

describe('a call as people write it', () => {
  test.each([
    ['mkdir', 'x86_64 83()'],
    ['  mkdir  ', 'x86_64 83()'],
    ['mkdir()', 'x86_64 83()'],
    ['165', 'x86_64 165()'],
    ['0xa5', 'x86_64 165()'],
    ['-1', 'x86_64 4294967295()'],
    ['socket(AF_VSOCK, SOCK_STREAM)', 'x86_64 41(40, 1)'],
    ['socket( AF_INET , 1|SOCK_CLOEXEC,0)', 'x86_64 41(2, 524289, 0)'],
    ['clone(CLONE_NEWUSER|SIGCHLD)', 'x86_64 56(268435473)'],
    ['mmap(.., PROT_EXEC, ..)', 'x86_64 9(0, 0, 4) without 0 and 1'],
    ['mmap(.., .., PROT_READ|PROT_EXEC)', 'x86_64 9(0, 0, 5) without 0 and 1'],
    ['mmap(…, 4096, ...)', 'x86_64 9(0, 4096) without 0'],
    ['mmap(4096, .., MAP_ANONYMOUS)', 'x86_64 9(4096, 0, 0, 32) without 1 and 2'],
    ['mmap(..)', 'x86_64 9()'],
    ['personality(0xffffffff)', 'x86_64 135(4294967295)'],
    ['chmod(0, 0755)', 'x86_64 90(0, 493)'],
    ['close(-1)', 'x86_64 3(18446744073709551615)'],
    ['x86: close(-1)', 'x86 6(4294967295)'],
    ['x86: socketcall(1)', 'x86 102(1)'],
    ['i386: socketcall(SYS_SOCKET)', 'x86 102(1)'],
    ['SCMP_ARCH_X32: mkdir', 'x32 1073741907()'],
    ['x32: 83', 'x32 1073741907()'],
    ['x32: 0x40000053', 'x32 1073741907()'],
    ['arm64: mkdirat', 'aarch64 34()'],
    ['s390x: socketcall(1)', 's390x 102(1)'],
    ['s390: close(-1)', 's390 6(4294967295)'],
    ['mips: 5', 'mips 4005()'],
    ['mips: 4005', 'mips 4005()'],
    ['mipsel64: read', 'mipsel64 5000()'],
    ['mips64n32: close(-1)', 'mips64n32 6003(18446744073709551615)'],
    ['arm: set_tls', 'arm 983045()'],
    ['ppc64el: getpid', 'ppc64le 20()'],
    ['s390x: 0', 's390x 0()'],
    ['mkdir(1, 2, 3)', 'x86_64 83(1, 2, 3) arguments-unused 1'],
    ['mkdir(1', 'x86_64 83(1) parenthesis-missing 8'],
    ['', 'call-missing 1'],
    ['mkdri', 'call-unknown 1'],
    ['socketcall(1)', 'call-absent 1'],
    ['aarch64: mkdir', 'call-absent 10'],
    ['riscv: mkdir', 'architecture-unknown 1'],
    ['docker: Error response from daemon: failed to create task', 'error-line 1'],
    ['bash: /x: Permission denied', 'error-line 1'],
    ['mkdir(AF_NOPE, 1x)', 'constant-unknown 7 number-malformed 16'],
    ['mkdir(1,2,3,4,5,6,7)', 'arguments-too-many 1'],
    ['mkdir() rmdir()', 'text-after-call 8'],
    ['4294967296', 'call-number 1'],
    ['mkdir(0x10000000000000000)', 'number-too-large 7'],
  ])('%j is %s', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  // The forms of strace(1), as 6.13 prints them: with -f, -tt, -ttt, -r, -T, -y, -o, and what several of them give together.
  test.each([
    [
      'socket(AF_ALG, SOCK_SEQPACKET, 0)       = -1 EAFNOSUPPORT (Address family not supported by protocol)',
      'x86_64 41(38, 5, 0)',
    ],
    ['[pid 23241] 15:45:46.217726 exit_group(0) = ?', 'x86_64 231(0)'],
    [
      '15:45:46.217997 socket(AF_ALG, SOCK_SEQPACKET, 0) = -1 EPERM (Operation not permitted) <0.000012>',
      'x86_64 41(38, 5, 0)',
    ],
    ['23245      0.000022 rt_sigprocmask(SIG_SETMASK, [], NULL, 8) = 0', 'x86_64 14(2, 0, 0, 8) without 1'],
    ['1732549546.217997 getpid()      = 23228', 'x86_64 39()'],
    ['15:45:46 (+     0.000123) getpid() = 1', 'x86_64 39()'],
    ['[pid 23226] wait4(23228,  <unfinished ...>', 'x86_64 61(23228)'],
    [
      '[pid   7] clone3({flags=CLONE_VM|CLONE_VFORK, exit_signal=SIGCHLD, stack=0x7f, stack_size=0x9000}, 88 <unfinished ...>',
      'x86_64 435(0, 88) without 0',
    ],
    [
      'clone3({flags=CLONE_VM, exit_signal=0, tls=0x7f} => {parent_tid=[28087]}, 88) = 28087',
      'x86_64 435(0, 88) without 0',
    ],
    [
      'clone(child_stack=NULL, flags=CLONE_NEWUSER|SIGCHLD) = -1 EPERM (Operation not permitted)',
      'x86_64 56(268435473, 0)',
    ],
    [
      'clone(child_stack=NULL, flags=CLONE_CHILD_CLEARTID|CLONE_CHILD_SETTID|SIGCHLD, child_tidptr=0x10) = 10',
      'x86_64 56(18874385, 0, 0, 16) without 2',
    ],
    ['s390x: clone(child_stack=0x10, flags=CLONE_NEWNS|SIGCHLD)', 's390x 120(16, 131089)'],
    [
      'x86: clone(child_stack=NULL, flags=SIGCHLD, parent_tid=[7], tls={entry_number:12}, child_tidptr=0x8)',
      'x86 120(17, 0, 0, 0, 8) without 2 and 3',
    ],
    [
      'openat(AT_FDCWD</tmp>, "a, (b)\\"", O_WRONLY|O_CREAT, 0666) = 3</tmp/a>',
      'x86_64 257(18446744073709551516, 0, 65, 438) without 1',
    ],
    ['read(3</dev/null>, "\\177ELF\\2\\1"..., 832) = 832', 'x86_64 0(3, 0, 832) without 1'],
    [
      'bind(5, {sa_family=AF_INET, sin_port=htons(80), sin_addr=inet_addr("0.0.0.0")}, 16) = 0',
      'x86_64 49(5, 0, 16) without 1',
    ],
    ['execve("/usr/bin/env", ["env", ")"], 0x10 /* 69 vars */) = 0', 'x86_64 59(0, 0, 16) without 0 and 1'],
    [
      'rt_sigaction(SIGINT, {sa_handler=SIG_DFL, sa_mask=~[RTMIN RT_1], sa_flags=0}, NULL, 8) = 0',
      'x86_64 13(2, 0, 0, 8) without 1',
    ],
    ['fstat(3, {st_mode=S_IFREG|0644, ...}) = 0', 'x86_64 5(3)'],
    ['unshare(CLONE_NEWUSER|0x1 /* CLONE_??? */) = 0', 'x86_64 272(268435457)'],
    [
      'mmap(NULL, 8192, PROT_READ|PROT_WRITE, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x7fd843b30000',
      'x86_64 9(0, 8192, 3, 34, 18446744073709551615, 0)',
    ],
    ['[pid 23226] <... rt_sigprocmask resumed>NULL, 8) = 0', 'strace-line 1'],
    ['access("/etc/ld.so.preload", R_OK) = -1 ENOENT (No such file or directory)', 'x86_64 21() constant-unknown 30'],
    [
      'futex(0x10, FUTEX_WAIT_PRIVATE, 2, NULL <unfinished ...>',
      'x86_64 202(16, 0, 2, 0) without 1 constant-unknown 13',
    ],
    ['access("/etc", R_OK)', 'constant-unknown 16'],
    ['[ 231] exit_group(0)                    = ?', 'x86_64 231(0)'],
    ['[00007faf71a27055] getpid() = 7', 'x86_64 39()'],
    ['--- SIGCHLD {si_signo=SIGCHLD, si_code=CLD_EXITED} ---', 'strace-line 1'],
    ['[pid 23228] +++ exited with 0 +++', 'strace-line 1'],
    ['clone3({flags=CLONE_VM', 'x86_64 435() bracket-open 8'],
    ['open("/etc', 'x86_64 2() bracket-open 6'],
    ['7 openat(AT_FDCWD, "/etc/ld.so.ca', 'x86_64 257(18446744073709551516) bracket-open 20'],
    ['clone(child_stack=NULL, flags=CLONE_NEWUSER|SIGCHLD, parent_tid=[7', 'x86_64 56(268435473, 0) bracket-open 65'],
    ['mkdir(path="/x")', 'argument-named 7'],
    ['mkdir("a") = 0\nmkdir("b") = 0', 'text-after-call 11'],
  ])('a line of strace: %s', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  test.each<[text: string, hint: string, mended: string | undefined]>([
    ['socket(AF_ALGG)', 'The nearest name is AF_ALG.', 'socket(AF_ALG)'],
    ['clone(SIGCHLD|~CLONE_NEWUSR)', 'The nearest name is CLONE_NEWUSER.', 'clone(SIGCHLD|~CLONE_NEWUSER)'],
    ['mmap(.., PROT_EXCE)', 'The nearest name is PROT_EXEC.', 'mmap(.., PROT_EXEC)'],
    ['socket(AF_NOTHING)', 'Check its spelling, or write its number: decimal, 0x hexadecimal or 0 octal.', undefined],
    ['getaddrinfo', 'For a library function, use strace to see its system calls.', undefined],
    [
      'pthread_create()',
      'This is a function of the C library: glibc calls clone3 for it, and clone if clone3 returns ENOSYS.',
      undefined,
    ],
    [
      'popen',
      'This is a function of the C library: glibc calls clone3 for it, and clone if clone3 returns ENOSYS.',
      undefined,
    ],
  ])('what to do next: %s', (text, hint, mended) => {
    const [problem] = parseCall(text, 'SCMP_ARCH_X86_64').diagnostics.filter(({ severity }) => severity === 'error');
    expect([problem?.hint, problem?.fix && applyEdits(text, problem.fix)]).toEqual([hint, mended]);
  });

  test('a name of no ABI, with the nearest one and the edit that writes it', () => {
    expect(parseCall('mkdri(1)', 'SCMP_ARCH_X86_64')).toEqual({
      value: undefined,
      diagnostics: [
        {
          code: 'call-unknown',
          severity: 'error',
          message: 'Linux has no system call mkdri.',
          hint: 'The nearest name is mkdir.',
          span: { start: 0, end: 5, line: 1, column: 1 },
          fix: [{ start: 0, end: 5, text: 'mkdir' }],
        },
      ],
    });
  });

  test.each<[text: string, arch: string, message: string, hint: string, nearest: string]>([
    [
      'sys_clone',
      'x86_64',
      'sys_clone is how the kernel’s source or a header names the call clone.',
      'Ask about clone.',
      'clone',
    ],
    [
      'SYS_clone(SIGCHLD)',
      'x86_64',
      'SYS_clone is how the kernel’s source or a header names the call clone.',
      'Ask about clone.',
      'clone(SIGCHLD)',
    ],
    [
      '__NR_clone',
      'x86_64',
      '__NR_clone is how the kernel’s source or a header names the call clone.',
      'Ask about clone.',
      'clone',
    ],
    [
      '__x64_sys_clone(17)',
      'x86_64',
      '__x64_sys_clone is how the kernel’s source or a header names the call clone.',
      'Ask about clone.',
      'clone(17)',
    ],
    [
      'sys_enter_openat',
      'x86_64',
      'sys_enter_openat is how the kernel’s source or a header names the call openat.',
      'Ask about openat.',
      'openat',
    ],
    ['__NR_clnoe', 'x86_64', 'Linux has no system call __NR_clnoe.', 'The nearest name is clone.', 'clone'],
    [
      'mkdir /tmp',
      'x86_64',
      'The arguments of mkdir are not in parentheses: /tmp.',
      'Put a call’s arguments in parentheses. A name alone asks about the call as a whole.',
      'mkdir',
    ],
    [
      'mount -t proc proc /proc',
      'x86_64',
      'The arguments of mount are not in parentheses: -t proc proc /proc.',
      'Put a call’s arguments in parentheses. A name alone asks about the call as a whole.',
      'mount',
    ],
    [
      'socketcall(SYS_SOCKET)',
      'x86_64',
      'x86_64 has no call socketcall.',
      'x86, s390x, s390, ppc64le, ppc64, ppc, mips, mipsel have it.',
      'x86: socketcall(SYS_SOCKET)',
    ],
    [
      '[pid 7] socketcall(1) = 3',
      'x86_64',
      'x86_64 has no call socketcall.',
      'x86, s390x, s390, ppc64le, ppc64, ppc, mips, mipsel have it.',
      'x86: socketcall(1) = 3',
    ],
    [
      'aarch64: mkdir(0755)',
      'x86_64',
      'aarch64 has no call mkdir.',
      'x86_64, x86, x32, arm, s390x, s390, ppc64le, ppc64, ppc, mips, mipsel, mips64, mipsel64, mips64n32, mipsel64n32 have it.',
      'x86_64: mkdir(0755)',
    ],
    [
      'socketcall(1)',
      'riscv64',
      'riscv64 has no call socketcall.',
      'x86, s390x, s390, ppc64le, ppc64, ppc, mips, mipsel have it.',
      'x86: socketcall(1)',
    ],
  ])('the nearest question to %s on %s', (text, arch, message, hint, nearest) => {
    const [problem] = parseCall(text, readArch(arch) ?? 'SCMP_ARCH_X86_64').diagnostics;
    expect([problem?.message, problem?.hint, problem?.fix && applyEdits(text, problem.fix)]).toEqual([
      message,
      hint,
      nearest,
    ]);
  });

  test.each([
    ['s390x: socketcall(1)', 'SCMP_ARCH_S390X'],
    [' mips : 5', 'SCMP_ARCH_MIPS'],
    ['socket(AF_VSOCK)', undefined],
    ['clone(a:b)', undefined],
    ['z80: halt', undefined],
  ])('%j asks of %s', (text, arch) => {
    expect(architectureAsked(text)).toBe(arch);
  });

  test('never throws, and a value has no error beside it', () => {
    const piece = fc.constantFrom(
      'mkdir',
      'x86',
      ':',
      '(',
      ')',
      ',',
      '|',
      '~',
      '-',
      '0x',
      '9',
      'AF_INET',
      ' ',
      '\n',
      'é',
      '"',
      '{',
      ']',
      '<unfinished ...>',
      '= 3',
      '[pid 7] ',
      'flags=',
    );
    const text = fc.oneof(
      fc.string(),
      fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join('')),
    );
    fc.assert(
      fc.property(text, fc.constantFrom(...ARCHITECTURES), (written, { arch }) => {
        const { value, diagnostics } = parseCall(written, arch);
        expect(value === undefined).toBe(diagnostics.some(({ severity }) => severity === 'error'));
      }),
    );
  });
});

describe('a question that somebody made long', () => {
  const many = (piece: string) => piece.repeat(99_000);
  test.each([
    ['commas', `clone(${many(',')}`, 'parenthesis-missing 99007 arguments-too-many 1'],
    ['arguments', `clone(${many('1,')}1)`, 'arguments-too-many 1'],
    ['words that are no constants', `clone(${many('AF_NOPE,')}1)`, 'arguments-too-many 1'],
    ['arguments left out', `clone(${many('.., ')}CLONE_NEWUSER)`, 'x86_64 56(268435456)'],
    [
      'flags that are none',
      `clone(${many('A|')}1)`,
      [...Array.from({ length: 20 }, (_, at) => `constant-unknown ${7 + 2 * at}`), 'too-many-problems undefined'].join(
        ' ',
      ),
    ],
    ['blanks before an end', `clone(1${many(' ')}<unfinished ...>`, 'x86_64 56(1)'],
    ['blanks within', `clone(1${many(' ')}2)`, 'number-malformed 7'],
    ['blanks behind', `clone(1)${many(' ')}2`, 'text-after-call 9'],
    ['comments that never end', `clone(${many('/*')}`, 'parenthesis-missing 198007 number-malformed 7'],
    ['a comment behind the value', `clone(1 /* ${many('/*')} */)`, 'x86_64 56(1)'],
  ])('%s', (_, text, expected) => {
    expect(read(text)).toBe(expected);
  });
});
