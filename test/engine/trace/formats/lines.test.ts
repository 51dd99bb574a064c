import { describe, expect, test } from 'vitest';
import { tellTrace } from '../tellCall.ts';

const DMESG =
  '[64549.912327] audit: type=1326 audit(1795808302.064:12583743): auid=4294967295 uid=0 gid=0 ses=4294967295 pid=3847046 comm="python3" exe="/usr/bin/python3.13" sig=0 arch=c000003e syscall=250 compat=0 ip=0x7fd1d4e0b6b9 code=0x7ffc0000';
const record = (arch: string, syscall: number | string, sig: number | string = 31, code = '0x80000000') =>
  `type=SECCOMP msg=audit(1795808347.024:1): auid=4294967295 uid=0 gid=0 ses=4294967295 pid=7 comm="sh" exe="/bin/sh" sig=${sig} arch=${arch} syscall=${syscall} compat=0 ip=0x7fbf6dd1b6b9 code=${code}`;
const killed = (call: string) => `${call} = SIGSYS KILL_PROCESS, 7 sh`;

// Lines that Linux 6.18, auditd's and ausearch 4.0.2, perf 6.12, bpftrace 0.17, syscount of libbpf-tools 0.31 and strace 6.13 printed, or the shape that the
// tool's own documents give, as is said.
describe('audit', () => {
  test.each([
    ['of dmesg', DMESG, ['x86_64 keyctl LOG, 3847046 python3']],
    [
      'of journalctl -k',
      DMESG.replace(/^\[[\d.]+\]/, 'Nov 27 19:38:22 vm kernel:'),
      ['x86_64 keyctl LOG, 3847046 python3'],
    ],
    [
      'of journald, which listens itself (src/journal/journald-audit.c)',
      'Nov 27 19:38:22 vm audit[42]: SECCOMP auid=4294967295 uid=0 gid=0 ses=4294967295 pid=42 comm="sh" exe="/bin/sh" sig=31 arch=c000003e syscall=435 compat=0 ip=0x7f code=0x80000000',
      ['x86_64 clone3 = SIGSYS KILL_PROCESS, 42 sh'],
    ],
    [
      'with the node’s name before it (auditd.conf, name_format)',
      `node=worker-1 ${record('c000003e', 435)}`,
      [killed('x86_64 clone3')],
    ],
    [
      'with what log_format = ENRICHED adds',
      `${record('c000003e', 435)}\u001dARCH=x86_64 SYSCALL=clone3 AUID="unset" UID="root"`,
      [killed('x86_64 clone3')],
    ],
    [
      'with a name that has blanks in it',
      record('c000003e', 435).replace('"sh"', '6120736967'),
      ['x86_64 clone3 = SIGSYS KILL_PROCESS, 7 a sig'],
    ],
    [
      'with a name that looks like a record',
      record('c000003e', 435).replace('"sh"', '"x=31"'),
      ['x86_64 clone3 = SIGSYS KILL_PROCESS, 7 x=31'],
    ],
    ['of the strict mode', record('c000003e', 1, 9, '0x0'), ['x86_64 write = SIGKILL KILL_THREAD, 7 sh']],
    ['of a negative number', record('c000003e', -1), [killed('x86_64 4294967295')]],
    ['of a number that nobody has', record('c000003e', 99999), [killed('x86_64 99999')]],
    ['with an action that is none', record('c000003e', 435, 0, '0x40000'), ['x86_64 clone3, 7 sh']],
  ])('a record %s', (_, line, calls) => expect(tellTrace(line)).toEqual(['audit', ...calls]));

  test.each([
    ['c000003e', 250, 'x86_64'],
    ['c000003e', 1073742074, 'x32'],
    ['40000003', 288, 'x86'],
    ['c00000b7', 219, 'aarch64'],
    ['40000028', 311, 'arm'],
    ['c00000f3', 219, 'riscv64'],
    ['80000016', 280, 's390x'],
    ['16', 280, undefined],
    ['00000016', 280, 's390'],
    ['c0000015', 271, 'ppc64le'],
    ['80000015', 271, 'ppc64'],
    ['00000014', 271, 'ppc'],
    ['00000008', 4282, 'mips'],
    ['40000008', 4282, 'mipsel'],
    ['80000008', 5241, 'mips64'],
    ['c0000008', 5241, 'mipsel64'],
    ['a0000008', 6245, 'mips64n32'],
    ['e0000008', 6245, 'mipsel64n32'],
    ['c0000102', 219, 'loongarch64'],
    ['deadbeef', 1, undefined],
  ])('arch=%s syscall=%d', (arch, syscall, token) => {
    const line = record(arch, syscall);
    expect(tellTrace(line)).toEqual(token === undefined ? [`? ${line}`] : ['audit', killed(`${token} keyctl`)]);
  });

  test.each([
    ['arch=x86_64 syscall=keyctl', 'log', 'x86_64 keyctl LOG'],
    ['arch=x86_64 syscall=keyctl', 'errno', 'x86_64 keyctl ERRNO'],
    ['arch=x86_64 syscall=keyctl', 'trap', 'x86_64 keyctl TRAP'],
    ['arch=x86_64 syscall=keyctl', 'trace', 'x86_64 keyctl TRACE'],
    ['arch=x86_64 syscall=keyctl', 'user-notify', 'x86_64 keyctl USER_NOTIF'],
    ['arch=x86_64 syscall=keyctl', 'allow', 'x86_64 keyctl ALLOW'],
    ['arch=x86_64 syscall=unknown-syscall(1073742074)', 'log', 'x32 keyctl LOG'],
    ['arch=i386 syscall=keyctl', 'log', 'x86 keyctl LOG'],
    ['arch=aarch64 syscall=keyctl', 'log', 'aarch64 keyctl LOG'],
    ['arch=armeb syscall=keyctl', 'log', 'arm keyctl LOG'],
    ['arch=riscv64 syscall=keyctl', 'log', 'riscv64 keyctl LOG'],
    ['arch=s390x syscall=keyctl', 'log', 's390x keyctl LOG'],
    ['arch=ppc64le syscall=keyctl', 'log', 'ppc64le keyctl LOG'],
    ['arch=unknown-elf-type(e0000008) syscall=unknown-syscall(6245)', 'log', 'mipsel64n32 keyctl LOG'],
  ])('of ausearch -i, %s code=%s', (call, code, told) => {
    const line = `type=SECCOMP msg=audit(11/27/26 19:39:07.024:12583802) : auid=unset uid=root gid=root ses=unset pid=3847372 comm=a b exe=/usr/bin/python3.13 sig=SIG0 ${call} compat=0 ip=0x7fbf6dd1b6b9 code=${code} `;
    expect(tellTrace(`----\n${line}`)).toEqual(['audit', `${told}, 3847372 a b`]);
  });

  test('ausearch -i has one word for both ways to kill', () => {
    const line = record('x86_64', 'keyctl', 'SIGSYS', 'kill-thread');
    expect(tellTrace(line)).toEqual(['audit', 'x86_64 keyctl = SIGSYS, 7 sh']);
  });

  const REST =
    'items=0 ppid=1 pid=42 auid=4294967295 uid=0 gid=0 euid=0 suid=0 fsuid=0 egid=0 sgid=0 fsgid=0 tty=(none) ses=4294967295 comm="sys" exe="/tmp/sys" key=(null)';
  test.each([
    [
      `arch=c000003e syscall=41 success=yes exit=3 a0=1 a1=80001 a2=0 a3=3 ${REST}`,
      'x86_64 socket(1, 80001, 0, 3, ?, ?) = 3',
    ],
    [
      `arch=c000003e syscall=171 success=no exit=-22 a0=0 a1=ffffffffffffffff a2=55df7e331dd8 a3=0 ${REST}`,
      'x86_64 setdomainname(0, ffffffffffffffff, 55df7e331dd8, 0, ?, ?) = EINVAL',
    ],
    [
      `arch=40000003 syscall=310 success=yes exit=0 a0=10020000 a1=11 a2=566121d4 a3=f7f31490 ${REST}`,
      'x86 unshare(10020000, 11, 566121d4, f7f31490, ?, ?) = 0',
    ],
    [`arch=c000003e syscall=231 a0=0 a1=3c a2=e7 a3=0 ${REST}`, 'x86_64 exit_group(0, 3c, e7, 0, ?, ?)'],
    [
      `arch=x86_64 syscall=openat success=no exit=ENOENT(No such file or directory) a0=AT_FDCWD a1=0x7ffe1e4b0c00 a2=O_RDONLY|O_CLOEXEC a3=0x0 ${REST}`,
      'x86_64 openat(?, 7ffe1e4b0c00, ?, 0, ?, ?) = ENOENT',
    ],
    // It was SOCK_STREAM|SOCK_CLOEXEC.
    [
      `arch=x86_64 syscall=socket success=yes exit=3 a0=local a1=SOCK_STREAM a2=ip a3=0x3 ${REST}`,
      'x86_64 socket(?, ?, ?, 3, ?, ?) = 3',
    ],
    [
      `arch=i386 syscall=socketcall(socket) success=yes exit=3 a0=socket a1=0xfffee470 a2=0xf7f18e14 a3=0x56614eec ${REST}`,
      'x86 socketcall(?, fffee470, f7f18e14, 56614eec, ?, ?) = 3',
    ],
  ])('SYSCALL, %s', (fields, call) => {
    const told = ['audit', `${call}, 42 sys`];
    expect(tellTrace(`type=SYSCALL msg=audit(1795808346.984:12583778): ${fields}`)).toEqual(told);
    expect(tellTrace(`[64554.601402] audit: type=1300 audit(1795808306.752:12583752): ${fields}`)).toEqual(told);
  });

  test.each([
    'type=PROCTITLE msg=audit(1795808346.984:12583778): proctitle="./sys"',
    'type=PATH msg=audit(1795808346.984:12583778): item=0 name="/etc/ld.so.cache" inode=1 dev=fe:00 mode=0100644 nametype=NORMAL',
    '[64554.928630] audit: type=1307 audit(1795808307.068:12583774): cwd="/tmp/fmt"',
    '----',
    'time->Fri Nov 27 19:39:06 2026',
    '[62654.848978] kauditd_printk_skb: 47 callbacks suppressed',
  ])('no call, and read: %s', (line) => expect(tellTrace(line)).toEqual([]));
});

