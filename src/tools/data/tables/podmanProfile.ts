import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatTable } from '../formatTable.ts';
import { stampOf } from '../stamp.ts';
import type { Table } from '../Table.ts';

const PACKAGE = 'golang-github-containers-common';
const SOURCE = 'usr/share/containers/seccomp.json';

/** Podman 5.4's default, byte for byte: the file that containers/common 0.62.2 installs and Podman reads. */
export const podmanProfile: Table = {
  name: 'podman-profile',
  files: ['profiles/podman-5.4.json.stamp.json', 'profiles/podman-5.4.json'],
  wishes: [PACKAGE],
  make(packages) {
    const used = packages(PACKAGE);
    if (!used.version.startsWith('0.62.2'))
      throw new Error(`the package holds containers/common ${used.version}, another Podman's`);
    const stamp = { ...stampOf('podman-profile', [used]), file: SOURCE, licence: 'Apache-2.0' };
    return [formatTable({ stamp }, 2), readFileSync(join(used.root, SOURCE), 'utf8')];
  },
};
