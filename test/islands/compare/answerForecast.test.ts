import { describe, expect, test } from 'vitest';
import type { Forecast, Outcome } from '../../../src/islands/compare/state/State.ts';
import { answerForecast } from '../../../src/islands/compare/worker/answerForecast.ts';
import { COMPARE_LINK_DEFAULTS, type ComparedProfile, type CompareLink } from '../../../src/share/compareLink.ts';
import { readTraceLink } from '../../../src/share/traceLink.ts';
import { plain } from '../../../src/ui/Phrase.ts';
import { profileText } from '../../engine/seccomp/inline.ts';

const ALL = ['nginx', 'postgresql', 'redis', 'go-server', 'jvm', 'node', 'python', 'apt', 'musl', 'git', 'gcc'];

async function forecastOf(
  before: string | ComparedProfile,
  after: string | ComparedProfile,
  link: Partial<CompareLink> = {},
) {
  const sides = { before: profileOf(before), after: profileOf(after) };
  return (await answerForecast({ ...COMPARE_LINK_DEFAULTS, ...sides, ...link, turn: 0 })).reply;
}
const profileOf = (of: string | ComparedProfile) => (typeof of === 'string' ? { preset: of } : of);

/** Each program that does not run as before, with the calls that stop it. */
function told({ groups }: Forecast, wanted: (outcome: Outcome) => boolean = (outcome) => outcome !== 'passes') {
  return groups
    .filter(({ outcome }) => wanted(outcome))
    .flatMap(({ outcome, programs }) =>
      programs.map(({ id, calls, notes }) => {
        const stops = calls.map(
          ({ call, abi, gets }) => `${abi === undefined ? '' : `${abi}: `}${call.name} ${gets.word}`,
        );
        return [`${outcome} ${id}`, ...stops, ...notes.map(({ words }) => plain(words))].join('; ');
      }),
    );
}

const IO_URING = 'io-uring; io_uring_enter EPERM; io_uring_register EPERM; io_uring_setup EPERM';
const FLAGS = ['CLONE_NEWPID|SIGCHLD', 'CLONE_NEWUSER|CLONE_NEWPID|CLONE_NEWNET|SIGCHLD', 'CLONE_NEWUSER|SIGCHLD'];
const CHROMIUM = ['chromium', ...FLAGS.map((flags) => `clone(${flags}) EPERM`), 'unshare EPERM'].join('; ');
const BOTH = [`still-fails ${IO_URING}`, `still-fails ${CHROMIUM}`];

/** glibc's threads and processes, and what Chromium lacks besides (content/data/libc/answers.json). */
const BY_GLIBC = ['postgresql', 'redis', 'go-server', 'jvm', 'node', 'python', 'apt', 'git', 'gcc', 'i386-sockets'];
const withoutClone3 = (outcome: Outcome) =>
  BY_GLIBC.map((id) =>
    [
      `${outcome} ${id}; ${id === 'i386-sockets' ? 'x86: ' : ''}clone3 EPERM`,
      ...(id === 'node' ? ['Keeps running although the filter refuses pkey_alloc.'] : []),
    ].join('; '),
  );

