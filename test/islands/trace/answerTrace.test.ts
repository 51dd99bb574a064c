import { describe, expect, test } from 'vitest';
import { answerTrace } from '../../../src/islands/trace/worker/answerTrace.ts';
import { TRACE_LINK_DEFAULTS, type TraceLink } from '../../../src/share/traceLink.ts';
import { plain } from '../../../src/ui/Phrase.ts';

const NO_ACCEPT4 =
  '{\n  "defaultAction": "SCMP_ACT_ERRNO",\n  "architectures": ["SCMP_ARCH_X86_64"],\n  "syscalls": [\n    { "names": ["read", "write", "accept"], "action": "SCMP_ACT_ALLOW" }\n  ]\n}\n';

const RECORD =
  'audit: type=1326 audit(1795669044.860:1): auid=0 uid=0 gid=0 ses=1 pid=42 comm="sh" exe="/bin/sh" sig=0 arch=c000003e syscall=250 compat=0 ip=0x1 code=0x7ffc0000';

/** The same of a refusal, which only a filter loaded with SECCOMP_FILTER_FLAG_LOG leaves. */
const REFUSAL = RECORD.replace('0x7ffc0000', '0x50000');

const answer = async (asked: Partial<TraceLink>) =>
  (await answerTrace({ ...TRACE_LINK_DEFAULTS, ...asked, turn: 0 })).reply;

describe('the headline', () => {
  test.each<[what: string, Partial<TraceLink>, tone: string, headline: string]>([
    [
      'a record that no default can have written',
      { trace: REFUSAL },
      'depends',
      'This record is from a custom profile: paste it under “Your profile”',
    ],
    [
      'several',
      { trace: `${REFUSAL}\n${REFUSAL}`, stack: 'kubernetes-1.36' },
      'depends',
      'These records are from a custom profile: paste it under “Your profile”',
    ],
    ['which is pasted', { trace: REFUSAL, profile: NO_ACCEPT4 }, 'deny', 'Your profile refuses the call'],
    ['a trace of outside', {}, 'deny', 'Docker’s default 29.9.0 refuses 1 of 3 calls; in the trace, unshare succeeded'],
    ['a call that is allowed', { trace: 'mkdir("/x", 0777) = 0' }, 'allow', 'Docker’s default 29.9.0 allows the call'],
    ['two', { trace: 'mkdir\nread\n' }, 'allow', 'Docker’s default 29.9.0 allows both calls'],
    [
      'the same refusal',
      { trace: 'unshare(CLONE_NEWUSER) = -1 EPERM (Operation not permitted)' },
      'deny',
      'Docker’s default 29.9.0 refuses the call',
    ],
    [
      'an argument that is not told',
      { trace: 'personality(…)\nread\nwrite' },
      'depends',
      'Docker’s default 29.9.0 allows 2 of 3 calls; the other depends on its arguments',
    ],
    [
      'nothing but such a call',
      { trace: 'personality(…)' },
      'depends',
      'Whether Docker’s default 29.9.0 allows the call depends on its arguments',
    ],
    [
      'several such calls',
      { trace: 'personality(…)\nclone(…)\nread' },
      'depends',
      'Docker’s default 29.9.0 allows 1 of 3 calls; the others depend on their arguments',
    ],
    [
      'another error',
      { trace: 'unshare(CLONE_NEWUSER) = -1 EINVAL (Invalid argument)\nread' },
      'deny',
      'Docker’s default 29.9.0 refuses 1 of 2 calls; in the trace, unshare had another result',
    ],
    [
      'more than two that ran',
      { trace: 'unshare(CLONE_NEWUSER) = 0\nacct(NULL) = 0\nkeyctl(0) = 0\nbpf(0, NULL, 0) = -1 EPERM (…)' },
      'deny',
      'Docker’s default 29.9.0 refuses all 4 calls; in the trace, 3 of them succeeded',
    ],
    [
      'a call that was only logged',
      { trace: RECORD.replace('=250', '=35') },
      'allow',
      'Docker’s default 29.9.0 allows the call',
    ],
    ['no trace', { trace: ' \n' }, 'depends', 'Paste or open a trace to check it'],
    ['no call', { trace: 'hello world' }, 'depends', 'No system call found in this text'],
    [
      'a profile of one’s own',
      { trace: 'read\nwrite\naccept4\n', profile: NO_ACCEPT4 },
      'deny',
      'Your profile refuses 1 of 3 calls',
    ],
  ])('%s', async (_what, asked, tone, headline) => {
    const { answer: found } = await answer(asked);
    expect([found?.tone, found?.headline]).toEqual([tone, headline]);
  });
});

