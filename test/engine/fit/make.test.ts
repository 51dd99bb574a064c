import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isToPass, type Made, type MakeOptions, make } from '../../../src/engine/fit/index.ts';
import { DOCKER_CAPABILITIES, formatCondition, parseProfile, type Target } from '../../../src/engine/seccomp/index.ts';
import { parseTrace } from '../../../src/engine/trace/index.ts';
import { runs } from '../../seed.ts';
import { TARGET } from '../seccomp/inline.ts';
import { traced, traceOf } from './calls.ts';

const made = (calls: string, where: Partial<Target> = {}, options: MakeOptions = {}): Made =>
  make(traceOf(calls), { ...TARGET, runtime: 'libseccomp', ...where }, options);

const rulesOf = ({ rules }: Made, ...kinds: string[]) =>
  rules
    .filter(({ kind }) => kinds.includes(kind))
    .map(({ kind, names, conditions }) => [kind, ...names, ...conditions.map(formatCondition)].join(' '));

const LOWER = (name: string, index: number, value: string) => `narrowed ${name} (arg${index} & 0xffffffff) == ${value}`;

describe('the rules of a profile made from a trace', () => {
  test.each<[calls: string, rules: string[]]>([
    ['read = 3 ; write = 1 ; read = 0', ['traced read write']],
    ['read = -1 EAGAIN', ['traced read']],
    // the argument that tells, where few values of it were seen
    ['socket(AF_UNIX, 1, 0) = 3', ['narrowed socket arg0 == 1']],
    [
      'socket(AF_UNIX, 1, 0) = 3 ; socket(AF_INET, 2, 0) = 3',
      ['narrowed socket arg0 == 1', 'narrowed socket arg0 == 2'],
    ],
    ['ioctl(1, 0x80045430, 0) = 0', ['narrowed ioctl (arg1 & 0xffffffff) == 0x80045430']],
    ['ioctl(1, 0xffffffff80045430, 0) = 0', ['narrowed ioctl (arg1 & 0xffffffff) == 0x80045430']],
    [
      'prctl(1) ; prctl(2) ; prctl(3) ; prctl(4) ; prctl(5) ; prctl(6) ; prctl(7) ; prctl(8) ; prctl(9)',
      ['traced prctl'],
    ],
    ['socket = 3', ['traced socket']],
    // threads and processes are made alike whatever the libc; namespaces are told apart
    ['clone(0x3d0f00) = 7', ['narrowed clone (arg0 & 0x7e020000) == 0']],
    ['clone(CLONE_NEWUSER|SIGCHLD) = 7', ['narrowed clone arg0 == 0x10000011']],
    ['clone3 = 7', ['narrowed clone (arg0 & 0x7e020000) == 0']],
    [
      'clone3 = 7 ; clone(CLONE_NEWUSER|SIGCHLD) = 7',
      ['narrowed clone arg0 == 0x10000011', 'narrowed clone (arg0 & 0x7e020000) == 0'],
    ],
    ['clone3 = -1 ENOSYS ; clone(0x3d0f00) = 7', ['narrowed clone (arg0 & 0x7e020000) == 0']],
    // what was refused and does harm stays so; what may work another time does not
    ['mount = -1 EPERM ; read = 0', ['traced read']],
    ['mount = -1 EPERM ; mount = 0', ['traced mount']],
    ['chown = -1 EPERM', ['traced chown']],
  ])('%s', (calls, rules) => {
    expect(rulesOf(made(calls), 'traced', 'narrowed')).toEqual(rules);
  });

  test.each<[calls: string, options: MakeOptions, rules: string[]]>([
    ['read = 0', {}, ['missing clone3 close_range epoll_pwait2 faccessat2 fchmodat2 futex_waitv openat2 statx']],
    [
      'rseq = -1 ENOSYS ; statx = 0',
      {},
      ['missing clone3 close_range epoll_pwait2 faccessat2 fchmodat2 futex_waitv openat2 rseq'],
    ],
    [
      'rseq = -1 ENOSYS ; rseq = 0 ; clone3 = 7',
      {},
      ['missing clone3 close_range epoll_pwait2 faccessat2 fchmodat2 futex_waitv openat2 statx'],
    ],
    // where all else looks missing, what was forbidden is
    ['mount = -1 EPERM', { otherwise: 'ENOSYS' }, ['refused mount']],
  ])('%s %j', (calls, options, rules) => {
    expect(rulesOf(made(calls, {}, options), 'missing', 'refused')).toEqual(rules);
  });

  // Of an int that may be negative strace prints the lower half, which is all that the kernel reads: glibc's personality(-1) has ones above it, util-linux's
  // personality(0xffffffff) zeros, and musl's ioctl ones where glibc's has zeros (strace 6.13, with and without -e raw).
  test.each<[line: string, rules: string[]]>([
    ['personality(0xffffffff)                 = 0 (PER_LINUX)', [LOWER('personality', 0, '0xffffffff')]],
    ['ioctl(3, TIOCGPTN, [5])                 = 0', [LOWER('ioctl', 1, '0x80045430')]],
    ['ioctl(3, TCGETS, 0x7ffe)                = 0', ['narrowed ioctl arg1 == 0x5401']],
    ['prctl(0x80000000 /* PR_??? */, 0x1)     = 0', [LOWER('prctl', 0, '0x80000000')]],
    ['personality(0xffffffffffffffff)         = 0', [LOWER('personality', 0, '0xffffffff')]],
  ])('%s', (line, rules) => {
    const found = make(parseTrace(line).calls, { ...TARGET, runtime: 'libseccomp' });
    expect(rulesOf(found, 'traced', 'narrowed')).toEqual(rules);
    expect(found.judged.map(({ answer }) => answer)).toEqual(['allowed']);
  });

  test('what ends a program, and signals', () => {
    expect(rulesOf(made('read = 0 ; exit_group(0)'), 'kernel')).toEqual(['kernel exit restart_syscall rt_sigreturn']);
  });

  test('what runc calls is named as such', () => {
    const found = made('read = 0 ; openat = 3 ; exit_group(0)', { runtime: 'runc' });
    expect(rulesOf(found, 'start')).toEqual([
      'start capget capset chdir close execve fstat fstatfs futex getcwd getdents64 getppid mmap newfstatat setgid setgroups setuid write',
      'start prctl arg0 == 24',
      'start prctl arg0 == 47',
      'start prctl arg0 == 8',
    ]);
    expect([found.start?.usual, found.start?.noNewPrivileges]).toEqual([[], []]);
  });
});

