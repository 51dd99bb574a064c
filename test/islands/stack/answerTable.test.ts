import { beforeAll, describe, expect, test } from 'vitest';
import { STACKS, stackOf } from '../../../src/engine/stack/index.ts';
import { presetOf } from '../../../src/instrument/presets/presets.ts';
import type { Asked, Entry, Reply } from '../../../src/islands/stack/state/State.ts';
import { changedRows } from '../../../src/islands/stack/words/changedRows.ts';
import { answerTable, type Work } from '../../../src/islands/stack/worker/answerTable.ts';
import { readSeccompLink } from '../../../src/share/seccompLink.ts';
import { STACK_TABLE_DEFAULTS } from '../../../src/share/stackTableLink.ts';
import { plain } from '../../../src/ui/Phrase.ts';

let work: Work | undefined;
async function asked(question: Partial<Asked>): Promise<Reply> {
  const answered = await answerTable({ ...STACK_TABLE_DEFAULTS, ...question, turn: 1 }, work);
  work = answered.work;
  return answered.reply;
}
const answerOf = async (question: Partial<Asked>) => (await asked(question)).answer ?? expect.fail('no answer');

const words = ({ words, note }: Entry) => (note ? `${plain(words)} (${plain(note)})` : plain(words));

/** The rows that say the same, and how many they are: "Refused: ENOSYS | -1 ENOSYS | …". */
async function table(question: Partial<Asked>): Promise<[said: string, stacks: string | number][]> {
  const { rows } = await answerOf(question);
  const said = Map.groupBy(rows, ({ cells }) => cells.map((entries) => entries.map(words).join(' + ')).join(' | '));
  return [...said].map(([each, of]) => [each, of.length > 4 ? of.length : of.map(({ stack }) => stack).join(' ')]);
}
const card = async (question: Partial<Asked>) => {
  const { tone, headline, lines } = await answerOf(question);
  return [tone, headline, ...lines.map((line) => `${line.chip ? `${line.chip.word}: ` : ''}${plain(line.words)}`)];
};

// The first question reads the profiles.
beforeAll(async () => {
  await asked({});
});

test('every stack’s profile is its own engine’s default', () => {
  const others = STACKS.filter(({ engine, profile }) => !presetOf(profile)?.id.startsWith(`${engine}-`));
  expect(others.map(({ id }) => id)).toEqual([]);
});

