import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { MATTERS, NEVER_UNLOCKED } from '../../../../src/engine/seccomp/findings/catalogue/leftOpen.ts';
import { type Finding, findings, parseCall, parseProfile, type Target } from '../../../../src/engine/seccomp/index.ts';
import { applyEdits } from '../../../../src/engine/text/index.ts';
import { profileText, TARGET } from '../inline.ts';
import { presetText } from '../presets.ts';

function found(text: string, target: Partial<Target> = {}): readonly Finding[] {
  const profile = parseProfile(text).value;
  if (profile === undefined) throw new Error('no profile');
  return findings(profile, { ...TARGET, ...target }, text);
}

/** "exposes width 2": the harm, the code and the lines. */
const inWords = ({ harm, code, spans }: Finding) =>
  `${harm} ${code} ${[...new Set(spans.map(({ line }) => line))].join(' ')}`;

// The profile's rules stand on lines 2, 3, ... of its text.
const TRAPS: readonly [what: string, profile: string, found: string[]][] = [
  ['nothing to say', 'errno[x86+x32]: allow read write', []],
  ['a rule that says what the default says', 'errno[x86+x32]: allow read | errno mkdir', ['idle redundant-rule 3']],
  [
    'a denial that does nothing while another rule allows',
    'errno=38[x86+x32]: allow socket | errno=38 socket arg0==38',
    ['exposes redundant-rule 3 2'],
  ],
  [
    'one that does nothing, and nothing passes that it denies',
    'errno=38[x86+x32]: allow write arg2<=5 | errno=38 write arg2>5',
    ['idle redundant-rule 3'],
  ],
  [
    'all that a rule denies in vain, at once',
    'errno[x86+x32]: allow mkdir rmdir | errno=2 mkdir rmdir',
    ['exposes dead-rule 3 2'],
  ],
  [
    'a profile that contradicts itself, beside what is open on purpose',
    'errno=38[x86+x32]: allow keyctl mkdir | errno=38 mkdir',
    ['exposes left-open 2', 'exposes redundant-rule 3 2'],
  ],
  ['another error number is another answer', 'errno[x86+x32]: allow read | errno=2 mkdir', []],
  ['a name that nobody knows', 'errno=38[x86+x32]: allow read nosuchcall', ['idle name-unknown 2']],
  [
    'calls of other architectures',
    'errno=38[x86+x32]: allow read arm_fadvise64_64 cacheflush',
    ['note names-absent 2'],
  ],
  ['an earlier rule alike', 'errno=38[x86+x32]: allow read | log read', ['idle dead-rule 3 2']],
  ['a denial behind an allow', 'errno[x86+x32]: allow mkdir | errno=2 mkdir', ['exposes dead-rule 3 2']],
  ['a condition beside a rule without', 'errno[x86+x32]: allow mkdir | allow mkdir arg1==5', ['idle dead-rule 3 2']],
  ['a condition that never holds', 'errno[x86+x32]: allow mkdir arg1<0', ['idle condition-never 2']],
  ['one that always holds', 'errno[x86+x32]: allow mkdir arg1>=0', ['idle condition-always 2']],
  ['a mask of 0', 'errno[x86+x32]: allow mkdir arg1&0==0', ['idle condition-always 2']],
  ['a value outside its mask', 'errno[x86+x32]: allow mkdir arg1&1==3', ['breaks condition-mask 2']],
  ['the path of a file', 'errno[x86+x32]: allow mkdir arg0==4096', ['breaks condition-pointer 2']],
  [
    'a denied path',
    'allow[x86+x32]: errno rmdir arg0==4096',
    ['exposes allow-by-default 1', 'exposes condition-pointer 2'],
  ],
  ['no path at all', 'errno[x86+x32]: allow mkdir arg0!=0', []],
  ['an argument that the call lacks', 'errno[x86+x32]: allow mkdir arg2==0', ['breaks condition-unread 2']],
  [
    'EPERM where glibc waits for ENOSYS',
    'errno[x86+x32]: allow clone fchmodat2 | allow openat2 statx faccessat2 close_range epoll_pwait2 futex_waitv clock_gettime clock_gettime64 futex futex_time64',
    ['breaks eperm-for-enosys 1'],
  ],
  ['ENOSYS said', 'errno=38[x86+x32]: allow read fchmodat2', []],
  ['ABIs that the filter lacks', 'errno=38: allow read', ['note abi-missing 1', 'note abi-missing 1']],
  ['calls that matter', 'errno[x86+x32]: allow keyctl', ['exposes left-open 2']],
  ['calls that matter, and need a capability', 'errno[x86+x32]: allow init_module', ['note left-open 2']],
  [
    'an int compared in 64 bits',
    'errno=38[x86+x32]: allow socket arg0!=40',
    ['exposes multiplexer-open 2', 'exposes width 2'],
  ],
  ['its value alone is allowed', 'errno[x86+x32]: allow personality arg0==8', []],
  ['a mask of 32 bits', 'errno[x86+x32]: allow personality arg0&0xffffffff==8', []],
  ['no profile at all', '{}', ['exposes no-seccomp 1']],
];