describe('which recorded programs would fail after the change, and at which call', () => {
  test.each<[before: string, after: string, tone: Forecast['tone'], headline: string, told: readonly string[]]>([
    ['docker-26.1', 'docker-29.9.0', 'allow', 'None of 14 recorded programs would newly fail', BOTH],
    ['docker-29.4', 'docker-29.4', 'allow', 'None of 14 recorded programs would newly fail', BOTH],
    // 29.4.2 refuses socketcall, with which 32-bit glibc makes its sockets: moby/moby#52506.
    [
      'docker-28.2',
      'docker-29.4.2',
      'deny',
      '1 of 14 recorded programs would fail',
      ['fails i386-sockets; x86: socketcall ENOSYS', ...BOTH],
    ],
    [
      'docker-29.4',
      'docker-29.4.2',
      'deny',
      '1 of 14 recorded programs would fail',
      ['fails i386-sockets; x86: socketcall ENOSYS', ...BOTH],
    ],
    [
      'docker-29.4.2',
      'docker-29.4',
      'allow',
      'None of 14 recorded programs would newly fail',
      ['starts i386-sockets; x86: socketcall ENOSYS', ...BOTH],
    ],
    // 25.0 took io_uring away: moby/moby#46762.
    [
      'docker-24.0',
      'docker-26.1',
      'deny',
      '1 of 14 recorded programs would fail',
      [`fails ${IO_URING}`, `still-fails ${CHROMIUM}`],
    ],
    [
      'podman-6.1',
      'docker-29.9.0',
      'deny',
      '1 of 14 recorded programs would fail',
      [`fails ${CHROMIUM}`, `still-fails ${IO_URING}`],
    ],
  ])('%s, then %s', async (before, after, tone, headline, programs) => {
    const forecast = await forecastOf(before, after);
    expect([forecast.tone, forecast.headline, told(forecast)]).toEqual([tone, headline, programs]);
  });

  test('back to a default that answers EPERM to clone3: whatever glibc 2.41 starts, and on again', async () => {
    const [there, back] = [
      await forecastOf('docker-20.10', 'docker-20.10.4'),
      await forecastOf('docker-20.10.4', 'docker-20.10'),
    ];
    expect(told(there, (outcome) => outcome === 'fails')).toEqual(withoutClone3('fails'));
    expect(there.headline).toBe('10 of 14 recorded programs would fail');
    expect(told(back, (outcome) => outcome === 'starts').map((words) => words.split(';')[0])).toEqual(
      BY_GLIBC.map((id) => `starts ${id}`),
    );
  });

  test('those that run as before are named', async () => {
    const forecast = await forecastOf('docker-28.2', 'docker-29.4.2');
    const passes = forecast.groups.find(({ outcome }) => outcome === 'passes');
    expect(passes?.programs.map(({ id }) => id)).toEqual(ALL);
    expect(forecast.lines.map(({ chip, words }) => `${chip?.word}: ${plain(words)}`)).toEqual([
      'Would fail: A 32-bit program (gcc -m32). Docker’s default 29.4.2 refuses socketcall on x86.',
      'Would fail either way: fio with io_uring and Chromium with its sandbox',
      'Run as before: nginx, PostgreSQL, Redis, a Go server, a JVM, Node.js, Python, apt, a program built with musl-gcc, git and gcc',
    ]);
  });

  test('a call whose deciding argument the trace does not tell is not called a failure', async () => {
    const own = (words: string) => ({ text: profileText(words) });
    const forecast = await forecastOf(own('allow: errno=1 chroot'), own('allow: errno=1 pread64 arg2==5'));
    const nginx = told(forecast, (outcome) => outcome === 'unsure').find((words) => words.startsWith('unsure nginx'));
    expect(nginx).toBe('unsure nginx; pread64 EPERM; The trace doesn’t show the arguments that decide this.');
  });
});

describe('what can’t be foretold is told', () => {
  test.each<[what: string, after: string, link: Partial<CompareLink>, headline: string, line: string]>([
    [
      'no container starts',
      'talk-2016',
      {},
      'No forecast',
      'No container starts with the 2016 talk’s slide, so no program gets as far as its first call.',
    ],
    [
      'another machine',
      'docker-29.9.0',
      { arch: 'SCMP_ARCH_AARCH64' },
      'No forecast for this machine',
      'The programs were recorded on x86_64. Other machines have other calls.',
    ],
  ])('%s', async (_, after, link, headline, line) => {
    const forecast = await forecastOf('docker-26.1', after, link);
    expect([forecast.headline, forecast.lines.map(({ words }) => plain(words)), forecast.groups]).toEqual([
      headline,
      [line],
      [],
    ]);
  });

  test('what the recordings are', async () => {
    const { recorded } = await forecastOf('docker-26.1', 'docker-29.9.0');
    expect(recorded).toContain(
      'Recorded for this site with strace 6.13 on Debian 13, Linux 6.18.44, x86_64, on 29 November 2026',
    );
  });
});

test('a program that would fail leads to its trace under the profile after, and no other does', async () => {
  const { groups } = await forecastOf('docker-28.2', 'docker-29.4.2');
  const links = groups.flatMap(({ programs }) =>
    programs.flatMap(({ id, traced }) => (traced === undefined ? [] : [[id, traced] as const])),
  );
  const [[id, traced = ''] = []] = links;
  const { value, diagnostics } = await readTraceLink(traced);
  expect([links.length, id, diagnostics, value.stack]).toEqual([1, 'i386-sockets', [], 'docker-29.9']);
  expect(value.trace).toContain('runs in 32 bit mode');
  expect(value.profile).toContain('socketcall');
});