test('a profile that lacks accept4 is given it, in the rule of a name beside', async () => {
  const trace = 'accept4(3, NULL, NULL, SOCK_CLOEXEC) = 4\nread(4, "", 8) = 0\n';
  const { answer: found } = await answer({ trace, profile: NO_ACCEPT4 });
  const { fix } = found ?? {};
  expect([fix?.title, fix?.passes, fix?.changes.map(({ call, taken }) => `${call}: ${taken}`)]).toEqual([
    'The smallest change that lets the trace pass',
    true,
    ['accept4: call'],
  ]);
  expect(
    fix?.diff.map((lines) => lines.map(({ mark, line, text }) => `${mark}${line} ${text}`)),
  ).toMatchInlineSnapshot(`
    [
      [
        " 3   "architectures": ["SCMP_ARCH_X86_64"],",
        " 4   "syscalls": [",
        "-5     { "names": ["read", "write", "accept"], "action": "SCMP_ACT_ALLOW" }",
        "+5     { "names": ["read", "write", "accept"], "action": "SCMP_ACT_ALLOW" },",
        "+6     { "names": ["accept4"], "action": "SCMP_ACT_ALLOW" }",
        " 7   ]",
        " 8 }",
      ],
    ]
  `);
  expect(fix?.achieves).toBe('With this change, both calls pass.');
  const again = await answer({ trace, profile: fix?.text });
  expect([again.answer?.headline, again.answer?.fix]).toEqual(['Your profile allows both calls', undefined]);
});

test.each([
  ['kubernetes-1.36', 'Containerd’s default 2.1.9 (RuntimeDefault)'],
  ['containerd-1.7', 'Containerd’s default 1.7.24 (RuntimeDefault)'],
])('%s: the default in code has its conditions, and the changed file needs none', async (stack, whose) => {
  const calls = 'mount("a", "/b", "c", 0, NULL) = 0\nsetns(3, 0) = 0\npersonality(PER_LINUX) = 0\n';
  const chosen = (['mount', 'setns'] as const).map(
    (call) => ({ arch: 'SCMP_ARCH_X86_64', call, choice: 'call' }) as const,
  );
  const { answer: before } = await answer({ stack, trace: calls, chosen });
  expect([before?.headline, before?.fix?.warnings.map(plain)]).toEqual([
    `${whose} refuses 2 of 3 calls; in the trace, mount and setns succeeded`,
    [
      'containerd ignores the keys includes and excludes in a file, so the profile to copy or save has only the rules that apply to containers with containerd’s default capabilities, on x86_64. Use it for no other container.',
    ],
  ]);
  const file = before?.fix?.text ?? '';
  const { answer: after } = await answer({ stack, trace: calls, profile: file });
  const { answer: others } = await answer({ stack, trace: 'bpf(0, NULL, 0)\nunshare(CLONE_NEWUSER)', profile: file });
  expect([file.match(/includes|excludes|archMap|minKernel/), after?.headline, others?.headline]).toEqual([
    null,
    'Your profile allows all 3 calls',
    'Your profile refuses both calls',
  ]);
});