describe('a finding for each trap', () => {
  test('of every check', () => {
    const source = globSync('src/engine/seccomp/findings/checks/*.ts').map((path) => readFileSync(path, 'utf8'));
    const codes = new Set([...source.join('').matchAll(/\bcode: '([\w-]+)'/g)].map(([, code]) => code));
    const met = TRAPS.flatMap(([, , rows]) => rows.map((row) => row.split(' ')[1]));
    // These two have tests of their own below.
    expect([...codes].filter((code) => !met.includes(code))).toEqual(['abi-wider', 'gate-never']);
  });

  test.each(TRAPS)('%s', (_, words, expected) => {
    const text = words.startsWith('{') ? words : profileText(words);
    // Under a default that allows, every call that matters is open.
    const told = found(text).filter(({ code }) => !words.startsWith('allow') || code !== 'left-open');
    expect(told.map(inWords).sort()).toEqual(expected);
  });

  test('includes that no container meets', () => {
    const text = `{"defaultAction":"SCMP_ACT_ERRNO","defaultErrnoRet":38,"architectures":["SCMP_ARCH_X86","SCMP_ARCH_X32"],"syscalls":[
{"names":["mkdir"],"action":"SCMP_ACT_ALLOW","includes":{"caps":["SYS_ADMIN"]}},
{"names":["mkdir"],"action":"SCMP_ACT_ALLOW","includes":{"arches":["x86_64"]}},
{"names":["mkdir"],"action":"SCMP_ACT_ALLOW","includes":{"arches":["arm64"]}},
{"names":["mkdir"],"action":"SCMP_ACT_ALLOW","includes":{"caps":["CAP_SYS_ADMIN"]}}]}`;
    expect(found(text).map(inWords)).toEqual(['breaks gate-never 2', 'breaks gate-never 3']);
  });

  test('a container that does not start', () => {
    const many = Array.from({ length: 900 }, (_, index) => `allow mkdir arg1==${index} arg2==${index}`).join(' | ');
    expect(found(profileText(`errno: ${many}`)).map(({ harm, code }) => `${harm} ${code}`)).toEqual([
      'refused program-too-long',
    ]);
    expect(found('{"defaultAction":"SCMP_ACT_DENY","syscalls":[]}').map(inWords)).toEqual(['refused action-unknown 1']);
  });

  test.each([
    ['allow[x86]: errno setuid', ['x86: setuid32']],
    ['allow[x86]: errno setuid setuid32', []],
    ['allow[x86]: errno clock_settime stat', ['x86: stat64']],
    ['allow[x32]: errno setuid', []],
  ])('a sub-architecture that has the call twice: %s', (words, expected) => {
    const wider = found(profileText(words)).filter(({ code }) => code === 'abi-wider');
    expect(wider.flatMap(({ ask }) => ask ?? [])).toEqual(expected);
  });
});

