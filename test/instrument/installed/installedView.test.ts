import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { installedView } from '../../../src/instrument/installed/installedView.ts';
import type { PartWords } from '../../../src/instrument/stacks/partWords.ts';
import { PRINTED } from '../../engine/stack/installed/printed.ts';

const PRESENT = {
  engine: 'Docker 29.9.0',
  runtime: 'runc 1.3.6',
  libseccomp: 'libseccomp 2.6.0',
  kernel: 'Linux 6.12',
};

/** All that is shown, line by line. */
function shown(text: string, present = PRESENT as PartWords): readonly string[] {
  const view = installedView(text, present);
  if (!view) return [];
  const { found, problems, notes, nearest } = view;
  return [
    ...found.map(({ words, line }) => `${line} ${words}`),
    ...problems.map(({ code }) => `! ${code}`),
    ...notes,
    ...(nearest
      ? [
          nearest.label,
          `over: ${nearest.over}`,
          ...nearest.newer,
          `taken: ${nearest.taken}`,
          `changes: ${nearest.changes}`,
        ]
      : []),
  ];
}

const NO_STACK =
  'No engine, runtime, libseccomp or kernel is named, so the stack stays. On the host, run one of the commands above.';

test.each([
  ['podman version 5.4.2', 'Nearest stack'],
  ['Linux vm 5.10.0-28-amd64 #1 SMP x86_64 GNU/Linux', 'No engine named; suggested stack'],
  ['runc version 1.1.5', 'No engine named; suggested stack'],
])('%j: %s', (text, lead) => expect(installedView(text, PRESENT)?.nearest?.lead).toBe(lead));

test.each<[text: string, newer: readonly string[]]>([
  ['Docker 99.0.1', ['Docker 99.0.1 is newer than any stack’s Docker (29.9.0).']],
  ['Docker 29.9.0', []],
  ['Docker 29.0.1', []],
  ['Docker 22.0.1', []],
  ['podman version 7.9.0', ['Podman 7.9.0 is newer than any stack’s Podman (6.1.1).']],
  ['containerd 2.3.0', ['containerd 2.3.0 is newer than any stack’s containerd (2.1.9).']],
  ['CRI-O 1.33.9', []],
  ['CRI-O 1.40.0', ['CRI-O 1.40.0 is newer than any stack’s CRI-O (1.33).']],
  ['runc version 9.9.9', ['runc 9.9.9 is newer than any stack’s runc (1.3.6).']],
  ['runc version 1.2.4', []],
  ['crun version 1.28', []],
  ['crun version 1.29', ['crun 1.29 is newer than any stack’s crun (1.28).']],
  ['libseccomp: 2.7.0', ['libseccomp 2.7.0 is newer than any stack’s libseccomp (2.6.1).']],
  ['Linux 99.9', ['Linux 99.9 is newer than any stack’s Linux (7.3).']],
  ['Linux vm 7.3.12-amd64 #1 SMP x86_64 GNU/Linux', []],
  [
    'Docker 99.0.1\nrunc version 9.9.9\nLinux 6.12',
    ['Docker 99.0.1 is newer than any stack’s Docker (29.9.0).', 'runc 9.9.9 is newer than any stack’s runc (1.3.6).'],
  ],
])('%j: %j', (text, newer) => expect(installedView(text, PRESENT)?.nearest?.newer).toEqual(newer));

test('of a part that is not asked for it is not said', () =>
  expect(installedView('libseccomp: 2.7.0\nLinux 99.9', { kernel: 'Linux 6.12' })?.nearest?.newer).toEqual([
    'Linux 99.9 is newer than any stack’s Linux (7.3).',
  ]));

