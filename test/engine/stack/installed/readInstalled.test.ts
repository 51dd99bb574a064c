import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { type Installed, readInstalled } from '../../../../src/engine/stack/index.ts';
import { PRINTED } from './printed.ts';

/** The values alone, and the stretch of the text that each one's span covers. */
function inShort(text: string) {
  const { value, diagnostics } = readInstalled(text);
  const entries = Object.entries(value ?? {}) as [
    keyof Installed,
    { value: unknown; span: { start: number; end: number } },
  ][];
  const values = entries.map(([name, { value }]) => [
    name,
    name === 'image' ? (value as { name: string }).name : value,
  ]);
  return {
    ...Object.fromEntries(values),
    ...(diagnostics.length > 0 ? { codes: diagnostics.map(({ code }) => code) } : {}),
  };
}

const DOCKER = {
  engine: 'docker',
  engineVersion: '26.1.5+dfsg1',
  runtime: 'runc',
  machine: 'SCMP_ARCH_X86_64',
};

describe('what programs printed', () => {
  it.each([
    ['docker version', PRINTED.dockerVersion, { ...DOCKER, runtimeVersion: '1.1.15+ds1' }],
    [
      'docker version, Docker’s own',
      PRINTED.dockerCommunity,
      {
        engine: 'docker',
        engineVersion: '20.10.7',
        runtime: 'runc',
        runtimeVersion: '1.0.1',
        machine: 'SCMP_ARCH_S390X',
      },
    ],
    [
      'docker version, no server',
      PRINTED.dockerVersion.split('\nServer')[0] ?? '',
      { engine: 'docker', engineVersion: '26.1.5+dfsg1', codes: ['client-only'] },
    ],
    [
      'docker info',
      PRINTED.dockerInfo,
      { ...DOCKER, runtimeVersion: '1.1.15+ds1-2+deb13u1', kernel: '6.18.44-fc-v669', distribution: 'debian 13' },
    ],
    [
      'docker --version',
      'Docker version 20.10.5+dfsg1, build 55c4c88',
      { engine: 'docker', engineVersion: '20.10.5+dfsg1', codes: ['client-only'] },
    ],
    [
      'docker --version without its build',
      'Docker version 24.0.7',
      { engine: 'docker', engineVersion: '24.0.7', codes: ['client-only'] },
    ],
    [
      'docker --version cut behind the comma',
      'Docker version 24.0.7,',
      { engine: 'docker', engineVersion: '24.0.7', codes: ['client-only'] },
    ],
    ['Docker and a release, in capitals', 'Docker 20.10.9', { engine: 'docker', engineVersion: '20.10.9' }],
    ['Docker and a release', 'docker 20.10.9', { engine: 'docker', engineVersion: '20.10.9' }],
    ['Podman and a release', 'Podman 5.4.2', { engine: 'podman', engineVersion: '5.4.2' }],
    ['CRI-O and a release', 'CRI-O 1.33.2', { engine: 'cri-o', engineVersion: '1.33.2' }],
    ['Linux and a release', 'Linux 6.12', { kernel: '6.12' }],
    [
      'podman version',
      PRINTED.podmanVersion,
      { engine: 'podman', engineVersion: '5.4.2', machine: 'SCMP_ARCH_X86_64' },
    ],
    [
      'podman version of a client with a server',
      `${PRINTED.podmanVersion}\n\n${PRINTED.podmanVersion.replace('Client', 'Server').replaceAll('5.4.2', '4.9.3')}`,
      { engine: 'podman', engineVersion: '4.9.3', machine: 'SCMP_ARCH_X86_64' },
    ],
    [
      'podman info',
      PRINTED.podmanInfo,
      {
        engine: 'podman',
        engineVersion: '5.4.2',
        runtime: 'crun',
        runtimeVersion: '1.21',
        kernel: '6.18.44-fc-v669',
        machine: 'SCMP_ARCH_X86_64',
        distribution: 'debian 13',
      },
    ],
    ['podman --version', 'podman version 3.0.1', { engine: 'podman', engineVersion: '3.0.1' }],
    ['runc --version', PRINTED.runc, { runtime: 'runc', runtimeVersion: '1.0.0~rc93+ds1', libseccomp: '2.5.1' }],
    ['crun --version', PRINTED.crun, { runtime: 'crun', runtimeVersion: '1.28' }],
    [
      'containerd --version',
      'containerd github.com/containerd/containerd/v2 2.1.9+unknown ',
      { engine: 'containerd', engineVersion: '2.1.9+unknown' },
    ],
    [
      'containerd --version, 1.4',
      'containerd github.com/containerd/containerd 1.4.13~ds1 1.4.13~ds1-1~deb11u4',
      { engine: 'containerd', engineVersion: '1.4.13~ds1' },
    ],
    [
      'ctr --version',
      'ctr github.com/containerd/containerd 1.7.24~ds1',
      { engine: 'containerd', engineVersion: '1.7.24~ds1' },
    ],
    ['ctr version', PRINTED.ctr, { engine: 'containerd', engineVersion: '1.7.24~ds1' }],
    ['ctr version, no server', PRINTED.ctr.split('\nServer')[0] ?? '', { codes: ['version-of-unknown'] }],
    ['crictl version', PRINTED.crictl, { engine: 'containerd', engineVersion: '1.7.24' }],
    [
      'crictl version of CRI-O',
      PRINTED.crictl.replace('containerd', 'cri-o').replace('v1.7.24', '1.33.2'),
      { engine: 'cri-o', engineVersion: '1.33.2' },
    ],
    ['crictl version of another', PRINTED.crictl.replace('containerd', 'cricket'), { codes: ['version-of-unknown'] }],
    [
      'kubectl describe node',
      PRINTED.describeNode,
      {
        engine: 'containerd',
        engineVersion: '1.7.20',
        kernel: '6.1.109-120.189.amzn2023.x86_64',
        machine: 'SCMP_ARCH_X86_64',
        distribution: 'amazon 2023.5',
        kubernetes: '1.30.2-eks-1552ad0',
      },
    ],
    ['crio version', PRINTED.crio, { engine: 'cri-o', engineVersion: '1.22.0' }],
    [
      'kubectl get nodes -o wide',
      PRINTED.nodes,
      { engine: 'cri-o', engineVersion: '1.10.4', kernel: '4.15.0-23-generic', distribution: 'ubuntu 18.04' },
    ],
    [
      'uname -a',
      'Linux vm 6.1.0-18-arm64 #1 SMP Debian 6.1.76-1 (2024-02-01) aarch64 GNU/Linux',
      { kernel: '6.1.0-18-arm64', machine: 'SCMP_ARCH_AARCH64' },
    ],
    [
      'uname -a of x86_64',
      'Linux vm 6.18.44-fc-v669 #1 SMP PREEMPT_DYNAMIC @0 x86_64 GNU/Linux',
      { kernel: '6.18.44-fc-v669', machine: 'SCMP_ARCH_X86_64' },
    ],
    ['uname -r', 'root@vm:~# uname -r\n6.18.44-fc-v669', { kernel: '6.18.44-fc-v669' }],
    ['os-release', PRINTED.osRelease, { distribution: 'debian 13' }],
    ['ldd --version', 'ldd (Debian GLIBC 2.31-13+deb11u11) 2.31', { libc: { name: 'glibc', version: '2.31' } }],
    [
      'ldd, musl',
      'musl libc (x86_64)\nVersion 1.2.5\nDynamic Program Loader',
      { libc: { name: 'musl', version: '1.2.5' } },
    ],
    ['an image', 'ubuntu:22.04', { image: 'ubuntu:22.04' }],
    ['an image in a command', '$ docker run --rm alpine:3.14 make', { image: 'alpine:3.14' }],
    ['an image whose libc nobody knows', 'nginx:1.27', { codes: ['image-libc-unknown'] }],
    [
      'several, with prompts and line ends of Windows',
      `ann@host:~$ podman --version\r\npodman version 4.3.1\r\nann@host:~$ crun --version\r\ncrun version 1.8.1\r\nann@host:~$ uname -r\r\n6.1.0-37-amd64\r\n`,
      { engine: 'podman', engineVersion: '4.3.1', runtime: 'crun', runtimeVersion: '1.8.1', kernel: '6.1.0-37-amd64' },
    ],
    [
      'both engines and both runtimes',
      `podman version 5.8.6\n${PRINTED.crun}\n${PRINTED.runc}\n${PRINTED.dockerVersion}`,
      { ...DOCKER, runtimeVersion: '1.0.0~rc93+ds1', libseccomp: '2.5.1', codes: ['two-engines', 'another-version'] },
    ],
    ['nothing', 'why does apt-get fail?', { codes: ['nothing-known'] }],
    ['no text', '', { codes: ['nothing-known'] }],
  ])('%s', (_, text, expected) => {
    expect(inShort(text)).toEqual(expected);
  });
});