test.each<[what: string, Partial<TraceLink>, told: unknown[]]>([
  [
    'a rule waits for the capability: no edit',
    { trace: 'mount("tmpfs", "/x", "tmpfs", 0, NULL) = 0\nread(3, "", 8) = 0' },
    [
      'The smallest change that lets the trace pass',
      'With this change, both calls pass the filter. AppArmor or SELinux may still deny mount.',
      'If the program can do without its own mount on line 1, let Docker mount the tmpfs, with noexec, nosuid and nodev: docker run --tmpfs /x IMAGE. If it cannot, the change above is needed. To start the container: docker run --cap-add SYS_ADMIN IMAGE. If docker info lists apparmor: docker run --cap-add SYS_ADMIN --security-opt apparmor=PROFILE IMAGE',
      [
        'The profile needs no change: give the container CAP_SYS_ADMIN. CAP_SYS_ADMIN gives the container much of root’s power over the host.',
      ],
      [
        'Docker’s AppArmor profile denies mount, whatever the capabilities. If docker info lists apparmor, the container needs an AppArmor profile that allows the call: --security-opt apparmor=PROFILE. For a test only, apparmor=unconfined turns AppArmor off, including its protection of some kernel files. If Docker makes the mount (--tmpfs, --volume, --mount), the container needs no such changes.',
      ],
    ],
  ],
  [
    'the edit alone: the kernel still refuses',
    {
      trace: 'mount("a", "/x", "xfs", 0, NULL) = 0\nread(3, "", 8) = 0',
      chosen: [{ arch: 'SCMP_ARCH_X86_64', call: 'mount', choice: 'call' }],
    },
    [
      'The smallest change; some calls of the trace stay refused',
      'With this change, 1 of 2 calls passes.',
      'To use the file: docker run --security-opt seccomp=profile.json IMAGE',
      [],
      ['Passing the filter is not enough: the kernel requires CAP_SYS_ADMIN, which the container lacks.'],
    ],
  ],
  [
    'no rule waits for it: the file and the capability',
    { trace: 'mount("tmpfs", "/x", "tmpfs", 0, NULL) = 0', profile: NO_ACCEPT4 },
    [
      'The smallest change that lets the trace pass',
      'With this change, the call passes the filter. AppArmor or SELinux may still deny mount.',
      'If the program can do without its own mount on line 1, let Docker mount the tmpfs, with noexec, nosuid and nodev: docker run --tmpfs /x IMAGE. If it cannot, the change above is needed. To use the file: docker run --cap-add SYS_ADMIN --security-opt seccomp=profile.json IMAGE. If docker info lists apparmor: docker run --cap-add SYS_ADMIN --security-opt seccomp=profile.json --security-opt apparmor=PROFILE IMAGE',
      [
        'The profile alone is not enough: give the container CAP_SYS_ADMIN. CAP_SYS_ADMIN gives the container much of root’s power over the host.',
      ],
      [
        'Docker’s AppArmor profile denies mount, whatever the capabilities. If docker info lists apparmor, the container needs an AppArmor profile that allows the call: --security-opt apparmor=PROFILE. For a test only, apparmor=unconfined turns AppArmor off, including its protection of some kernel files. If Docker makes the mount (--tmpfs, --volume, --mount), the container needs no such changes.',
      ],
    ],
  ],
])('what the kernel requires besides: %s', async (_what, asked, expected) => {
  const { fix } = (await answer(asked)).answer ?? {};
  const notes = fix?.changes.flatMap((change) => change.notes.map(plain)).slice(0, 1);
  expect([fix?.title, fix?.achieves, fix?.use && plain(fix.use), fix?.warnings.map(plain), notes]).toEqual(expected);
});

test('the mode that the calls tell is told', async () => {
  const { answer: found } = await answer({
    trace: '7 close(3) = 0\n8 mmap2(NULL, 8192, PROT_READ, MAP_PRIVATE, -1, 0) = 0xf7f7b000',
  });
  expect(found?.lines.map(plain)).toEqual([
    'The trace includes programs for 32-bit x86: only those can make the call on line 2 (mmap2) as recorded. strace -o leaves out the line that names a program’s mode, so this page infers the mode from the program’s calls. For 1 call, the mode is unknown: the call counts for both ABIs.',
  ]);
});

test('what an offer changes on other ABIs is told, also where they allow the call with other arguments', async () => {
  const { answer: found } = await answer({ trace: 'socket(AF_VSOCK, SOCK_STREAM, 0) = 3' });
  expect(
    found?.fix?.changes.flatMap(({ options }) => options.map(({ choice, does }) => `${choice}: ${plain(does)}`)),
  ).toEqual([
    'arguments: Only where arg0 == 40. Also allows the call on x86 and x32.',
    'call: With any arguments. Also allows the call on x86 and x32.',
  ]);
});

test('each refused call can be chosen to be answered otherwise', async () => {
  const chosen = [{ arch: 'SCMP_ARCH_X86_64', call: 'unshare', choice: 'call' }] as const;
  const { answer: found } = await answer({ chosen });
  expect(found?.fix?.changes.map(({ taken, options }) => [taken, options.map(({ choice }) => choice)])).toEqual([
    ['call', ['arguments', 'call', 'capability']],
  ]);
});