describe('one call on every stack', () => {
  test('clone3, with the newest glibc, musl and Go', async () => {
    expect(await table({})).toEqual([
      ['Refused: ENOSYS | -1 ENOSYS | Falls back (to clone) | not called | not called', 14],
      ['Allowed | the call runs | Works | not called | not called', 6],
      ['Refused: EPERM | -1 EPERM | Fails | not called | not called', 'docker-20.10.9'],
    ]);
  });

  test('clone3, in an image', async () => {
    expect(await table({ image: 'ubuntu:22.04' })).toEqual([
      ['Refused: ENOSYS | -1 ENOSYS | Falls back (to clone)', 14],
      ['Allowed | the call runs | Works', 6],
      ['Refused: EPERM | -1 EPERM | Fails', 'docker-20.10.9'],
    ]);
    expect(await table({ image: 'debian:11' })).toEqual([
      ['Refused: ENOSYS | -1 ENOSYS | not called', 14],
      ['Allowed | the call runs | not called', 6],
      ['Refused: EPERM | -1 EPERM | not called', 'docker-20.10.9'],
    ]);
  });

  test('faccessat2 and statx: allowed by all of them', async () => {
    expect(await table({ call: 'faccessat2' })).toEqual([['Allowed | the call runs | Works | Works | Works', 21]]);
    expect(await table({ call: 'statx' })).toEqual([['Allowed | the call runs | Works | Works | not called', 21]]);
  });

  test('mseal: newer than most profiles and kernels', async () => {
    const returned = 'Error returned (the program decides) | not called | not called';
    expect(await table({ call: 'mseal' })).toEqual([
      [`Refused: ENOSYS | -1 ENOSYS | ${returned}`, 17],
      ['Allowed | the call runs | Works | not called | not called', 'docker-29.9 docker-29.8 docker-28.5'],
      [`Refused: EPERM | -1 EPERM | ${returned}`, 'podman-3.0'],
    ]);
  });

  test('futex_time64, of 32-bit programs', async () => {
    const { caption } = await answerOf({ call: 'futex_time64' });
    expect(caption).toBe(
      'futex_time64, from a 32-bit program, on 21 stacks, each with its default profile (Kubernetes: RuntimeDefault)',
    );
    expect(await table({ call: 'futex_time64' })).toEqual(await table({ call: 'x86: futex_time64' }));
    expect(await table({ call: 'futex_time64', image: 'go 1.27.3' })).toEqual([
      ['Allowed | the call runs | Works', 20],
      ['Refused: EPERM | -1 EPERM | Fails', 'podman-3.0'],
    ]);
  });

  test('a call that passes the filter, and what refuses it then', async () => {
    expect(await table({ call: 'mount' })).toEqual([
      ['Refused: EPERM | -1 EPERM', 15],
      ['Allowed | the kernel requires CAP_SYS_ADMIN (which the container lacks)', 6],
    ]);
    expect(await table({ call: 'socket(AF_ALG)' })).toEqual([
      ['Allowed | the call runs', 19],
      ['Refused: EPERM | -1 EPERM', 'docker-29.9 docker-29.8'],
    ]);
    const own = await table({ call: 'socket(AF_ALG)', profile: '{"defaultAction":"SCMP_ACT_ALLOW"}' });
    expect(own).toEqual([
      ['Allowed | the call runs', 19],
      ['Allowed | the call runs (unless AppArmor denies it)', 'docker-29.9 docker-29.8'],
    ]);
  });

  test('a call whose arguments decide, and one that the kernel runs unasked', async () => {
    expect(await table({ call: 'clone' })).toEqual([
      ['Allowed (depends on the arguments) + Refused: EPERM | the call runs + -1 EPERM', 15],
      ['Allowed | the call runs', 6],
    ]);
    expect(await table({ call: 'clone(CLONE_NEWUSER)' })).toEqual([
      ['Refused: EPERM | -1 EPERM', 15],
      ['Allowed | the call runs', 6],
    ]);
    const uretprobe = (await table({ call: 'uretprobe' })).map(([said]) => said);
    expect(uretprobe).toContain('Refused: ENOSYS | the call runs');
    expect(uretprobe).toContain('Refused: EPERM | -1 EPERM (runs unfiltered since Linux 6.12.14)');
  });

  test('a call that the filter allows and the kernel lacks', async () => {
    const allowAll = '{"defaultAction":"SCMP_ACT_ALLOW"}';
    const rows = await table({ call: 'mseal', image: 'glibc 2.43', profile: allowAll });
    const returned = 'Error returned (the program decides)';
    expect(rows.map(([said]) => said)).toEqual([
      'Allowed | the call runs | Works',
      `Allowed | -1 ENOSYS (call added in Linux 6.10) | ${returned}`,
    ]);
  });
});

describe('the question is named with its arguments', () => {
  test.each<[call: string, headline: string, caption: string]>([
    ['socket(AF_VSOCK)', 'socket(AF_VSOCK): 2 different answers', 'socket(AF_VSOCK) on 21 stacks'],
    ['41(AF_VSOCK)', 'socket(AF_VSOCK): 2 different answers', 'socket(AF_VSOCK) on 21 stacks'],
    [
      '[pid 7] socket(AF_ALG, SOCK_SEQPACKET, 0) = -1 EPERM (Operation not permitted)',
      'socket(AF_ALG, SOCK_SEQPACKET, 0): 2 different answers',
      'socket(AF_ALG, SOCK_SEQPACKET, 0) on 21 stacks',
    ],
    ['clone(CLONE_NEWUSER)', 'clone(CLONE_NEWUSER): 2 different answers', 'clone(CLONE_NEWUSER) on 21 stacks'],
    [
      'x86: socketcall(SYS_SOCKET)',
      'socketcall(SYS_SOCKET): Allowed on all 21 stacks',
      'socketcall(SYS_SOCKET), from a 32-bit program, on 21 stacks',
    ],
    ['socket', 'socket: 4 different answers', 'socket on 21 stacks'],
  ])('%s', async (call, headline, caption) => {
    const answer = await answerOf({ call });
    expect([answer.headline, answer.caption]).toEqual([
      headline,
      `${caption}, each with its default profile (Kubernetes: RuntimeDefault)`,
    ]);
    const { value } = await readSeccompLink(answer.rows[0]?.cells[0]?.[0]?.leads?.fragment ?? '');
    expect(value.call).toBe(call);
  });
});

