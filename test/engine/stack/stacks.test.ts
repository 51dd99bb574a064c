import { readFileSync } from 'node:fs';
import { expect, it, test } from 'vitest';
import { DOCKER_CAPABILITIES, PODMAN_CAPABILITIES, readCapability } from '../../../src/engine/linux/index.ts';
import { capabilitiesOf, newestStack, STACKS, type Stack, stackOf } from '../../../src/engine/stack/index.ts';

const file: { capabilities: { name: string; of: string[]; names?: string[]; source: string }[] } = JSON.parse(
  readFileSync(new URL('../../../content/data/versions/stacks.json', import.meta.url), 'utf8'),
);
const inShort = ({ date, engine, versions, runtime, kernel, profile }: Stack) =>
  `${date} ${engine} ${versions.engine}, ${runtime} ${versions.runtime}, libseccomp ${versions.libseccomp}, Linux ${kernel}, ${profile}`;

test('every stack, the oldest first: published links lean on each line, so none changes', () => {
  expect(Object.fromEntries(STACKS.map((stack) => [stack.id, inShort(stack)]))).toEqual({
    'podman-3.0': '2021-08 podman 3.0.1, crun 0.17, libseccomp 2.5.1, Linux 5.10, podman-3.0',
    'containerd-1.4': '2021-08 containerd 1.4.13, runc 1.0.0-rc93, libseccomp 2.5.1, Linux 5.10, containerd-1.4',
    'docker-20.10.9': '2021-10 docker 20.10.9, runc 1.0.2, libseccomp 2.5.1, Linux 5.10, docker-20.10.4',
    'docker-20.10.5': '2021-12 docker 20.10.5, runc 1.0.0-rc93, libseccomp 2.5.1, Linux 5.10, docker-20.10.10',
    'docker-20.10.17': '2022-06 docker 20.10.17, runc 1.1.2, libseccomp 2.5.1, Linux 5.10, docker-20.10.10',
    'docker-20.10.24': '2023-06 docker 20.10.24, runc 1.1.5, libseccomp 2.5.4, Linux 6.1, docker-20.10.18',
    'podman-4.3': '2023-06 podman 4.3.1, crun 1.8.1, libseccomp 2.5.4, Linux 6.1, podman-4.3',
    'containerd-1.6': '2023-06 containerd 1.6.20, runc 1.1.5, libseccomp 2.5.4, Linux 6.1, containerd-1.6',
    'docker-24.0': '2024-01 docker 24.0.9, runc 1.1.12, libseccomp 2.5.4, Linux 6.1, docker-24.0',
    'docker-25.0': '2024-03 docker 25.0.5, runc 1.1.12, libseccomp 2.5.4, Linux 6.1, docker-26.1',
    'docker-27.3': '2024-09 docker 27.3.1, runc 1.1.14, libseccomp 2.5.4, Linux 6.1, docker-26.1',
    'docker-26.1': '2025-08 docker 26.1.5, runc 1.1.15, libseccomp 2.6.0, Linux 6.12, docker-26.1',
    'podman-5.4': '2025-08 podman 5.4.2, crun 1.21, libseccomp 2.6.0, Linux 6.12, podman-5.4',
    'containerd-1.7': '2025-08 containerd 1.7.24, runc 1.1.15, libseccomp 2.6.0, Linux 6.12, containerd-1.7',
    'cri-o-1.33': '2025-08 cri-o 1.33, crun 1.21, libseccomp 2.6.0, Linux 6.12, cri-o-1.33',
    'docker-28.5': '2025-11 docker 28.5.2, runc 1.3.6, libseccomp 2.6.1, Linux 7.2, docker-28.2',
    'podman-5.8': '2026-03 podman 5.8.6, crun 1.28, libseccomp 2.6.1, Linux 7.2, podman-5.8',
    'docker-29.8': '2026-09 docker 29.8.2, runc 1.3.6, libseccomp 2.6.0, Linux 6.12, docker-29.8',
    'podman-6.1': '2026-09 podman 6.1.1, crun 1.28, libseccomp 2.6.1, Linux 7.3, podman-6.1',
    'docker-29.9': '2026-10 docker 29.9.0, runc 1.3.6, libseccomp 2.6.0, Linux 6.12, docker-29.9.0',
    'kubernetes-1.36': '2026-10 containerd 2.1.9, runc 1.3.6, libseccomp 2.6.1, Linux 7.2, containerd-2.1',
  });
  const dates = STACKS.map(({ date }) => date);
  expect(dates).toEqual(dates.toSorted());
});

const RUNTIMES = { docker: 'runc', podman: 'crun', containerd: 'runc', 'cri-o': 'crun' };

it.each(STACKS.map((stack) => [stack.id, stack] as const))('%s has parts of known form', (id, stack) => {
  const { label, date, engine, versions, runtime, kernel, profile, capabilities, recorded, source = '' } = stack;
  expect(stackOf(id)).toBe(stack);
  expect(Object.keys(stack)).toHaveLength(11);
  expect(date).toMatch(/^20\d\d-(0\d|1[012])$/);
  expect([runtime, label.length < 50, source.length > 60]).toEqual([RUNTIMES[engine], true, true]);
  for (const release of Object.values(versions)) expect(release).toMatch(/^\d+(\.\d+){1,2}(-rc\d+)?$/);
  expect(kernel).toMatch(/^\d+\.\d+$/);
  expect(profile).toMatch(new RegExp(`^${engine}-\\d+(\\.\\d+){1,2}$`));
  expect(recorded).toEqual(
    ['engine', 'runtime', 'libseccomp', 'kernel'].filter((part) => new Set<string>(recorded).has(part)),
  );
  expect(file.capabilities.find(({ name }) => name === capabilities)?.of).toContain(engine);
});

test('no such stack, and the newest of an engine', () => {
  expect([stackOf('docker'), stackOf('')]).toEqual([undefined, undefined]);
  const newest = (['docker', 'podman', 'containerd', 'cri-o'] as const).map((engine) => newestStack(engine)?.id);
  expect(newest).toEqual(['docker-29.9', 'podman-6.1', 'kubernetes-1.36', 'cri-o-1.33']);
});

test('what a container gets: Docker’s fourteen under containerd too, Podman’s eleven, CRI-O’s nine', () => {
  const of = (id: string) => capabilitiesOf(stackOf(id) ?? expect.fail(id));
  expect([of('docker-20.10.9'), of('containerd-1.4')]).toEqual([DOCKER_CAPABILITIES, DOCKER_CAPABILITIES]);
  expect(of('podman-3.0')).toEqual(PODMAN_CAPABILITIES);
  const crio = 'CHOWN DAC_OVERRIDE FSETID FOWNER SETGID SETUID SETPCAP NET_BIND_SERVICE KILL'.split(' ');
  expect(of('cri-o-1.33')).toEqual(crio.map(readCapability));
  for (const { source } of file.capabilities) expect(source.length).toBeGreaterThan(40);
});
