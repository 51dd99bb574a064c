import { describe, expect, test } from 'vitest';
import { readArch } from '../../../../src/engine/linux/index.ts';
import { parseTrace } from '../../../../src/engine/trace/index.ts';
import { tellCall, told } from '../tellCall.ts';

const calls = (text: string, arch = 'x86_64') => parseTrace(text, readArch(arch)).calls.map(tellCall).join('; ');

describe('an argument is the register that it was printed from, or unknown', () => {
  test.each([
    // 32 bits of a register: the line tells the upper half of a number that is not negative alone.
    ['openat(AT_FDCWD, "/x", O_RDONLY|O_CLOEXEC) = 3', 'x86_64 openat(?ffffff9c, ?, 80000, ?, ?, ?) = 3'],
    ['x86: openat(AT_FDCWD, "/x", O_RDONLY|O_CLOEXEC) = 3', 'x86 openat(ffffff9c, ?, 80000, ?, ?, ?) = 3'],
    ['lseek(3, -1, SEEK_CUR) = -1 EINVAL (Invalid argument)', 'x86_64 lseek(3, ffffffffffffffff, 1, ?, ?, ?) = EINVAL'],
    ['kill(-1, SIGRT_3) = 0', 'x86_64 kill(?ffffffff, 23, ?, ?, ?, ?) = 0'],
    [
      'openat(0xffffffffffffff9c, 0x7f0000001000, 0x80000) = 3',
      'x86_64 openat(ffffffffffffff9c, 7f0000001000, 80000, ?, ?, ?) = 3',
    ],
    // -X verbose
    [
      'personality(0x8 /* PER_LINUX32 */|0x40000 /* ADDR_NO_RANDOMIZE */) = 0',
      'x86_64 personality(40008, ?, ?, ?, ?, ?) = 0',
    ],
    [
      'quotactl(0 /* QCMD(0 /* Q_??? */, USRQUOTA) */, "", 0, 0x20002000) = 0',
      'x86_64 quotactl(0, ?, 0, 20002000, ?, ?) = 0',
    ],
    [
      'socket(0x2 /* AF_INET */, 0x80001 /* SOCK_STREAM|SOCK_CLOEXEC */, 0 /* IPPROTO_IP */) = 3',
      'x86_64 socket(2, 80001, 0, ?, ?, ?) = 3',
    ],
    // Arguments that are left out, and registers that are passed over.
    ['preadv2(3, [], 0, 0, RWF_NOWAIT) = 0', 'x86_64 preadv2(3, ?, 0, 0, ?, 8) = 0'],
    ['x86: preadv2(3, [], 0, 4294967298, RWF_NOWAIT) = 0', 'x86 preadv2(3, ?, 0, 2, 1, 8) = 0'],
    [
      'futex(0x7f0000001000, FUTEX_WAKE_BITSET_PRIVATE, 1, FUTEX_BITSET_MATCH_ANY) = 0',
      'x86_64 futex(7f0000001000, 8a, 1, ?, ?, ?ffffffff) = 0',
    ],
    ['futex(0x1000, FUTEX_LOCK_PI_PRIVATE, NULL) = 0', 'x86_64 futex(1000, 86, ?, 0, ?, ?) = 0'],
    [
      'futex(0x1000, FUTEX_CMP_REQUEUE_PRIVATE, 1, 2147483647, 0x2000, 2) = 1',
      'x86_64 futex(1000, 84, 1, 7fffffff, 2000, 2) = 1',
    ],
    ['ptrace(PTRACE_GETREGS, 7, 0x2000) = 0', 'x86_64 ptrace(c, 7, ?, 2000, ?, ?) = 0'],
    ['ptrace(PTRACE_PEEKUSER, 7, 8*R15+3, 0x2000) = 0', 'x86_64 ptrace(3, 7, 3, 2000, ?, ?) = 0'],
    [
      'ptrace(PTRACE_SETOPTIONS, 7, NULL, PTRACE_O_TRACESYSGOOD|PTRACE_O_EXITKILL) = 0',
      'x86_64 ptrace(4200, 7, 0, 100001, ?, ?) = 0',
    ],
    [
      'clone(child_stack=NULL, flags=CLONE_CHILD_CLEARTID|CLONE_CHILD_SETTID|SIGCHLD, child_tidptr=0x7f0000001a10) = 8',
      'x86_64 clone(1200011, 0, ?, 7f0000001a10, ?, ?) = 8',
    ],
    [
      'x86: clone(child_stack=NULL, flags=SIGCHLD, child_tidptr=0xf7f00a10) = 8',
      'x86 clone(11, 0, ?, ?, f7f00a10, ?) = 8',
    ],
    // 64 bits in two registers.
    ['x86: _llseek(3, 4294967299, 0xffd00000, SEEK_SET) = 0', 'x86 _llseek(3, 1, 3, ffd00000, 0, ?) = 0'],
    ['x86: fallocate(3, FALLOC_FL_KEEP_SIZE, 4096, 4294967296) = 0', 'x86 fallocate(3, 1, 1000, 0, 0, 1) = 0'],
    ['x86: fadvise64_64(3, 0, 4294967296, POSIX_FADV_DONTNEED) = 0', 'x86 fadvise64_64(3, 0, 0, 0, 1, 4) = 0'],
    ['x86: readahead(3, 4294967297, 9) = 0', 'x86 readahead(3, 1, 1, 9, ?, ?) = 0'],
    ['x86: pread64(3, "", 8, 4294967298) = 0', 'x86 pread64(3, ?, 8, 2, 1, ?) = 0'],
    [
      'x86: mmap2(NULL, 8192, PROT_READ, MAP_PRIVATE, 3, 0x2000) = 0xf7000000',
      'x86 mmap2(0, 2000, 1, 2, 3, 2) = 4143972352',
    ],
    // Macros.
    ['mknod("/x", S_IFCHR|0666, makedev(0x1, 0x3)) = 0', 'x86_64 mknod(?, 21b6, 103, ?, ?, ?) = 0'],
    [
      'ioctl(3, _IOC(_IOC_READ|_IOC_WRITE, 0x54, 0x12, 0x4), 0x1000) = 0',
      'x86_64 ioctl(3, ?c0045412, 1000, ?, ?, ?) = 0',
    ],
    ['ioctl(3, _IOC(_IOC_WRITE, 0x54, 0x12, 0x4), 0x1000) = 0', 'x86_64 ioctl(3, 40045412, 1000, ?, ?, ?) = 0'],
    [
      'memfd_create("x", MFD_CLOEXEC|MFD_HUGETLB|21<<MFD_HUGE_SHIFT) = 3',
      'x86_64 memfd_create(?, 54000005, ?, ?, ?, ?) = 3',
    ],
    [
      'ioprio_set(IOPRIO_WHO_PROCESS, 0, IOPRIO_PRIO_VALUE(IOPRIO_CLASS_BE, 4)) = 0',
      'x86_64 ioprio_set(1, 0, 4004, ?, ?, ?) = 0',
    ],
    ['socket(AF_PACKET, SOCK_RAW, htons(ETH_P_ALL)) = 3', 'x86_64 socket(11, 3, 300, ?, ?, ?) = 3'],
    [
      'mmap(NULL, 4096, PROT_NONE, 0x5 /* MAP_??? */|MAP_ANONYMOUS, -1, 0) = -1 EINVAL (Invalid argument)',
      'x86_64 mmap(0, 1000, 0, 25, ?ffffffff, 0) = EINVAL',
    ],
    // Files and processes beside the number.
    ['read(3</dev/null<char 1:3>>, "", 16) = 0', 'x86_64 read(3, ?, 10, ?, ?, ?) = 0'],
    [
      'sendto(4<TCP:[127.0.0.1:80->127.0.0.1:99]>, "x,)", 3, MSG_NOSIGNAL, NULL, 0) = 3',
      'x86_64 sendto(4, ?, 3, 4000, 0, 0) = 3',
    ],
    ['kill(64160<small>, SIGTERM) = 0', 'x86_64 kill(faa0, f, ?, ?, ?, ?) = 0'],
    // Another machine numbers some names otherwise, and passes clone's arguments in another order.
    ['aarch64: ptrace(PTRACE_GET_THREAD_AREA, 7, NULL, 0x2000) = 0', 'aarch64 ptrace(16, 7, 0, 2000, ?, ?) = 0'],
    ['aarch64: openat(3, "/x", O_RDONLY|O_DIRECTORY|O_NOFOLLOW) = 4', 'aarch64 openat(3, ?, c000, ?, ?, ?) = 4'],
    [
      'aarch64: clone(child_stack=NULL, flags=CLONE_SETTLS|SIGCHLD, tls=0xffff90a1, child_tidptr=0xffff9010) = 8',
      'aarch64 clone(80011, 0, ?, ffff90a1, ffff9010, ?) = 8',
    ],
    // A call that its table has no name for, and one that another may have come through.
    [
      'syscall_0x1d3(0xffffffffffffffff, 0, 0x1, 0, 0, 0) = -1 ENOSYS (Function not implemented)',
      'x86_64 open_tree_attr(ffffffffffffffff, 0, 1, 0, 0, 0) = ENOSYS',
    ],
    // A number is an int: strace prints its sign in 64 bits, and a filter compares 32 (strace 6.13 of syscall(-100, 1, 2, 3, 4, 5, 6), as either program).
    [
      'syscall_0xffffffffffffff9c(0x1, 0x2, 0x3, 0x4, 0x5, 0x6) = -1 ENOSYS (Function not implemented)',
      'x86_64 4294967196(1, 2, 3, 4, 5, 6) = ENOSYS',
    ],
    [
      'x86: syscall_0xffffffffffffff9c(0x1, 0x2, 0x3, 0x4, 0x5, 0x6) = -1 ENOSYS (Function not implemented)',
      'x86 4294967196(1, 2, 3, 4, 5, 6) = ENOSYS',
    ],
    ['x86: socket(AF_ALG, SOCK_SEQPACKET, 0) = 3', 'x86 socket = 3'],
    ['x86: [ 359] socket(AF_ALG, SOCK_SEQPACKET, 0) = 3', 'x86 socket(26, 5, 0, ?, ?, ?) = 3'],
    ['x86: [ 102] socket(AF_ALG, SOCK_SEQPACKET, 0) = 3', 'x86 socketcall(1, ?, ?, ?, ?, ?) = 3'],
    ['x86: recv(3, "", 1, 0) = 1', 'x86 socketcall(a, ?, ?, ?, ?, ?) = 1'],
    ['x86: semop(1, [], 1) = 0', 'x86 ipc = 0'],
    ['x86: select(0, 0x1, 0x2, 0x3, 0x4) = 0', 'x86 select = 0'],
    ['msgget(IPC_PRIVATE, 0x1000000) = 0', 'x86_64 msgget(0, ?, ?, ?, ?, ?) = 0'],
    ['ioctl(3, NO_SUCH_NAME, 0) = 0', 'x86_64 ioctl(3, ?, 0, ?, ?, ?) = 0'],
  ])('%s', (line, told) => {
    const [, arch = 'x86_64', text = ''] = /^(?:(x86|aarch64): )?(.*)$/s.exec(line) ?? [];
    expect(calls(text, arch)).toBe(told);
  });
});

