import { expect, it, test } from 'vitest';
import { asVersions, nearestStack, readInstalled, stackOf } from '../../../../src/engine/stack/index.ts';
import { PRINTED } from './printed.ts';

const read = (text: string) => readInstalled(text).value ?? expect.fail(text);
const nearest = (text: string, chosen?: string) => {
  const { stack, runtime, versions, kernel, taken } = nearestStack(
    read(text),
    chosen === undefined ? undefined : stackOf(chosen),
  );
  const { engine, runtime: release, libseccomp } = versions;
  return `${stack.id}: ${engine}, ${runtime} ${release}, libseccomp ${libseccomp}, Linux ${kernel}; its own ${taken.join(', ')}`;
};

it.each([
  [PRINTED.dockerInfo, 'docker-26.1: 26.1.5, runc 1.1.15, libseccomp 2.6.0, Linux 6.18; its own libseccomp'],
  [
    PRINTED.dockerCommunity,
    'docker-20.10.9: 20.10.7, runc 1.0.1, libseccomp 2.5.1, Linux 5.10; its own libseccomp, kernel',
  ],
  [PRINTED.podmanInfo, 'podman-5.4: 5.4.2, crun 1.21, libseccomp 2.6.0, Linux 6.18; its own libseccomp'],
  [PRINTED.runc, 'docker-20.10.5: 20.10.5, runc 1.0.0-rc93, libseccomp 2.5.1, Linux 5.10; its own engine, kernel'],
  [PRINTED.crun, 'podman-6.1: 6.1.1, crun 1.28, libseccomp 2.6.1, Linux 7.3; its own engine, libseccomp, kernel'],
  // Of a cluster, the first node as a whole.
  [
    'a Ready <none> 9d v1.33.2 10.0.0.1 <none> Debian GNU/Linux 13 (trixie) 6.12.10 containerd://2.1.4\nb Ready <none> 9d v1.33.2 10.0.0.2 <none> Ubuntu 24.04.2 LTS 6.8.0-45 cri-o://1.33.2',
    'kubernetes-1.36: 2.1.4, runc 1.3.6, libseccomp 2.6.1, Linux 6.12; its own runtime, libseccomp',
  ],
  // No engine: the newest stack with exactly what is told, or with the next release below.
  [
    'crun version 1.21',
    'podman-5.4: 5.4.2, crun 1.21, libseccomp 2.6.0, Linux 6.12; its own engine, libseccomp, kernel',
  ],
  [
    'crun version 1.14',
    'podman-4.3: 4.3.1, crun 1.14, libseccomp 2.5.4, Linux 6.1; its own engine, libseccomp, kernel',
  ],
  [
    'crun version 0.10',
    'podman-3.0: 3.0.1, crun 0.10, libseccomp 2.5.1, Linux 5.10; its own engine, libseccomp, kernel',
  ],
  [
    'crun version 9.9.9',
    'podman-6.1: 6.1.1, crun 9.9.9, libseccomp 2.6.1, Linux 7.3; its own engine, libseccomp, kernel',
  ],
  [
    'runc version 1.1.5',
    'docker-20.10.24: 20.10.24, runc 1.1.5, libseccomp 2.5.4, Linux 6.1; its own engine, libseccomp, kernel',
  ],
  [
    'runc version 1.2.4',
    'docker-26.1: 26.1.5, runc 1.2.4, libseccomp 2.6.0, Linux 6.12; its own engine, libseccomp, kernel',
  ],
  [
    'runc version 1.3.6',
    'docker-29.9: 29.9.0, runc 1.3.6, libseccomp 2.6.0, Linux 6.12; its own engine, libseccomp, kernel',
  ],
  [
    'runc version 1.3.6\nlibseccomp: 2.6.1',
    'docker-28.5: 28.5.2, runc 1.3.6, libseccomp 2.6.1, Linux 7.2; its own engine, kernel',
  ],
  [
    'runc version 1.1.12\nLinux vm 5.15.0 #1',
    'docker-25.0: 25.0.5, runc 1.1.12, libseccomp 2.5.4, Linux 5.15; its own engine, libseccomp',
  ],
  [
    'libseccomp2 2.5.4-1',
    'docker-27.3: 27.3.1, runc 1.1.14, libseccomp 2.5.4, Linux 6.1; its own engine, runtime, kernel',
  ],
  ['Linux 6.18', 'docker-29.9: 29.9.0, runc 1.3.6, libseccomp 2.6.0, Linux 6.18; its own engine, runtime, libseccomp'],
  // Debian's 20.10.5 has a rule for clone3 that Docker's own has not.
  [
    'Docker version 20.10.5+dfsg1, build 55c4c88',
    'docker-20.10.5: 20.10.5, runc 1.0.0-rc93, libseccomp 2.5.1, Linux 5.10; its own runtime, libseccomp, kernel',
  ],
  [
    'Docker version 20.10.5, build 55c4c88',
    'docker-20.10.9: 20.10.5, runc 1.0.2, libseccomp 2.5.1, Linux 5.10; its own runtime, libseccomp, kernel',
  ],
  [
    'Docker version 20.10.12, build e91ed57',
    'docker-20.10.17: 20.10.12, runc 1.1.2, libseccomp 2.5.1, Linux 5.10; its own runtime, libseccomp, kernel',
  ],
  [
    'Docker version 20.10.24+dfsg1, build 297e128',
    'docker-20.10.24: 20.10.24, runc 1.1.5, libseccomp 2.5.4, Linux 6.1; its own runtime, libseccomp, kernel',
  ],
  [
    'Docker version 19.03.15, build 99e3ed8919',
    'docker-20.10.9: 19.03.15, runc 1.0.2, libseccomp 2.5.1, Linux 5.10; its own runtime, libseccomp, kernel',
  ],
  [
    'Docker version 23.0.6, build ef23cbc',
    'docker-24.0: 23.0.6, runc 1.1.12, libseccomp 2.5.4, Linux 6.1; its own runtime, libseccomp, kernel',
  ],
  [
    'Docker version 28.1.1, build 4eba377',
    'docker-28.5: 28.1.1, runc 1.3.6, libseccomp 2.6.1, Linux 7.2; its own runtime, libseccomp, kernel',
  ],
  [
    'Docker version 29.10.1, build 0000000',
    'docker-29.9: 29.10.1, runc 1.3.6, libseccomp 2.6.0, Linux 6.12; its own runtime, libseccomp, kernel',
  ],
  [
    'podman version 5.6.0',
    'podman-5.8: 5.6.0, crun 1.28, libseccomp 2.6.1, Linux 7.2; its own runtime, libseccomp, kernel',
  ],
  [
    'containerd github.com/containerd/containerd 1.6.20~ds1 1.6.20~ds1-1+deb12u3',
    'containerd-1.6: 1.6.20, runc 1.1.5, libseccomp 2.5.4, Linux 6.1; its own runtime, libseccomp, kernel',
  ],
  [
    'containerd github.com/containerd/containerd v1.6.31 0123456789abcdef',
    'containerd-1.6: 1.6.31, runc 1.1.5, libseccomp 2.5.4, Linux 6.1; its own runtime, libseccomp, kernel',
  ],
  [PRINTED.crio, 'cri-o-1.33: 1.22.0, crun 1.21, libseccomp 2.6.0, Linux 6.12; its own runtime, libseccomp, kernel'],
  [
    'Linux old 5.10.0-32-amd64 #1 SMP',
    'docker-20.10.17: 20.10.17, runc 1.1.2, libseccomp 2.5.1, Linux 5.10; its own engine, runtime, libseccomp',
  ],
  [
    'Linux new 6.12.0 #1 SMP',
    'docker-29.9: 29.9.0, runc 1.3.6, libseccomp 2.6.0, Linux 6.12; its own engine, runtime, libseccomp',
  ],
  [
    'ubuntu:22.04',
    'docker-29.9: 29.9.0, runc 1.3.6, libseccomp 2.6.0, Linux 6.12; its own engine, runtime, libseccomp, kernel',
  ],
])('%#', (text, expected) => {
  expect(nearest(text)).toBe(expected);
});