describe('perf', () => {
  test.each([
    [
      '     0.367 ( 0.016 ms): ls/3834582 access(filename: 0x4587d500, mode: R)                                 = -1 ENOENT (No such file or directory)',
      ['x86_64 access = ENOENT, 3834582 ls'],
    ],
    [
      '     0.434 ( 0.015 ms): ls/3834582 fstat(fd: 4</usr/lib/x86_64-linux-gnu/libpcre2-8.so.0.14.0>, statbuf: 0x7ffcbd2ff950) = 0',
      ['x86_64 fstat(4, ?, ?, ?, ?, ?) = 0, 3834582 ls'],
    ],
    [
      '     0.656 ( 0.017 ms): ls/3834582 mmap(addr: 0x7fce4580d000, len: 131072, prot: READ|EXEC, flags: PRIVATE|FIXED|DENYWRITE, fd: 4, off: 0x7000) = 0x7fce4580d000',
      ['x86_64 mmap(7fce4580d000, 20000, 5, 812, 4, 7000) = 140523906060288, 3834582 ls'],
    ],
    [
      '     3.321 ( 0.022 ms): socket(family: VSOCK, type: STREAM)                           = 5',
      ['x86_64 socket(28, 1, ?, ?, ?, ?) = 5'],
    ],
    [
      '     3.751 (         ): sys/3847533 exit_group()                                                          = ?',
      ['x86_64 exit_group, 3847533 sys'],
    ],
    [
      '         ? (         ): :3847723/3847723  ... [continued]: read())                                             = 1',
      ['x86_64 read = 1, 3847723'],
    ],
    [
      '     2.000 ( 0.020 ms): Web Content/12 openat(dfd: CWD, filename: "/a, flags: x) = 1", flags: CREAT|WRONLY, mode: IRUGO) = -1 EACCES (Permission denied)',
      ['x86_64 openat(?, ?, 41, ?, ?, ?) = EACCES, 12 Web Content'],
    ],
    [
      '             sys 3847631 [000] 64599.792304: raw_syscalls:sys_enter: NR 437 (ffffff9c, 557fadb2e011, 0, 18, 0, 0)',
      ['x86_64 openat2(ffffff9c, 557fadb2e011, 0, 18, 0, 0), 3847631 sys'],
    ],
    // perf script -F pid,tid,comm,…
    [
      'sys 7/8 [000] 64599.792304: raw_syscalls:sys_enter: NR 437 (ffffff9c, 557fadb2e011, 0, 18, 0, 0)',
      ['x86_64 openat2(ffffff9c, 557fadb2e011, 0, 18, 0, 0), 8 sys'],
    ],
    // /sys/kernel/tracing/trace
    [
      '           <...>-3847631 [000] ..... 64599.792304: sys_enter: NR 250 (0, ffffffff, 0, 0, 0, 0)',
      ['x86_64 keyctl(0, ffffffff, 0, 0, 0, 0), 3847631'],
    ],
    [
      '             sys-3847631 [000] ..... 64599.792304: sys_enter: NR 250 (0, ffffffff, 0, 0, 0, 0)',
      ['x86_64 keyctl(0, ffffffff, 0, 0, 0, 0), 3847631 sys'],
    ],
    ['   openat                35     13     0.892     0.016     0.025     0.041      4.23%', ['x86_64 openat x35']],
    // Of perf 7.2.13.
    [
      '     1.897 ( 0.016 ms): sys/3949804 setdomainname(len: -1)                                                = -1 (unknown) (Invalid argument)',
      ['x86_64 setdomainname = EINVAL, 3949804 sys'],
    ],
    [
      '     6.724 ( 0.023 ms): sys/3949804 keyctl(option: GET_KEYRING_ID, arg2: 4294967295)                      = -1 (unknown) (Required key not available)',
      ['x86_64 keyctl(0, ffffffff, ?, ?, ?, ?) = ENOKEY, 3949804 sys'],
    ],
    ['     6.724 ( 0.023 ms): keyctl() = -1 (unknown) (Nothing that is known)', ['x86_64 keyctl']],
    // --no-comm
    [
      '     2.295 ( 0.014 ms): 107204 openat(dfd: CWD, filename: 0x6ccf42b2, flags: RDONLY|CLOEXEC)         = 4',
      ['x86_64 openat(?, ?, 80000, ?, ?, ?) = 4, 107204'],
    ],
  ])('%s', (line, calls) => expect(tellTrace(line)).toEqual(['perf', ...calls]));

  // -F all, --call-graph=fp
  test.each([
    '     0.051 ( 0.000 ms): ls/107156 minfault [elf_load+0x28a] => 0x7f678aa6eb6c (?k)',
    '                                       brk (/usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2)',
    '                                       __mmap64 (inlined)',
    '                                       [0] ([unknown])',
  ])('no call, and read: %s', (line) => expect(tellTrace(line)).toEqual([]));

  test('a summary below the calls themselves (-S) tells the others alone', () => {
    const text = `     0.656 ( 0.017 ms): ls/7 close(fd: 3)                                        = 0

 Summary of events:

 ls (7), 6 events, 97.3%

   syscall            calls  errors  total       min       avg       max       stddev
                                     (msec)    (msec)    (msec)    (msec)        (%)
   --------------- --------  ------ -------- --------- --------- ---------     ------
   close                  1      0     0.017     0.017     0.017     0.017      0.00%
   openat                 2      1     0.540     0.012     0.015     0.039      4.80%`;
    expect(tellTrace(text)).toEqual(['perf', 'x86_64 close(3, ?, ?, ?, ?, ?) = 0, 7 ls', 'x86_64 openat x2']);
  });

  // Under a filter that answers keyctl with EPERM.
  test('raw tracepoints: a call that the filter answered has an exit alone', () => {
    const line = (event: string) => `          keyctl 3901531 [000] 66646.353582: raw_syscalls:${event}`;
    const events = [
      'sys_enter: NR 10 (49a000, 5000, 1, 4, 0, 0)',
      ' sys_exit: NR 10 = 0',
      ' sys_exit: NR 250 = -1',
      'sys_enter: NR 1 (1, 0, 16, 0, 0, 0)',
      'sys_enter: NR 231 (0, 0, 0, 0, 0, 0)',
    ];
    expect(tellTrace(events.map(line).join('\n'))).toEqual([
      'perf',
      'x86_64 mprotect(49a000, 5000, 1, 4, 0, 0) = 0, 3901531 keyctl',
      'x86_64 keyctl = EPERM, 3901531 keyctl',
      'x86_64 write(1, 0, 16, 0, 0, 0), 3901531 keyctl',
      'x86_64 exit_group(0, 0, 0, 0, 0, 0), 3901531 keyctl',
    ]);
  });

  test('a call that another thread came between is one, with what it returned', () => {
    const text = `     2.807 (         ): V8Worker/3847287 futex(uaddr: 0x1bae244c, op: WAIT_BITSET|PRIVATE_FLAG|CLOCK_REALTIME, val: 6413, val3: MATCH_ANY) ...
     2.984 (         ): V8Worker/3847290 nanosleep(rqtp: 0x1bae244c) ...
     2.807 ( 3.877 ms): V8Worker/3847287  ... [continued]: futex())                                            = 0`;
    expect(tellTrace(text)).toEqual([
      'perf',
      'x86_64 futex(?, 189, 190d, ?, ?, ?) = 0, 3847287 V8Worker',
      'x86_64 nanosleep, 3847290 V8Worker',
    ]);
  });
});

