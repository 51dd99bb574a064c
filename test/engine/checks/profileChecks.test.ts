import { describe, expect, test } from 'vitest';
import { parseProfile, type Target } from '../../../src/engine/seccomp/index.ts';
import { TARGET } from '../seccomp/inline.ts';
import { presetText } from '../seccomp/presets.ts';
import { profileOf, told } from './told.ts';

describe('a call', () => {
  test.each<[profile: string, check: string, told: string]>([
    ['errno: allow mkdir', 'mkdir -> allow', 'holds: ALLOW by the rule on line 2'],
    ['errno: allow mkdir', 'mkdir -> blocked', 'fails: ALLOW by the rule on line 2 [x86_64: mkdir]'],
    ['errno: allow mkdir', 'rename -> EPERM', 'holds: ERRNO EPERM by defaultAction on line 1 (no rule)'],
    ['errno: allow mkdir', 'rename -> 1', 'holds: ERRNO EPERM by defaultAction on line 1 (no rule)'],
    ['errno: allow mkdir', 'rename -> eperm', 'holds: ERRNO EPERM by defaultAction on line 1 (no rule)'],
    [
      'errno: allow mkdir',
      'rename -> EACCES',
      'fails: ERRNO EPERM by defaultAction on line 1 (no rule) [x86_64: rename]',
    ],
    ['errno: allow mkdir', 'rename -> not EACCES', 'holds: ERRNO EPERM by defaultAction on line 1 (no rule)'],
    ['errno: allow mkdir', 'rename -> not allow', 'holds: ERRNO EPERM by defaultAction on line 1 (no rule)'],
    ['errno: allow mkdir', 'mkdir -> not allow', 'fails: ALLOW by the rule on line 2 [x86_64: mkdir]'],
    ['errno=13: allow mkdir', 'rename -> EACCES', 'holds: ERRNO EACCES by defaultAction on line 1 (no rule)'],
    ['allow: errno=0 mkdir', 'mkdir -> 0', 'holds: ERRNO 0 by the rule on line 2'],
    ['allow: errno=4094 mkdir', 'mkdir -> 4094', 'holds: ERRNO 4094 by the rule on line 2'],
    // EWOULDBLOCK is another name for EAGAIN
    ['allow: errno=11 mkdir', 'mkdir -> EWOULDBLOCK', 'holds: ERRNO EAGAIN by the rule on line 2'],
    ['allow: kill mkdir', 'mkdir -> kill', 'holds: KILL_THREAD by the rule on line 2'],
    ['allow: kill mkdir', 'mkdir -> kill-thread', 'holds: KILL_THREAD by the rule on line 2'],
    ['allow: kill mkdir', 'mkdir -> kill-process', 'fails: KILL_THREAD by the rule on line 2 [x86_64: mkdir]'],
    ['allow: proc mkdir', 'mkdir -> kill', 'holds: KILL_PROCESS by the rule on line 2'],
    ['allow: proc mkdir', 'mkdir -> kill-process', 'holds: KILL_PROCESS by the rule on line 2'],
    ['allow: trap mkdir', 'mkdir -> trap', 'holds: TRAP by the rule on line 2'],
    ['allow: trace mkdir', 'mkdir -> trace', 'holds: TRACE by the rule on line 2'],
    ['allow: trace mkdir', 'mkdir -> blocked', 'holds: TRACE by the rule on line 2'],
    ['allow: log mkdir', 'mkdir -> log', 'holds: LOG by the rule on line 2'],
    ['allow: log mkdir', 'mkdir -> blocked', 'fails: LOG by the rule on line 2 [x86_64: mkdir]'],
    ['allow: log mkdir', 'mkdir -> allow', 'fails: LOG by the rule on line 2 [x86_64: mkdir]'],
    ['errno: log mkdir', '83 -> log', 'holds: LOG by the rule on line 2'],
    ['errno: allow read', 'write -> EPERM', 'holds: ERRNO EPERM by defaultAction on line 1 (no rule)'],
    ['errno: allow read', 'write(1) → not allow', 'holds: ERRNO EPERM by defaultAction on line 1 (no rule)'],
  ])('%s: %s', (profile, check, wanted) => expect(told(profileOf(profile), check)).toBe(wanted));
});

