import { describe, expect, test } from 'vitest';
import type { Arch } from '../../../../src/engine/linux/index.ts';
import { decide } from '../../../../src/engine/seccomp/index.ts';
import { filterOf, inlineAnswer } from '../inline.ts';

// The profile's rules stand on lines 2, 3, ... of its text.
describe('what runc makes of rules', () => {
  test.each([
    [
      'an EPERM rule under an EPERM default is dropped',
      'errno: allow read | errno mkdir',
      'mkdir',
      'ERRNO 1, redundant of lines 3',
    ],
    [
      'kill is kill thread, so dropped under it',
      'kill_thread: kill mkdir | allow rmdir',
      'mkdir',
      'KILL_THREAD, redundant of lines 2',
    ],
    ['errnoRet counts for ERRNO', 'errno: errno=38 mkdir', 'mkdir', 'ERRNO 38 by line 2, rule'],
    ['errnoRet 0 pretends success', 'errno: errno=0 mkdir', 'mkdir', 'ERRNO by line 2, rule'],
    ['errnoRet counts for TRACE', 'errno: trace=7 mkdir', 'mkdir', 'TRACE 7 by line 2, rule'],
    ['errnoRet keeps 16 bits', 'errno: errno=65538 mkdir', 'mkdir', 'ERRNO 2 by line 2, rule'],
    [
      'a name that libseccomp does not know is passed over',
      'errno: allow nosuchcall read | allow mkdir',
      '0',
      'ALLOW by line 2, rule',
    ],
    [
      'two conditions on one argument become two rules',
      'errno: allow mkdir arg0>5 arg0<3',
      'mkdir(9)',
      'ALLOW by line 2, rule arg0 > 5',
    ],
    [
      'and so all the others of the rule',
      'errno: allow mkdir arg0>5 arg0<3 arg1==1',
      'mkdir(4, 1)',
      'ALLOW by line 2, rule arg1 == 1',
    ],
  ])('%s', (_, profile, call, expected) => {
    expect(inlineAnswer(profile, call)).toBe(expected);
  });
});

