import { describe, expect, test } from 'vitest';
import { type ChoiceKind, type Fit, type FitOptions, fit as fitTo, keyOf } from '../../../src/engine/fit/index.ts';
import { parseProfile, type Target } from '../../../src/engine/seccomp/index.ts';
import { profileText, TARGET } from '../seccomp/inline.ts';
import { presetText } from '../seccomp/presets.ts';
import { traced, traceOf } from './calls.ts';

function fitted(text: string, calls: string, where: Partial<Target> = {}, options: FitOptions = {}): Fit {
  const profile = parseProfile(text).value;
  if (profile === undefined) throw new Error('no profile');
  return fitTo(profile, { ...TARGET, ...where }, traceOf(calls), options);
}

/** The rules that then stand in the text, without what every rule has. */
function rulesOf({ text }: Fit): string {
  const rules = /"syscalls"\s*:\s*\[([\s\S]*)\]/.exec(text ?? '')?.[1] ?? '';
  return rules
    .replace(/"SCMP_(?:ACT|CMP)_(\w+)"|"|,"args":\[\]/g, '$1')
    .replace(/\s+/g, ' ')
    .trim();
}

describe('the smallest change', () => {
  test.each<[profile: string, calls: string, places: number, rules: string]>([
    ['errno: allow read', 'mkdir', 1, '{names:[read],action:ALLOW}, { names: [mkdir], action: ALLOW }'],
    // several share a rule
    ['errno: allow read', 'mkdir ; chmod', 2, '{names:[read],action:ALLOW}, { names: [mkdir, chmod], action: ALLOW }'],
    // a rule without conditions stays where another comes behind it: the name goes out of it as well
    [
      'errno: errno=13 mkdir chmod',
      'mkdir',
      2,
      '{names:[chmod],action:ERRNO,errnoRet:13}, { names: [mkdir], action: ALLOW }',
    ],
    ['errno: errno=13 mkdir', 'mkdir', 2, '{ names: [mkdir], action: ALLOW }'],
    // and takes the place of those with conditions
    [
      'errno: errno=13 mkdir arg1==1',
      'mkdir(0, 1)',
      1,
      '{names:[mkdir],action:ERRNO,errnoRet:13,args:[{index:1,value:1,valueTwo:0,op:EQ}]}, { names: [mkdir], action: ALLOW }',
    ],
    // what passes by default only has to be refused no more
    ['allow: errno mkdir chmod', 'mkdir ; chmod', 2, ''],
    ['allow: errno mkdir chmod read | errno mkdir', 'mkdir ; chmod', 3, '{names:[read],action:ERRNO}'],
    // the one value that was seen opens less than the call
    [
      'errno: allow read',
      'socket(AF_UNIX, 1, 0)',
      1,
      '{names:[read],action:ALLOW}, { names: [socket], action: ALLOW, args: [{ index: 0, value: 1, op: EQ }] }',
    ],
    // two values are two places, and the call is one
    [
      'errno: allow read',
      'socket(AF_UNIX, 1, 0) ; socket(AF_INET, 1, 0)',
      1,
      '{names:[read],action:ALLOW}, { names: [socket], action: ALLOW }',
    ],
    // a trace that shows it refused, though its arguments are unknown
    [
      'errno: allow personality arg0==8',
      'personality seen ERRNO',
      1,
      '{names:[personality],action:ALLOW,args:[{index:0,value:8,valueTwo:0,op:EQ}]}, { names: [personality], action: ALLOW }',
    ],
    // nothing: it may pass, and nothing shows that it didn't
    [
      'errno: allow personality arg0==8',
      'personality',
      0,
      '{names:[personality],action:ALLOW,args:[{index:0,value:8,valueTwo:0,op:EQ}]}',
    ],
    // nothing: programs go on
    [
      'errno: errno=38 clone3 | allow clone',
      'clone3 = 7',
      0,
      '{names:[clone3],action:ERRNO,errnoRet:38}, {names:[clone],action:ALLOW}',
    ],
    ['errno: errno=38 clone3', 'clone3 = -1 ENOSYS', 0, '{names:[clone3],action:ERRNO,errnoRet:38}'],
    // but for what is refused as well
    ['errno: errno=38 clone3', 'clone3 = 7', 2, '{ names: [clone3], action: ALLOW }'],
    ['errno: allow mkdir', 'futex_waitv', 0, '{names:[mkdir],action:ALLOW}'],
    // 32-bit programs
    [
      'errno[x86_64+x86]: allow read',
      'x86: mkdir',
      1,
      '{names:[read],action:ALLOW}, { names: [mkdir], action: ALLOW }',
    ],
    [
      'errno[x86_64+x86]: allow read',
      'x86: socketcall(1)',
      1,
      '{names:[read],action:ALLOW}, { names: [socketcall], action: ALLOW, args: [{ index: 0, value: 1, op: EQ }] }',
    ],
  ])('%s: %s', (profile, calls, places, rules) => {
    const found = fitted(profileText(profile), calls);
    expect([found.places, found.passes, rulesOf(found)]).toEqual([places, true, rules]);
  });

  test('adds the ABI that the filter does not know', () => {
    const found = fitted(profileText('errno[x86_64]: allow read'), 'x86: read ; x86: mkdir');
    expect([found.places, found.passes, found.text?.slice(0, 95)]).toEqual([
      2,
      true,
      '{"defaultAction":"SCMP_ACT_ERRNO","architectures":["SCMP_ARCH_X86_64","SCMP_ARCH_X86"],"syscall',
    ]);
  });

  test('keeps the layout and every other rule of Docker’s default', () => {
    const text = presetText('docker-26.1').replace('"accept4",', '');
    const found = fitted(text, 'accept4(5, 0, 0, SOCK_CLOEXEC) = -1 EPERM');
    expect(found.edits).toEqual([
      {
        start: text.lastIndexOf('}', text.lastIndexOf(']')) + 1,
        end: text.lastIndexOf('}', text.lastIndexOf(']')) + 1,
        text: ',\n\t\t{ "names": ["accept4"], "action": "SCMP_ACT_ALLOW" }',
      },
    ]);
  });
});

describe('choices', () => {
  const kinds = (found: Fit) =>
    found.changes.map(({ name, taken, choices }) => `${name} ${taken}: ${choices.map(({ kind }) => kind).join(' ')}`);

  test.each<[profile: string, calls: string, told: string[]]>([
    ['errno: allow read', 'mkdir', ['mkdir call: call']],
    ['errno: allow read', 'socket(1, 1, 0)', ['socket arguments: arguments call']],
    // ENOSYS where programs do without it
    ['errno=13: allow read | errno=1 clone3 statx', 'statx = 0', ['statx call: call enosys']],
    ['errno: errno=38 clone3 | allow clone', 'clone3 = 7', ['clone3 leave: leave call']],
    // of a rule that refuses more, the rest stays
    ['allow: errno personality', 'personality(8)', ['personality call: arguments call']],
    ['allow: errno mkdir', 'mkdir', ['mkdir call: call']],
  ])('%s: %s', (profile, calls, told) => {
    expect(kinds(fitted(profileText(profile), calls))).toEqual(told);
  });

  test('a capability brings in the rules that ask for it', () => {
    const found = fitted(presetText('docker-26.1'), 'mount = -1 EPERM');
    expect(kinds(found)).toEqual(['mount capability: call capability']);
    expect([found.given, found.places, found.passes, found.after.map(({ answer }) => answer)]).toEqual([
      ['CAP_SYS_ADMIN'],
      0,
      true,
      ['allowed'],
    ]);
  });

  // mount(2): EPERM for a caller without CAP_SYS_ADMIN. AppArmor is told besides: not every host has it.
  test.each<[profile: string, calls: string, chosen: ChoiceKind | undefined, told: string]>([
    ['docker-26.1', 'mount = 0', undefined, 'mount capability, denied; CAP_SYS_ADMIN; passes'],
    ['docker-26.1', 'mount = 0', 'call', 'mount call, capability, denied; ; stays'],
    // Two rules wait for a capability each: the one that gives less, and its choice alone.
    ['docker-26.1', 'bpf = 0', undefined, 'bpf capability; CAP_BPF; passes'],
    ['docker-26.1', 'bpf(BPF_PROG_GET_NEXT_ID) = 0', undefined, 'bpf capability; CAP_SYS_ADMIN; passes'],
    // The one capability lets another call pass as well: no edit is made for it.
    [
      'docker-26.1',
      'mount = 0 ; unshare(CLONE_NEWUSER) = 0',
      undefined,
      'mount capability, denied; unshare capability; CAP_SYS_ADMIN; passes',
    ],
    // A call for which the kernel requires nothing takes an edit, as before.
    ['docker-26.1', 'unshare(CLONE_NEWUSER) = 0', undefined, 'unshare arguments; ; passes'],
    // No rule waits for the capability: the text changes, and the container is given it besides.
    ['errno: allow read', 'mount = 0', undefined, 'mount call, denied; CAP_SYS_ADMIN; passes'],
    ['errno: allow read', 'mkdir = 0', undefined, 'mkdir call; ; passes'],
    ['errno: allow read', 'cachestat = 0', undefined, 'cachestat call, kernel-lacks; ; stays'],
  ])('%s: %s, chosen %s: what the kernel refuses does not pass', (profile, calls, kind, expected) => {
    const text = profile === 'docker-26.1' ? presetText(profile) : profileText(profile);
    const key = keyOf(traced(calls.split(' ; ')[0] ?? ''));
    const where = { runtime: 'runc', kernel: '6.1' } as const;
    const { changes, given, passes } = fitted(text, calls, where, kind && { chosen: new Map([[key, kind]]) });
    const said = changes.map(({ name, taken, remains }) =>
      [`${name} ${taken}`, ...remains.map(({ code }) => code)].join(', '),
    );
    expect([...said, given.join(), passes ? 'passes' : 'stays'].join('; ')).toBe(expected);
  });

  test.each<[profile: string, calls: string, kind: ChoiceKind, rules: string]>([
    [
      'errno: errno=38 clone3 | allow clone',
      'clone3 = 7',
      'call',
      '{names:[clone],action:ALLOW}, { names: [clone3], action: ALLOW }',
    ],
    [
      'errno=13: errno statx | allow read',
      'statx = 0',
      'enosys',
      '{names:[read],action:ALLOW}, { names: [statx], action: ERRNO, errnoRet: 38 }',
    ],
    [
      'allow: errno personality',
      'personality(8)',
      'arguments',
      '{ names: [personality], action: ERRNO, args: [{ index: 0, value: 8, op: NE }] }',
    ],
    ['errno: allow read', 'mkdir', 'leave', '{names:[read],action:ALLOW}'],
  ])('%s: %s, by choice %s', (profile, calls, kind, rules) => {
    const call = traced(calls.split(' ; ')[0] ?? '');
    const found = fitted(profileText(profile), calls, {}, { chosen: new Map([[keyOf(call), kind]]) });
    expect([found.changes[0]?.taken, rulesOf(found)]).toEqual([kind, rules]);
  });
});

describe('what no edit can do is told', () => {
  test.each<[profile: string, calls: string, where: Partial<Target>, told: string[]]>([
    ['errno: allow read', 'x86: mkdir', { arch: 'SCMP_ARCH_AARCH64' }, ['mkdir foreign-architecture']],
    ['errno: allow read', '4000', {}, ['undefined no-name']],
    ['kill: allow read', 'mseal', { versions: { libseccomp: '2.5.4' } }, ['mseal libseccomp-lacks 2.6.0']],
  ])('%s: %s', (profile, calls, where, told) => {
    const found = fitted(profileText(profile), calls, where);
    const cannot = found.changes.map((each) =>
      [each.name, each.cannot?.code, each.cannot?.since].filter((_, at) => at < 2 || each.cannot?.since).join(' '),
    );
    expect([cannot, found.passes, found.edits]).toEqual([
      told.map((each) => each.replace(/^undefined/, '')),
      false,
      [],
    ]);
  });

  test('a profile that the runtime refuses', () => {
    const found = fitted(
      '{"defaultAction":"SCMP_ACT_ERRNO","architectures":["SCMP_ARCH_NONE"],"syscalls":[]}',
      'mkdir',
    );
    expect([found.refusals.map(({ code }) => code), found.changes, found.passes]).toEqual([
      ['architecture-unknown'],
      [],
      false,
    ]);
  });

  test.each<[profile: string, calls: string, remains: Fit['changes'][number]['remains'], leavesTrace: boolean]>([
    [
      'errno: allow read',
      'io_uring_setup = -1 EPERM',
      [{ code: 'goes-on', names: ['io_uring_enter', 'io_uring_register'] }],
      true,
    ],
    ['errno: allow io_uring_enter', 'io_uring_setup', [{ code: 'goes-on', names: ['io_uring_register'] }], false],
    // the trace has what comes next, or would have it
    ['errno: allow read', 'listen = -1 EPERM ; accept = 3 ; accept4 = 4', [], true],
    ['errno: allow read', 'timer_create = 0', [], false],
    ['errno: allow read', 'timer_create seen ERRNO', [{ code: 'goes-on', names: ['timer_settime'] }], true],
    ['errno: allow read', 'timer_create seen LOG', [], false],
  ])('what the program comes to next. %s: %s', (profile, calls, remains, leavesTrace) => {
    const found = fitted(profileText(profile), calls);
    expect([found.changes[0]?.remains, found.leavesTrace]).toEqual([remains, leavesTrace]);
  });

  test.each<[profile: string, remains: Fit['changes'][number]['remains']]>([
    ['errno: allow read', [{ code: 'falls-back', names: ['clone'] }]],
    ['errno=13: allow clone | errno=1 clone3', []],
  ])('what programs call in the place of a call that looks missing. %s', (profile, remains) => {
    const chosen = new Map([[keyOf(traced('clone3')), 'enosys' as const]]);
    const found = fitted(profileText(profile), 'clone3 = -1 EPERM', {}, { chosen });
    expect([found.changes[0]?.remains, found.leavesTrace]).toEqual([remains, true]);
  });

  test('a kernel that lacks the call answers all the same', () => {
    const found = fitted(profileText('kill: allow read'), 'fchmodat2', { kernel: '6.1' });
    expect(found.changes[0]?.remains).toEqual([{ code: 'kernel-lacks', since: '6.6' }]);
  });
});
