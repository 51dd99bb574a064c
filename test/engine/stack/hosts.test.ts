import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { HOSTS, type HostProgram, hostOf, STACKS } from '../../../src/engine/stack/index.ts';
import { readRecording } from '../../oracle/runner/keptRecordings.ts';

const file: { hosts: { of: string; source: string }[] } = JSON.parse(
  readFileSync(new URL('../../../content/data/versions/hosts.json', import.meta.url), 'utf8'),
);
/** The suites of Debian that the hosts are of, in their order. */
const SUITES = ['bullseye', 'bookworm', 'trixie', 'sid'] as const;

test('every stack has one host: published links lean on each line, so none changes', () => {
  const words = HOSTS.map(({ versions }) =>
    Object.entries(versions)
      .map((each) => each.join(' '))
      .join(', '),
  );
  expect(words).toEqual([
    'shadow 4.8.1, docker 20.10.5, podman 3.0.1, runc 1.0.0-rc93, crun 0.17, lxc 4.0.6, util-linux 2.36.1, systemd 247.3',
    'shadow 4.13, docker 20.10.24, podman 4.3.1, runc 1.1.5, crun 1.8.1, lxc 5.0.2, util-linux 2.38.1, systemd 252.39',
    'shadow 4.17.4, docker 26.1.5, podman 5.4.2, runc 1.1.15, crun 1.21, lxc 6.0.4, util-linux 2.41.5, systemd 257.13, incus 6.0.4',
    'shadow 4.20.3, docker 28.5.2, podman 5.8.6, runc 1.3.6, crun 1.28, lxc 7.0.0, util-linux 2.42.4, systemd 262.1, incus 7.0.2',
  ]);
  expect(HOSTS.flatMap(({ stacks }) => stacks).sort()).toEqual(STACKS.map(({ id }) => id).sort());
  expect(
    Object.fromEntries(STACKS.map(({ id }) => [id, file.hosts[HOSTS.indexOf(hostOf(id) ?? expect.fail(id))]?.of])),
  ).toEqual({
    'podman-3.0': 'Debian 11',
    'containerd-1.4': 'Debian 11',
    'docker-20.10.9': 'Debian 11',
    'docker-20.10.5': 'Debian 11',
    'docker-20.10.17': 'Debian 11',
    'docker-20.10.24': 'Debian 12',
    'podman-4.3': 'Debian 12',
    'containerd-1.6': 'Debian 12',
    'docker-24.0': 'Debian 12',
    'docker-25.0': 'Debian 12',
    'docker-27.3': 'Debian 12',
    'docker-26.1': 'Debian 13',
    'podman-5.4': 'Debian 13',
    'containerd-1.7': 'Debian 13',
    'cri-o-1.33': 'Debian 13',
    'docker-28.5': 'Debian sid',
    'podman-5.8': 'Debian sid',
    'docker-29.8': 'Debian 13',
    'podman-6.1': 'Debian sid',
    'docker-29.9': 'Debian 13',
    'kubernetes-1.36': 'Debian sid',
  });
});

/** The recording that asks the program, and what its header calls it. */
const RECORDINGS: Record<HostProgram, readonly [file: string, name: string]> = {
  shadow: ['newuidmap', 'shadow'],
  docker: ['dockerd', 'dockerd'],
  podman: ['podmanVersions', 'podman'],
  runc: ['ociMounts', 'runc'],
  crun: ['ociMounts', 'crun'],
  lxc: ['lxc', 'lxc'],
  'util-linux': ['unshare', 'util_linux'],
  systemd: ['nspawn', 'systemd'],
  incus: ['incus', 'incus'],
};

test.each(SUITES.map((suite, at) => [suite, at] as const))(
  'what was asked on %s is what its recordings asked',
  (suite, at) => {
    const { versions, unasked = [] } = HOSTS[at] ?? expect.fail(suite);
    for (const [program, release] of Object.entries(versions) as [HostProgram, string][]) {
      if (unasked.includes(program)) continue;
      const [name, key] = RECORDINGS[program];
      const recording = JSON.stringify(readRecording(suite, `idmap/${name}.json`));
      const [, asked = ''] = new RegExp(`"${key}":"([^"]+)"`).exec(recording) ?? [];
      expect([
        program,
        asked
          .replace(/^\d+:/, '')
          .replace(/[-+].*$/, '')
          .replace('~', '-'),
      ]).toEqual([program, release]);
    }
  },
);

test('each release is of a package', () => {
  for (const [at, { source }] of file.hosts.entries()) {
    for (const release of Object.values(HOSTS[at]?.versions ?? {}))
      expect(source).toContain(release.replace('-rc', '~rc'));
  }
});