describe('any other call', () => {
  test.each<[profile: string, checks: string, told: string]>([
    [
      'allow: errno clone3 mkdir',
      'clone3 -> EPERM\nany other call -> allow',
      'holds: ERRNO EPERM by the rule on line 2\nfails: ERRNO EPERM by the rule on line 2 [x86_64: mkdir]',
    ],
    [
      'allow: errno clone3 mkdir',
      'any other call -> allow\nclone3 -> EPERM\n83 -> EPERM',
      'holds: 383 other calls\nholds: ERRNO EPERM by the rule on line 2\nholds: ERRNO EPERM by the rule on line 2',
    ],
    [
      'allow: errno write',
      'write -> EPERM\nany other call -> allow',
      'holds: ERRNO EPERM by the rule on line 2\nholds: 384 other calls',
    ],
    // On another architecture the call is another.
    [
      'allow: errno mkdir',
      'x86: mkdir -> kill\nany other call -> allow',
      'holds: KILL_THREAD by the filter (no rules for this architecture)\nfails: ERRNO EPERM by the rule on line 2 [x86_64: mkdir]',
    ],
    // An argument decides.
    [
      'allow: errno socket arg0==38',
      'any other call -> allow',
      'fails: ERRNO EPERM by the rule on line 2 (arg0 == 38) [x86_64: socket(AF_ALG)]',
    ],
    [
      'errno: allow read',
      'read -> allow\nany other call -> not allow',
      'holds: ALLOW by the rule on line 2\nholds: 384 other calls',
    ],
  ])('%s: %s', (profile, checks, wanted) => expect(told(profileOf(profile), checks)).toBe(wanted));
});

describe('arguments that are left out mean every value', () => {
  const socket = 'errno: allow socket arg0==1 | allow socket arg0==2 arg1==1';
  const masked = 'errno: allow clone arg0&0x10000000==0';
  test.each<[profile: string, check: string, told: string]>([
    [socket, 'socket(AF_UNIX) -> allow', 'holds: ALLOW by the rule on line 2 (arg0 == 1)'],
    [
      'errno: allow clone arg1>0xffffffff | allow clone arg1>0 arg2!=39',
      'clone(0, 1, 0) -> allow',
      'fails: ERRNO EPERM by libseccomp (which wrongly combines the conditions of the rules on lines 2 and 3) [x86_64: clone(0, 1, 0)]',
    ],
    [
      'errno: allow clone arg1>0xffffffff | allow clone arg1>0 arg2!=39',
      'any way to clone(0, 1, 0) -> blocked',
      'fails: ALLOW by the rule on line 2 (arg1 > 0xffffffff) [x86_64: clone(SIGCHLD, 0x100000000)]',
    ],
    [
      socket,
      'socket(AF_INET) -> allow',
      'fails: ERRNO EPERM by defaultAction on line 1 (no condition on lines 2 and 3 is true) [x86_64: socket(AF_INET, 0)]',
    ],
    [socket, 'socket(AF_INET, SOCK_STREAM) -> allow', 'holds: ALLOW by the rule on line 3 (arg0 == 2 and arg1 == 1)'],
    [
      socket,
      'socket(AF_INET) -> EPERM',
      'fails: ALLOW by the rule on line 3 (arg0 == 2 and arg1 == 1) [x86_64: socket(AF_INET, SOCK_STREAM)]',
    ],
    [
      socket,
      'socket(.., SOCK_STREAM) -> EPERM',
      'fails: ALLOW by the rule on line 3 (arg0 == 2 and arg1 == 1) [x86_64: socket(AF_INET, SOCK_STREAM)]',
    ],
    [
      socket,
      'socket -> allow',
      'fails: ERRNO EPERM by defaultAction on line 1 (no condition on lines 2 and 3 is true) [x86_64: socket(AF_UNSPEC, 0)]',
    ],
    [
      socket,
      'socket -> not kill',
      'holds: ERRNO EPERM by defaultAction on line 1 (no condition on lines 2 and 3 is true), or ALLOW by the rules on lines 2 and 3',
    ],
    [
      masked,
      'clone -> allow',
      'fails: ERRNO EPERM by defaultAction on line 1 (the rule on line 2 requires (arg0 & 0x10000000) == 0) [x86_64: clone(CLONE_NEWUSER)]',
    ],
    [
      masked,
      'clone(CLONE_NEWUSER|SIGCHLD) -> EPERM',
      'holds: ERRNO EPERM by defaultAction on line 1 (the rule on line 2 requires (arg0 & 0x10000000) == 0)',
    ],
    // the kernel reads 32 bits of a family, the filter 64
    [
      'allow: errno socket arg0==40',
      'socket(0x100000028) -> EPERM',
      'fails: ALLOW by defaultAction on line 1 (the rule on line 2 requires arg0 == 40) [x86_64: socket(0x100000028)]',
    ],
    // above 2^32 only the upper half tells
    [
      'errno: allow mkdir arg1<0x100000000',
      'mkdir(0) -> allow',
      'fails: ERRNO EPERM by defaultAction on line 1 (the rule on line 2 requires arg1 < 0x100000000) [x86_64: mkdir(0, 0x100000000)]',
    ],
    // an argument that no call with this answer needs stays out of the counterexample
    [
      'errno: allow futex arg3==1',
      'futex(0) -> EPERM',
      'fails: ALLOW by the rule on line 2 (arg3 == 1) [x86_64: futex(0, .., .., 1)]',
    ],
  ])('%s: %s', (profile, check, wanted) => expect(told(profileOf(profile), check)).toBe(wanted));
});

