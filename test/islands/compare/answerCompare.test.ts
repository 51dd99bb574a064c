import { describe, expect, test } from 'vitest';
import type { Change } from '../../../src/engine/compare/index.ts';
import { stackOf } from '../../../src/engine/stack/index.ts';
import type { Answer, CallShown, Row, SideFacts } from '../../../src/islands/compare/state/State.ts';
import { answerCompare, comparedWords } from '../../../src/islands/compare/worker/answerCompare.ts';
import { COMPARE_LINK_DEFAULTS, type CompareLink } from '../../../src/share/compareLink.ts';
import { readSeccompLink } from '../../../src/share/seccompLink.ts';
import { plain } from '../../../src/ui/Phrase.ts';
import { profileText } from '../../engine/seccomp/inline.ts';

const replyTo = async (link: Partial<CompareLink>) =>
  (await answerCompare({ ...COMPARE_LINK_DEFAULTS, ...link, turn: 0 })).reply;
const answerTo = async (link: Partial<CompareLink>): Promise<Answer> => (await replyTo(link)).answer;

const preset = (name: string) => ({ preset: name });
const own = (words: string) => ({ text: profileText(words) });
const linesOf = ({ lines }: Answer) =>
  lines.map(({ chip, words }) => `${chip ? `[${chip.word}] ` : ''}${plain(words)}`);

/** Calls that a container needs to start. */
const STARTS =
  'openat fstatfs getdents64 close chdir capget read prctl fstat newfstatat fcntl getppid getpid gettid tgkill execve execveat write futex epoll_pwait nanosleep rt_sigreturn mmap munmap madvise setgroups setgid setuid capset sched_yield getrandom getcwd';

describe('the headline', () => {
  test.each<[what: string, Partial<CompareLink>, tone: string | undefined, headline: string]>([
    [
      'what it opens with',
      {},
      undefined,
      'Docker’s default 29.9.0 newly allows 8 calls and restricts 1, compared with Docker’s default 26.1.5',
    ],
    ['one profile twice', { after: preset('docker-26.1') }, 'allow', 'Every call gets the same answer'],
    [
      'the same, written in another way',
      { before: own('errno: allow read write | allow mkdir'), after: own('errno: allow mkdir | allow write read') },
      'allow',
      'Every call gets the same answer',
    ],
    [
      'only more',
      { before: own('errno: allow read'), after: own('errno: allow read write') },
      undefined,
      'Your new profile newly allows 1 call, compared with your old profile',
    ],
    [
      'only fewer',
      { before: preset('docker-29.4'), after: preset('docker-29.4.2') },
      undefined,
      'Docker’s default 29.4.2 restricts 1 call on x86, compared with Docker’s default 29.4.3 to 29.8',
    ],
    [
      'another error',
      { before: own('errno: allow read'), after: own('errno=38: allow read') },
      undefined,
      'Both allow the same calls; 384 calls get another answer',
    ],
    [
      'one of the two is the reader’s own',
      { before: own('errno: allow read'), after: preset('allow-all') },
      undefined,
      'A profile that refuses nothing newly allows 384 calls, compared with your profile',
    ],
    [
      'one profile on two stacks',
      { after: preset('docker-26.1'), stack: 'docker-20.10.24', afterStack: 'docker-29.9' },
      undefined,
      'On Docker 29.9 with runc 1.3 on Debian 13, Docker’s default 26.1.5 newly allows 1 call on x32, compared with Docker 20.10.24 on Debian 12',
    ],
    ['a text that is no profile', { after: { text: '{' } }, 'deny', 'No container starts with your profile'],
  ])('%s', async (_, link, tone, headline) => {
    const answer = await answerTo(link);
    expect([answer.tone, answer.headline]).toEqual([tone, headline]);
  });
});

