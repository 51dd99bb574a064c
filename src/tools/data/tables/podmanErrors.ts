import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatTable } from '../formatTable.ts';
import type { Table } from '../Table.ts';

const PACKAGE = 'golang-github-containers-common-dev';
const SOURCE = 'usr/share/gocode/src/github.com/containers/common/pkg/seccomp/errno_list.go';

/** The names of errors that Podman takes for `errno` and `defaultErrno`; Go's numbers of them are the architecture's. */
export const podmanErrors: Table = {
  name: 'podman-errors',
  files: ['podmanErrors.json'],
  needs: [PACKAGE],
  make(packages, stamp) {
    const source = readFileSync(join(packages(PACKAGE).root, SOURCE), 'utf8');
    const entries = [...source.matchAll(/^\t"(E\w+)":\s+uint\(unix\.(E\w+)\),$/gm)];
    const odd = entries.find(([, name, constant]) => name !== constant);
    if (odd !== undefined) throw new Error(`Podman's ${odd[1]} is ${odd[2]}`);
    const names = entries.map(([, name = '']) => name);
    if (names.length < 50) throw new Error(`only ${names.length} names in ${SOURCE}`);
    return [formatTable({ stamp, names }, 2)];
  },
};