test('each value knows its place', () => {
  const text = `$ runc --version\n${PRINTED.runc}\nubuntu:22.04\n`;
  const { value } = readInstalled(text);
  const places = [value?.runtimeVersion, value?.libseccomp, value?.image].map((found) => {
    const { start = 0, end = 0, line, column } = found?.span ?? {};
    return [text.slice(start, end), line, column];
  });
  expect(places).toEqual([
    ['1.0.0~rc93+ds1', 2, 14],
    ['2.5.1', 6, 13],
    ['ubuntu:22.04', 7, 1],
  ]);
});

describe('what is told twice', () => {
  const node = (name: string, kernel: string, runtime: string) =>
    `${name}   Ready   worker   9d   v1.36.0   10.0.0.1   <none>   Debian GNU/Linux 13 (trixie)   ${kernel}   ${runtime}`;
  const first = node('a', '6.12.57+deb13-amd64', 'containerd://2.1.4');
  const older = node('b', '6.1.0-18-amd64', 'containerd://1.7.28');
  it.each([
    ['nodes of one kind', [first, first], [2, 2], []],
    [
      'an older node',
      [first, older],
      [2, 2],
      ['Linux 6.1.0-18-amd64 and containerd 1.7.28 are left out: an earlier line has another version.'],
    ],
    [
      'two older nodes, and one with the same kernel',
      [first, older, older, node('c', '6.12.57+deb13-amd64', 'containerd://1.7.28')],
      [2, 2, 3, 3, 4, 4],
      [
        'Linux 6.1.0-18-amd64 and containerd 1.7.28 (also in 1 other line) are left out: an earlier line has another version.',
        'containerd 1.7.28 is left out: an earlier line has another version.',
      ],
    ],
    ['one build, printed by two programs', ['runc version 1.1.15+ds1', ' runc version: v1.1.15-0-gbc20cb4'], [2], []],
    [
      'two of runc',
      ['runc version 1.1.15', 'runc version 1.4.3'],
      [2],
      ['runc 1.4.3 is left out: an earlier line has another version.'],
    ],
    [
      'of a runtime that does not count',
      ['podman version 5.4.2', 'crun version 1.21', 'runc version 1.1.15', 'runc version 1.4.3'],
      [4],
      [],
    ],
  ])('%s', (_, lines, repeated, messages) => {
    const read = readInstalled(lines.join('\n'));
    expect([read.repeated, read.diagnostics.map(({ message }) => message)]).toEqual([repeated, messages]);
  });
});