describe('the card', () => {
  const PODS = 'No filter: a Kubernetes Pod without seccompProfile, unless the kubelet sets seccompDefault';
  const REFUSED_CALLS = [
    'runc still makes these calls after it loads the filter, and the profile refuses them: openat, fstatfs, getdents64, close, chdir, capget and 12 more.',
    'crun still makes these calls after it loads the filter, and the profile refuses them: prctl, setresgid, setresuid, capset, rt_sigprocmask, rt_sigaction and 4 more.',
  ];
  const CLONE3_ELSEWHERE =
    'Printed in ubuntu:22.04, for example: E: Problem executing scripts APT::Update::Post-Invoke';
  const CLONE3 = [
    'Printed in ubuntu:22.04: E: Problem executing scripts APT::Update::Post-Invoke',
    'Fixed in Docker 20.10.10: clone3 then gets ENOSYS, and glibc falls back to clone.',
    'Docker 20.10.5 on Debian 11 (2021) already works: its package has a newer profile.',
  ];
  const made = (version: string) =>
    `In glibc ${version}, pthread_create and posix_spawn call clone3; after EPERM, they fail.`;

  test.each<[what: string, Partial<Asked>, said: string[]]>([
    [
      'clone3',
      {},
      ['deny', 'clone3 breaks glibc 2.34 and newer on Docker before 20.10.10', made('2.43'), ...CLONE3, PODS],
    ],
    [
      'clone3 in an image',
      { image: 'ubuntu:22.04' },
      ['deny', 'ubuntu:22.04 breaks on Docker before 20.10.10', made('2.35'), ...CLONE3, PODS],
    ],
    [
      'clone3 in another image than the one that was seen to print it',
      { image: 'debian:12' },
      [
        'deny',
        'debian:12 breaks on Docker before 20.10.10',
        made('2.36'),
        ...CLONE3.toSpliced(0, 1, CLONE3_ELSEWHERE),
        PODS,
      ],
    ],
    [
      'an image whose libc is unknown is in no verdict',
      { image: 'python:3.11-slim' },
      [
        'depends',
        'clone3: 3 different answers',
        'python:3.11-slim doesn’t name a distribution’s release, so its libc is unknown. The table shows glibc 2.43, musl 1.2.6 and Go 1.27.3 instead. Use a tag that names the release, as in python:3.12-bookworm, or name the libc, as in glibc 2.36.',
        'Refused: ENOSYS: Docker 20.10.5 and 20.10.17 or newer and every containerd listed here',
        'Allowed: every Podman listed here and CRI-O 1.33',
        'Refused: EPERM: Docker 20.10.9',
        'Docker’s answer changes in 20.10.10, to Refused: ENOSYS.',
        PODS,
      ],
    ],
    [
      'nor is a release that the table doesn’t reach',
      { image: 'musl 9.9', call: 'faccessat2' },
      [
        'allow',
        'faccessat2: Allowed on all 21 stacks',
        'musl 9.9 is newer than 1.2.6, the newest release in the table, so what it does is unknown. The table shows glibc 2.43, musl 1.2.6 and Go 1.27.3 instead. Name a release from 1.2.2 to 1.2.6.',
      ],
    ],
    [
      'nor one whose libc doesn’t matter',
      { image: 'python:3.11-slim', call: 'mkdir' },
      ['allow', 'mkdir: Allowed on all 21 stacks'],
    ],
    [
      'all calls of an image',
      { call: '', image: 'ubuntu:22.04' },
      [
        'deny',
        'ubuntu:22.04 breaks on Docker before 20.10.10',
        'clone3 breaks on Docker before 20.10.10.',
        made('2.35'),
        ...CLONE3,
        'Checked: the calls that glibc 2.35 is known to make by itself.',
      ],
    ],
    [
      'a newer image',
      { call: '', image: 'ubuntu:25.10' },
      [
        'deny',
        'ubuntu:25.10 breaks on Docker before 20.10.10 and Podman 3.0.1',
        'clone3 breaks on Docker before 20.10.10.',
        made('2.42'),
        ...CLONE3.toSpliced(0, 1, CLONE3_ELSEWHERE),
        'fchmodat2 breaks on Podman 3.0.1.',
        'In glibc 2.42, fchmodat(AT_SYMLINK_NOFOLLOW) calls fchmodat2; after EPERM, it fails.',
        'Podman 4.3.1, the next in the table, works: fchmodat2 then gets ENOSYS, and glibc falls back to /proc/self/fd and chmod.',
        'Unknown for glibc 2.42: mseal.',
        'Checked: the calls that glibc 2.42 is known to make by itself.',
      ],
    ],
    [
      'an image that no stack breaks',
      { call: '', image: 'alpine:3.14' },
      [
        'allow',
        'No known call breaks alpine:3.14 on these stacks',
        'Checked: the calls that musl 1.2.2 is known to make by itself.',
        'The oldest of these stacks is Podman 3.0 on Debian 11 (2021); an older host may answer differently: see “Who said no?”.',
      ],
    ],
    ['a call that all allow', { call: 'mkdir' }, ['allow', 'mkdir: Allowed on all 21 stacks']],
    [
      'a call that an image’s libc does not make',
      { image: 'debian:11' },
      [
        'allow',
        'clone3 breaks nothing in debian:11',
        '3 different answers.',
        'Refused: ENOSYS: Docker 20.10.5 and 20.10.17 or newer and every containerd listed here',
        'Allowed: every Podman listed here and CRI-O 1.33',
        'Refused: EPERM: Docker 20.10.9',
        'Docker’s answer changes in 20.10.10, to Refused: ENOSYS.',
        PODS,
      ],
    ],
    [
      'a call of which the libc’s release was not tested',
      { call: 'mseal', image: 'ubuntu:25.10' },
      [
        'depends',
        'mseal is not known to break ubuntu:25.10',
        'How glibc 2.42 handles this answer to mseal is not known.',
        '3 different answers.',
        'Refused: ENOSYS: Docker up to 27.3.1, Podman 4.3.1 or newer, every containerd listed here and CRI-O 1.33',
        'Allowed: Docker 28.5.2 or newer',
        'Refused: EPERM: Podman 3.0.1',
        'Docker’s answer changes in 28.2.0, with runc 1.3.6 and libseccomp 2.6.1, to Allowed.',
        PODS,
      ],
    ],
    [
      'a call that stacks answer apart',
      { call: 'io_uring_setup' },
      [
        'depends',
        'io_uring_setup: 3 different answers',
        'Refused: EPERM: Docker 25.0.5 or newer, Podman 3.0.1 and containerd 2.1.9',
        'Allowed: Docker up to 24.0.9 and containerd up to 1.7.24',
        'Refused: ENOSYS: Podman 4.3.1 or newer and CRI-O 1.33',
        'Docker’s answer changes in 25.0.0, to Refused: EPERM.',
        PODS,
      ],
    ],
    [
      'a profile of one’s own',
      { profile: '{"defaultAction":"SCMP_ACT_ALLOW","syscalls":[{"names":["clone3"],"action":"SCMP_ACT_ERRNO"}]}' },
      [
        'deny',
        'clone3 breaks glibc 2.34 and newer on every stack',
        made('2.43'),
        'Printed in ubuntu:22.04: E: Problem executing scripts APT::Update::Post-Invoke',
      ],
    ],
    [
      'a profile that kills',
      {
        call: 'rseq',
        image: 'debian:12',
        profile: '{"defaultAction":"SCMP_ACT_ALLOW","syscalls":[{"names":["rseq"],"action":"SCMP_ACT_KILL"}]}',
      },
      [
        'deny',
        'debian:12 breaks on every stack',
        'In glibc 2.36, every program calls rseq as it starts; the filter then kills the program.',
      ],
    ],
    [
      'a profile under which nothing starts',
      { profile: '{"defaultAction":"SCMP_ACT_ERRNO"}' },
      ['deny', 'No container starts with this profile on any stack', ...REFUSED_CALLS],
    ],
    [
      'one call that every runtime needs',
      {
        profile: '{"defaultAction":"SCMP_ACT_ALLOW","syscalls":[{"names":["execve"],"action":"SCMP_ACT_ERRNO"}]}',
      },
      [
        'deny',
        'No container starts with this profile on any stack',
        'runc and crun still make this call after they load the filter, and the profile refuses it: execve.',
      ],
    ],
    [
      'a text that is no profile',
      { profile: '{' },
      [
        'deny',
        'No container starts with this profile on any stack',
        'Docker, Podman, containerd and CRI-O can’t read the profile: invalid JSON.',
      ],
    ],
    [
      'a text that a fix would make a profile',
      { profile: '{"defaultAction":"SCMP_ACT_ALLOW",],}' },
      [
        'deny',
        'No container starts with this profile on any stack',
        'Docker, Podman, containerd and CRI-O can’t read the profile: invalid JSON.',
      ],
    ],
    [
      'JSON that is no profile: who refuses it depends on the word',
      { profile: '{"defaultAction":"SCMP_ACT_FOO"}' },
      [
        'deny',
        'No container starts with this profile on any stack',
        'The profile is invalid: "SCMP_ACT_FOO" is not an action.',
      ],
    ],
    [
      'the same, for an image',
      { call: '', image: 'debian:12', profile: '{"defaultAction":"SCMP_ACT_ERRNO"}' },
      [
        'deny',
        'No container starts with this profile on any stack',
        ...REFUSED_CALLS,
        'Checked: the calls that glibc 2.36 is known to make by itself.',
      ],
    ],
    [
      'a profile that some runtimes refuse',
      { call: 'mkdir', profile: '{"defaultAction":"SCMP_ACT_ALLOW","flags":["SECCOMP_FILTER_FLAG_TSYNC"]}' },
      [
        'deny',
        'No container starts with this profile on Docker 24.0.9 to 27.3.1 and containerd up to 1.7.24',
        'runc refuses it: The profile has the flag SECCOMP_FILTER_FLAG_TSYNC.',
        'Allowed: Docker up to 20.10.24 and 28.5.2 or newer, every Podman listed here, containerd 2.1.9 and CRI-O 1.33',
      ],
    ],
  ])('%s', async (_, question, said) => {
    expect(await card(question)).toEqual(said);
  });
});

