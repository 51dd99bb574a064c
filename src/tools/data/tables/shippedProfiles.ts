import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatTable } from '../formatTable.ts';
import type { Table } from '../Table.ts';

/** A default seccomp profile, byte for byte as the package ships it, with its stamp beside it; throws where the package is of another version. */
const shipped = (name: string, file: string, need: string, version: string, source: string): Table => ({
  name,
  files: [`profiles/${file}.stamp.json`, `profiles/${file}`],
  needs: [need],
  make(packages, stamp) {
    const used = packages(need);
    if (!used.version.startsWith(version)) throw new Error(`${need} is ${used.version}, which has another profile`);
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

/** Podman 5.4's: the file that containers/common 0.62.2 installs and Podman reads. */
export const podmanProfile = shipped(
  'podman-profile',
  'podman-5.4.json',
  'golang-github-containers-common',
  '0.62.2',
  'usr/share/containers/seccomp.json',
);
