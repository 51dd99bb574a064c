import { formatTable } from '../formatTable.ts';
import type { Table } from '../Table.ts';
import { upstreamVersion } from '../upstreamVersion.ts';

/** What the answers are computed for. The development packages are named where there are some: their version is the same on every machine. */
const COMPONENTS = {
  runc: 'golang-github-opencontainers-runc-dev',
  crun: 'crun',
  libseccomp: 'libseccomp-dev',
  linux: 'linux-libc-dev',
  docker: 'golang-github-docker-docker-dev',
  podman: 'podman',
  rootlesskit: 'rootlesskit',
  newuidmap: 'uidmap',
  lxc: 'lxc',
} as const;

/** The upstream versions of the programs whose answers the engines give. */
export const versions: Table = {
  name: 'versions',
  files: ['versions.json'],
  needs: Object.values(COMPONENTS),
  make(packages, stamp) {
    const found = Object.entries(COMPONENTS).map(([name, need]) => [name, upstreamVersion(packages(need).version)]);
    return [formatTable({ stamp, versions: Object.fromEntries(found) }, 2)];
  },
};