describe('bpftrace and syscount', () => {
  test.each([
    ['@[sys, 171]: 1', ['x86_64 setdomainname, sys']],
    ['@[nginx, 59]: 12', ['x86_64 execve x12, nginx']],
    ['@[Web Content, 202]: 3', ['x86_64 futex x3, Web Content']],
    ['@[nginx, 1073742074]: 12', ['x32 keyctl x12, nginx']],
    ['@calls[435]: 1', ['x86_64 clone3']],
    ['@syscall[202]: 15477', ['x86_64 futex x15477']],
    ['@[tracepoint:syscalls:sys_enter_openat]: 34', ['x86_64 openat x34']],
    ['@[nginx, tracepoint:syscalls:sys_enter_newfstatat]: 2', ['x86_64 newfstatat x2']],
    ['@[kprobe:__x64_sys_keyctl]: 2', ['x86_64 keyctl x2']],
    ['sys 3848417 tracepoint:syscalls:sys_enter_faccessat2', ['x86_64 faccessat2']],
    [
      '{"type": "map", "data": {"@": {"sys,231": 1, "Web Content,257": 3}}}',
      ['x86_64 exit_group, sys', 'x86_64 openat x3, Web Content'],
    ],
    ['{"type": "map", "data": {"@c": {"218": 1, "comm": 4}}}', ['x86_64 set_tid_address', '? "comm"']],
    ['futex                     12060', ['x86_64 futex x12060']],
    ['epoll_pwait                  87      7083213.021', ['x86_64 epoll_pwait x87']],
    ['[unknown: 999]               87', ['x86_64 999 x87']],
  ])('%s', (line, calls) => expect(tellTrace(line)).toEqual(['bpftrace', ...calls]));

  test.each([
    'Attaching 360 probes...',
    // Of bpftrace 0.27.1.
    'Attached 1 probe',
    'WARNING: Could not read functions from /sys/kernel/tracing/available_filter_functions. If this is expected, use --traceable-functions to set this path manually.',
    'Counting syscalls... Hit Ctrl-C to end.',
    'Top 10 syscalls IDs:',
    '@process[MainThread]: 6022',
    '{"type": "attached_probes", "data": {"probes": 1}}',
    'Tracing syscalls, printing top 10... Ctrl+C to quit.',
    '[19:34:32]',
    'SYSCALL                   COUNT        TIME (us)',
  ])('no call, and read: %s', (line) => expect(tellTrace(line)).toEqual([]));

  // The number may be anything.
  test.each(['@[3847753, 231]: 1', '@[99999]: 1', '@[nginx]: 1', '3847304 MainThread           799'])(
    'not read: %s',
    (line) => expect(tellTrace(line)).toEqual([`? ${line}`]),
  );
});