test('what each libc does, by how many functions do it', async () => {
  const said = async (question: Partial<Asked>) =>
    (await answerOf(question)).explained.map(({ words: each }) => plain(each));
  expect([
    ...(await said({ image: 'glibc 2.43' })),
    ...(await said({ image: 'glibc 2.43', call: 'faccessat2' })),
    ...(await said({ image: 'glibc 2.43', call: 'close_range' })),
    ...(await said({ image: 'glibc 2.43', call: 'rseq' })),
  ]).toEqual([
    'glibc 2.34 and newer: pthread_create and posix_spawn call clone3. After ENOSYS, they fall back to clone. After EPERM, they fail. system and popen start their shell with posix_spawn.',
    'glibc 2.33 and newer: faccessat(AT_EACCESS) calls faccessat2. After ENOSYS, it falls back to faccessat and a check of owner and mode. After EPERM, it fails. eaccess and euidaccess call it too.',
    'glibc 2.34 and newer: the function close_range wraps the system call. After ENOSYS or EPERM, it returns the error, and the program decides.',
    'glibc 2.34 and newer: closefrom calls close_range. After ENOSYS or EPERM, it falls back to /proc/self/fd.',
    'glibc 2.35 and newer: every program calls rseq as it starts. After ENOSYS or EPERM, it does without restartable sequences. Each thread calls it when it starts.',
  ]);
});