describe('what stands before and behind a call', () => {
  test.each([
    ['[pid 12345] close(3)                     = 0', 'x86_64 close(3, ?, ?, ?, ?, ?) = 0, 12345'],
    ['12345 close(3)                     = 0', 'x86_64 close(3, ?, ?, ?, ?, ?) = 0, 12345'],
    ['12345<sh> close(3)                 = 0', 'x86_64 close(3, ?, ?, ?, ?, ?) = 0, 12345 sh'],
    ['[pid 12345<my sh>] close(3)        = 0', 'x86_64 close(3, ?, ?, ?, ?, ?) = 0, 12345 my sh'],
    ['12:34:56 close(3) = 0', 'x86_64 close(3, ?, ?, ?, ?, ?) = 0'],
    ['7  12:34:56.789012 close(3) = 0', 'x86_64 close(3, ?, ?, ?, ?, ?) = 0, 7'],
    ['1700000000.123456 close(3) = 0 <0.000012>', 'x86_64 close(3, ?, ?, ?, ?, ?) = 0'],
    ['     0.000123 close(3) = 0', 'x86_64 close(3, ?, ?, ?, ?, ?) = 0'],
    ['12:34:56 (+     0.000123) [   3] [00007f6baf2c6a3e] close(3) = 0', 'x86_64 close(3, ?, ?, ?, ?, ?) = 0'],
    ['umask(022) = 0777', 'x86_64 umask(12, ?, ?, ?, ?, ?) = 511'],
    ['close(3) = -1 (errno 38)', 'x86_64 close(3, ?, ?, ?, ?, ?) = ENOSYS'],
    // -e raw=all
    ['poll(0x1000, 0, 0x1) = -1 ERESTART_RESTARTBLOCK (Unknown error 516)', 'x86_64 poll(1000, 0, 1, ?, ?, ?)'],
    ['read(0, 0x1000, 0x1) = -1 ERESTARTSYS (Unknown error 512)', 'x86_64 read(0, 1000, 1, ?, ?, ?)'],
    // A file's name with a quote, as -y prints it; a socket's stands in quotes.
    [
      String.raw`write(3</tmp/a\74b\76\"c,'\303\251)>, "<>\"\\/*x*/,()", 21) = 21`,
      'x86_64 write(3, ?, 15, ?, ?, ?) = 21',
    ],
    ['sendto(4<UNIX-STREAM:[7->8,@"a>b"]>, "x", 1, MSG_PEEK, NULL, 0) = 1', 'x86_64 sendto(4, ?, 1, 2, 0, 0) = 1'],
    ['read(0, 0x1000, 1) = ? ERESTARTSYS (To be restarted if SA_RESTART is set)', 'x86_64 read(0, 1000, 1, ?, ?, ?)'],
    ['getppid() = 7 (INJECTED)', 'x86_64 getppid = 7'],
    ['fcntl(3, F_GETFL) = 0x8002 (flags O_RDWR|O_LARGEFILE)', 'x86_64 fcntl(3, 3, ?, ?, ?, ?) = 32770'],
    ['read(3, "cut o', 'x86_64 read(3, ?, ?, ?, ?, ?)'],
  ])('%s', (line, told) => expect(calls(line)).toBe(told));
});