describe('strace -c', () => {
  test.each([
    ['  0.00    0.000000           0        41        14 openat', ['x86_64 openat x41']],
    [' 99.31    1.100285     1100285         1           clock_nanosleep', ['x86_64 clock_nanosleep']],
  ])('%s', (line, calls) => expect(tellTrace(line)).toEqual(['strace-summary', ...calls]));

  const RULES = '--------- --------- ----------------';
  test.each([
    [
      'of another ABI',
      `System call usage summary for 32 bit mode:
% time     seconds  usecs/call     calls    errors syscall
------ ----------- ----------- --------- --------- ----------------
  0.00    0.000000           0         3           socket
  0.00    0.000000           0         2         1 socketcall
100.00    0.000000           0         5         1 total
% time     seconds  usecs/call     calls    errors syscall
------ ----------- ----------- --------- --------- ----------------
  0.00    0.000000           0         3           socket`,
      ['x86 socket x3', 'x86 socketcall x2', 'x86_64 socket x3'],
    ],
    [
      'with other columns',
      `    calls    errors syscall\n${RULES}\n        1           read\n       30         2 open`,
      ['x86_64 read', 'x86_64 open x30'],
    ],
    [
      'with the names first',
      `syscall              calls  longest\n${RULES}\nread                     1 0.000000`,
      ['x86_64 read'],
    ],
  ])('a table %s', (_, text, calls) => expect(tellTrace(text)).toEqual(['strace-summary', ...calls]));

  test('below the calls themselves (-C) tells the others alone', () => {
    const text = `read(0, "", 1)                          = 0
[pid     7] socket(AF_UNIX, SOCK_STREAM <unfinished ...>
exit_group(0)                           = ?
+++ exited with 0 +++
% time     seconds  usecs/call     calls    errors syscall
------ ----------- ----------- --------- --------- ----------------
  0.00    0.000000           0         1           read
  0.00    0.000000           0         3         1 socket
  0.00    0.000000           0         2           openat
------ ----------- ----------- --------- --------- ----------------
100.00    0.000000           0         6         1 total`;
    expect(tellTrace(text)).toEqual([
      'strace',
      'strace-summary',
      'x86_64 read(0, ?, 1, ?, ?, ?) = 0',
      'x86_64 socket(1, 1, ?, ?, ?, ?), 7',
      'x86_64 exit_group(0, ?, ?, ?, ?, ?)',
      'x86_64 socket x2',
      'x86_64 openat x2',
    ]);
  });

  test.each([
    '% time     seconds  usecs/call     calls    errors syscall',
    '------ ----------- ----------- --------- --------- ----------------',
    '100.00    0.000000           0       283        41 total',
  ])('no call, and read: %s', (line) => expect(tellTrace(line)).toEqual([]));
});

describe('plain names', () => {
  test.each([
    ['read', ['x86_64 read']],
    ['read,write, openat', ['x86_64 read', 'x86_64 write', 'x86_64 openat']],
    ['read write\nopenat', ['x86_64 read', 'x86_64 write', 'x86_64 openat']],
    ['- read\n* write', ['x86_64 read', 'x86_64 write']],
    ['["read", "write"]', ['x86_64 read', 'x86_64 write']],
    ['[\n  "read",\n  "write"\n]', ['x86_64 read', 'x86_64 write']],
    ['read, reed, write', ['x86_64 read', 'x86_64 write', '? reed']],
    ['read, 425, write', ['x86_64 read', 'x86_64 write', '? 425']],
    ['["read", "reed"]', ['x86_64 read', '? "reed"']],
    // Only 32-bit x86 has it.
    ['fcntl64', ['x86 fcntl64']],
    ['read\nnothing here\nread', ['x86_64 read x2', '? nothing here']],
  ])('%j', (text, calls) => expect(tellTrace(text)).toEqual(['names', ...calls]));

  test.each(['access denied', 'reed', 'time to bind the open door'])('not read: %s', (line) =>
    expect(tellTrace(line)).toEqual([`? ${line}`]),
  );
});
