import { describe, expect, it } from 'vitest';
import { asVersions, nearestStack, readInstalled } from '../../../../src/engine/stack/index.ts';

/** What a line of a package manager tells, and the upstream release of it. */
function told(text: string) {
  const { value = {} } = readInstalled(text);
  const { engine, shadow, kubernetes } = value;
  const { engine: release, runtime, libseccomp } = asVersions(value);
  const said = [
    engine && `${engine.value} ${release}`,
    value.runtime && `${value.runtime.value} ${runtime}`,
    libseccomp && `libseccomp ${libseccomp}`,
    shadow && `shadow ${shadow.value}`,
    kubernetes && `kubernetes ${kubernetes.value}`,
  ];
  return said.filter((each) => each !== undefined).join(', ');
}

describe('a package’s version tells the upstream release', () => {
  it.each([
    // dpkg -l of Debian 11 to sid; the versions are those of the recordings.
    ['ii  docker.io  20.10.24+dfsg1-1+deb12u1+b6  amd64  Linux container runtime', 'docker 20.10.24'],
    ['ii  docker.io      20.10.5+dfsg1-1+deb11u2 amd64        Linux container runtime', 'docker 20.10.5'],
    ['ii  docker.io         26.1.5+dfsg1-9+deb13u1+b1 amd64        Linux container runtime', 'docker 26.1.5'],
    ['ii  docker.io 28.5.2+dfsg4-5 amd64 Linux container runtime', 'docker 28.5.2'],
    ['ii  runc              1.1.15+ds1-2+deb13u1      amd64        Open Container Project - runtime', 'runc 1.1.15'],
    ['ii  runc 1.0.0~rc93+ds1-5+deb11u5 amd64 Open Container Project - runtime', 'runc 1.0.0-rc93'],
    ['ii  crun 0.17+dfsg-1+deb11u2 amd64 lightweight OCI runtime for running containers', 'crun 0.17'],
    ['ii  libseccomp2:amd64 2.6.0-2                   amd64        high level interface', 'libseccomp 2.6.0'],
    ['ii  libseccomp2:arm64 2.5.1-1+deb11u1 arm64 high level interface to Linux seccomp filter', 'libseccomp 2.5.1'],
    ['ii  podman            5.4.2+ds1-2+b2            amd64        tool to manage containers', 'podman 5.4.2'],
    ['ii  containerd 1.7.24~ds1-6+deb13u1 amd64 open and reliable container runtime', 'containerd 1.7.24'],
    ['ii  containerd.io 1.7.27-1 amd64 An open and reliable container runtime', 'containerd 1.7.27'],
    ['ii  uidmap 1:4.13+dfsg1-1+deb12u2 amd64 programs to help use subuids', 'shadow 4.13+dfsg1-1+deb12u2'],
    ['hi  docker-ce 5:28.5.2-1~debian.13~trixie amd64 Docker: the open-source engine', 'docker 28.5.2'],
    ['ii  docker-ce 5:20.10.9~3-0~ubuntu-focal amd64 Docker: the open-source engine', 'docker 20.10.9'],
    ['ii  docker-ce-cli 5:28.5.2-1~debian.13~trixie amd64 Docker CLI', 'docker 28.5.2'],
    ['ii  docker.io 28.2.2-0ubuntu1~24.04.1 amd64 Linux container runtime', 'docker 28.2.2'],
    ['ii  kubelet 1.36.0-1.1 amd64 Node agent for Kubernetes clusters', 'kubernetes 1.36.0-1.1'],
    // Removed, its configuration left; and packages of like names.
    ['rc  docker.io 20.10.24+dfsg1-1 amd64 Linux container runtime', ''],
    ['un  docker.io <none> <none> (no description available)', ''],
    ['ii  docker-ce-rootless-extras 5:28.5.2-1~debian.13~trixie amd64 Rootless support', ''],
    ['ii  libseccomp-dev:amd64 2.6.0-2 amd64 high level interface', ''],
    ['ii  podman-docker 5.4.2+ds1-2 amd64 tool to manage containers', ''],
    // apt list --installed; without it, apt lists what could be installed, too.
    ['runc/stable,now 1.1.15+ds1-2+deb13u1 amd64 [installed,automatic]', 'runc 1.1.15'],
    ['docker-ce/trixie,now 5:28.5.2-1~debian.13~trixie amd64 [installed]', 'docker 28.5.2'],
    ['runc/stable 1.1.15+ds1-2+deb13u1 amd64', ''],
    // dpkg-query -W
    ['runc\t1.3.6+ds1-1', 'runc 1.3.6'],
    ['libseccomp2:amd64\t2.5.4-1+deb12u1', 'libseccomp 2.5.4'],
    ['docker-ce    5:28.5.2-1~debian.13~trixie', 'docker 28.5.2'],
    ['podman 5.8.6+ds1-3', 'podman 5.8.6'],
    // rpm -q, rpm -qa; dnf list --installed
    ['podman-5.4.2-1.el9', 'podman 5.4.2'],
    ['podman-5.4.0-9.el9_6.x86_64', 'podman 5.4.0'],
    ['docker-ce-28.5.2-1.el9.x86_64', 'docker 28.5.2'],
    ['docker-ce-3:28.5.2-1.el9.x86_64', 'docker 28.5.2'],
    ['containerd.io-1.7.27-3.1.el9.aarch64', 'containerd 1.7.27'],
    ['runc-1.2.4-2.el9.x86_64', 'runc 1.2.4'],
    ['crun-1.21-1.el9.x86_64', 'crun 1.21'],
    ['libseccomp-2.5.2-2.el9.x86_64', 'libseccomp 2.5.2'],
    ['shadow-utils-4.9-12.el9.x86_64', 'shadow 4.9-12.el9'],
    ['libseccomp-devel-2.5.2-2.el9.x86_64', ''],
    ['podman-docker-5.4.2-1.el9.noarch', ''],
    ['package docker-ce is not installed', ''],
    ['podman.x86_64    5:5.4.2-1.el9    @appstream', 'podman 5.4.2'],
  ])('%s: %s', (line, expected) => {
    expect(told(line)).toBe(expected);
  });

  it('a host’s list makes a stack', () => {
    const text = `$ dpkg -l docker.io runc libseccomp2 uidmap
ii  docker.io         20.10.24+dfsg1-1+deb12u1+b6 amd64  Linux container runtime
ii  libseccomp2:amd64 2.5.4-1+deb12u1 amd64  high level interface to Linux seccomp filter
ii  runc              1.1.5+ds1-1+deb12u1 amd64  Open Container Project - runtime
ii  uidmap            1:4.13+dfsg1-1+deb12u2 amd64  programs to help use subuids`;
    const { value, diagnostics } = readInstalled(text);
    const { stack, versions, taken } = nearestStack(value ?? {});
    expect([stack.id, versions, taken, diagnostics]).toEqual([
      'docker-20.10.24',
      { engine: '20.10.24', runtime: '1.1.5', libseccomp: '2.5.4' },
      ['kernel'],
      [],
    ]);
  });

  it('Docker’s own 20.10.5 is not Debian’s', () => {
    const stackOf = (line: string) => nearestStack(readInstalled(line).value ?? {}).stack.id;
    expect([
      stackOf('ii  docker.io 20.10.5+dfsg1-1+deb11u2 amd64 x'),
      stackOf('docker-ce-20.10.5-3.el8.x86_64'),
    ]).toEqual(['docker-20.10.5', 'docker-20.10.9']);
  });
});