describe('the step that decides', () => {
  test.each<[profile: string, check: string, told: string, target?: Partial<Target>]>([
    ['errno: allow mkdir', 'mkdir -> line 2', 'holds: ALLOW by the rule on line 2'],
    ['errno: allow mkdir', 'mkdir -> line 1', 'fails: ALLOW by the rule on line 2 [x86_64: mkdir]'],
    ['errno: allow mkdir', 'rename -> line 1', 'holds: ERRNO EPERM by defaultAction on line 1 (no rule)'],
    ['errno: allow mkdir', 'mkdir -> not line 1', 'holds: ALLOW by the rule on line 2'],
    [
      'errno: errno mkdir | allow chmod',
      'mkdir -> line 1',
      'holds: ERRNO EPERM by defaultAction on line 1 (the same action as the rule on line 2)',
    ],
    [
      'errno: allow mkdir',
      'landlock_create_ruleset -> ENOSYS',
      'holds: ERRNO ENOSYS by runc (a higher number than any that the profile names)',
    ],
    [
      'errno: allow mkdir',
      'landlock_create_ruleset -> line 1',
      'fails: ERRNO ENOSYS by runc (a higher number than any that the profile names) [x86_64: landlock_create_ruleset]',
    ],
    [
      'errno: allow mkdir',
      '4000000 -> ENOSYS',
      'holds: ERRNO ENOSYS by runc (a higher number than any that the profile names)',
    ],
    [
      'errno: allow mkdir',
      'landlock_create_ruleset -> EPERM',
      'holds: ERRNO EPERM by defaultAction on line 1 (no rule)',
      { runtime: 'crun' },
    ],
    ['errno: allow mkdir', 'x86: mkdir -> kill', 'holds: KILL_THREAD by the filter (no rules for this architecture)'],
    [
      'errno: allow mkdir',
      'uretprobe -> ENOSYS',
      'holds: ERRNO ENOSYS by runc (a higher number than any that the profile names), though Linux 6.14 and newer run uretprobe whatever the filter says',
      { kernel: '6.18' },
    ],
    [
      'errno: allow setxattrat mkdir',
      'setxattrat -> EPERM',
      'holds: ERRNO EPERM by defaultAction on line 1 (libseccomp does not know the name on line 2)',
      { runtime: 'libseccomp', versions: { libseccomp: '2.5.4' } },
    ],
    ['errno:', 'mkdir -> line 1', 'holds: ERRNO EPERM by defaultAction on line 1 (no rule)'],
    ['errno: allow mkdir', 'mkdir -> allow', 'holds: ALLOW without a filter (--privileged)', { privileged: true }],
    [
      'errno: allow mkdir',
      'mkdir -> line 2',
      'fails: ALLOW without a filter (--privileged) [x86_64: mkdir]',
      { privileged: true },
    ],
  ])('%s: %s', (profile, check, wanted, target) => expect(told(profileOf(profile, target), check)).toBe(wanted));

  test('an empty profile is no filter', () => {
    const profile = parseProfile('{}').value ?? expect.fail('no profile');
    expect(told({ profile, target: TARGET }, 'mkdir -> allow\nstarts -> yes\nany way to AF_ALG -> blocked')).toBe(
      [
        'holds: ALLOW without a filter (empty profile)',
        'holds: a start without a filter',
        'fails: ALLOW without a filter (empty profile) [x86_64: socket(AF_ALG)]',
      ].join('\n'),
    );
  });

  test('a text that breaks off is no empty profile', () => {
    const profile = parseProfile('{ "defaultAction":\n}').value ?? expect.fail('no profile');
    expect(told({ profile, target: TARGET }, 'mkdir -> allow\nstarts -> no')).toBe(
      ['fails', 'holds']
        .map((word) => `${word}: no start (line 1 of the profile): The key "defaultAction" has no value.`)
        .join('\n'),
    );
  });

  test('a name on its own line has two lines: its own and the rule’s', () => {
    const text =
      '{"defaultAction":"SCMP_ACT_ERRNO","syscalls":[\n{"names":[\n"read",\n"mkdir"],"action":"SCMP_ACT_ALLOW"}]}';
    const profile = parseProfile(text).value ?? expect.fail('no profile');
    expect(told({ profile, target: TARGET }, 'mkdir -> line 4\nmkdir -> line 2\nmkdir -> line 3')).toBe(
      ['holds', 'holds', 'fails']
        .map((word) => `${word}: ALLOW by the rule on line 4${word === 'fails' ? ' [x86_64: mkdir]' : ''}`)
        .join('\n'),
    );
  });
});

