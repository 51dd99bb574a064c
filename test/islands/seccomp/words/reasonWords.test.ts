import { describe, expect, test } from 'vitest';
import { type Arch, numberOf } from '../../../../src/engine/linux/index.ts';
import {
  type Answer,
  decide,
  type Filter,
  parseProfile,
  resolve,
  type Target,
} from '../../../../src/engine/seccomp/index.ts';
import { shortReason } from '../../../../src/instrument/words/shortReason.ts';
import { callWords } from '../../../../src/islands/seccomp/words/callWords.ts';
import { reasonWords } from '../../../../src/islands/seccomp/words/reasonWords.ts';
import { plain } from '../../../../src/ui/Phrase.ts';

const PROFILE = `{
  "defaultAction": "SCMP_ACT_ERRNO",
  "architectures": ["SCMP_ARCH_X86_64", "SCMP_ARCH_X86"],
  "syscalls": [
    { "names": ["read"], "action": "SCMP_ACT_ALLOW" },
    { "names": ["socket"], "action": "SCMP_ACT_ALLOW", "args": [{ "index": 0, "value": 40, "op": "SCMP_CMP_NE" }] },
    { "names": ["personality"], "action": "SCMP_ACT_ALLOW", "args": [{ "index": 0, "value": 0, "op": "SCMP_CMP_EQ" }] },
    { "names": ["personality"], "action": "SCMP_ACT_ALLOW", "args": [{ "index": 0, "value": 8, "op": "SCMP_CMP_EQ" }] },
    { "names": ["bpf"], "action": "SCMP_ACT_ALLOW", "includes": { "caps": ["CAP_SYS_ADMIN", "CAP_BPF"] } },
    { "names": ["ptrace"], "action": "SCMP_ACT_ALLOW", "includes": { "minKernel": "4.8" } },
    { "names": ["arch_prctl"], "action": "SCMP_ACT_ALLOW", "includes": { "arches": ["arm64"] } },
    { "names": ["chown"], "action": "SCMP_ACT_ALLOW", "excludes": { "caps": ["CAP_CHOWN"] } },
    { "names": ["mount"], "action": "SCMP_ACT_ERRNO" },
    { "names": ["clone3"], "action": "SCMP_ACT_ERRNO", "errnoRet": 38, "excludes": { "caps": ["CAP_SYS_ADMIN"] } },
    { "names": ["clone3"], "action": "SCMP_ACT_ALLOW", "includes": { "caps": ["CAP_SYS_ADMIN"] } },
    { "names": ["write"], "action": "SCMP_ACT_ALLOW",
      "args": [{ "index": 0, "value": 1, "op": "SCMP_CMP_EQ" }, { "index": 2, "value": 4096, "op": "SCMP_CMP_LE" }] },
    { "names": ["close"], "action": "SCMP_ACT_ALLOW",
      "args": [{ "index": 0, "value": 3, "op": "SCMP_CMP_EQ" }, { "index": 0, "value": 5, "op": "SCMP_CMP_EQ" }] },
    { "names": ["fcntl"], "action": "SCMP_ACT_ALLOW", "args": [{ "index": 1, "value": 4294967295, "op": "SCMP_CMP_GT" }] },
    { "names": ["fcntl"], "action": "SCMP_ACT_ALLOW",
      "args": [{ "index": 1, "value": 0, "op": "SCMP_CMP_GT" }, { "index": 2, "value": 39, "op": "SCMP_CMP_NE" }] }
  ]
}`;

function filterOf(text: string): Filter {
  const profile = parseProfile(text).value;
  const target = { arch: 'SCMP_ARCH_X86_64', kernel: '4.4', capabilities: ['CAP_CHOWN'], runtime: 'runc' } as const;
  const filter = profile && resolve(profile, target).value;
  if (!filter) throw new Error('The profile gives no filter.');
  return filter;
}

const filter = filterOf(PROFILE);

function ask(
  arch: Arch,
  name: string,
  args: readonly number[],
  of = filter,
): Answer & { kind: string; why: string; short: string } {
  const call = { arch, syscall: numberOf(arch, name) ?? -1, args: args.map(BigInt) };
  const verdict = decide(of, call);
  const { action, data, reason } = verdict;
  return {
    action,
    data,
    kind: reason.kind,
    why: plain(reasonWords(verdict, { filter: of, call })),
    short: shortReason(verdict, of),
  };
}