test('what is refused stands first, each call with its rule, its place and what the trace shows of it', async () => {
  const { answer: found } = await answer({});
  expect(
    found?.rows.map(({ name, count, word, reason, differs, example }) =>
      [name, count, word, plain(reason), differs ? plain(differs) : '', example.line].join(' | '),
    ),
  ).toEqual([
    'unshare | 1 | EPERM | needs SYS_ADMIN | In the trace the call succeeded; this filter answers EPERM. | 2',
    'execve | 2 | allowed | line 104 |  | 1',
    'exit_group | 1 | allowed | line 107 |  | 4',
  ]);
});

test.each<[otherwise: TraceLink['otherwise'], errno: number]>([
  ['EPERM', 1],
  ['ENOSYS', 38],
])('a profile from the trace alone returns %s for calls that it does not name', async (otherwise, errno) => {
  const { answer: found } = await answer({ otherwise });
  const text = found?.made?.text ?? '';
  expect([JSON.parse(text).defaultErrnoRet, found?.made?.otherwise.taken]).toEqual([errno, otherwise]);
});

test('what a trace of io_uring_setup cannot show is told, and what comes after the refusal', async () => {
  const { answer: found } = await answer({
    trace: 'io_uring_setup(8, {flags=0}) = -1 EPERM (Operation not permitted)',
  });
  expect([
    found?.lines.map(plain),
    found?.fix?.changes.map(({ notes }) => notes.map(plain)),
    found?.fix?.warnings.map(plain),
  ]).toEqual([
    [
      'The trace shows the same refusal of io_uring_setup.',
      'Operations through io_uring are not system calls: the trace does not show them, and no filter checks them.',
    ],
    [
      [
        'Once the call succeeds, the program may go on to io_uring_enter and io_uring_register, which the profile still refuses.',
      ],
    ],
    [
      'The trace shows what the program did after a refusal. With the change, the program may make other calls: trace it again.',
    ],
  ]);
});

const NODE = RECORD.replace('ses=1', 'ses=1 subj=cri-containerd.apparmor.d');
test.each<[what: string, Partial<TraceLink>, told: string | undefined, stacks: string[]]>([
  ['no record', { trace: 'read() = 0' }, undefined, []],
  [
    'a record that names no engine',
    { trace: RECORD },
    'Checked against Docker’s default 29.9.0 on Docker 29.9 with runc 1.3 on Debian 13. Are the records from a Kubernetes node? With RuntimeDefault, a Pod there uses the default of containerd or CRI-O; with Localhost, your own profile. A Kubernetes Pod without seccompProfile has no filter, unless the kubelet sets seccompDefault.',
    ['kubernetes-1.36', 'cri-o-1.33'],
  ],
  [
    'one that names containerd',
    { trace: NODE },
    'Checked against Docker’s default 29.9.0 on Docker 29.9 with runc 1.3 on Debian 13. The records name a containerd container: check them with a containerd stack.',
    ['kubernetes-1.36'],
  ],
  [
    'which is asked',
    { trace: NODE, stack: 'containerd-1.7', profile: NO_ACCEPT4 },
    'Checked against your profile on Kubernetes with containerd 1.7 on Debian 13.',
    [],
  ],
  [
    'of a custom profile',
    { trace: REFUSAL },
    'The kernel records a call that returns an error only if the filter was loaded with SECCOMP_FILTER_FLAG_LOG. No engine loads its default profile with this flag. Until you paste the profile, the answers are those of Docker’s default 29.9.0 on Docker 29.9 with runc 1.3 on Debian 13. Are the records from a Kubernetes node?',
    ['kubernetes-1.36', 'cri-o-1.33'],
  ],
])('whose filter is asked about records: %s', async (_what, asked, told, stacks) => {
  const { answer: found } = await answer(asked);
  expect([found?.askedOf && plain(found.askedOf.words), found?.askedOf?.stacks.map(({ id }) => id) ?? []]).toEqual([
    told,
    stacks,
  ]);
});

test.each<[record: string, told: string]>([
  [RECORD, 'Record: sh (/bin/sh), PID 42; the filter logged the call, and the call ran (code=0x7ffc0000).'],
  [
    RECORD.replace('sig=0', 'sig=31').replace('0x7ffc', '0x8000'),
    'Record: sh (/bin/sh), PID 42; the filter killed the process (code=0x80000000 sig=31).',
  ],
  [
    `${RECORD}\n${RECORD}`.replaceAll('0x7ffc', '0x5'),
    'First record: sh (/bin/sh), PID 42; the filter returned an error (code=0x50000).',
  ],
])('who made a call, as the kernel recorded it: %s', async (trace, told) => {
  const { answer: found } = await answer({ trace });
  expect(found?.rows.map(({ record }) => record && plain(record))).toEqual([told]);
});