describe('another architecture', () => {
  const machine: Partial<Target> = { arch: 'SCMP_ARCH_AARCH64' };
  test.each<[check: string, told: string]>([
    ['mkdirat -> allow', 'holds: ALLOW by the rule on line 2'],
    ['aarch64: mkdirat -> allow', 'holds: ALLOW by the rule on line 2'],
    ['arm: mkdir -> kill', 'holds: KILL_THREAD by the filter (no rules for this architecture)'],
    ['any way to AF_VSOCK -> blocked', 'holds: 6 ways, all blocked'],
  ])('%s', (check, wanted) => expect(told(profileOf('errno: allow mkdirat', machine), check)).toBe(wanted));

  test('an error has its number there', () => {
    const mips: Partial<Target> = { arch: 'SCMP_ARCH_MIPS64', runtime: 'libseccomp' };
    // ELOOP is 90 on MIPS, 40 elsewhere
    expect(told(profileOf('errno=90: allow read', mips), 'mkdir -> ELOOP')).toBe(
      'holds: ERRNO ELOOP by defaultAction on line 1 (no rule)',
    );
    expect(told(profileOf('errno=40: allow read'), 'mkdir -> ELOOP')).toBe(
      'holds: ERRNO ELOOP by defaultAction on line 1 (no rule)',
    );
  });
});