describe('what can’t be asked is told, and never answered', () => {
  test.each<[Partial<Asked>, problems: string[], isAnswered: boolean]>([
    [{ call: 'CLONE3' }, ['Linux has no system call CLONE3.'], false],
    [{ call: 'mkdri' }, ['Linux has no system call mkdri.'], false],
    [{ call: '' }, ['No system call or image given.'], false],
    [{ image: 'nginx' }, ['nginx doesn’t name a distribution’s release, so its libc is unknown.'], true],
    [{ call: '', image: 'nginx' }, ['nginx doesn’t name a distribution’s release, so its libc is unknown.'], false],
    [
      { call: '', image: 'glibc 3.0' },
      ['glibc 3.0 is newer than 2.43, the newest release in the table, so what it does is unknown.'],
      false,
    ],
    [{ profile: '{' }, ['The text ends too early: } is missing.'], true],
  ])('%j', async (question, messages, isAnswered) => {
    const { problems, answer } = await asked(question);
    const told = [...problems.call, ...problems.image, ...problems.profile].map(({ message }) => message);
    expect([told, answer !== undefined]).toEqual([messages, isAnswered]);
  });
});

test('a call in capital letters, and a tag with a slip, are offered as they were meant', async () => {
  const { call } = (await asked({ call: 'Clone3' })).problems;
  const { image } = (await asked({ image: 'debian:bookwrom' })).problems;
  expect([call, image].map(([first]) => first?.fix)).toEqual([
    [{ start: 0, end: 6, text: 'clone3' }],
    [{ start: 0, end: 15, text: 'debian:bookworm' }],
  ]);
});