describe('what a finding shows', () => {
  const all = found(
    profileText(
      'allow[x86]: errno socket arg0==40 | errno personality arg0==262144 | errno clone3 | errno=38 openat2 | errno=2 mkdir | errno=3 mkdir',
    ),
  );

  test('its call can be asked', () => {
    const asked = all.flatMap(({ ask }) => ask ?? []);
    expect(asked.length).toBeGreaterThan(10);
    for (const text of asked) expect([text, parseCall(text, TARGET.arch).value === undefined]).toEqual([text, false]);
  });

  test.each([
    [
      'errno: allow chmod fchmod fchmodat fchmodat2 rmdir | errno chmod fchmod fchmodat fchmodat2',
      'chmod, fchmod, fchmodat and fchmodat2 are allowed, though a rule denies them',
      'chmod',
    ],
    [
      'errno: allow a read write close mkdir rmdir | errno read write close mkdir rmdir',
      'read, write, close and 2 more are allowed, though a rule denies them',
      'read',
    ],
    ['errno: allow keyctl mkdir | errno mkdir', 'mkdir is allowed, though a rule denies it', 'mkdir'],
    ['errno: allow socket | errno socket arg0==40', 'socket is allowed, though a rule denies it', 'socket(AF_VSOCK)'],
    ['errno[x86]: allow waitpid | errno waitpid', 'waitpid is allowed, though a rule denies it', 'x86: waitpid'],
  ])('what passes though it is denied comes first: %s', (profile, title, ask) => {
    const [first] = found(profileText(profile));
    expect([first?.title, first?.ask]).toEqual([title, ask]);
  });

  test.each([
    ['keyctl', 'blocks it.'],
    ['keyctl add_key request_key', 'blocks them.'],
    ['userfaultfd', 'blocks it.'],
    ['kexec_load kexec_file_load', 'blocks them.'],
    ['perf_event_open', 'blocks it unless the container has the capability for it.'],
    ['unshare setns', 'blocks them unless the container has the capability for them.'],
    ['kexec_load reboot', 'blocks them. The right capability unblocks only reboot.'],
  ])('what Docker’s default does about %s', (names, expected) => {
    const left = found(profileText(`errno: allow ${names}`)).find(({ code }) => code === 'left-open');
    expect(left?.why).toBe(`Docker’s default profile ${expected}`);
  });

  test('what no capability unlocks is what Docker’s default never names', () => {
    const named = parseProfile(presetText('docker-26.1')).value?.rules.flatMap(({ names }) =>
      names.map(({ text }) => text),
    );
    const matters = MATTERS.flatMap(({ names }) => names);
    expect(matters.filter((name) => !named?.includes(name)).sort()).toEqual([...NEVER_UNLOCKED].sort());
  });

  test.each<[profile: string, message: string]>([
    ['errno: allow mkdir | allow mkdir arg1==5', 'Line 2 applies to each call of mkdir, whatever its arguments.'],
    [
      'errno: allow mkdir arg1==5 | allow mkdir arg1==5',
      'Line 2 or the default action applies to each call of mkdir, whatever its arguments.',
    ],
    [
      'errno: allow mkdir arg1==5 | errno=2 mkdir arg2==3 | allow mkdir arg1==5',
      'Line 2, line 3 or the default action applies to each call of mkdir, whatever its arguments.',
    ],
    [
      'errno: allow mkdir | errno=2 mkdir arg1==5 | errno=13 mkdir arg1==7',
      'Line 2 applies to each call of mkdir, whatever its arguments.',
    ],
  ])('what answers in place of a rule: %s', (profile, message) => {
    const dead = found(profileText(profile)).filter(({ code }) => code === 'dead-rule');
    expect([...new Set(dead.map((each) => each.message))]).toEqual([message]);
  });

  test.each<[profile: string, harm: string, why: RegExp]>([
    ['errno: allow mkdir | allow mkdir arg1==5', 'idle', /of two equal rules the first stays/],
    ['errno: allow clone arg1>0xffffffff | allow clone arg1>0 arg2!=39', 'breaks', /this rule is lost/],
    ['allow: errno clone arg1>0xffffffff | errno=1 clone arg1>0 arg2!=39', 'exposes', /this rule is lost/],
  ])('why a rule never applies: %s', (profile, harm, why) => {
    const dead = found(profileText(profile)).filter(({ code }) => code === 'dead-rule');
    expect(dead.map((each) => [each.harm, why.test(each.why)])).toEqual([[harm, true]]);
  });

  test('its words and its sources', () => {
    for (const { code, title, message, why, sources, spans } of all) {
      expect([
        code,
        title.length > 5,
        message.length > 10,
        why.length > 10,
        sources.length > 0,
        spans.length > 0,
      ]).toEqual([code, true, true, true, true, true]);
    }
  });
});