describe('any way to', () => {
  test.each<[profile: string, check: string, told: string]>([
    ['errno: allow read', 'any way to AF_VSOCK -> blocked', 'holds: 10 ways, all blocked'],
    ['errno: allow read', 'any way to AF_VSOCK -> not allow', 'holds: 10 ways, all blocked'],
    ['errno: allow read', 'any way to AF_VSOCK -> allow', 'fails: 10 ways, all blocked'],
    ['errno: allow read', 'any way to AF_VSOCK -> not blocked', 'fails: 10 ways, all blocked'],
    [
      'allow: errno socket arg0==40',
      'any way to AF_VSOCK -> blocked',
      'fails: ALLOW by defaultAction on line 1 (the rule on line 2 requires arg0 == 40) [x86_64: socket(0x100000028)]',
    ],
    [
      'allow: errno socket arg0==40',
      'any way to AF_VSOCK -> allow',
      'holds: x86_64: socket(0x100000028), which gets ALLOW by defaultAction on line 1 (the rule on line 2 requires arg0 == 40)',
    ],
    [
      'errno[x86]: allow socketcall',
      'any way to socket(AF_VSOCK) -> blocked',
      'fails: ALLOW by the rule on line 2 [x86: socketcall(SYS_SOCKET)]',
    ],
    [
      'errno: allow clone3',
      'any way to user-namespace -> blocked',
      'fails: ALLOW by the rule on line 2 [x86_64: clone3(0, 88)]',
    ],
    [
      'errno: allow clone3',
      'any way to CLONE_NEWUSER -> blocked',
      'fails: ALLOW by the rule on line 2 [x86_64: clone3(0, 88)]',
    ],
    ['errno: trace unshare', 'any way to user namespace -> blocked', 'holds: 15 ways, all blocked'],
    [
      'errno: log unshare',
      'any way to user-namespace -> blocked',
      'fails: LOG by the rule on line 2 [x86_64: unshare(CLONE_NEWUSER)]',
    ],
    [
      'errno: allow unshare',
      'any way to unshare(CLONE_NEWUSER) -> allow',
      'holds: x86_64: unshare(CLONE_NEWUSER), which gets ALLOW by the rule on line 2',
    ],
    ['errno: allow read', 'any way to userfaultfd -> blocked', 'holds: 6 ways, all blocked'],
  ])('%s: %s', (profile, check, wanted) => expect(told(profileOf(profile), check)).toBe(wanted));

  test('a kernel without the call is no way', () => {
    // io_uring came with 5.1, and its sockets with 5.19
    const uring = 'errno: allow io_uring_setup io_uring_enter mmap';
    expect(told(profileOf(uring, { kernel: '5.10' }), 'any way to AF_VSOCK -> blocked')).toBe(
      'holds: 4 ways, all blocked',
    );
    expect(told(profileOf(uring, { kernel: '6.12' }), 'any way to AF_VSOCK -> allow')).toMatch(
      /^holds: x86_64: io_uring_setup\(.*\), which gets ALLOW by the rule on line 2, then x86_64: io_uring_enter/,
    );
  });
});

describe('starts', () => {
  const docker = parseProfile(presetText('docker-26.1')).value ?? expect.fail('no profile');
  test.each<[profile: string, check: string, told: string, target?: Partial<Target>]>([
    ['allow:', 'starts -> yes', 'holds: a container that starts'],
    ['allow:', 'starts -> no', 'fails: a container that starts'],
    ['allow:', 'starts -> not no', 'holds: a container that starts'],
    [
      'allow: errno execve',
      'starts -> no',
      'holds: no start: runc calls execve, and gets ERRNO EPERM by the rule on line 2',
    ],
    [
      'allow: errno execve',
      'starts -> yes',
      'fails: no start: runc calls execve, and gets ERRNO EPERM by the rule on line 2 [x86_64: execve]',
    ],
    [
      'allow: errno execve',
      'starts -> yes',
      'fails: no start: crun calls execve, and gets ERRNO EPERM by the rule on line 2 [x86_64: execve]',
      { runtime: 'crun' },
    ],
    ['allow:', 'starts -> yes', 'fails: no runtime: libseccomp alone starts no container', { runtime: 'libseccomp' }],
    ['allow:', 'starts -> no', 'fails: no runtime: libseccomp alone starts no container', { runtime: 'libseccomp' }],
  ])('%s: %s', (profile, check, wanted, target) => expect(told(profileOf(profile, target), check)).toBe(wanted));

  test('Docker’s default does', () =>
    expect(told({ profile: docker, target: TARGET }, 'starts -> yes')).toBe('holds: a container that starts'));
});