describe('lines that belong together', () => {
  test.each<[what: string, lines: readonly string[], ...told: string[]]>([
    [
      'unfinished and resumed, by process',
      [
        '[pid 7] read(3,  <unfinished ...>',
        '[pid 8] read(4,  <unfinished ...>',
        '[pid 7] <... read resumed>"x", 16) = 1',
        '[pid 8] <... read resumed>0x1000, 9) = -1 EIO (Input/output error)',
      ],
      'strace',
      'x86_64 read(3, ?, 10, ?, ?, ?) = 1, 7',
      'x86_64 read(4, 1000, 9, ?, ?, ?) = EIO, 8',
    ],
    [
      'the line before the first other process came has no number',
      ['wait4(-1,  <unfinished ...>', 'strace: Process 8 attached', '[pid 7] <... wait4 resumed>NULL, 0, NULL) = 8'],
      'strace',
      'x86_64 wait4(?ffffffff, 0, 0, 0, ?, ?) = 8, 7',
    ],
    [
      'a call that the notice of its process tears apart',
      [
        'clone(child_stack=NULL, flags=SIGCHLDstrace: Process 8 attached',
        ', child_tidptr=0x7f0000001a10) = 8',
        '[pid 8] close(3) = 0',
      ],
      'strace',
      'x86_64 clone(11, 0, ?, 7f0000001a10, ?, ?) = 8',
      'x86_64 close(3, ?, ?, ?, ?, ?) = 0, 8',
    ],
    [
      'never resumed',
      ['[pid 7] futex(0x1000, FUTEX_WAIT, 2, NULL <unfinished ...>'],
      'strace',
      'x86_64 futex(1000, 0, 2, 0, ?, ?), 7',
    ],
    ['resumed alone', ['[pid 7] <... close resumed>) = 0'], 'strace', 'x86_64 close = 0, 7'],
    [
      'a call that a filter killed for',
      ['socket(AF_ALG, SOCK_SEQPACKET, 0) = ?', '+++ killed by SIGSYS (core dumped) +++'],
      'strace',
      'x86_64 socket(26, 5, 0, ?, ?, ?) = SIGSYS',
    ],
    [
      'a call that a filter trapped',
      [
        'keyctl(KEYCTL_GET_KEYRING_ID, 1, 0) = 250',
        '--- SIGSYS {si_signo=SIGSYS, si_code=SYS_SECCOMP, si_call_addr=0x7f, si_syscall=__NR_keyctl, si_arch=AUDIT_ARCH_X86_64} ---',
      ],
      'strace',
      'x86_64 keyctl(0, 1, 0, ?, ?, ?) = 250 TRAP',
    ],
    [
      'a program of 32 bits',
      ['execve("/x", ["x"], 0x1000 /* 3 vars */) = 0', '[ Process PID=7 runs in 32 bit mode. ]', 'umask(022) = 022'],
      'strace',
      'x86_64 execve(?, ?, 1000, ?, ?, ?) = 0',
      'x86 umask(12, ?, ?, ?, ?, ?) = 18',
    ],
    [
      'a thread runs a program, and nothing comes between the two parts',
      [
        '7 execve("/bin/true", ["true"], 0x7fffadc10a10 /* 37 vars */ <pid changed to 6 ...>',
        '6 +++ superseded by execve in pid 7 +++',
        '6 <... execve resumed>) = 0',
      ],
      'strace',
      'x86_64 execve(?, ?, 7fffadc10a10, ?, ?, ?) = 0, 6',
    ],
    [
      'on a terminal, the last process that is left has no number',
      [
        '[pid 7] wait4(4, <unfinished ...>',
        '[pid 8] execve("/bin/true", ["true"], 0x7ffd4a995bd0 /* 37 vars */ <pid changed to 7 ...>',
        '+++ superseded by execve in pid 8 +++',
        '<... execve resumed>) = 0',
        '[pid 7] wait4(5, <unfinished ...>',
        '[pid 9] +++ exited with 0 +++',
        '<... wait4 resumed>NULL, 0, NULL) = 9',
      ],
      'strace',
      'x86_64 wait4(4, ?, ?, ?, ?, ?), 7',
      'x86_64 execve(?, ?, 7ffd4a995bd0, ?, ?, ?) = 0',
      'x86_64 wait4(5, 0, 0, 0, ?, ?) = 9',
    ],
    [
      'signals, exits, stacks and bytes are no calls',
      [
        'read(3, "x", 1) = 1',
        ' | 00000  78                                                x                |',
        ' > /usr/lib/x86_64-linux-gnu/libc.so.6(__read+0x4d) [0xfa92d]',
        ' > too many stack frames',
        ' > unexpected_backtracing_error [0x7f12]',
        '--- SIGCHLD {si_signo=SIGCHLD, si_code=CLD_EXITED, si_pid=8, si_uid=0, si_status=0, si_utime=0, si_stime=0} ---',
        '+++ exited with 0 +++',
      ],
      'strace',
      'x86_64 read(3, ?, 1, ?, ?, ?) = 1',
    ],
    [
      'the same again',
      ['close(3) = 0', 'close(3) = 0', 'close(4) = 0'],
      'strace',
      'x86_64 close(3, ?, ?, ?, ?, ?) = 0 x2',
      'x86_64 close(4, ?, ?, ?, ?, ?) = 0',
    ],
    ['what is no call', ['nosuchcall(1) = 0', 'Hello'], '? nosuchcall(1) = 0', '? Hello'],
  ])('%s', (_, lines, ...expected) => {
    const text = lines.join('\n');
    expect(told(parseTrace(text), text)).toEqual(expected);
  });
});