test.each<[trace: string[], rows: string[]]>([
  [['mkdir("/a", 0777) = 0', 'mkdir("/b", 0777) = 0'], ['mkdir 2']],
  [
    ['mkdir("/a", 0777) = 0', 'mkdir("/a", 0777) = -1 EEXIST (File exists)', 'mkdir("/b", 0777) = 0'],
    ['mkdir 3 2 of 3 succeeded and 1 failed with EEXIST'],
  ],
  // what the filter would not have done is a row of its own
  [
    [
      'unshare(CLONE_NEWUSER) = 0',
      'unshare(CLONE_NEWUSER) = -1 EPERM (Operation not permitted)',
      'unshare(CLONE_NEWUSER) = -1 EPERM (Operation not permitted)',
    ],
    ['unshare 1 1 of 3 succeeded', 'unshare 2 2 of 3 failed with EPERM'],
  ],
])('results of the same call: %j', async (trace, rows) => {
  const { answer: found } = await answer({ trace: trace.join('\n') });
  const told = found?.rows.map(({ name, count, outcomes }) => [name, count, ...(outcomes ? [plain(outcomes)] : [])]);
  expect(told?.map((each) => each.join(' '))).toEqual(rows);
});

const MANY = 'read,write,close,mmap,munmap,brk,fstat'.split(',').map((name) => `${name}() = 0`);
test.each<[what: string, trace: string[], rows: number, folded: number]>([
  ['many allowed calls below a refused one', [...MANY, 'unshare(CLONE_NEWUSER) = 0'], 8, 7],
  ['few', [...MANY.slice(1), 'unshare(CLONE_NEWUSER) = 0'], 7, 0],
  ['nothing but allowed calls', MANY, 7, 0],
  ['an allowed call that the trace shows refused stays in sight', [...MANY, 'mkdir("/x", 0777) = -1 EPERM (…)'], 8, 7],
])('are folded: %s', async (_what, trace, rows, folded) => {
  const { answer: found } = await answer({ trace: trace.join('\n') });
  expect([found?.rows.length, found?.folded?.rows ?? 0]).toEqual([rows, folded]);
});

test('lines that are no call are counted and shown', async () => {
  const { answer: found } = await answer({
    trace: 'read(0, "", 1) = 0\nwhat is this\n\u0000\u0001 nor this\nwrite(1, "", 0) = 0',
  });
  expect([found?.unread.count, found?.unread.first.map(({ line, text }) => `${line} ${text}`)]).toEqual([
    2,
    ['2 what is this', '3 \u0000\u0001 nor this'],
  ]);
});

test.each<[trace: string, told: string | undefined]>([
  ['read', undefined],
  [
    `${RECORD}\nkauditd_printk_skb: 12 callbacks suppressed`,
    '12 records are missing: the kernel’s log dropped the records above its rate limit. Calls may be missing here, and the counts are too low. To get all records, turn the limit off for the test, as root on the host: sysctl kernel.printk_ratelimit=0. Afterwards restore the old value (5 by default).',
  ],
  [
    '{"type": "lost_events", "data": {"events": 1}}\n{"type": "map", "data": {"@": {"read": 3}}}',
    '1 record is missing: the tool that wrote the trace reports the loss. Calls may be missing here, and the counts are too low.',
  ],
  [
    `${RECORD}\naudit: audit_lost=1 audit_rate_limit=2 audit_backlog_limit=64\naudit: rate limit exceeded`,
    'The kernel’s audit reports 1 lost record since the host booted, because of its rate limit or its backlog limit. What it lost during this trace is missing here. To see both limits and the count, run as root on the host: auditctl -s.',
  ],
  [
    `kauditd_printk_skb: 1 callbacks suppressed\nlost 27\n${RECORD}`,
    '1 record is missing: the kernel’s log dropped the records above its rate limit. Calls may be missing here, and the counts are too low. To get all records, turn the limit off for the test, as root on the host: sysctl kernel.printk_ratelimit=0. Afterwards restore the old value (5 by default). The kernel’s audit reports 27 lost records since the host booted, because of its rate limit or its backlog limit. What it lost during this trace is missing here. To see both limits and the count, run as root on the host: auditctl -s.',
  ],
])('what is lost is told: %s', async (trace, told) => {
  const { answer: found } = await answer({ trace });
  expect(found?.lost && plain(found.lost)).toBe(told);
});