describe('the lines below it', () => {
  test.each<[what: string, Partial<CompareLink>, lines: string[]]>([
    [
      'what it opens with',
      {},
      [
        '[No longer allowed] socket with some arguments',
        '[Newly allowed] uretprobe, statmount, listmount, mseal, setxattrat, getxattrat, listxattrat and removexattrat',
        '[Another answer] lsm_get_self_attr, lsm_set_self_attr and lsm_list_modules',
      ],
    ],
    [
      'a change of other ABIs alone',
      { after: preset('docker-26.1'), stack: 'docker-20.10.24', afterStack: 'docker-29.9' },
      ['[Newly allowed] On x32 only: map_shadow_stack'],
    ],
    [
      'two profiles, each on its stack',
      { before: own(`errno: allow ${STARTS}`), after: own(`errno: allow ${STARTS} mkdir`), afterStack: 'docker-26.1' },
      [
        '[Newly allowed] mkdir',
        'Your old profile on Docker 29.9 with runc 1.3 on Debian 13, your new profile on Docker 26.1 on Debian 13.',
      ],
    ],
    [
      'a runtime that still makes calls, and no filter',
      { before: own('errno: allow read'), after: { text: '{}' } },
      [
        '[Newly allowed] write, open, close, stat, fstat, lstat, poll, lseek, 376 more, numbers without a name and calls of other architectures; on x32 only: read',
        'No container starts with your old profile. After runc loads the filter, it still makes openat, fstatfs, getdents64, close, chdir, capget, prctl, fstat and 9 more, which the profile refuses.',
        'There is no filter with your new profile: the profile is empty, and every call is allowed.',
      ],
    ],
    [
      'a single call of it',
      { before: own(`errno: allow ${STARTS.replace(' getcwd', '')}`), after: preset('docker-29.9.0') },
      [
        '[Newly allowed] open, stat, lstat, poll, lseek, mprotect, brk, rt_sigaction and 270 more; on x86 and x32 only: read, write, close, waitpid, execve, chdir, getpid, setuid and 81 more',
        '[Another answer] userfaultfd, uprobe, io_uring_setup, io_uring_enter, io_uring_register, open_tree, move_mount, fsopen, 11 more and numbers without a name; on x86 and x32 only: break, oldstat, mount, umount, stime, oldfstat, stty, gtty and 81 more',
        'No container starts with your profile. After runc loads the filter, it still makes getcwd, a call that the profile refuses.',
      ],
    ],
    [
      'two refusals',
      { before: { text: '{' }, after: { text: '[' } },
      [
        'The text ends too early: } is missing.',
        'No container starts with your new profile either: The text is an array, not an object.',
      ],
    ],
    [
      'a machine that the stack does not know',
      { after: preset('docker-26.1'), arch: 'SCMP_ARCH_LOONGARCH64', stack: 'docker-20.10.5' },
      [
        'libseccomp 2.5.1 does not know loongarch64.',
        'No container starts with Docker’s default 26.1.5 either: libseccomp 2.5.1 does not know loongarch64.',
      ],
    ],
  ])('%s', async (_, link, lines) => {
    expect(linesOf(await answerTo(link))).toEqual(lines);
  });

  test.each([
    ['docker-20.10.0', 'docker-26.1', 'Docker’s default 20.10.0 to 20.10.3'],
    ['docker-26.1', 'docker-19.03', 'Docker’s default 19.03.9 and later 19.03'],
    ['docker-1.12', 'docker-19.03', 'either profile'],
    ['docker-20.10.4', 'docker-26.1', undefined],
  ])('%s and %s: whether no host of its time had a runc that answers ENOSYS', async (before, after, hosts) => {
    const lines = linesOf(await answerTo({ before: preset(before), after: preset(after) }));
    const line = `Hosts with ${hosts} answered EPERM to newer calls; the newer runc here answers ENOSYS.`;
    expect(lines.filter((each) => each.includes('Hosts with'))).toEqual(hosts === undefined ? [] : [line]);
  });
});

const callOf = ({ name, asked }: CallShown) => (asked === name ? name : `${name} [${asked}]`);
const rowOf = ({ abis, calls, unnamed, where, example, before, after }: Row) =>
  [
    `${abis}: ${[...calls, ...(unnamed ? [unnamed] : [])].map(callOf).join(', ')}`,
    ...(where === '' ? [] : [`where ${where}, as ${example}`]),
    `${before.tone} ${before.word} -> ${after.tone} ${after.word}`,
  ].join('; ');

test('the rows of what it opens with: ABIs, calls as the checker is asked, classes of arguments, both answers', async () => {
  const { groups } = await answerTo({});
  expect(groups.map(({ title, count, tone, rows }) => [`${tone} ${title}: ${count}`, ...rows.map(rowOf)])).toEqual([
    [
      'deny No longer allowed: 1 call',
      'x86_64: socket [socket(0x100000000)]; where the upper half of arg0 is at least 1, as socket(0x100000000); allow allowed -> deny EPERM',
      'x86_64: socket [socket(AF_ALG)]; where arg0 is AF_ALG or 46 to 0xffffffff, as socket(AF_ALG); allow allowed -> deny EPERM',
      'x86: socket [x86: socket(AF_ALG)]; where arg0 is AF_ALG or at least 46, as x86: socket(AF_ALG); allow allowed -> deny EPERM',
      'x32: socket [x32: socket(AF_ALG)]; where the lower half of arg0 is AF_ALG or at least 46, as x32: socket(AF_ALG); allow allowed -> deny EPERM',
    ],
    [
      'allow Newly allowed: 8 calls',
      'x86_64: uretprobe; deny EPERM -> allow allowed',
      'x86_64, x86: statmount, listmount, mseal, setxattrat, getxattrat, listxattrat, removexattrat; deny ENOSYS -> allow allowed',
      'x32: uretprobe [x32: uretprobe], statmount [x32: statmount], listmount [x32: listmount], mseal [x32: mseal], setxattrat [x32: setxattrat], getxattrat [x32: getxattrat], listxattrat [x32: listxattrat], removexattrat [x32: removexattrat]; deny EPERM -> allow allowed',
    ],
    [
      'depends Another answer: 3 calls',
      'x86_64, x86: lsm_get_self_attr, lsm_set_self_attr, lsm_list_modules; deny ENOSYS -> deny EPERM',
    ],
  ]);
});