// strace -f -o FILE leaves out the line that names the mode: each kind of line is of strace 6.13 on x86_64, with the programs' own numbers made small.
const THREAD_AREA = 'set_thread_area({entry_number=-1, base_addr=0x85d0380}) = 0 (entry_number=12)';
const MMAP2 = 'mmap2(NULL, 8192, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0xf7f7b000';

describe('without the line that names the mode, the calls tell it', () => {
  test.each<[what: string, lines: readonly string[], ...told: string[]]>([
    [
      'a program of 32 bits, from its execve on',
      [
        '7 execve("/x", ["x"], 0x7ffc95e75638 /* 3 vars */) = 0',
        `7 close(3) = 0`,
        `7 ${MMAP2}`,
        '7 personality(0xffffffff) = 0 (PER_LINUX)',
      ],
      'x86_64 execve(?, ?, 7ffc95e75638, ?, ?, ?) = 0, 7',
      'x86 close(3, ?, ?, ?, ?, ?) = 0, 7',
      'x86 mmap2(0, 2000, 1, 22, ffffffff, 0) = 4160204800, 7',
      'x86 personality(ffffffff, ?, ?, ?, ?, ?) = 0, 7',
      'SCMP_ARCH_X86 by mmap2, line 3: 1, either 0',
    ],
    [
      'what only succeeds there, and the call through a multiplexer',
      [`7 ${THREAD_AREA}`, '8 recv(3, "", 1, 0) = 1', '7 close(3) = 0', '8 close(4) = 0'],
      'x86 set_thread_area = 0, 7',
      'x86 socketcall(a, ?, ?, ?, ?, ?) = 1, 8',
      'x86 close(3, ?, ?, ?, ?, ?) = 0, 7',
      'x86 close(4, ?, ?, ?, ?, ?) = 0, 8',
      'SCMP_ARCH_X86 by set_thread_area, line 1: 2, either 0',
    ],
    [
      'a child has its mode, also where it comes before the number of its process, until its own execve',
      [
        '7 clone(child_stack=NULL, flags=SIGCHLD <unfinished ...>',
        '8 close(3) = 0',
        '7 <... clone resumed>, child_tidptr=0xf7f00a10) = 8',
        `7 ${MMAP2}`,
        '8 getpid() = 8',
        '8 execve("/y", ["y"], 0xffa0ee80 /* 3 vars */) = 0',
        '8 brk(NULL) = 0x55984d62a000',
        '8 close(4) = 0',
      ],
      'x86 clone(11, 0, ?, ?, f7f00a10, ?) = 8, 7',
      'x86 close(3, ?, ?, ?, ?, ?) = 0, 8',
      'x86 mmap2(0, 2000, 1, 22, ffffffff, 0) = 4160204800, 7',
      'x86 getpid = 8, 8',
      'x86 execve(?, ?, ffa0ee80, ?, ?, ?) = 0, 8',
      'x86_64 brk(0, ?, ?, ?, ?, ?) = 94112621699072, 8',
      'x86_64 close(4, ?, ?, ?, ?, ?) = 0, 8',
      'SCMP_ARCH_X86 by mmap2, line 4: 1, either 0',
    ],
    [
      'of vfork, whose child runs another program before it returns',
      [
        '7 vfork( <unfinished ...>',
        '8 execve("/x", ["x"], 0x7ffd817017f0 /* 3 vars */) = 0',
        '8 close(3) = 0',
        '7 <... vfork resumed>) = 8',
        '7 close(4) = 0',
        `8 ${MMAP2}`,
      ],
      'x86_64 vfork = 8, 7',
      'x86_64 execve(?, ?, 7ffd817017f0, ?, ?, ?) = 0, 8',
      'x86 close(3, ?, ?, ?, ?, ?) = 0, 8',
      'x86_64 close(4, ?, ?, ?, ?, ?) = 0, 7',
      'x86 mmap2(0, 2000, 1, 22, ffffffff, 0) = 4160204800, 8',
      'SCMP_ARCH_X86 by mmap2, line 6: 1, either 0',
    ],
    [
      'where nothing tells, the call counts for both',
      ['7 close(3) = 0', '7 socket(AF_INET, SOCK_STREAM, IPPROTO_IP) = 3', `8 ${MMAP2}`],
      'x86_64 close(3, ?, ?, ?, ?, ?) = 0 either, 7',
      'x86 close(3, ?, ?, ?, ?, ?) = 0 either, 7',
      'x86_64 socket(2, 1, 0, ?, ?, ?) = 3 either, 7',
      'x86 socket = 3 either, 7',
      'x86 mmap2(0, 2000, 1, 22, ffffffff, 0) = 4160204800, 8',
      'SCMP_ARCH_X86 by mmap2, line 3: 1, either 2',
    ],
    [
      'lines of both: the execve between them is not in the trace',
      [MMAP2, 'close(3) = 0', 'newfstatat(3, "", 0x7ffda3eb0850, 0) = 0', 'close(4) = 0', MMAP2],
      'x86 mmap2(0, 2000, 1, 22, ffffffff, 0) = 4160204800 x2',
      'x86 close(3, ?, ?, ?, ?, ?) = 0',
      'x86_64 newfstatat(3, ?, 7ffda3eb0850, 0, ?, ?) = 0',
      'x86 close(4, ?, ?, ?, ?, ?) = 0 either',
      'x86_64 close(4, ?, ?, ?, ?, ?) = 0 either',
      'SCMP_ARCH_X86 by mmap2, line 1: 1, either 1',
    ],
    [
      'a program of the machine’s own where no other is',
      ['7 close(3) = 0', '7 set_thread_area(0x1000) = -1 ENOSYS (Function not implemented)'],
      'x86_64 close(3, ?, ?, ?, ?, ?) = 0, 7',
      'x86_64 set_thread_area(1000, ?, ?, ?, ?, ?) = ENOSYS, 7',
    ],
    [
      'strace says of one program that it is: it would say so of another',
      [
        '7 close(3) = 0',
        '[ Process PID=8 runs in 32 bit mode. ]',
        '8 close(4) = 0',
        '8 execve("/x", ["x"], 0xffa0ee80) = 0',
        '8 close(5) = 0',
      ],
      'x86_64 close(3, ?, ?, ?, ?, ?) = 0, 7',
      'x86 close(4, ?, ?, ?, ?, ?) = 0, 8',
      'x86 execve(?, ?, ffa0ee80, ?, ?, ?) = 0, 8',
      'x86 close(5, ?, ?, ?, ?, ?) = 0, 8',
    ],
    [
      'a function of a library is none, nor a word of a text',
      ['readdir(0x557f3a5e42a0) = 0x557f3a5e42d0', 'umount("/x")', 'close(3) = 0'],
      'x86_64 close(3, ?, ?, ?, ?, ?) = 0',
      '? readdir(0x557f3a5e42a0) = 0x557f3a5e42d0',
      '? umount("/x")',
    ],
    [
      'a size that only one of them takes: of a lock list, of a set of processors; and a register that only one can set',
      [
        '7 set_robust_list(0x85d0388, 12) = 0',
        '8 close(3) = 0',
        '9 set_robust_list(0x4c7388, 24) = 0',
        '10 get_robust_list(0, [NULL], [12]) = 0',
        '11 sched_getaffinity(0, 12, [0 1]) = 12',
        '12 arch_prctl(ARCH_SET_FS, 0x4c73c0) = 0',
        ...['7', '9', '10', '11', '12'].map((pid) => `${pid} close(${pid}) = 0`),
      ],
      'x86 set_robust_list(85d0388, c, ?, ?, ?, ?) = 0, 7',
      'x86 close(3, ?, ?, ?, ?, ?) = 0 either, 8',
      'x86_64 close(3, ?, ?, ?, ?, ?) = 0 either, 8',
      'x86_64 set_robust_list(4c7388, 18, ?, ?, ?, ?) = 0, 9',
      'x86 get_robust_list(0, ?, ?, ?, ?, ?) = 0, 10',
      'x86 sched_getaffinity(0, c, ?, ?, ?, ?) = 12, 11',
      'x86_64 arch_prctl(1002, 4c73c0, ?, ?, ?, ?) = 0, 12',
      'x86 close(7, ?, ?, ?, ?, ?) = 0, 7',
      'x86_64 close(9, ?, ?, ?, ?, ?) = 0, 9',
      'x86 close(a, ?, ?, ?, ?, ?) = 0, 10',
      'x86 close(b, ?, ?, ?, ?, ?) = 0, 11',
      'x86_64 close(c, ?, ?, ?, ?, ?) = 0, 12',
      'SCMP_ARCH_X86 by set_robust_list, line 1: 3, either 1',
    ],
    [
      'a size that is refused, or that both take, tells nothing',
      [
        '7 set_robust_list(NULL, 12) = -1 EINVAL (Invalid argument)',
        '7 sched_getaffinity(0, 8, [0 1]) = 8',
        `8 ${MMAP2}`,
      ],
      'x86_64 set_robust_list(0, c, ?, ?, ?, ?) = EINVAL either, 7',
      'x86 set_robust_list(0, c, ?, ?, ?, ?) = EINVAL either, 7',
      'x86_64 sched_getaffinity(0, 8, ?, ?, ?, ?) = 8 either, 7',
      'x86 sched_getaffinity(0, 8, ?, ?, ?, ?) = 8 either, 7',
      'x86 mmap2(0, 2000, 1, 22, ffffffff, 0) = 4160204800, 8',
      'SCMP_ARCH_X86 by mmap2, line 3: 1, either 2',
    ],
    [
      'a number that is used again is another process',
      [`8 ${MMAP2}`, '8 +++ exited with 0 +++', '7 fork() = 8', '8 close(3) = 0', '7 brk(NULL) = 0x55984d62a000'],
      'x86 mmap2(0, 2000, 1, 22, ffffffff, 0) = 4160204800, 8',
      'x86_64 fork = 8, 7',
      'x86_64 close(3, ?, ?, ?, ?, ?) = 0, 8',
      'x86_64 brk(0, ?, ?, ?, ?, ?) = 94112621699072, 7',
      'SCMP_ARCH_X86 by mmap2, line 1: 1, either 0',
    ],
    [
      'a child that ends before the call that made it returns is its own',
      [
        '7 vfork( <unfinished ...>',
        '8 close(3) = 0',
        '8 +++ killed by SIGKILL +++',
        '7 <... vfork resumed>) = 8',
        `7 ${MMAP2}`,
      ],
      'x86 vfork = 8, 7',
      'x86 close(3, ?, ?, ?, ?, ?) = 0, 8',
      'x86 mmap2(0, 2000, 1, 22, ffffffff, 0) = 4160204800, 7',
      'SCMP_ARCH_X86 by mmap2, line 5: 1, either 0',
    ],
    [
      'a thread that runs a program goes on under the number of its process',
      [
        `8 ${MMAP2}`,
        '7 futex(0xf7f7b000, FUTEX_WAIT_PRIVATE, 0, NULL <unfinished ...>',
        '8 execve("/bin/true", ["true"], 0xffa0ee80 /* 3 vars */ <unfinished ...>',
        '7 <... futex resumed>) = ?',
        '7 +++ superseded by execve in pid 8 +++',
        '7 <... execve resumed>) = 0',
        '7 brk(NULL) = 0x55984d62a000',
      ],
      'x86 mmap2(0, 2000, 1, 22, ffffffff, 0) = 4160204800, 8',
      'x86 futex(f7f7b000, 80, 0, 0, ?, ?), 7',
      'x86 execve(?, ?, ffa0ee80, ?, ?, ?) = 0, 7',
      'x86_64 brk(0, ?, ?, ?, ?, ?) = 94112621699072, 7',
      'SCMP_ARCH_X86 by mmap2, line 1: 1, either 0',
    ],
  ])('%s', (_, lines, ...expected) => {
    const text = lines.join('\n');
    const { toldMode, ...trace } = parseTrace(text);
    const { arch, name, span, programs, either } = toldMode ?? {};
    const mode = toldMode ? [`${arch} by ${name}, line ${span?.line}: ${programs}, either ${either}`] : [];
    expect([...told(trace, text), ...mode]).toEqual(['strace', ...expected]);
  });
});