test('a profile that its reader refuses is told instead of an answer', async () => {
  const { answer: found, refusal, problems } = await answer({ profile: '{' });
  expect([found, refusal !== undefined, problems.length > 0]).toEqual([undefined, true, true]);
});

test('a profile from the trace alone allows the trace, and says what the trace cannot prove', async () => {
  const { answer: found } = await answer({});
  const { made } = found ?? {};
  const again = await answer({ profile: made?.text });
  expect([again.answer?.tone, made?.notes.map(plain).slice(0, 2)]).toEqual([
    'allow',
    [
      'The trace shows one run. Other input, options or errors may need other calls: trace these as well.',
      'Another release of the C library may make other calls for the same function. Trace again after an update of the image.',
    ],
  ]);
});

test('records of refusals make no profile: no program runs with these calls alone; and no default is changed for them', async () => {
  const offers = async (asked: Partial<TraceLink>) => {
    const { answer: found } = await answer(asked);
    return [found?.fix && 'change', found?.made && 'made'].filter(Boolean);
  };
  expect([
    await offers({ trace: RECORD }),
    await offers({ trace: REFUSAL }),
    await offers({ trace: REFUSAL, profile: NO_ACCEPT4 }),
  ]).toEqual([['change', 'made'], [], ['change']]);
});

test.each<[profile: string | undefined, said: string]>([
  [
    undefined,
    'In the trace the call failed with EPERM; this filter allows it, so the kernel or another filter refused it.',
  ],
  [
    NO_ACCEPT4,
    'In the trace the call failed with EPERM; this filter allows it, so the kernel, another filter or an earlier version of your profile refused it.',
  ],
])('a call that failed though it is allowed, under %s', async (profile, said) => {
  const { answer: found } = await answer({
    trace: 'accept(3, NULL, NULL) = -1 EPERM (Operation not permitted)',
    profile,
  });
  expect(found?.rows.map(({ differs }) => differs && plain(differs))).toEqual([said]);
});

test('what the change does is said where some calls stay refused', async () => {
  const { answer: found } = await answer({
    trace: 'accept4(3) = 4\nsyscall_0x3e7(0x1) = 0\nread(3) = 0\n',
    profile: NO_ACCEPT4,
  });
  expect([found?.fix?.title, found?.fix?.achieves]).toEqual([
    'The smallest change; some calls of the trace stay refused',
    'With this change, 2 of 3 calls pass.',
  ]);
});

test('a profile that allows the trace, and with which no container starts, is not shown as allowed; the change starts it', async () => {
  const profile = (calls: string[]) =>
    JSON.stringify({
      defaultAction: 'SCMP_ACT_ERRNO',
      architectures: ['SCMP_ARCH_X86_64'],
      syscalls: [{ names: calls, action: 'SCMP_ACT_ALLOW' }],
    });
  const { answer: found } = await answer({ trace: 'getpid() = 1', profile: profile(['getpid']) });
  const { answer: changed } = await answer({ trace: 'getpid() = 1', profile: found?.fix?.text });
  expect([found?.tone, found?.headline, found?.fix?.title, found?.fix?.start?.words.length === 0]).toEqual([
    'deny',
    'Your profile allows the call, but no container starts with it',
    'The smallest change that lets a container start',
    false,
  ]);
  expect([changed?.tone, changed?.headline, changed?.fix]).toEqual([
    'allow',
    'Your profile allows the call',
    undefined,
  ]);
});

test.each<[what: string, flags: string, told: string]>([
  [
    'cannot have made a record',
    '',
    'Your profile does not set SECCOMP_FILTER_FLAG_LOG in its flags, so it cannot have made this record: another profile did, or another version of yours. Check which file the container really uses.',
  ],
  ['can have made it', '"flags": ["SECCOMP_FILTER_FLAG_LOG"], ', 'The trace shows the same refusal of memfd_create.'],
])('a profile of one’s own %s', async (_what, flags, told) => {
  const record = RECORD.replace('=250', '=319').replace('0x7ffc0000', '0x50001');
  const profile = `{"defaultAction": "SCMP_ACT_ERRNO", ${flags}"architectures": ["SCMP_ARCH_X86_64"], "syscalls": [{"names": ["futex_waitv"], "action": "SCMP_ACT_ALLOW"}]}`;
  const { answer: found } = await answer({ trace: record, profile });
  expect(found?.lines.map(plain)[0]).toBe(told);
});