describe('a node is one machine', () => {
  const node = (image: string, kernel: string, runtime: string) =>
    `a   Ready   <none>   9d   v1.33.2   10.0.0.1   <none>   ${image}   ${kernel}   ${runtime}`;
  const debian = node('Debian GNU/Linux 13 (trixie)', '6.12.10', 'containerd://2.1.4');
  const ubuntu = node('Ubuntu 24.04.2 LTS', '6.8.0-45-generic', 'cri-o://1.33.2');
  const older = node('Ubuntu 22.04.5 LTS', '5.15.0-91-generic', 'containerd://1.7.12');
  const uname = 'Linux vm 6.1.0-18-amd64 #1 SMP x86_64 GNU/Linux';
  const left = (words: string, counting = 'an earlier line') => `${words} left out: ${counting} has another version.`;
  const first = ['containerd 2.1.4', '6.12.10', 'debian 13'];
  it.each<[what: string, lines: readonly string[], expected: readonly string[]]>([
    [
      'three kinds',
      [debian, ubuntu, older],
      [
        ...first,
        left('Linux 6.8.0-45-generic and CRI-O 1.33.2 are'),
        left('Linux 5.15.0-91-generic and containerd 1.7.12 are'),
      ],
    ],
    [
      'the other way round',
      [ubuntu, debian, ubuntu],
      ['cri-o 1.33.2', '6.8.0-45-generic', 'ubuntu 24.04', left('Linux 6.12.10 and containerd 2.1.4 are')],
    ],
    [
      'Docker’s, between others',
      [debian, node('Debian GNU/Linux 12 (bookworm)', '6.12.10', 'docker://20.10.24'), debian],
      [...first, left('Docker 20.10.24 is')],
    ],
    ['another kernel above', [uname, debian], [...first, left('Linux 6.1.0-18-amd64 is', 'the first node')]],
    ['another system above and below', [PRINTED.osRelease.replaceAll('13', '12'), debian, 'ID=fedora'], first],
    [
      'the workstation’s Docker',
      ['Docker version 28.1.1, build 4eba377', debian],
      [...first, 'Docker 28.1.1 is left out: the stack is containerd’s.'],
    ],
    ['an address of IPv6', [debian.replace('<none>   Deb', 'fd00::1   Deb')], first],
    [
      'a name without a release',
      [node('Talos', '6.12.10', 'containerd://2.1.4')],
      ['containerd 2.1.4', '6.12.10', 'talos'],
    ],
  ])('%s', (_, lines, expected) => {
    const { value, diagnostics } = readInstalled(lines.join('\n'));
    const { engine, engineVersion, kernel, distribution } = value ?? {};
    expect([
      `${engine?.value} ${engineVersion?.value}`,
      kernel?.value,
      distribution?.value,
      ...diagnostics.map(({ message }) => message),
    ]).toEqual(expected);
  });
});