test('calls without a name, and those of an architecture that the filter does not know', async () => {
  const before = own('allow[x86_64+x32]: errno read');
  const { groups } = await answerTo({ before, after: { text: '{}' } });
  expect(groups.map(({ title, count, rows }) => [`${title}: ${count}`, ...rows.map(rowOf)])).toEqual([
    [
      'Newly allowed: 1 call',
      'x86_64, x32: read; deny EPERM -> allow allowed',
      'other architectures: every call [undefined]; deny kills -> allow allowed',
    ],
  ]);
});

test.each<[what: string, Partial<CompareLink>, before: object, after: object]>([
  [
    'presets',
    { stack: 'docker-26.1' },
    { stack: 'docker-26.1', profile: 'docker-26.1' },
    { stack: 'docker-26.1', profile: 'docker-29.9.0' },
  ],
  [
    'a text, and another machine',
    { after: { text: '{}' }, afterStack: 'podman-5.4', arch: 'SCMP_ARCH_AARCH64' },
    { stack: 'docker-29.9', profile: 'docker-26.1', arch: 'SCMP_ARCH_AARCH64' },
    { stack: 'podman-5.4', profile: undefined, text: '{}', arch: 'SCMP_ARCH_AARCH64' },
  ],
])('each call leads to the checker in the state of either side: %s', async (_, link, before, after) => {
  const { states } = await answerTo(link);
  const opened = async (state: string | undefined) => (await readSeccompLink(`${state}&call=mkdir`)).value;
  expect(await Promise.all([opened(states.before), opened(states.after)])).toEqual([
    expect.objectContaining({ ...before, call: 'mkdir' }),
    expect.objectContaining({ ...after, call: 'mkdir' }),
  ]);
});

test('what is wrong with a text is told at its line, of the text alone', async () => {
  const { problems } = await replyTo({ before: preset('talk-2016'), after: { text: '{\n  "defaultAction": "NO"\n}' } });
  expect([problems.before, problems.after.map(({ code, span }) => [code, span?.line])]).toEqual([
    [],
    [['word-unknown', 2]],
  ]);
});

test('the versions are told once, or of either side', async () => {
  expect([(await answerTo({})).computedFor, (await answerTo({ afterStack: 'docker-26.1' })).computedFor]).toEqual([
    ['Docker 29.9.0', 'runc 1.3.6', 'libseccomp 2.6.0', 'Linux 6.12', 'the 14 default capabilities', 'x86_64'],
    [
      'before: Docker 29.9.0, runc 1.3.6, libseccomp 2.6.0, Linux 6.12, the 14 default capabilities',
      'after: Docker 26.1.5, runc 1.1.15, libseccomp 2.6.0, Linux 6.12, the 14 default capabilities',
      'x86_64',
    ],
  ]);
});

const STACK = stackOf('docker-29.9') ?? expect.fail('no stack');
const side = (name: string): SideFacts => ({
  ...{ profile: preset(name), stack: STACK, refusal: undefined, off: false, starting: 'starts', refusedCalls: [] },
});
const sides = { before: side('docker-26.1'), after: side('docker-29.9.0') };
const opened: Change = {
  arch: 'SCMP_ARCH_X86_64',
  before: { action: 'ERRNO', data: 1 },
  after: { action: 'ALLOW', data: 0 },
  ...{ names: ['mkdir'], unnamed: [], of: [], witness: { arch: 'SCMP_ARCH_X86_64', syscall: 83, args: [] } },
};

describe('what was not compared to the end is never told as the whole', () => {
  test.each<[what: string, changes: Change[], lines: string[], rows: number]>([
    ['with differences', [opened], ['[Newly allowed] mkdir'], 1],
    ['with none that was found', [], [], 0],
  ])('%s', (_, changes, lines, rows) => {
    const states = { before: undefined, after: undefined };
    const answer = comparedWords(sides, { changes, isWhole: false }, 'SCMP_ARCH_X86_64', states);
    expect([answer.tone, answer.headline, linesOf(answer), answer.groups.flatMap((each) => each.rows).length]).toEqual([
      'depends',
      'Too many conditions to compare every call',
      ['Any differences listed here were found before the limit was reached. Other calls may differ too.', ...lines],
      rows,
    ]);
  });
});