describe("runc's ENOSYS stub", () => {
  test.each([
    ['above the highest number that is named', 'errno: allow read mkdir', '84', 'ERRNO 38, above 83'],
    ['not at or below it', 'errno: allow read mkdir', '82', 'ERRNO 1, no-rule'],
    ['dropped rules draw the line too', 'errno: allow read | errno mkdir', '84', 'ERRNO 38, above 83'],
    ['before rules of a pseudo number', 'errno: allow read | errno=2 socketcall', '1', 'ERRNO 1, no-rule'],
    ['not where only number 0 is named', 'errno: allow read', '84', 'ERRNO 1, no-rule'],
    ['not under ALLOW', 'allow: errno read mkdir', '84', 'ALLOW, no-rule'],
    ['not under LOG', 'log: errno read mkdir', '84', 'LOG, no-rule'],
    ['not under TRACE', 'trace: errno read mkdir', '84', 'TRACE 1, no-rule'],
    ['under an ENOSYS default as well', 'errno=38: allow read mkdir', '84', 'ERRNO 38, above 83'],
    ['under KILL as well', 'kill: allow read mkdir', '84', 'ERRNO 38, above 83'],
    ['by ABI: x86', 'errno[x86]: allow read mkdir', 'x86: 40', 'ERRNO 38, above 39'],
    ['by ABI: x32', 'errno[x32]: allow read mkdir', 'x32: 84', 'ERRNO 38, above 1073741907'],
    ['not where the ABI has its calls multiplexed', 'errno[x86]: allow socket', 'x86: 400', 'ERRNO 1, no-rule'],
    ['not before -1, with which a tracer skips a call', 'errno: allow read mkdir', '-1', 'ERRNO 1, no-rule'],
    ['but before -1 with x32, as its numbers', 'errno[x32]: allow read mkdir', '-1', 'ERRNO 38, above 1073741907'],
  ])('%s', (_, profile, call, expected) => {
    expect(inlineAnswer(profile, call)).toBe(expected);
  });

  test.each<[string, string, Arch, string, string]>([
    [
      'ENOSYS is the number of the machine',
      'errno: allow read mkdir',
      'SCMP_ARCH_MIPS64',
      '9999',
      'ERRNO 89, above 5081',
    ],
    [
      'on all ABIs of its filter',
      'errno[mips]: allow read mkdir',
      'SCMP_ARCH_MIPS64',
      'mips: 9999',
      'ERRNO 89, above 4039',
    ],
    [
      '38 by default is no ENOSYS there',
      'errno=38: allow read mkdir',
      'SCMP_ARCH_MIPS64',
      '9999',
      'ERRNO 89, above 5081',
    ],
    [
      'its whole action is: no stub',
      `errno=${0x50059}: allow read mkdir`,
      'SCMP_ARCH_MIPS64',
      '9999',
      'ERRNO 89, no-rule',
    ],
    ['as elsewhere', `errno=${0x50026}: allow read mkdir`, 'SCMP_ARCH_S390X', '9999', 'ERRNO 38, no-rule'],
    ['setup, 0, on s390x', 'errno: allow read mkdir', 'SCMP_ARCH_S390X', '0', 'ERRNO 38, setup'],
    ['and on s390', 'errno[s390]: allow read mkdir', 'SCMP_ARCH_S390X', 's390: 0', 'ERRNO 38, setup'],
    ['not where no number draws a line', 'errno: allow socket', 'SCMP_ARCH_S390X', '0', 'ERRNO 1, no-rule'],
    ['not without a stub', 'kill_process=1: allow read', 'SCMP_ARCH_PPC64', '0', 'KILL_PROCESS, no-rule'],
    ["arm's own calls draw it as well", 'errno: allow read set_tls', 'SCMP_ARCH_ARM', '999', 'ERRNO 1, no-rule'],
  ])('%s', (_, profile, arch, call, expected) => {
    expect(inlineAnswer(profile, call, { arch })).toBe(expected);
  });

  test('crun has none', () => {
    const crun = { runtime: 'crun', engine: 'docker' } as const;
    expect(inlineAnswer('errno: allow read mkdir', '84', crun)).toBe('ERRNO 1, no-rule');
    expect(inlineAnswer('errno: allow read mkdir', '0', { ...crun, arch: 'SCMP_ARCH_S390X' })).toBe('ERRNO 1, no-rule');
  });

  test('bare libseccomp has none', () => {
    const filter = filterOf('errno: allow read mkdir', { runtime: 'libseccomp' });
    expect(typeof filter === 'string' || decide(filter, { arch: 'SCMP_ARCH_X86_64', syscall: 84, args: [] })).toEqual({
      action: 'ERRNO',
      data: 1,
      reason: { kind: 'no-rule' },
    });
  });
});

describe('what libseccomp makes of rules', () => {
  const clone = 'errno: allow mkdir arg0==1';
  test.each([
    ['64-bit ABIs compare whole arguments', clone, 'mkdir(0x100000001)', 'ERRNO 1, conditions of lines 2'],
    [
      '32-bit ones the lower half',
      `${clone.replace('errno', 'errno[x86]')}`,
      'x86: mkdir(1)',
      'ALLOW by line 2, rule arg0 == 1',
    ],
    [
      'x32 the lower half too',
      `${clone.replace('errno', 'errno[x32]')}`,
      'x32: mkdir(0x100000001)',
      'ALLOW by line 2, rule arg0 == 1',
    ],
    ['a mask', 'errno: allow mkdir arg0&0xf0==0x10', 'mkdir(0x1f)', 'ALLOW by line 2, rule (arg0 & 0xf0) == 16'],
    [
      'a mask without bits always matches',
      'errno: allow mkdir arg0&0==5',
      'mkdir(7)',
      'ALLOW by line 2, rule (arg0 & 0x0) == 5',
    ],
    ['conditions hold together', 'errno: allow mkdir arg0==1 arg1==2', 'mkdir(1, 3)', 'ERRNO 1, conditions of lines 2'],
    [
      'the earlier of two rules without conditions',
      'kill: allow mkdir | errno mkdir',
      'mkdir',
      'ALLOW by line 2, rule',
    ],
    [
      'a rule without conditions replaces those with',
      'kill: errno mkdir arg0==1 | allow mkdir',
      'mkdir(1)',
      'ALLOW by line 3, rule',
    ],
    [
      'and is not narrowed by later ones',
      'kill: allow mkdir | errno mkdir arg0==1',
      'mkdir(1)',
      'ALLOW by line 2, rule',
    ],
    [
      'greater values are tried first',
      'kill: allow mkdir arg0>5 | errno mkdir arg0>9',
      'mkdir(10)',
      'ERRNO 1 by line 3, rule arg0 > 9',
    ],
    [
      'later arguments are tried first',
      'kill: allow mkdir arg0==1 | errno mkdir arg1==1',
      'mkdir(1, 1)',
      'ERRNO 1 by line 3, rule arg1 == 1',
    ],
    ['EQ before GT', 'kill: allow mkdir arg0>5 | errno mkdir arg0==9', 'mkdir(9)', 'ERRNO 1 by line 3, rule arg0 == 9'],
    [
      'the same conditions with another action',
      'kill: allow mkdir arg0==1 | errno mkdir arg0==1',
      'mkdir',
      'rule-conflict 3:11',
    ],
    ['an ABI that is not in the filter', 'allow: errno mkdir', 'x86: mkdir', 'KILL_THREAD, foreign-architecture'],
    ['x32 by its bit', 'allow: errno mkdir', 'x32: mkdir', 'KILL_THREAD, foreign-architecture'],
    ['another machine', 'allow: errno mkdir', 'aarch64: mkdirat', 'KILL_THREAD, foreign-architecture'],
  ])('%s', (_, profile, call, expected) => {
    expect(inlineAnswer(profile, call)).toBe(expected);
  });
});