describe('a profile that is refused', () => {
  const conflict = 'errno: allow mkdir arg0==1 | errno=5 mkdir arg0==1';
  test.each<[check: string, told: string]>([
    ['mkdir -> EPERM', 'fails: '],
    ['mkdir -> blocked', 'fails: '],
    ['any way to mount -> blocked', 'fails: '],
    ['starts -> yes', 'fails: '],
    ['starts -> no', 'holds: '],
    ['starts -> not yes', 'holds: '],
  ])('%s', (check, word) =>
    expect(told(profileOf(conflict), check)).toBe(
      `${word}no start (line 3 of the profile): An earlier rule has another action for the same arguments of mkdir.`,
    ),
  );

  test('by the words of its text', () => {
    const text = '{"defaultAction":"SCMP_ACT_ERRNO","syscalls":[\n{"names":["read"],"action":"SCMP_ACT_ALOW"}]}';
    const profile = parseProfile(text).value ?? expect.fail('no profile');
    expect(told({ profile, target: TARGET }, 'read -> allow\nstarts -> no')).toBe(
      ['fails', 'holds']
        .map((word) => `${word}: no start (line 2 of the profile): "SCMP_ACT_ALOW" is not an action.`)
        .join('\n'),
    );
  });

  test('the slide’s of 2016', () => {
    const profile = parseProfile(presetText('talk-2016')).value ?? expect.fail('no profile');
    expect(told({ profile, target: TARGET }, 'mkdir -> EPERM')).toBe(
      'fails: no start (line 18 of the profile): Trailing comma before ].',
    );
  });
});

describe('on, with and without', () => {
  const profile = parseProfile(presetText('docker-26.1')).value ?? expect.fail('no profile');
  const line = lineOf('"unshare"');
  test.each<[check: string, told: string]>([
    [
      'unshare(CLONE_NEWUSER) -> EPERM',
      `holds: ERRNO EPERM by defaultAction on line 2 (the rule on line ${line} is for containers with CAP_SYS_ADMIN)`,
    ],
    ['unshare(CLONE_NEWUSER) -> allow with CAP_SYS_ADMIN', `holds: ALLOW by the rule on line ${line}`],
    [
      'unshare(CLONE_NEWUSER) -> EPERM with sys_admin',
      `fails: ALLOW by the rule on line ${line} [x86_64: unshare(CLONE_NEWUSER)]`,
    ],
    [
      'unshare -> EPERM with CAP_SYS_ADMIN with CAP_CHOWN without CAP_MKNOD on docker-26.1',
      `fails: ALLOW by the rule on line ${line} [x86_64: unshare]`,
    ],
    [
      'chroot -> allow',
      'fails: ERRNO EPERM by defaultAction on line 2 (the rule on line 699 is for containers with CAP_SYS_CHROOT) [x86_64: chroot]',
    ],
    ['chroot -> allow on docker-26.1', 'holds: ALLOW by the rule on line 699'],
    [
      'chroot -> blocked on docker-26.1 without CAP_SYS_CHROOT',
      'holds: ERRNO EPERM by defaultAction on line 2 (the rule on line 699 is for containers with CAP_SYS_CHROOT)',
    ],
    ['starts -> yes on podman-5.8', 'holds: a container that starts'],
  ])('%s', (check, wanted) => expect(told({ profile, target: TARGET }, check)).toBe(wanted));

  function lineOf(word: string): number {
    return (
      presetText('docker-26.1')
        .split('\n')
        .findIndex((each) => each.includes(word)) + 1
    );
  }
});

test('a check of an ID map fails, and says so', () => {
  const checks = 'inside 0 -> mapped\noutside 5 -> inside 0\nwrite -> ok';
  expect(told(profileOf('allow:'), checks)).toBe(
    Array(3).fill('fails: a profile: only an ID map answers this check').join('\n'),
  );
});
