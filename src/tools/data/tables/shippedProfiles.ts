import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatTable } from '../formatTable.ts';
import { type Need, needKey, type Table } from '../Table.ts';

/** A default seccomp profile, byte for byte as the package ships it, with its stamp beside it; throws where the package is of another version. */
const shipped = (name: string, file: string, need: Need, version: string, source: string): Table => ({
  name,
  files: [`profiles/${file}.stamp.json`, `profiles/${file}`],
  needs: [need],
  make(packages, stamp) {
    const used = packages(need);
    if (!used.version.startsWith(version))
      throw new Error(`${needKey(need)} is ${used.version}, which has another profile`);
    const text = readFileSync(join(used.root, source), 'utf8');
    return [formatTable({ stamp: { ...stamp, file: source, licence: 'Apache-2.0' } }, 2), text];
  },
});

/** Docker's of Engine 26.1.5. */
export const dockerProfile = shipped(
  'docker-profile',
  'docker-26.1.5.json',
  'golang-github-docker-docker-dev',
  '26.1.5',
  'usr/share/gocode/src/github.com/docker/docker/profiles/seccomp/default.json',
);

const COMMON = 'golang-github-containers-common';

/** Podman's: the file that its containers/common installs and Podman reads. */
const podmanProfile = (release: string, need: Need, version: string, name = `podman-${release}-profile`): Table =>
  shipped(name, `podman-${release}.json`, need, version, 'usr/share/containers/seccomp.json');

/** Those of Debian's suites that install the file, oldest first. */
export const podmanProfiles: readonly Table[] = [
  podmanProfile('4.3', { package: COMMON, suite: 'bookworm' }, '0.50.1'),
  podmanProfile('5.4', COMMON, '0.62.2', 'podman-profile'),
  podmanProfile('5.8', { package: COMMON, suite: 'sid' }, '0.67.1'),
  podmanProfile('6.1', { package: COMMON, suite: 'experimental' }, '0.69.1'),
];
