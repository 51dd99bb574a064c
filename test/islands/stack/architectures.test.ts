import { describe, expect, test } from 'vitest';
import { type Arch, MACHINES } from '../../../src/engine/linux/index.ts';
import type { Asked } from '../../../src/islands/stack/state/State.ts';
import { answerTable, type Work } from '../../../src/islands/stack/worker/answerTable.ts';
import { readSeccompLink } from '../../../src/share/seccompLink.ts';
import { STACK_TABLE_DEFAULTS } from '../../../src/share/stackTableLink.ts';
import { plain } from '../../../src/ui/Phrase.ts';

let work: Work | undefined;
async function asked(arch: Arch, question: Partial<Asked> = {}) {
  const answered = await answerTable({ ...STACK_TABLE_DEFAULTS, ...question, arch, turn: 1 }, work);
  work = answered.work;
  return answered.reply;
}
async function card(arch: Arch, question: Partial<Asked> = {}) {
  const { answer, problems } = await asked(arch, question);
  if (answer === undefined) return problems.call.map(({ message }) => message);
  const { caption, headline, lines } = answer;
  return [caption, headline, ...lines.map(({ chip, words }) => `${chip ? `${chip.word}: ` : ''}${plain(words)}`)];
}

// clone3 is in glibc's wrapper of each architecture since another release; content/data/libc/answers.json has the sources.
describe('what is asked of a machine is answered for that machine', () => {
  const FIXED = [
    'Fixed in Docker 20.10.10: clone3 then gets ENOSYS, and glibc falls back to clone.',
    'Docker 20.10.5 on Debian 11 (2021) already works: its package has a newer profile.',
  ];
  const CLONE3 = 'In glibc 2.43, pthread_create and posix_spawn call clone3; after EPERM, they fail.';
  const PODS = 'No filter: a Kubernetes Pod without seccompProfile, unless the kubelet sets seccompDefault';
  const NARROW =
    'from a 32-bit program, on 21 stacks on aarch64, each with its default profile (Kubernetes: RuntimeDefault)';
  const TIME64 = [
    'Allowed: every Docker listed here, Podman 4.3.1 or newer, every containerd listed here and CRI-O 1.33',
    'Refused: EPERM: Podman 3.0.1',
  ];

  test.each<[what: string, arch: Arch, question: Partial<Asked>, said: string[]]>([
    [
      'clone3 on aarch64',
      'SCMP_ARCH_AARCH64',
      {},
      [
        'clone3 on 21 stacks on aarch64, each with its default profile (Kubernetes: RuntimeDefault)',
        'clone3 breaks glibc 2.39 and newer on Docker before 20.10.10',
        CLONE3,
        ...FIXED,
        PODS,
      ],
    ],
    [
      'ubuntu:22.04 on aarch64: its glibc has no clone3 there',
      'SCMP_ARCH_AARCH64',
      { call: '', image: 'ubuntu:22.04' },
      [
        'What breaks in glibc 2.35 on 21 stacks on aarch64',
        'No known call breaks ubuntu:22.04 on these stacks',
        'Checked: the calls that glibc 2.35 is known to make by itself.',
        'The oldest of these stacks is Podman 3.0 on Debian 11 (2021); an older host may answer differently: see “Who said no?”.',
      ],
    ],
    [
      'a call that only its 32-bit programs have',
      'SCMP_ARCH_AARCH64',
      { call: 'open' },
      [
        `open, ${NARROW}`,
        'open: Allowed on all 21 stacks',
        'aarch64 has no call open: this answer is for 32-bit arm programs.',
      ],
    ],
    [
      'time64 is for 32-bit programs alone, and Go was tested on x86',
      'SCMP_ARCH_AARCH64',
      { call: 'futex_time64' },
      [
        `futex_time64, ${NARROW}`,
        'futex_time64: 2 different answers',
        'aarch64 has no call futex_time64: this answer is for 32-bit arm programs.',
        'How 32-bit Go 1.27.3 handles this answer to futex_time64 is not known.',
        ...TIME64,
      ],
    ],
    [
      'a machine that runs no other programs',
      'SCMP_ARCH_RISCV64',
      { call: 'futex_time64' },
      ['riscv64 has no call futex_time64.'],
    ],
    [
      'a stack that refuses the machine itself',
      'SCMP_ARCH_RISCV64',
      { call: 'statx' },
      [
        'statx on 21 stacks on riscv64, each with its default profile (Kubernetes: RuntimeDefault)',
        'statx: Allowed on all 20 stacks',
        'No container starts on containerd 1.6.20: runc does not know the architecture "SCMP_ARCH_RISCV64".',
        PODS,
      ],
    ],
    [
      'a machine that older releases of libseccomp do not know',
      'SCMP_ARCH_LOONGARCH64',
      { call: 'statx' },
      [
        'statx on 21 stacks on loongarch64, each with its default profile (Kubernetes: RuntimeDefault)',
        'statx: Allowed on all 10 stacks',
        'No container starts on Docker 20.10.24 to 25.0.5 and 27.3.1, Podman 4.3.1 and containerd 1.6.20: libseccomp 2.5.4 does not know loongarch64.',
        'No container starts on Docker up to 20.10.17, Podman 3.0.1 and containerd 1.4.13: libseccomp 2.5.1 does not know loongarch64.',
        PODS,
      ],
    ],
    [
      'a machine of 32 bits',
      'SCMP_ARCH_ARM',
      { call: 'open' },
      [
        'open on 21 stacks on arm, each with its default profile (Kubernetes: RuntimeDefault)',
        'open: Allowed on all 21 stacks',
      ],
    ],
  ])('%s', async (_, arch, question, said) => {
    expect(await card(arch, question)).toEqual(said);
  });

  test.each(MACHINES.map(({ token, arch }) => [token, arch] as const))(
    '%s has a row for every stack',
    async (_, arch) => {
      expect((await asked(arch, { call: 'statx' })).answer?.rows.length).toBe(21);
    },
  );

  test('a call that can be named is one of the machine’s', async () => {
    const named = async (arch: Arch) => {
      const { names } = await asked(arch);
      return ['open', 'openat', 'cacheflush', 'riscv_hwprobe'].filter((name) => names.split(' ').includes(name));
    };
    expect([
      await named('SCMP_ARCH_X86_64'),
      await named('SCMP_ARCH_AARCH64'),
      await named('SCMP_ARCH_RISCV64'),
    ]).toEqual([
      ['open', 'openat'],
      ['open', 'openat', 'cacheflush'],
      ['openat', 'riscv_hwprobe'],
    ]);
  });

  test('the cells lead to the same machine', async () => {
    const { answer } = await asked('SCMP_ARCH_AARCH64', { call: 'mseal' });
    const leads = answer?.rows[0]?.cells.map(([entry]) => entry?.leads?.fragment);
    expect(leads?.slice(1)).toEqual([
      'stack=kubernetes-1.36&call=mseal&arch=aarch64',
      'call=mseal&image=glibc%202.43&arch=aarch64',
      'call=mseal&image=musl%201.2.6&arch=aarch64',
      'call=mseal&image=go%201.27.3&arch=aarch64',
    ]);
    const { value } = await readSeccompLink(leads?.[0] ?? '');
    expect([value.stack, value.arch, value.call]).toEqual(['kubernetes-1.36', 'SCMP_ARCH_AARCH64', 'mseal']);
  });

  test('what was tested was tested on x86, which is told of another machine', async () => {
    const sources = async (arch: Arch, call: string) =>
      ((await asked(arch, { call, image: 'glibc 2.43' })).answer?.explained ?? []).map(({ source = '' }) =>
        source.replace(/^.*Tested/, 'Tested'),
      );
    expect([
      await sources('SCMP_ARCH_X86_64', 'statx'),
      await sources('SCMP_ARCH_AARCH64', 'statx'),
      await sources('SCMP_ARCH_AARCH64', 'clock_gettime64'),
    ]).toEqual([
      ['Tested with 2.31, 2.36, 2.41, 2.43'],
      ['Tested on x86_64 with 2.31, 2.36, 2.41, 2.43'],
      ['Tested on 32-bit x86 with 2.36, 2.41, 2.43'],
    ]);
  });
});
