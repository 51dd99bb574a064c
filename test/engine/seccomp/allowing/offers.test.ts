import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { numberOf, readArch } from '../../../../src/engine/linux/index.ts';
import {
  type Call,
  decide,
  formatCondition,
  type Offer,
  offers,
  parseCall,
  parseProfile,
  resolve,
  stillRequired,
  type Target,
} from '../../../../src/engine/seccomp/index.ts';
import { applyEdits } from '../../../../src/engine/text/index.ts';
import { runs } from '../../../seed.ts';
import { profileText as inWords, TARGET } from '../inline.ts';
import { presetText } from '../presets.ts';
import { NAMES, profileText, target, VALUES } from '../profileTexts.ts';

function offersOf(text: string, call: Call, where: Target): readonly Offer[] {
  const profile = parseProfile(text).value;
  const filter = profile && resolve(profile, where).value;
  return profile && filter ? offers(profile, filter, call, text) : [];
}

function asked(text: string, question: string, where: Partial<Target> = {}): readonly Offer[] {
  const on: Target = { ...TARGET, runtime: 'libseccomp', ...where };
  const call = parseCall(question, on.arch).value;
  if (call === undefined) throw new Error(`no call: ${question}`);
  return offersOf(text, call, on);
}

/** What the change lets pass, the rules that then stand in the text, and what else it does. */
function told(text: string, { kind, edits, conditions, capabilities, effects }: Offer): string {
  const rules = /"syscalls"\s*:\s*\[([\s\S]*)\]/.exec(applyEdits(text, edits))?.[1] ?? '';
  const shown =
    edits.length === 0
      ? capabilities.join(' ')
      : rules
          .replace(/"SCMP_(?:ACT|CMP)_(\w+)"|"|,"args":\[\]/g, '$1')
          .replace(/\s+/g, ' ')
          .trim();
  const { abis, through, opened, errors } = effects;
  const also = [
    ...abis.map((arch) => `on ${arch.replace('SCMP_ARCH_', '').toLowerCase()}`),
    ...through.map((call) => `by ${call}`),
    ...opened.map(({ name, sometimes }) => `opens ${name}${sometimes ? ' sometimes' : ''}`),
    ...errors.map(
      ({ name, after, sometimes }) => `${name} ${after.action} ${after.data}${sometimes ? ' sometimes' : ''}`,
    ),
  ];
  return [kind, conditions.map(formatCondition).join(' & '), `[${shown}]`, ...also].filter(Boolean).join(' ');
}

describe('what may be changed where a call is refused', () => {
  test.each<[profile: string, call: string, offered: string[]]>([
    ['errno: allow read', 'read', []],
    [
      'errno: allow read',
      'mkdir',
      [
        'call [{names:[read],action:ALLOW}, { names: [mkdir], action: ALLOW }]',
        'enosys [{names:[read],action:ALLOW}, { names: [mkdir], action: ERRNO, errnoRet: 38 }]',
      ],
    ],
    [
      'errno=38: allow read futex_requeue',
      'mkdir',
      ['call [{names:[read,futex_requeue],action:ALLOW}, { names: [mkdir], action: ALLOW }]'],
    ],
    [
      'errno:',
      'mkdir(0755)',
      ['call [{ names: [mkdir], action: ALLOW }]', 'enosys [{ names: [mkdir], action: ERRNO, errnoRet: 38 }]'],
    ],
    [
      'errno: allow socket arg0!=40',
      'socket(AF_VSOCK, SOCK_STREAM, 0)',
      [
        'arguments arg0 == 40 & arg1 == 1 [{names:[socket],action:ALLOW,args:[{index:0,value:40,valueTwo:0,op:NE}]}, { names: [socket], action: ALLOW, args: [{ index: 0, value: 40, op: EQ }, { index: 1, value: 1, op: EQ }] }]',
        'call [{names:[socket],action:ALLOW,args:[{index:0,value:40,valueTwo:0,op:NE}]}, { names: [socket], action: ALLOW }]',
      ],
    ],
    // The rule that refuses stays for all other arguments.
    [
      'errno: allow read|errno=38 socket',
      'socket(AF_ALG)',
      [
        'arguments arg0 == 38 [{names:[read],action:ALLOW}, { names: [socket], action: ALLOW, args: [{ index: 0, value: 38, op: EQ }] }, { names: [socket], action: ERRNO, errnoRet: 38, args: [{ index: 0, value: 38, op: NE }] }]',
        'call [{names:[read],action:ALLOW}, { names: [socket], action: ALLOW }]',
      ],
    ],
    [
      'allow: kill socket mkdir',
      'socket(AF_ALG)',
      [
        'arguments arg0 == 38 [{names:[mkdir],action:KILL}, { names: [socket], action: KILL, args: [{ index: 0, value: 38, op: NE }] }]',
        'call [{names:[mkdir],action:KILL}]',
        'enosys [{names:[mkdir],action:KILL}, { names: [socket], action: ERRNO, errnoRet: 38 }]',
      ],
    ],
    ['allow: errno socket arg0==38', 'socket(AF_ALG)', ['call []']],
    // Of a negative int the kernel reads 32 bits; what stands above them differs by program.
    [
      'errno: allow read',
      'setns(3, 0)',
      [
        'arguments arg1 == 0 [{names:[read],action:ALLOW}, { names: [setns], action: ALLOW, args: [{ index: 1, value: 0, op: EQ }] }]',
        'call [{names:[read],action:ALLOW}, { names: [setns], action: ALLOW }]',
        'enosys [{names:[read],action:ALLOW}, { names: [setns], action: ERRNO, errnoRet: 38 }]',
      ],
    ],
    [
      'errno: allow openat arg0==0',
      'openat(AT_FDCWD, "/x", O_RDONLY)',
      [
        'arguments (arg0 & 0xffffffff) == 0xffffff9c & arg2 == 0 [{names:[openat],action:ALLOW,args:[{index:0,value:0,valueTwo:0,op:EQ}]}, { names: [openat], action: ALLOW, args: [{ index: 0, value: 4294967295, valueTwo: 4294967196, op: MASKED_EQ }, { index: 2, value: 0, op: EQ }] }]',
        'call [{names:[openat],action:ALLOW,args:[{index:0,value:0,valueTwo:0,op:EQ}]}, { names: [openat], action: ALLOW }]',
      ],
    ],
    // keyctl's serials are longs to the kernel's interface, and ints to the programs.
    [
      'errno: allow read',
      'keyctl(KEYCTL_GET_KEYRING_ID, KEY_SPEC_SESSION_KEYRING, 0)',
      [
        'arguments arg0 == 0 & (arg1 & 0xffffffff) == 0xfffffffd [{names:[read],action:ALLOW}, { names: [keyctl], action: ALLOW, args: [{ index: 0, value: 0, op: EQ }, { index: 1, value: 4294967295, valueTwo: 4294967293, op: MASKED_EQ }] }]',
        'call [{names:[read],action:ALLOW}, { names: [keyctl], action: ALLOW }]',
        'enosys [{names:[read],action:ALLOW}, { names: [keyctl], action: ERRNO, errnoRet: 38 }]',
      ],
    ],
    // Where what counts was not given, only the whole call can be allowed.
    [
      'errno: allow personality arg0==0',
      'personality',
      [
        'call [{names:[personality],action:ALLOW,args:[{index:0,value:0,valueTwo:0,op:EQ}]}, { names: [personality], action: ALLOW }]',
      ],
    ],
    [
      'errno[x86]: allow read',
      'socket(AF_UNIX)',
      [
        'arguments arg0 == 1 [{names:[read],action:ALLOW}, { names: [socket], action: ALLOW, args: [{ index: 0, value: 1, op: EQ }] }] on x86 by x86: socketcall(SYS_SOCKET)',
        'call [{names:[read],action:ALLOW}, { names: [socket], action: ALLOW }] on x86 by x86: socketcall(SYS_SOCKET)',
        'enosys [{names:[read],action:ALLOW}, { names: [socket], action: ERRNO, errnoRet: 38 }]',
      ],
    ],
    ['errno[x86_64]: allow getpid', 'x86: getpid', ['abi [{names:[getpid],action:ALLOW}]']],
    ['errno: allow read', '4999', []],
    ['errno: allow read', 'mips: read', []],
  ])('%s, asked about %s', (words, call, offered) => {
    const text = inWords(words);
    expect(asked(text, call).map((offer) => told(text, offer))).toEqual(offered);
  });

  test.each<[text: string, call: string, kinds: string]>([
    ['{"defaultAction":"SCMP_ACT_ERRNO"}', 'mkdir', 'call enosys'],
    ['{"defaultAction":"SCMP_ACT_ERRNO","syscalls":[ ]}', 'mkdir', 'call enosys'],
    ['{"defaultAction":"SCMP_ACT_ERRNO","syscalls":null}', 'mkdir', 'call enosys'],
    [
      '{"defaultAction":"SCMP_ACT_ERRNO","syscalls":[{"name":"mkdir","action":"SCMP_ACT_KILL"}]}',
      'mkdir',
      'call enosys',
    ],
    [
      '{"linux":{"seccomp":{"defaultAction":"SCMP_ACT_ERRNO","syscalls":[{"names":["read"],"action":"SCMP_ACT_ALLOW"}]}}}',
      'mkdir',
      'call enosys',
    ],
    ['{}', 'mkdir', ''],
    // A comment is no JSON, and stays where it is.
    [
      '{"defaultAction":"SCMP_ACT_ERRNO","syscalls":[{"names":["read"],"action":"SCMP_ACT_ALLOW"} // all\n]}',
      'mkdir',
      '',
    ],
    [
      '{"defaultAction":"SCMP_ACT_ERRNO","syscalls":[{"names":["mkdir"],"action":"SCMP_ACT_ALLOW","includes":{"caps":["CAP_SYS_ADMIN"]}}]}',
      'mkdir',
      'call capability enosys',
    ],
    // With the capability its rule would apply, and refuse all the same.
    [
      '{"defaultAction":"SCMP_ACT_ERRNO","syscalls":[{"names":["mkdir"],"action":"SCMP_ACT_KILL","includes":{"caps":["CAP_SYS_ADMIN"]}}]}',
      'mkdir',
      'call enosys',
    ],
    // Without a profile's rules for it, --cap-add changes nothing.
    [
      '{"defaultAction":"SCMP_ACT_ERRNO","syscalls":[{"names":["read"],"action":"SCMP_ACT_ALLOW"}]}',
      'mount',
      'call enosys',
    ],
  ])('%s, asked about %s, offers %j', (text, call, kinds) => {
    expect(
      asked(text, call)
        .map(({ kind }) => kind)
        .join(' '),
    ).toBe(kinds);
  });

  test('a rule for a new call moves the line above which runc returns ENOSYS', () => {
    const text = inWords('errno: allow statmount');
    expect(asked(text, 'lsm_get_self_attr', { runtime: 'runc' }).map((offer) => told(text, offer))).toEqual([
      'call [{names:[statmount],action:ALLOW}, { names: [lsm_get_self_attr], action: ALLOW }] listmount ERRNO 1',
    ]);
  });

  test('of Docker’s default: the capability brings in what Docker gates with it', () => {
    const where = { capabilities: ['CAP_CHOWN'] };
    const found = asked(presetText('docker-26.1'), 'unshare(CLONE_NEWUSER)', where);
    const byCapability = found.find(({ kind }) => kind === 'capability');
    expect([
      found.map(({ kind }) => kind),
      byCapability?.capabilities,
      byCapability?.effects.opened.find(({ name }) => name === 'mount'),
    ]).toEqual([['arguments', 'call', 'capability', 'enosys'], ['CAP_SYS_ADMIN'], { name: 'mount', sometimes: false }]);
  });

  // moby, profiles/seccomp/default.json: each stands in the list for CAP_SYS_ADMIN, and in one for a capability that gives less.
  test.each([
    ['bpf', ['CAP_BPF', 'CAP_SYS_ADMIN']],
    // CAP_BPF is not enough to list what others loaded (Linux 6.18: EPERM): it is not offered.
    ['bpf(BPF_PROG_GET_NEXT_ID)', ['CAP_SYS_ADMIN']],
    ['perf_event_open', ['CAP_PERFMON', 'CAP_SYS_ADMIN']],
    ['syslog', ['CAP_SYSLOG', 'CAP_SYS_ADMIN']],
  ])('of Docker’s default, %s passes with %j: the one that gives less comes first', (call, capabilities) => {
    const found = asked(presetText('docker-26.1'), call, { capabilities: ['CAP_CHOWN'] });
    expect(found.flatMap(({ kind, capabilities: own }) => (kind === 'capability' ? own : []))).toEqual(capabilities);
  });

  test.each<[call: string, capabilities: string[], required: string | undefined]>([
    ['mount', [], 'CAP_SYS_ADMIN'],
    ['mount', ['CAP_SYS_ADMIN'], undefined],
    ['bpf', [], 'CAP_BPF,CAP_SYS_ADMIN'],
    ['unshare(CLONE_NEWUSER)', [], undefined],
    ['mkdir', [], undefined],
  ])('%s with %j still requires %s', (question, capabilities, required) => {
    const call = parseCall(question, 'SCMP_ARCH_X86_64').value;
    expect(call && stillRequired(call, { ...TARGET, capabilities })?.join()).toBe(required);
  });

  test('of random profiles: what is offered lets pass what it says, leaves JSON, and changes no other call for its arguments', () => {
    const met = new Map<string, number>();
    const question = fc.record({
      name: fc.constantFrom(...NAMES),
      arch: fc.constantFrom('x86_64', 'x86_64', 'x86', 'aarch64'),
      args: fc.array(fc.constantFrom(...VALUES.map(BigInt)), { maxLength: 3 }),
    });
    fc.assert(
      fc.property(profileText, target, question, (text, where, { name, arch: word, args }) => {
        const arch = readArch(word) ?? where.arch;
        const syscall = numberOf(arch, name);
        const profile = parseProfile(text).value;
        const resolved = profile && resolve(profile, where);
        const before = resolved?.value;
        if (syscall === undefined || before === undefined || !before.architectures.includes(arch)) return;
        // A program that never reads the call's number: one rule more or less can begin or end that, for every call (programFindings.ts).
        const isUnread = (parsed: { diagnostics: readonly { code: string }[] } | undefined) =>
          parsed?.diagnostics.some(({ code }) => code === 'libseccomp-number-unread');
        for (const { kind, edits, capabilities, answer, effects } of offersOf(text, { arch, syscall, args }, where)) {
          met.set(kind, (met.get(kind) ?? 0) + 1);
          const edited = applyEdits(text, edits);
          JSON.parse(edited);
          const read = parseProfile(edited).value;
          const resolvedAfter =
            read && resolve(read, { ...where, capabilities: [...where.capabilities, ...capabilities] });
          const after = resolvedAfter?.value;
          if (resolvedAfter === undefined || after === undefined) throw new Error(`${kind} gives no filter\n${edited}`);
          const { action, data } = decide(after, { arch, syscall, args });
          expect({ action, data }).toEqual(answer);
          if (kind === 'capability') continue;
          for (const other of NAMES) {
            const number = numberOf(arch, other);
            if (number === undefined || other === name) continue;
            for (const first of VALUES.map(BigInt)) {
              const call = { arch, syscall: number, args: [first, first, first] };
              const [was, is] = [decide(before, call), decide(after, call)];
              const isTold =
                [resolved, resolvedAfter].some(isUnread) &&
                [...effects.opened, ...effects.errors].some((each) => each.name === other);
              // runc's ENOSYS line may move, and that is told.
              const isLine = was.reason.kind === 'above-enosys-line' || is.reason.kind === 'above-enosys-line';
              if (!isLine && !isTold && (was.action !== is.action || was.data !== is.data))
                throw new Error(`${kind} for ${name} changes ${other}\n${text}\n${edited}`);
            }
          }
        }
      }),
      {
        numRuns: runs(40),
        // The first program reads no number before the offer, the second none after it.
        examples: [
          [
            '{"defaultAction":"SCMP_ACT_KILL","architectures":["SCMP_ARCH_X86","SCMP_ARCH_X32"],"syscalls":[{"names":["arm_fadvise64_64"],"action":"SCMP_ACT_ALLOW"},{"names":["socket"],"action":"SCMP_ACT_ERRNO","args":[{"index":0,"value":1,"op":"SCMP_CMP_EQ"}]}]}',
            TARGET,
            { name: 'accept4', arch: 'x86_64', args: [] },
          ],
          [
            '{"defaultAction":"SCMP_ACT_ALLOW","syscalls":[{"names":["socket","mkdir"],"action":"SCMP_ACT_ERRNO"},{"names":["read"],"action":"SCMP_ACT_ERRNO","args":[{"index":0,"value":0,"op":"SCMP_CMP_EQ"}]},{"names":["socket"],"action":"SCMP_ACT_ALLOW"}]}',
            { ...TARGET, arch: 'SCMP_ARCH_AARCH64' },
            { name: 'socket', arch: 'aarch64', args: [] },
          ],
        ],
      },
    );
    for (const kind of ['arguments', 'call', 'enosys']) expect([kind, (met.get(kind) ?? 0) > 0]).toEqual([kind, true]);
  });

  test('of random profiles: with the arguments that were asked about, no other arguments pass that did not', () => {
    let tried = 0;
    fc.assert(
      fc.property(
        profileText,
        target,
        fc.constantFrom('socket', 'personality', 'clone'),
        fc.constantFrom(...VALUES.map(BigInt)),
        (text, where, name, first) => {
          const arch = where.arch;
          const syscall = numberOf(arch, name) ?? -1;
          const profile = parseProfile(text).value;
          const before = profile && resolve(profile, where).value;
          if (before === undefined) return;
          const [offer] = offersOf(text, { arch, syscall, args: [first] }, where).filter(
            ({ kind }) => kind === 'arguments',
          );
          if (offer === undefined) return;
          const read = parseProfile(applyEdits(text, offer.edits)).value;
          const after = read && resolve(read, where).value;
          for (const value of VALUES.flatMap((each) => [BigInt(each), BigInt(each) + 2n])) {
            const call = { arch, syscall, args: [value] };
            const holds = offer.conditions.every(
              ({ op, mask, value: wanted, index }) =>
                index !== 0 ||
                (op === 'SCMP_CMP_EQ' || op === 'SCMP_CMP_MASKED_EQ'
                  ? (BigInt.asUintN(64, value) & mask) === (wanted & mask)
                  : true),
            );
            if (holds || after === undefined) continue;
            tried += 1;
            const [was, is] = [decide(before, call), decide(after, call)];
            if (was.action !== is.action || was.data !== is.data)
              throw new Error(
                `${name}(${first}): ${value} was ${was.action}, is ${is.action}\n${text}\n${applyEdits(text, offer.edits)}`,
              );
          }
        },
      ),
      { numRuns: runs(40) },
    );
    expect(tried).toBeGreaterThan(50);
  });
});