describe('which of two runtimes counts', () => {
  const runtime = (lines: readonly string[]) => {
    const { value, diagnostics } = readInstalled(lines.join('\n'));
    const { engine, runtime: named, runtimeVersion } = value ?? {};
    return [
      engine?.value,
      named?.value,
      runtimeVersion?.value,
      ...diagnostics.map(({ message, hint }) => `${message} ${hint}`),
    ];
  };
  const CONTAINERD = 'ii  containerd 1.7.24~ds1-6+deb13u1 amd64 open and reliable container runtime';
  const CRUN = 'ii  crun 1.21-1 amd64 lightweight OCI runtime for running containers';
  const DOCKER_IO = 'ii  docker.io 26.1.5+dfsg1-9+deb13u1+b1 amd64 Linux container runtime';
  const PODMAN = 'ii  podman 5.4.2+ds1-2+b2 amd64 tool to manage containers and pods';
  const RUNC = 'ii  runc 1.1.15+ds1-2+deb13u1 amd64 Open Container Project - runtime';
  const docker = ['docker', 'runc', '1.1.15+ds1-2+deb13u1'];
  const info = (name: string) => PRINTED.dockerInfo.replace('Default Runtime: runc', `Default Runtime: ${name}`);
  const withoutRunc = (text: string) => text.replace(/^ runc version: .*\n/m, '');
  it.each<[what: string, lines: readonly string[], expected: readonly (string | undefined)[]]>([
    ['a list with Docker and both', [CONTAINERD, CRUN, DOCKER_IO, RUNC], docker],
    ['a list with Docker and crun', [CONTAINERD, CRUN, DOCKER_IO], ['docker', undefined, undefined]],
    ['a list with containerd and crun', [CONTAINERD, CRUN], ['containerd', undefined, undefined]],
    ['a list with containerd and both', [CONTAINERD, CRUN, RUNC], ['containerd', 'runc', '1.1.15+ds1-2+deb13u1']],
    ['a list with Podman and both', [CRUN, PODMAN, RUNC], ['podman', 'crun', '1.21-1']],
    ['a list with Podman and runc', [PODMAN, RUNC], ['podman', 'runc', '1.1.15+ds1-2+deb13u1']],
    ['a list with crun alone', [CRUN], [undefined, 'crun', '1.21-1']],
    ['Docker, and crun asked itself', ['Docker 26.1.5', 'crun version 1.21'], ['docker', 'crun', '1.21']],
    ['docker info, and a list', [PRINTED.dockerInfo, CRUN, RUNC], docker],
    ['docker info that names crun, and a list', [info('crun'), CRUN, RUNC], ['docker', 'crun', '1.21-1']],
    [
      'docker info that names crun',
      [info('crun')],
      [
        'docker',
        undefined,
        undefined,
        'The default runtime is crun, and its version isn’t given. Paste crun --version too.',
      ],
    ],
    [
      'docker info that names another',
      [info('runsc')],
      [
        'docker',
        undefined,
        undefined,
        'The default runtime is runsc; only runc and crun are known here. The answers are those of the stack’s own runtime.',
      ],
    ],
    ['docker info that names runc by its shim', [info('io.containerd.runc.v2')], docker],
    ['docker info without a version of runc', [withoutRunc(info('runc')), CRUN], ['docker', undefined, undefined]],
    [
      'podman info that names runc, and a list',
      [
        PRINTED.podmanInfo.replace('name: crun', 'name: runc').replace('crun version 1.21', 'runc version 1.1.15'),
        CRUN,
      ],
      ['podman', 'runc', '1.1.15'],
    ],
  ])('%s', (_, lines, expected) => expect(runtime(lines)).toEqual(expected));
});

test('what is not known says what to paste', () => {
  const { value, diagnostics } = readInstalled('hello');
  expect(value).toBeUndefined();
  expect(diagnostics.map(({ severity, message }) => `${severity}: ${message}`)).toEqual([
    'error: No version and no image found.',
  ]);
  for (const program of ['docker version', 'podman info', 'uname -a', 'ubuntu:22.04'])
    expect(diagnostics[0]?.hint).toContain(program);
});

test('no text makes it throw, and every place is within the text', () => {
  const outputs = Object.values(PRINTED).flatMap((text) => text.split('\n'));
  const line = fc.oneof(fc.string(), fc.constantFrom(...outputs), fc.stringMatching(/^[a-z:/. 0-9-]{0,40}$/));
  fc.assert(
    fc.property(fc.array(line), (lines) => {
      const text = lines.join('\n');
      const { value, diagnostics } = readInstalled(text);
      const spans = [...Object.values(value ?? {}), ...diagnostics].map(({ span }) => span);
      return spans.every(
        (span) => span === undefined || (span.start >= 0 && span.start <= span.end && span.end <= text.length),
      );
    }),
  );
});
