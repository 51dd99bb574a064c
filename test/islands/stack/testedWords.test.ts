import { expect, test } from 'vitest';
import { STACKS } from '../../../src/engine/stack/index.ts';
import { testedLegend, testedOn, testedWords } from '../../../src/islands/stack/words/select.ts';

// By `recorded` of content/data/versions/stacks.json, which test/engine/stack holds to the recordings.
test('what of each stack was tested', () => {
  expect(Object.fromEntries(STACKS.map((stack) => [stack.id, testedWords(stack)]))).toEqual({
    'podman-3.0': 'tested',
    'containerd-1.4': 'from source only: containerd 1.4.13',
    'docker-20.10.9': 'from source only: Docker 20.10.9, runc 1.0.2',
    'docker-20.10.5': 'tested',
    'docker-20.10.17': 'from source only: Docker 20.10.17, runc 1.1.2',
    'docker-20.10.24': 'tested',
    'podman-4.3': 'tested',
    'containerd-1.6': 'from source only: containerd 1.6.20',
    'docker-24.0': 'from source only: Docker 24.0.9, runc 1.1.12',
    'docker-25.0': 'from source only: Docker 25.0.5, runc 1.1.12',
    'docker-27.3': 'from source only: Docker 27.3.1, runc 1.1.14',
    'docker-26.1': 'tested',
    'podman-5.4': 'tested',
    'containerd-1.7': 'from source only: containerd 1.7.24',
    'cri-o-1.33': 'from source only: CRI-O 1.33',
    'docker-28.5': 'tested',
    'podman-5.8': 'tested',
    'docker-29.8': 'from source only: Docker 29.8.2',
    'podman-6.1': 'tested',
    'docker-29.9': 'from source only: Docker 29.9.0',
    'kubernetes-1.36': 'from source only: containerd 2.1.9',
  });
});

test('on another machine than x86_64 libseccomp alone was tested', () => {
  expect(STACKS.filter(({ recorded = [] }) => !recorded.includes('libseccomp'))).toEqual([]);
  expect([
    testedOn('SCMP_ARCH_X86_64', 'from source only: Docker 29.9.0'),
    testedOn('SCMP_ARCH_AARCH64', 'tested'),
    testedOn('SCMP_ARCH_X86', 'from source only: Docker 29.9.0'),
    testedLegend('SCMP_ARCH_X86_64'),
    testedLegend('SCMP_ARCH_AARCH64'),
  ]).toEqual([
    'from source only: Docker 29.9.0',
    'tested on aarch64: libseccomp only',
    'tested on x86: libseccomp only',
    'Tested: checked against the real engine, runtime, libseccomp and kernel, on x86_64. From source only: derived from the source code and changelogs of the listed versions.',
    'On aarch64, only libseccomp was tested, with every default profile. Engines, runtimes and kernels were tested on x86_64, libcs on x86_64 and 32-bit x86; elsewhere, what they do is derived from their source code.',
  ]);
});
