import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatTable } from '../formatTable.ts';
import { stampOf } from '../stamp.ts';
import type { Table } from '../Table.ts';

const SOURCE = 'usr/share/gocode/src/github.com/docker/docker/profiles/seccomp/default.json';

/** Docker's default seccomp profile of Engine 26.1.5, byte for byte, with its stamp beside it. */
export const dockerProfile: Table = {
  name: 'docker-profile',
  files: ['profiles/docker-26.1.5.json.stamp.json', 'profiles/docker-26.1.5.json'],
  wishes: ['golang-github-docker-docker-dev'],
  make(packages) {
    const used = packages('golang-github-docker-docker-dev');
    if (!used.version.startsWith('26.1.5'))
      throw new Error(`the package holds Docker ${used.version}, another profile`);
    const stamp = { ...stampOf('docker-profile', [used]), file: SOURCE, licence: 'Apache-2.0' };
    return [formatTable({ stamp }, 2), readFileSync(join(used.root, SOURCE), 'utf8')];
  },
};