test('releases are upstream’s', () => {
  expect(asVersions(read(PRINTED.dockerVersion))).toEqual({ engine: '26.1.5', runtime: '1.1.15' });
  expect(asVersions(read(PRINTED.runc))).toEqual({ runtime: '1.0.0-rc93', libseccomp: '2.5.1' });
  expect(asVersions(read('podman version 6.0.0-dev'))).toEqual({ engine: '6.0.0' });
  expect(asVersions(read('uname -a\nLinux vm 7.2.0 #1'))).toEqual({});
});

it.each([
  [
    'Linux vm 5.15.0-91-generic #101-Ubuntu SMP x86_64 GNU/Linux',
    'docker-29.9',
    'docker-29.9: 29.9.0, runc 1.3.6, libseccomp 2.6.0, Linux 5.15; its own engine, runtime, libseccomp',
  ],
  [
    'Linux vm 3.10.0-1160.el7.x86_64 #1 SMP x86_64 GNU/Linux',
    'podman-5.4',
    'podman-5.4: 5.4.2, crun 1.21, libseccomp 2.6.0, Linux 3.10; its own engine, runtime, libseccomp',
  ],
  [
    PRINTED.runc,
    'kubernetes-1.36',
    'kubernetes-1.36: 2.1.9, runc 1.0.0-rc93, libseccomp 2.5.1, Linux 7.2; its own engine, kernel',
  ],
  [
    PRINTED.crun,
    'docker-29.9',
    'podman-6.1: 6.1.1, crun 1.28, libseccomp 2.6.1, Linux 7.3; its own engine, libseccomp, kernel',
  ],
  [PRINTED.podmanInfo, 'docker-29.9', 'podman-5.4: 5.4.2, crun 1.21, libseccomp 2.6.0, Linux 6.18; its own libseccomp'],
])('what names no engine leaves the chosen stack: %j, %s', (text, chosen, expected) =>
  expect(nearest(text, chosen)).toBe(expected),
);