describe('what is said of a pasted text', () => {
  it.each<[what: string, text: string, shown: readonly string[]]>([
    ['nothing', ' \n', []],
    [
      'docker version',
      PRINTED.dockerVersion,
      [
        '12 Docker 26.1.5+dfsg1',
        '17 x86_64',
        '23 runc 1.1.15+ds1',
        '23 other lines name no version that counts here.',
        'Docker 26.1 on Debian 13',
        'over: ',
        'taken: libseccomp 2.6.0,Linux 6.12',
        'changes: Docker 29.9.0 → Docker 26.1.5,runc 1.3.6 → runc 1.1.15',
      ],
    ],
    [
      'what a Podman host printed',
      `podman version 4.9.3\n${PRINTED.crun}\nLinux vm 6.8.0-45-generic #45-Ubuntu SMP x86_64 GNU/Linux\n`,
      [
        '1 Podman 4.9.3',
        '2 crun 1.28',
        '7 Linux 6.8.0-45-generic',
        '7 x86_64',
        '4 other lines name no version that counts here.',
        'Podman 4.3 on Debian 12',
        'over: Podman 4.9.3,crun 1.28,Linux 6.8',
        'taken: libseccomp 2.5.4',
        'changes: Docker 29.9.0 → Podman 4.9.3,runc 1.3.6 → crun 1.28,libseccomp 2.6.0 → libseccomp 2.5.4,Linux 6.12 → Linux 6.8',
      ],
    ],
    [
      'a client without its server',
      'Docker version 20.10.5+dfsg1, build 55c4c88',
      [
        '1 Docker 20.10.5+dfsg1',
        '! client-only',
        'Docker 20.10.5 on Debian 11 (2021)',
        'over: ',
        'taken: runc 1.0.0-rc93,libseccomp 2.5.1,Linux 5.10',
        'changes: Docker 29.9.0 → Docker 20.10.5,runc 1.3.6 → runc 1.0.0-rc93,libseccomp 2.6.0 → libseccomp 2.5.1,Linux 6.12 → Linux 5.10',
      ],
    ],
    [
      'an image',
      'ubuntu:22.04',
      [
        '1 ubuntu:22.04, with glibc 2.35',
        'glibc 2.35 decides what a program does after a refusal, not what is refused.',
        NO_STACK,
      ],
    ],
    ['an image of which nothing is known', 'node:22', ['! image-libc-unknown']],
    ['os-release', PRINTED.osRelease, ['7 Debian 13', NO_STACK, '9 other lines name no version that counts here.']],
    ['what no program prints', '<b>hello</b>\n<script>alert(1)</script>', ['! nothing-known']],
    ['half a line', 'Docker vers', ['! nothing-known']],
    [
      'more than any program prints',
      `${'x'.repeat(1_500_000)}\npodman version 5.4.2`,
      ['! nothing-known', 'Only the first 1,500,000 characters are read.'],
    ],
    [
      'the packages of a big machine',
      [
        ...Array.from(
          { length: 6_000 },
          (_, at) =>
            `ii  librust-package-number-${at}-dev:amd64   1:${at}.0.1+dfsg1-2+b1   amd64   ${'words that describe it '.repeat(4)}`,
        ),
        'ii  crun    1.21-1     amd64   lightweight OCI runtime for running containers',
        'ii  podman  5.4.2+ds1-2+b2   amd64   tool to manage containers and pods',
      ].join('\n'),
      [
        '6001 crun 1.21-1',
        '6002 Podman 5.4.2+ds1-2+b2',
        '6000 other lines name no version that counts here.',
        'Podman 5.4 on Debian 13',
        'over: ',
        'taken: libseccomp 2.6.0,Linux 6.12',
        'changes: Docker 29.9.0 → Podman 5.4.2,runc 1.3.6 → crun 1.21',
      ],
    ],
    [
      'half an output',
      'Server:\n Engine:\n  Version:          28.1.1\n  API ver',
      [
        '3 Docker 28.1.1',
        '3 other lines name no version that counts here.',
        'Docker 28.5 on Debian sid',
        'over: Docker 28.1.1',
        'taken: runc 1.3.6,libseccomp 2.6.1,Linux 7.2',
        'changes: Docker 29.9.0 → Docker 28.1.1,libseccomp 2.6.0 → libseccomp 2.6.1,Linux 6.12 → Linux 7.2',
      ],
    ],
  ])('%s', (_, text, expected) => expect(shown(text)).toEqual(expected));

  test('of parts that the instrument does not ask for it says that they are not used', () => {
    expect(shown('podman version 5.4.2\nLinux vm 6.8.0 #1', { engine: 'Docker 29.9.0' })).toEqual([
      '1 Podman 5.4.2',
      '2 Linux 6.8.0',
      'Not used here: Linux 6.8.0.',
      'Podman 5.4 on Debian 13',
      'over: ',
      'taken: ',
      'changes: Docker 29.9.0 → Podman 5.4.2',
    ]);
  });

  test('the machine counts where libseccomp does', () => {
    const { engine, kernel } = PRESENT;
    expect(shown('Linux vm 5.4.0-150-generic #167 SMP s390x GNU/Linux', { engine, kernel })).toEqual([
      '1 Linux 5.4.0-150-generic',
      '1 s390x',
      'Not used here: s390x.',
      'Docker 29.9 with runc 1.3 on Debian 13',
      'over: Linux 5.4',
      'taken: Docker 29.9.0',
      'changes: Linux 6.12 → Linux 5.4',
    ]);
  });
});

test('never throws', () => {
  const lines = fc.constantFrom(...Object.values(PRINTED).flatMap((text) => text.split('\n')));
  fc.assert(
    fc.property(fc.array(fc.oneof(lines, fc.string()), { maxLength: 40 }), (some) => {
      installedView(some.join('\n'), PRESENT);
    }),
  );
});