// statx draws the ENOSYS line high enough: a rule on a multiplexed call draws none.
describe('what 32-bit x86 multiplexes', () => {
  const socket = 'errno[x86]: allow statx | allow socket arg0==2 arg1==1';
  test.each([
    ['a rule on socket is one on the call', socket, 'x86: socket(2, 1)', 'ALLOW by line 3, rule arg0 == 2 arg1 == 1'],
    [
      'and one on socketcall, whose argument 0 says which',
      socket,
      'x86: socketcall(1, 1)',
      'ALLOW by line 3, rule arg0 == 1 arg1 == 1',
    ],
    ['the condition on argument 0 is lost there', socket, 'x86: socketcall(1, 9)', 'ERRNO 1, conditions of lines 3'],
    ['other calls of it are not meant', socket, 'x86: socketcall(2, 1)', 'ERRNO 1, conditions of lines 3'],
    [
      'accept has no number of its own',
      'errno[x86]: allow statx | allow accept',
      'x86: socketcall(5)',
      'ALLOW by line 3, rule arg0 == 5',
    ],
    ['ipc: semop', 'errno[x86]: allow statx | allow semop', 'x86: ipc(1)', 'ALLOW by line 3, rule arg0 == 1'],
    ['ipc: shmat', 'errno[x86]: allow statx | allow shmat', 'x86: ipc(21)', 'ALLOW by line 3, rule arg0 == 21'],
    [
      'a rule on socketcall itself is for all',
      'errno[x86]: allow socketcall',
      'x86: socketcall(7)',
      'ALLOW by line 2, rule',
    ],
    ['but not for the calls', 'errno[x86]: allow socketcall', 'x86: socket', 'ERRNO 38, above 102'],
    ['x86_64 has neither', 'errno[x86]: allow socketcall | allow read', '102', 'ERRNO 1, no-rule'],
  ])('%s', (_, profile, call, expected) => {
    expect(inlineAnswer(profile, call)).toBe(expected);
  });
});