describe('every cell leads to the state that shows it', () => {
  test('the filter’s answer to the checker on that stack, and a libc’s to this table', async () => {
    const { rows } = await answerOf({});
    const [row] = rows.filter(({ stack }) => stack === 'docker-20.10.9');
    expect(row?.cells.map(([entry]) => entry?.leads)).toEqual([
      { to: 'checker', fragment: 'stack=docker-20.10.9&call=clone3' },
      { to: 'checker', fragment: 'stack=docker-20.10.9&call=clone3' },
      { to: 'table', fragment: 'call=clone3&image=glibc%202.43' },
      { to: 'table', fragment: 'call=clone3&image=musl%201.2.6' },
      { to: 'table', fragment: 'call=clone3&image=go%201.27.3' },
    ]);
  });

  test('with a profile of one’s own, which goes with it', async () => {
    const profile = '{"defaultAction":"SCMP_ACT_ALLOW"}';
    const { rows } = await answerOf({ call: 'mkdir', profile });
    const { value } = await readSeccompLink(rows[0]?.cells[0]?.[0]?.leads?.fragment ?? '');
    expect([value.stack, value.text, value.call]).toEqual([rows[0]?.stack, profile, 'mkdir']);
  });

  test('of an image to the call that breaks it', async () => {
    const { rows } = await answerOf({ call: '', image: 'ubuntu:22.04' });
    expect(
      rows.filter(({ cells }) => cells[0]?.[0]?.tone === 'deny').map(({ stack, cells }) => [stack, cells[0]]),
    ).toEqual([
      [
        'docker-20.10.9',
        [
          {
            tone: 'deny',
            words: ['Fails'],
            note: [{ code: 'clone3' }],
            leads: { to: 'table', fragment: 'call=clone3&image=ubuntu:22.04' },
          },
        ],
      ],
    ]);
    expect(rows.map(({ stack }) => stackOf(stack)?.date ?? '').join()).toBe(
      STACKS.map(({ date = '' }) => date)
        .toReversed()
        .join(),
    );
  });

  const ALLOW_ALL = '{"defaultAction":"SCMP_ACT_ALLOW"}';
  const CHECKER = 'checker #stack=docker-20.10.9&call=clone3';
  const IN_UBUNTU = 'table #call=clone3&image=ubuntu:22.04';
  test.each<[Partial<Asked>, leads: string[]]>([
    [{ image: 'ubuntu:22.04' }, [CHECKER, CHECKER, `${IN_UBUNTU}&stack=docker-20.10.9`]],
    [
      { image: 'ubuntu:22.04', arch: 'SCMP_ARCH_AARCH64', stack: 'podman-3.0' },
      [`${CHECKER}&arch=aarch64`, `${CHECKER}&arch=aarch64`, `${IN_UBUNTU}&arch=aarch64&stack=docker-20.10.9`],
    ],
    [{ call: '', image: 'ubuntu:22.04' }, [IN_UBUNTU]],
    [{ call: '', image: 'ubuntu:22.04', stack: 'podman-3.0' }, [IN_UBUNTU]],
    [{ call: '', image: 'alpine:3.14' }, ['table #call=&image=alpine:3.14&stack=docker-20.10.9']],
  ])('%j, on Docker 20.10.9', async (question, leads) => {
    const { rows } = await answerOf(question);
    const row = rows.find(({ stack }) => stack === 'docker-20.10.9');
    expect(row?.cells.flat().map((entry) => `${entry.leads?.to} #${entry.leads?.fragment}`)).toEqual(leads);
  });

  test.each<Partial<Asked>>([
    { profile: ALLOW_ALL },
    { call: 'mseal', image: 'glibc 2.43', profile: ALLOW_ALL },
    { call: '', image: 'debian:12', profile: '{"defaultAction":"SCMP_ACT_ERRNO"}' },
    { arch: 'SCMP_ARCH_LOONGARCH64', image: 'debian:12' },
  ])('%j: none is without', async (question) => {
    const { rows } = await answerOf(question);
    expect(rows.flatMap(({ cells }) => cells.flat()).filter(({ leads }) => !leads?.fragment)).toEqual([]);
  });

  test.each<[Partial<Asked>, first: string, leads: string | undefined]>([
    [
      { image: 'ubuntu:22.04', stack: 'docker-20.10.9' },
      'Docker 20.10.9 (2021, docker.com) · Filter: Refused: EPERM · Program sees: -1 EPERM · glibc 2.35: Fails.',
      'stack=docker-20.10.9&call=clone3',
    ],
    [
      { call: 'clone', stack: 'docker-26.1' },
      'Docker 26.1 on Debian 13 · Filter: Allowed (depends on the arguments) or Refused: EPERM · Program sees: the call runs or -1 EPERM.',
      'stack=docker-26.1&call=clone',
    ],
    [
      { call: '', image: 'ubuntu:22.04', stack: 'podman-3.0' },
      'Podman 3.0 on Debian 11 (2021) · What breaks: Nothing.',
      undefined,
    ],
    [
      { call: '', image: 'ubuntu:22.04', stack: 'docker-20.10.9' },
      'Docker 20.10.9 (2021, docker.com) · What breaks: Fails (clone3).',
      undefined,
    ],
  ])('the state of a row tells it first: %j', async (question, first, leads) => {
    const [line] = (await answerOf(question)).lines;
    expect([plain(line?.words ?? []), line?.leads?.fragment]).toEqual([first, leads]);
    const { lines } = await answerOf({ ...question, stack: undefined });
    expect((await answerOf(question)).lines.slice(1)).toEqual(lines);
  });
});

test('in a chapter, of each engine the rows where the answer changes', async () => {
  const { rows } = await answerOf({ image: 'ubuntu:22.04' });
  expect(changedRows(rows).map(({ label, parts, cells }) => [label, parts, ...cells.flat().map(words)])).toEqual([
    ['Podman 3.0 on Debian 11 (2021), and 4 later', '', 'Allowed', 'the call runs', 'Works'],
    [
      'Kubernetes with containerd 1.4 (2021, Debian 11), RuntimeDefault, and 3 later',
      '',
      'Refused: ENOSYS',
      '-1 ENOSYS',
      'Falls back (to clone)',
    ],
    ['Docker 20.10.9 (2021, docker.com)', '', 'Refused: EPERM', '-1 EPERM', 'Fails'],
    ['Docker 20.10.5 on Debian 11 (2021), and 9 later', '', 'Refused: ENOSYS', '-1 ENOSYS', 'Falls back (to clone)'],
    ['CRI-O 1.33 with crun on Debian 13, RuntimeDefault', '', 'Allowed', 'the call runs', 'Works'],
  ]);
});