describe('fixes keep the layout', () => {
  const mended = (text: string, code: string, target: Partial<Target> = {}) => {
    const fix = found(text, target).find((finding) => finding.code === code)?.fix;
    return fix && applyEdits(text, fix);
  };

  test.each([
    ['name-unknown', '["read", "nosuch",\n\t"write"]', '["read", "write"]'],
    ['name-unknown', '["read", "write",\n\t"nosuch"\n]', '["read", "write"\n]'],
    ['name-unknown', '[\n\t"nosuch",\n\t"read"\n]', '[\n\t"read"\n]'],
  ])('%s in %j', (code, names, expected) => {
    const text = (list: string) =>
      `{"defaultAction":"SCMP_ACT_ERRNO","syscalls":[{"names":${list},"action":"SCMP_ACT_ALLOW"}]}`;
    expect(mended(text(names), code)).toBe(text(expected));
  });

  test.each<[what: string, code: string, profile: string, mended: string | undefined]>([
    [
      'the allowing rule keeps what it names besides',
      'redundant-rule',
      'errno: allow chmod mkdir fchmod | errno chmod fchmod fchmodat fchmodat2 | allow fchmodat | allow rmdir',
      'errno: allow mkdir | errno chmod fchmod fchmodat fchmodat2 | allow rmdir',
    ],
    [
      'with another error number',
      'dead-rule',
      'errno: allow chmod mkdir | errno=13 chmod',
      'errno: allow mkdir | errno=13 chmod',
    ],
    [
      'an allowing rule with conditions',
      'redundant-rule',
      'errno: allow mkdir arg1==5 | errno mkdir | allow rmdir',
      'errno: errno mkdir | allow rmdir',
    ],
    [
      'a denial with conditions would deny all',
      'redundant-rule',
      'errno: allow socket | errno socket arg0==40',
      undefined,
    ],
    ['and so one behind a rule without', 'dead-rule', 'errno: allow socket | errno=13 socket arg0==40', undefined],
  ])('a denial comes to count: %s', (_, code, profile, expected) => {
    expect(mended(profileText(profile), code)).toBe(expected && profileText(expected));
  });

  test('a rule that is dropped, but not the one that draws the ENOSYS line', () => {
    const text = profileText('errno: allow mkdir | errno open | allow rmdir');
    expect(mended(text, 'redundant-rule')).toBe(text.replace(/\{"names":\["open"\].*\n/, ''));
    expect(mended(profileText('errno: allow read write | errno open'), 'redundant-rule')).toBeUndefined();
  });

  test('a condition that limits nothing', () => {
    const after = mended(profileText('errno: allow mkdir arg1>=0'), 'condition-always');
    expect(after).toMatch(/"names":\["mkdir"\],"action":"SCMP_ACT_ALLOW","args":\[\]/);
  });

  test('a mask of the bits that the kernel reads', () => {
    const text = profileText('allow: errno personality arg0==262144');
    expect(mended(text, 'width')).toBe(
      text.replace(
        '"value":262144,"valueTwo":0,"op":"SCMP_CMP_EQ"',
        '"value":4294967295,"valueTwo":262144,"op":"SCMP_CMP_MASKED_EQ"',
      ),
    );
  });

  test('a rule more for ENOSYS, laid out as the last one', () => {
    const text = profileText('errno[x86+x32]: allow read statx openat2 futex_waitv close_range | allow fchmodat2');
    const after = mended(text, 'eperm-for-enosys') ?? '';
    expect(after.slice(text.length - 2)).toBe(
      ',\n{ "names": ["clone3", "faccessat2", "epoll_pwait2", "clock_gettime64", "futex_time64"], "action": "SCMP_ACT_ERRNO", "errnoRet": 38 }]}',
    );
  });

  test.each<[what: string, code: string, profile: string, from: string, to: string]>([
    [
      'ENOSYS by default, where a rule would raise the line above which runc answers it',
      'eperm-for-enosys',
      'errno[x86]: allow read futex_time64',
      '{',
      '{"defaultErrnoRet": 38, ',
    ],
    ['names that matter leave their rule', 'left-open', 'errno: allow read bpf write', ',"bpf"', ''],
    [
      'and the rule goes with the last of them',
      'left-open',
      'errno: allow write | allow bpf | allow statx',
      '{"names":["bpf"],"action":"SCMP_ACT_ALLOW","args":[]},\n',
      '',
    ],
    [
      'several at once',
      'left-open',
      'errno: allow swapon read swapoff | allow statx',
      '["swapon","read","swapoff"]',
      '["read"]',
    ],
  ])('%s', (_, code, profile, from, to) => {
    const text = profileText(profile);
    expect(mended(text, code)).toBe(text.replace(from, to));
  });

  test('an ABI that the filter lacks is no fault: adding it would open a way around the filter', () => {
    expect(mended(profileText('errno[x86_64]: allow read'), 'abi-missing')).toBeUndefined();
  });

  test('where all passes by default, a rule refuses what matters', () => {
    const text = profileText('allow: errno mkdir');
    const first = found(text).find(({ code }) => code === 'left-open');
    expect(first?.fix && applyEdits(text, first.fix)).toBe(
      text.replace(/\]\}$/, ',\n{ "names": ["keyctl", "add_key", "request_key"], "action": "SCMP_ACT_ERRNO" }]}'),
    );
  });

  test('no fix where a comment stands between, nor without the text', () => {
    const text =
      '{"defaultAction":"SCMP_ACT_ERRNO","syscalls":[{"names":["read","nosuch" /* why */],"action":"SCMP_ACT_ALLOW"}]}';
    expect(found(text).find(({ code }) => code === 'name-unknown')?.fix).toBeUndefined();
  });
});