test.each<[Arch, string, number[], string, string, string]>([
  ['SCMP_ARCH_X86_64', 'read', [], 'rule', 'The rule on line 5 applies, whatever the arguments.', 'line 5'],
  [
    'SCMP_ARCH_X86_64',
    'socket',
    [2],
    'rule',
    'The rule on line 6 applies: arg0 != 40 is true. 40 is AF_VSOCK.',
    'line 6: arg0 != 40',
  ],
  [
    'SCMP_ARCH_X86_64',
    'write',
    [1, 0, 80],
    'rule',
    'The rule on line 16 applies: arg0 == 1 and arg2 <= 0x1000 are true.',
    'line 16: arg0 == 1 and arg2 <= 0x1000',
  ],
  [
    'SCMP_ARCH_X86_64',
    'mkdir',
    [],
    'no-rule',
    'No rule names mkdir on x86_64, so defaultAction on line 2 applies.',
    'no rule',
  ],
  [
    'SCMP_ARCH_X86_64',
    'socket',
    [40],
    'conditions',
    'The rule on line 6 requires arg0 != 40, which is false here, so defaultAction on line 2 applies. 40 is AF_VSOCK.',
    'no condition matched (defaultAction)',
  ],
  [
    'SCMP_ARCH_X86_64',
    'personality',
    [1],
    'conditions',
    'None of the call’s rules matches here: line 7 requires arg0 == 0 and line 8 requires arg0 == 8. So defaultAction on line 2 applies. 0 is PER_LINUX. 8 is PER_LINUX32.',
    'no condition matched (defaultAction)',
  ],
  [
    'SCMP_ARCH_X86_64',
    'close',
    [4],
    'conditions',
    'The rule on line 18 requires arg0 == 3 or arg0 == 5, which is false here, so defaultAction on line 2 applies.',
    'no condition matched (defaultAction)',
  ],
  [
    'SCMP_ARCH_X86_64',
    'fcntl',
    [0, 1, 0],
    'misread',
    'The profile specifies a different result, but libseccomp 2.6.0 wrongly combines the conditions of the rules on line 20 and line 21.',
    'lines 20, 21: wrongly combined by libseccomp',
  ],
  [
    'SCMP_ARCH_X86',
    'bpf',
    [],
    'inactive',
    'The rule on line 9 does not apply: it requires CAP_SYS_ADMIN and CAP_BPF, which this container lacks. No other rule names bpf, so defaultAction on line 2 applies.',
    'needs SYS_ADMIN, BPF',
  ],
  [
    'SCMP_ARCH_X86_64',
    'ptrace',
    [],
    'inactive',
    'The rule on line 10 does not apply: it requires Linux 4.8 or newer. No other rule names ptrace, so defaultAction on line 2 applies.',
    'from Linux 4.8',
  ],
  [
    'SCMP_ARCH_X86_64',
    'arch_prctl',
    [],
    'inactive',
    'The rule on line 11 does not apply: it is for the architecture arm64. No other rule names arch_prctl, so defaultAction on line 2 applies.',
    'needs arm64',
  ],
  [
    'SCMP_ARCH_X86_64',
    'chown',
    [],
    'inactive',
    'The rule on line 12 does not apply: it is for containers without CAP_CHOWN, and this one has it. No other rule names chown, so defaultAction on line 2 applies.',
    'not with CHOWN',
  ],
  [
    'SCMP_ARCH_X86_64',
    'mount',
    [],
    'redundant',
    'The rule on line 13 has the same action as defaultAction, so runc ignores it, and defaultAction on line 2 applies.',
    'line 13, same as defaultAction',
  ],
  [
    'SCMP_ARCH_X86_64',
    'clone3',
    [],
    'rule',
    'The rule on line 14 applies, whatever the arguments. With CAP_SYS_ADMIN the rule on line 15 would apply.',
    'line 14',
  ],
  [
    'SCMP_ARCH_X86_64',
    'mseal',
    [],
    'above-enosys-line',
    'Its number, 462, is above 435 (clone3), the highest that the profile names on x86_64. For such numbers runc returns ENOSYS before it looks at the rules, so that a program falls back to an older call.',
    'above 435',
  ],
  [
    'SCMP_ARCH_X32',
    'read',
    [],
    'foreign-architecture',
    'The filter has no rules for x32, so it kills a thread that makes a call in that ABI.',
    'unknown ABI',
  ],
])('%s %s(%j): %s', (arch, name, args, kind, why, short) => {
  expect(ask(arch, name, args)).toMatchObject({ kind, why, short });
});