describe('what could be many things asks for the rest', () => {
  it.each<[text: string, told: readonly string[]]>([
    [
      'ubuntu',
      [
        'ubuntu without a tag means ubuntu:latest, which changes over time. Add a tag, as in ubuntu:26.04, or paste what ldd --version prints in the image.',
      ],
    ],
    [
      'docker.io/library/alpine',
      [
        'docker.io/library/alpine without a tag means docker.io/library/alpine:latest, which changes over time. Add a tag, as in docker.io/library/alpine:3.24, or paste what ldd --version prints in the image.',
      ],
    ],
    [
      'ubuntu:latest',
      [
        'ubuntu:latest doesn’t name a distribution’s release, so its libc is unknown. Use a tag that names the release, as in python:3.12-bookworm, or paste what ldd --version prints in the image.',
      ],
    ],
    [
      ' Version:           20.10.5',
      [
        '20.10.5 looks like a Docker version, but the line doesn’t say whether it is the client’s or the server’s. Paste the whole output of docker version, or the “Server Version:” line of docker info.',
      ],
    ],
    [
      'Version: 5.4.2',
      [
        '5.4.2 has no program name beside it: Podman, containerd, CRI-O, runc or crun could have this version. Paste the whole output of podman version, containerd --version, crio version, runc --version or crun --version.',
      ],
    ],
    [
      '28.5.2',
      [
        '28.5.2 looks like a Docker version, but the line doesn’t say whether it is the client’s or the server’s. Paste the whole output of docker version, or the “Server Version:” line of docker info.',
      ],
    ],
    ['Server Version: 20.10.5', []],
    ['6.1.0-37-amd64', []],
    ['ubi9', []],
  ])('%s', (text, expected) => {
    expect(readInstalled(text).diagnostics.map(({ message, hint }) => `${message} ${hint}`)).toEqual(expected);
  });
});