describe('what other ABIs multiplex', () => {
  test.each<[string, Arch, string, string, string]>([
    [
      's390x',
      'SCMP_ARCH_S390X',
      'errno: allow statx | allow socket arg0==2',
      'socketcall(1)',
      'ALLOW by line 3, rule arg0 == 1',
    ],
    [
      'whose 64 bits all count',
      'SCMP_ARCH_S390X',
      'errno: allow statx | allow socket arg0==2',
      'socketcall(0x100000001)',
      'ERRNO 1, conditions of lines 3',
    ],
    [
      'on s390 32 do',
      'SCMP_ARCH_S390',
      'errno: allow statx | allow socket arg0==2',
      's390: socketcall(0x100000001)',
      'ALLOW by line 3, rule arg0 == 1',
    ],
    ['ppc64le', 'SCMP_ARCH_PPC64LE', 'errno: allow statx | allow shmat', 'ipc(21)', 'ALLOW by line 3, rule arg0 == 21'],
    ['mips', 'SCMP_ARCH_MIPS', 'errno: allow statx | allow accept', 'socketcall(5)', 'ALLOW by line 3, rule arg0 == 5'],
    ['mips, the call itself', 'SCMP_ARCH_MIPS', 'errno: allow statx | allow accept', 'accept', 'ALLOW by line 3, rule'],
    ['mips64 has no multiplexers', 'SCMP_ARCH_MIPS64', 'errno: allow statx | allow accept', '102', 'ERRNO 1, no-rule'],
    ['arm has none', 'SCMP_ARCH_ARM', 'errno: allow statx | allow accept', '102', 'ERRNO 1, no-rule'],
  ])('%s', (_, arch, profile, call, expected) => {
    expect(inlineAnswer(profile, call, { arch })).toBe(expected);
  });
});

// Each was seen with the real library first: test/oracle/recordings/seccomp holds more.
describe('where libseccomp 2.6.0 errs, its answer is given', () => {
  test('a part of the program whose first call has no number there never loads the number', () => {
    const profile = 'kill[aarch64]: trace _llseek arg2!=2 | trace accept4 arg0<=38';
    expect(inlineAnswer(profile, 'accept4(2)')).toBe('TRACE 1 by line 3, rule arg0 <= 38');
    expect(inlineAnswer(profile, 'aarch64: accept4(2)')).toBe('KILL_THREAD, conditions of lines 3');
  });

  test('there the number that every call is compared by can be that of a call: s390 is 22, umount', () => {
    const profile = 'kill: allow accept | trap umount arg0==1';
    const asked = (call: string) => inlineAnswer(profile, call, { arch: 'SCMP_ARCH_S390', runtime: 'libseccomp' });
    expect([asked('getpid(1)'), asked('getpid(2)'), asked('socketcall(5)')]).toEqual([
      'TRAP by line 3, rule arg0 == 1',
      'KILL_THREAD, conditions of lines 3',
      'KILL_THREAD, conditions of lines 3',
    ]);
    // On s390x it is that of no call, and the default answers all.
    expect(inlineAnswer(profile, 'umount(1)', { arch: 'SCMP_ARCH_S390X', runtime: 'libseccomp' })).toBe(
      'KILL_THREAD, conditions of lines 3',
    );
  });

  test('two names share a pseudo number, and a rule on one is a rule on the other where only others have them', () => {
    const asked = (arch: Arch, call: string) =>
      inlineAnswer('kill[ppc64]: allow switch_endian', call, { arch, runtime: 'libseccomp' });
    expect(asked('SCMP_ARCH_S390X', 'ppc64: switch_endian')).toBe('KILL_THREAD, no-rule');
    expect(asked('SCMP_ARCH_S390X', 'ppc64: sys_debug_setcontext')).toBe('ALLOW by line 2, rule');
    expect(asked('SCMP_ARCH_PPC64', 'ppc64: switch_endian')).toBe('ALLOW by line 2, rule');
  });

  test('a block that two others lead to may find another argument loaded', () => {
    const profile = 'log: trap bind arg0!=0x100000001 arg1<0x80000000 | trap bind arg0<=1 | trap shmat arg0>39';
    expect(inlineAnswer(profile, 'bind(0, 0)', { arch: 'SCMP_ARCH_X86' })).toBe(
      'TRAP by line 2, rule arg0 != 0x100000001 arg1 < 0x80000000',
    );
    // Line 3 says TRAP for argument 0 up to 1; the block for it finds argument 1 loaded.
    expect(inlineAnswer(profile, 'bind(0, -40)', { arch: 'SCMP_ARCH_X86' })).toBe('LOG, misread of lines 2 3');
  });

  test('rules that send it into a circle are refused', () => {
    const endless =
      'kill[x86_64+x86+x32]: trap socketcall arg2&1==1 arg5==2 arg0>=3 | proc socketcall arg0!=3 arg1!=0x200000000 | trap socketcall arg0!=3 arg2&1==1 ';
    expect(inlineAnswer(endless, 'read')).toBe('libseccomp-endless 4:11');
  });
});