const OVERRULED = `{
  "defaultAction": "SCMP_ACT_ERRNO",
  "syscalls": [
    { "names": ["chmod", "mkdir", "rmdir"], "action": "SCMP_ACT_ALLOW" },
    { "names": ["socket"], "action": "SCMP_ACT_ALLOW", "args": [{ "index": 1, "value": 1, "op": "SCMP_CMP_EQ" }] },
    { "names": ["chmod"], "action": "SCMP_ACT_ERRNO" },
    { "names": ["mkdir"], "action": "SCMP_ACT_KILL" },
    { "names": ["rmdir"], "action": "SCMP_ACT_ERRNO", "errnoRet": 13, "args": [{ "index": 0, "value": 5, "op": "SCMP_CMP_GE" }] },
    { "names": ["socket"], "action": "SCMP_ACT_ERRNO", "args": [{ "index": 0, "value": 40, "op": "SCMP_CMP_EQ" }] }
  ]
}`;

test.each<[string, number[], string]>([
  [
    'chmod',
    [],
    'The rule on line 4 applies, whatever the arguments. The rule on line 6, whose action differs, has no effect: it has the same action as defaultAction, so runc ignores it.',
  ],
  [
    'mkdir',
    [],
    'The rule on line 4 applies, whatever the arguments. The rule on line 7, whose action differs, has no effect: of two rules without conditions libseccomp keeps the first.',
  ],
  [
    'rmdir',
    [5],
    'The rule on line 4 applies, whatever the arguments. The rule on line 8, whose action differs, has no effect: in libseccomp a rule without conditions replaces those with conditions.',
  ],
  ['rmdir', [4], 'The rule on line 4 applies, whatever the arguments.'],
  [
    'socket',
    [40, 1],
    'The rule on line 5 applies: arg1 == 1 is true. 1 is SOCK_STREAM. The rule on line 9, whose action differs, has no effect: it has the same action as defaultAction, so runc ignores it.',
  ],
  ['socket', [2, 1], 'The rule on line 5 applies: arg1 == 1 is true. 1 is SOCK_STREAM.'],
])('a rule with another action, in vain: %s(%j)', (name, args, why) => {
  expect(ask('SCMP_ARCH_X86_64', name, args, filterOf(OVERRULED))).toMatchObject({ action: 'ALLOW', why });
});

test('an empty profile is no filter', () => {
  expect(ask('SCMP_ARCH_X86_64', 'reboot', [], filterOf('{}'))).toEqual({
    action: 'ALLOW',
    data: 0,
    kind: 'no-rule',
    why: 'Empty profile: seccomp is off, and the container runs without a filter.',
    short: 'no filter',
  });
});

const SOCKETS = filterOf(`{
  "defaultAction": "SCMP_ACT_ERRNO",
  "architectures": ["SCMP_ARCH_X86_64", "SCMP_ARCH_X86", "SCMP_ARCH_X32"],
  "syscalls": [
    { "names": ["socket"], "action": "SCMP_ACT_ALLOW", "args": [{ "index": 0, "value": 40, "op": "SCMP_CMP_NE" }] },
    { "names": ["semget", "getpid", "clone3"], "action": "SCMP_ACT_ALLOW" }
  ]
}`);

test.each<[Arch, string, number[], string]>([
  [
    'SCMP_ARCH_X86',
    'socketcall',
    [1],
    'The rule on line 5 applies: arg0 == 1 is true. 1 is SYS_SOCKET. The rule is for socket: libseccomp adds it for socketcall(SYS_SOCKET) too, because programs for 32-bit x86 can make the call that way.',
  ],
  [
    'SCMP_ARCH_X86',
    'socketcall',
    [2],
    'The rule on line 5 requires arg0 == 1, which is false here, so defaultAction on line 2 applies. 1 is SYS_SOCKET. The rule is for socket: libseccomp adds it for socketcall(SYS_SOCKET) too, because programs for 32-bit x86 can make the call that way.',
  ],
  [
    'SCMP_ARCH_X86',
    'ipc',
    [2],
    'The rule on line 6 applies: arg0 == 2 is true. 2 is SEMGET. The rule is for semget: libseccomp adds it for ipc(SEMGET) too, because programs for 32-bit x86 can make the call that way.',
  ],
  ['SCMP_ARCH_X86', 'socket', [2], 'The rule on line 5 applies: arg0 != 40 is true. 40 is AF_VSOCK.'],
  ['SCMP_ARCH_X86_64', 'semget', [2], 'The rule on line 6 applies, whatever the arguments.'],
])('a rule for a call that 32-bit programs make through another: %s %s(%j)', (arch, name, args, why) => {
  expect(ask(arch, name, args, SOCKETS).why).toBe(why);
});