test('is JSON in Docker’s format, with a comment in each rule', () => {
  const { text } = made('read = 0 ; socket(AF_UNIX, 1, 0) = 3 ; exit = 0');
  expect(text.split('\n').slice(0, 17)).toEqual([
    '{',
    '\t"defaultAction": "SCMP_ACT_ERRNO",',
    '\t"defaultErrnoRet": 1,',
    '\t"architectures": ["SCMP_ARCH_X86_64"],',
    '\t"syscalls": [',
    '\t\t{',
    '\t\t\t"names": ["exit", "read"],',
    '\t\t\t"action": "SCMP_ACT_ALLOW",',
    '\t\t\t"comment": "Traced."',
    '\t\t},',
    '\t\t{',
    '\t\t\t"names": ["socket"],',
    '\t\t\t"action": "SCMP_ACT_ALLOW",',
    '\t\t\t"args": [{ "index": 0, "value": 1, "op": "SCMP_CMP_EQ" }],',
    '\t\t\t"comment": "Traced with this argument."',
    '\t\t},',
    '\t\t{',
  ]);
  expect(parseProfile(text).diagnostics).toEqual([]);
});

test.each<[calls: string, where: Partial<Target>, codes: string[]]>([
  ['read = 0', { runtime: 'runc' }, []],
  ['socket(1, 1, 0) = 3', { runtime: 'runc' }, ['narrowed socket']],
  ['socket = 3', { runtime: 'crun' }, ['unknown-arguments socket']],
  ['4000 = 0', { runtime: 'runc' }, ['no-name']],
  ['mount = -1 EPERM', { runtime: 'runc' }, ['refused-in-trace mount']],
  ['timer_create = -1 EPERM', { runtime: 'runc' }, ['goes-on timer_settime']],
  ['io_uring_setup = -1 EPERM', { runtime: 'runc' }, ['refused-in-trace io_uring_setup']],
  ['timer_create = 0', { runtime: 'runc' }, []],
  ['mseal = 0', { runtime: 'runc', versions: { libseccomp: '2.5.4' } }, ['libseccomp-lacks mseal']],
  ['read = 0', {}, ['no-runtime']],
  ['read = 0', { runtime: 'runc', arch: 'SCMP_ARCH_AARCH64' }, ['start-elsewhere']],
  ['read = 0', { runtime: 'runc', versions: { engine: '19.03.15' } }, []],
])('what a trace can’t prove. %s %j', (calls, where, codes) => {
  const { limits } = made(calls, where);
  const always = ['paths', 'libc', 'architectures', 'other-programs'];
  const told = limits.map((limit) => [limit.code, ...('names' in limit ? limit.names : [])].join(' '));
  expect(told).toEqual([...always, ...codes]);
});

const call = fc.constantFrom(
  ...['read = 0', 'write(1, 2, 3) = 3', 'socket(AF_INET, 1, 0) = 3', 'socket(AF_UNIX, 1, 0) = -1 EACCES', 'clone3 = 4'],
  ...[
    'clone(0x1200011) = 9',
    'clone(CLONE_NEWNS) = 9',
    'ioctl(0, 0x5401, 0) = -1 ENOTTY',
    'ioctl = 0',
    'mkdir = -1 EPERM',
  ],
  ...[
    'personality(0xffffffff) = 0',
    'mount = -1 EPERM',
    'mount = 0',
    'prctl(15, 0, 0, 0, 0) = 0',
    'x86: socketcall(1) = 3',
  ],
  ...[
    'x86: mkdir = 0',
    'x86: socket(1, 1, 0) = 3',
    'x86: clock_gettime64 = -1 ENOSYS',
    'statx = -1 ENOSYS',
    'execve = 0',
  ],
);
const target = fc.constantFrom<Target>(
  TARGET,
  { ...TARGET, runtime: 'crun' },
  { ...TARGET, runtime: 'libseccomp' },
  {
    ...TARGET,
    capabilities: DOCKER_CAPABILITIES,
    versions: { engine: '29.0.0', runtime: '1.3.6', libseccomp: '2.6.1' },
  },
);

test('of random traces: the runtime takes the profile and starts under it, and every call passes that worked', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(call, { minLength: 1, maxLength: 9 }),
      target,
      fc.constantFrom<MakeOptions>({}, { otherwise: 'ENOSYS' }),
      (calls, where, options) => {
        const { refusals, start, judged } = make(calls.map(traced), where, options);
        const refused = judged.filter((each) => isToPass(each) && each.call.result?.kind === 'value');
        expect([refusals, start?.usual ?? [], start?.noNewPrivileges ?? [], refused]).toEqual([[], [], [], []]);
      },
    ),
    { numRuns: runs(300) },
  );
});
