import { expect, test } from 'vitest';
import { type Arch, numberOf } from '../../../src/engine/linux/index.ts';
import { type Answer, decide, type Filter, parseProfile, resolve } from '../../../src/engine/seccomp/index.ts';
import { reasonWords, shortReason } from '../../../src/islands/seccomp/reasonWords.ts';
import { plain } from '../../../src/ui/Phrase.ts';

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
      "args": [{ "index": 0, "value": 3, "op": "SCMP_CMP_EQ" }, { "index": 0, "value": 5, "op": "SCMP_CMP_EQ" }] }
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
  ['SCMP_ARCH_X86_64', 'read', [], 'rule', 'The rule on line 5 says so, whatever the arguments.', 'line 5'],
  [
    'SCMP_ARCH_X86_64',
    'socket',
    [2],
    'rule',
    'The rule on line 6 says so for arg0 != 40. 40 is AF_VSOCK.',
    'line 6: arg0 != 40',
  ],
  [
    'SCMP_ARCH_X86_64',
    'write',
    [1, 0, 80],
    'rule',
    'The rule on line 16 says so for arg0 == 1 and arg2 <= 0x1000.',
    'line 16: arg0 == 1 and arg2 <= 0x1000',
  ],
  [
    'SCMP_ARCH_X86_64',
    'mkdir',
    [],
    'no-rule',
    'No rule names mkdir on x86_64, so the default action on line 2 answers.',
    'not named',
  ],
  [
    'SCMP_ARCH_X86_64',
    'socket',
    [40],
    'conditions',
    'The rule on line 6 wants arg0 != 40; that does not hold here, so the default action on line 2 answers. 40 is AF_VSOCK.',
    'else line 2',
  ],
  [
    'SCMP_ARCH_X86_64',
    'personality',
    [1],
    'conditions',
    'Of the rules that name it, line 7 wants arg0 == 0 and line 8 wants arg0 == 8; none of it holds here, so the default action on line 2 answers. 0 is PER_LINUX. 8 is PER_LINUX32.',
    'else line 2',
  ],
  [
    'SCMP_ARCH_X86_64',
    'close',
    [4],
    'conditions',
    'The rule on line 18 wants arg0 == 3 or arg0 == 5; that does not hold here, so the default action on line 2 answers.',
    'else line 2',
  ],
  [
    'SCMP_ARCH_X86',
    'bpf',
    [],
    'inactive',
    'The rule on line 9 does not apply: it is for a container with CAP_SYS_ADMIN and CAP_BPF, which this one lacks. No other rule names bpf, so the default action on line 2 answers.',
    'needs SYS_ADMIN, BPF',
  ],
  [
    'SCMP_ARCH_X86_64',
    'ptrace',
    [],
    'inactive',
    'The rule on line 10 does not apply: it is for Linux 4.8 and newer. No other rule names ptrace, so the default action on line 2 answers.',
    'from Linux 4.8',
  ],
  [
    'SCMP_ARCH_X86_64',
    'arch_prctl',
    [],
    'inactive',
    'The rule on line 11 does not apply: it is for the architecture arm64. No other rule names arch_prctl, so the default action on line 2 answers.',
    'needs arm64',
  ],
  [
    'SCMP_ARCH_X86_64',
    'chown',
    [],
    'inactive',
    'The rule on line 12 does not apply: it is for a container without CAP_CHOWN, and this one has it. No other rule names chown, so the default action on line 2 answers.',
    'not with CHOWN',
  ],
  [
    'SCMP_ARCH_X86_64',
    'mount',
    [],
    'redundant',
    'The rule on line 13 asks for what the default action does anyway: runc leaves it out, and the default on line 2 answers.',
    'line 13, as by default',
  ],
  [
    'SCMP_ARCH_X86_64',
    'clone3',
    [],
    'rule',
    'The rule on line 14 says so, whatever the arguments. With CAP_SYS_ADMIN the rule on line 15 would apply.',
    'line 14',
  ],
  [
    'SCMP_ARCH_X86_64',
    'mseal',
    [],
    'above-enosys-line',
    'Its number, 462, is above 435 (clone3), the highest that the profile names on x86_64. There runc answers ENOSYS, so that a program falls back to an older call.',
    'above 435',
  ],
  [
    'SCMP_ARCH_X32',
    'read',
    [],
    'foreign-architecture',
    'The filter does not know the ABI x32. libseccomp kills a thread that makes a call of an ABI it was not told of.',
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
    'The rule on line 4 says so, whatever the arguments. The rule on line 6 says otherwise, without effect: its action is the default action, so runc leaves it out.',
  ],
  [
    'mkdir',
    [],
    'The rule on line 4 says so, whatever the arguments. The rule on line 7 says otherwise, without effect: of two rules without conditions libseccomp keeps the first.',
  ],
  [
    'rmdir',
    [5],
    'The rule on line 4 says so, whatever the arguments. The rule on line 8 says otherwise, without effect: libseccomp puts a rule without conditions in the place of those with conditions.',
  ],
  ['rmdir', [4], 'The rule on line 4 says so, whatever the arguments.'],
  [
    'socket',
    [40, 1],
    'The rule on line 5 says so for arg1 == 1. 1 is SOCK_STREAM. The rule on line 9 says otherwise, without effect: its action is the default action, so runc leaves it out.',
  ],
  ['socket', [2, 1], 'The rule on line 5 says so for arg1 == 1. 1 is SOCK_STREAM.'],
])('a rule that says otherwise in vain: %s(%j)', (name, args, why) => {
  expect(ask('SCMP_ARCH_X86_64', name, args, filterOf(OVERRULED))).toMatchObject({ action: 'ALLOW', why });
});

test('an empty profile is no filter', () => {
  expect(ask('SCMP_ARCH_X86_64', 'reboot', [], filterOf('{}'))).toEqual({
    action: 'ALLOW',
    data: 0,
    kind: 'no-rule',
    why: 'The profile is empty, so the container runs without a filter.',
    short: 'no filter',
  });
});