test.each<[arch: Arch, syscall: number, asked: string, why: string]>([
  [
    'SCMP_ARCH_X86_64',
    0xffffffff,
    '-1, not a call number',
    '-1 is not a call: a tracer puts it in a call’s place so that the kernel skips the call. The filter compares it as 4294967295, above every number that the profile names, so runc returns ENOSYS.',
  ],
  [
    'SCMP_ARCH_X86_64',
    99999,
    '99999, not a known call of x86_64',
    'Its number, 99999, is above 435 (clone3), the highest that the profile names on x86_64. For such numbers runc returns ENOSYS before it looks at the rules, so that a program falls back to an older call.',
  ],
  [
    'SCMP_ARCH_X86_64',
    0x40000027,
    'getpid, call 39 (0x40000027) of x32',
    'The rule on line 6 applies, whatever the arguments.',
  ],
  [
    'SCMP_ARCH_X86_64',
    0x4001869f,
    '99999 (0x4001869f), not a known call of x32',
    'Its number, 99999 (0x4001869f), is above 435 (0x400001b3) (clone3), the highest that the profile names on x32. For such numbers runc returns ENOSYS before it looks at the rules, so that a program falls back to an older call.',
  ],
  [
    'SCMP_ARCH_X86',
    0xffffffff,
    '-1, not a call number',
    '-1 is not a call: a tracer puts it in a call’s place so that the kernel skips the call. The filter compares it as 4294967295, above every number that the profile names, so runc returns ENOSYS.',
  ],
])('a number without a call, or of another ABI: %s %i', (arch, syscall, asked, why) => {
  const call = { arch, syscall, args: [] };
  expect([callWords(call), plain(reasonWords(decide(SOCKETS, call), { filter: SOCKETS, call }))]).toEqual([asked, why]);
});

test('a rule that a capability would bring in is told only where it would let the call pass', () => {
  const gated = filterOf(`{ "defaultAction": "SCMP_ACT_ERRNO", "syscalls": [
    { "names": ["clone", "unshare"], "action": "SCMP_ACT_ERRNO", "errnoRet": 38 },
    { "names": ["clone"], "action": "SCMP_ACT_ALLOW", "args": [{ "index": 0, "value": 17 , "op": "SCMP_CMP_EQ" }], "includes": { "caps": ["CAP_SYS_ADMIN"] } },
    { "names": ["unshare"], "action": "SCMP_ACT_KILL", "includes": { "caps": ["CAP_SYS_ADMIN"] } }
  ] }`);
  const told = (name: string, args: number[]) => ask('SCMP_ARCH_X86_64', name, args, gated).why.includes('would apply');
  expect([told('clone', [17]), told('clone', [18]), told('unshare', [])]).toEqual([true, false, false]);
});

test.each<[runtime: 'runc' | 'crun', why: string, short: string]>([
  [
    'crun',
    'The rule on line 1 names mseal, but libseccomp 2.5.1 does not know that name (2.6.0 does), so crun ignores the rule, and defaultAction on line 1 applies.',
    'name not in libseccomp before 2.6.0',
  ],
  [
    'runc',
    'Its number, 462, is above 3 (close), the highest that the profile names on x86_64. For such numbers runc returns ENOSYS before it looks at the rules, so that a program falls back to an older call. The rule on line 1 names mseal, but libseccomp 2.5.1 does not know that name (2.6.0 does), so runc ignores the rule.',
    'above 3',
  ],
])('a name that libseccomp doesn’t know yet, %s', (runtime, why, short) => {
  const text = '{"defaultAction":"SCMP_ACT_ERRNO","syscalls":[{"names":["close","mseal"],"action":"SCMP_ACT_ALLOW"}]}';
  const profile = parseProfile(text).value;
  const target = { arch: 'SCMP_ARCH_X86_64', kernel: '6.12', capabilities: [], runtime } as const;
  const older = profile && resolve(profile, { ...target, versions: { libseccomp: '2.5.1' } }).value;
  expect(older && ask('SCMP_ARCH_X86_64', 'mseal', [], older)).toMatchObject({ why, short });
});

