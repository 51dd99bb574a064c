import { formatTable } from '../formatTable.ts';
import { stampOf } from '../stamp.ts';
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
  wishes: Object.values(COMPONENTS),
  make(packages) {
    return [
      formatTable(
        {
          stamp: stampOf('versions', Object.values(COMPONENTS).map(packages)),
          versions: Object.fromEntries(
            Object.entries(COMPONENTS).map(([name, wish]) => [name, upstreamVersion(packages(wish).version)]),
          ),
        },
        2,
      ),
    ];
  },
};