describe('long profiles end in an answer', () => {
  test.each<[string, (index: number) => string, number]>([
    ['names that nobody knows', (index) => `{"names":["nosuch${index}"],"action":"SCMP_ACT_ALLOW"}`, 10_000],
    ['denials under a denial', () => '{"names":["mkdir"],"action":"SCMP_ACT_ERRNO"}', 10_000],
    [
      'conditions on one call',
      (index) =>
        `{"names":["personality"],"action":"SCMP_ACT_ALLOW","args":[{"index":0,"value":${index},"op":"SCMP_CMP_NE"}]}`,
      400,
    ],
  ])(
    '%s',
    (_, rule, count) => {
      const text = `{"defaultAction":"SCMP_ACT_ERRNO","syscalls":[${Array.from({ length: count }, (__, index) => rule(index)).join(',\n')}]}`;
      const list = found(text);
      expect(list.length).toBeLessThanOrEqual(1001);
      expect(list.length).toBeGreaterThan(0);
    },
    60_000,
  );
});

test('a privileged container is told of in the words of those who start it', () => {
  const why = (target: Partial<Target>) => found('{"defaultAction":"SCMP_ACT_ALLOW"}', target).map((each) => each.why);
  expect(why({ privileged: true, engine: 'docker' })).toEqual([
    '--privileged turns seccomp and AppArmor off. Use --cap-add and --device to give a container what it needs and keep the filter.',
  ]);
  expect(why({ privileged: true, engine: 'containerd' })).toEqual([
    'privileged: true turns seccomp and AppArmor off. Use capabilities.add to give a container what it needs and keep the filter.',
  ]);
});