const DEFAULT_ERRNO = `{
  "defaultAction": "SCMP_ACT_ERRNO",
  "defaultErrnoRet": 38,
  "defaultErrno": "ENOMEDIUM",
  "syscalls": [
    { "names": ["socket"], "action": "SCMP_ACT_ALLOW", "args": [{ "index": 0, "value": 40, "op": "SCMP_CMP_NE" }] },
    { "names": ["mseal"], "action": "SCMP_ACT_ALLOW" }
  ]
}`;

describe('the line that the errno of the default action is on, where it is not EPERM', () => {
  const told = (name: string, target: Partial<Target>, text = DEFAULT_ERRNO) => {
    const whole = { arch: 'SCMP_ARCH_X86_64', kernel: '6.12', capabilities: [], runtime: 'runc', ...target } as const;
    const profile = parseProfile(text).value;
    const resolved = (profile && resolve(profile, whole).value) ?? expect.fail('no filter');
    const { data, why } = ask('SCMP_ARCH_X86_64', name, [40], resolved);
    return `${data}: ${why}`;
  };
  const WITHOUT = DEFAULT_ERRNO.replace('"defaultErrno": "ENOMEDIUM",', '');

  test.each<[engine: string, target: Partial<Target>, text: string, why: string]>([
    [
      'Podman 6.1',
      { engine: 'podman', runtime: 'crun', versions: { engine: '6.1.1', runtime: '1.28' } },
      DEFAULT_ERRNO,
      '123: No rule names mkdir on x86_64, so defaultAction on line 2 applies, with the errno on line 4.',
    ],
    [
      'Podman 6.1, both',
      { engine: 'podman', runtime: 'crun', versions: { engine: '6.1.1', runtime: '1.28' } },
      WITHOUT,
      '38: No rule names mkdir on x86_64, so defaultAction on line 2 applies, with the errno on line 3.',
    ],
    [
      'Podman 3.0',
      { engine: 'podman', runtime: 'crun', versions: { engine: '3.0.1', runtime: '1.21' } },
      DEFAULT_ERRNO,
      '38: No rule names mkdir on x86_64, so defaultAction on line 2 applies, with the errno on line 3.',
    ],
    [
      'Podman 3.0, crun 0.17',
      { engine: 'podman', runtime: 'crun', versions: { engine: '3.0.1', runtime: '0.17' } },
      DEFAULT_ERRNO,
      '1: No rule names mkdir on x86_64, so defaultAction on line 2 applies.',
    ],
    [
      'CRI-O',
      { engine: 'cri-o', runtime: 'crun' },
      DEFAULT_ERRNO,
      '123: No rule names mkdir on x86_64, so defaultAction on line 2 applies, with the errno on line 4.',
    ],
    [
      'Docker 29.9',
      { engine: 'docker', versions: { engine: '29.9.0' } },
      WITHOUT,
      '38: No rule names mkdir on x86_64, so defaultAction on line 2 applies, with the errno on line 3.',
    ],
    [
      'Docker 20.10',
      { engine: 'docker', versions: { engine: '20.10.24' } },
      WITHOUT,
      '1: No rule names mkdir on x86_64, so defaultAction on line 2 applies.',
    ],
    [
      'an errno that is EPERM',
      {},
      WITHOUT.replace('38', '1'),
      '1: No rule names mkdir on x86_64, so defaultAction on line 2 applies.',
    ],
  ])('%s', (_, target, text, why) => {
    expect(told('mkdir', target, text)).toBe(why);
  });

  test('in each of the ways to come to the default action', () => {
    const podman = { engine: 'podman', runtime: 'crun', versions: { engine: '6.1.1', libseccomp: '2.5.1' } } as const;
    expect([told('socket', podman), told('mseal', podman)]).toEqual([
      '123: The rule on line 6 requires arg0 != 40, which is false here, so defaultAction on line 2 applies, with the errno on line 4. 40 is AF_VSOCK.',
      '123: The rule on line 7 names mseal, but libseccomp 2.5.1 does not know that name (2.6.0 does), so crun ignores the rule, and defaultAction on line 2 applies, with the errno on line 4.',
    ]);
  });
});

test('rules on one line of text are told as one line', () => {
  const { short } = ask('SCMP_ARCH_X86_64', 'fcntl', [0, 1, 0], filterOf(PROFILE.replaceAll('\n', '')));
  expect(short).toBe('line 1: wrongly combined by libseccomp');
});
