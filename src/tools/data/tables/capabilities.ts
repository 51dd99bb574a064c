import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cValues } from '../cValues.ts';
import { formatTable } from '../formatTable.ts';
import { goStrings } from '../goStrings.ts';
import { stampOf } from '../stamp.ts';
import type { Table } from '../Table.ts';

/** The kernel's capabilities by number, and the ones that Docker gives a container. */
export const capabilities: Table = {
  name: 'capabilities',
  files: ['capabilities.json'],
  wishes: ['linux-libc-dev', 'golang-github-docker-docker-dev'],
  make(packages) {
    const used = ['linux-libc-dev', 'golang-github-docker-docker-dev'].map(packages);
    const { definitions, value } = cValues([
      readFileSync(join(packages('linux-libc-dev').root, 'usr/include/linux/capability.h'), 'utf8'),
    ]);
    const last = value('CAP_LAST_CAP');
    const numbers = definitions
      .filter(({ name, expression }) => /^CAP_[A-Z_]+$/.test(name) && /^\d+$/.test(expression))
      .map(({ name }) => [name, Number(value(name))] as const)
      .sort((a, b) => a[1] - b[1]);
    if (last === undefined || numbers.some(([, number], at) => number !== at) || numbers.length !== Number(last) + 1) {
      throw new Error('capability.h does not number its capabilities from 0 to CAP_LAST_CAP');
    }
    const docker = goStrings(
      readFileSync(
        join(
          packages('golang-github-docker-docker-dev').root,
          'usr/share/gocode/src/github.com/docker/docker/oci/caps/defaults.go',
        ),
        'utf8',
      ),
      'DefaultCapabilities',
    );
    return [
      formatTable(
        { stamp: stampOf('capabilities', used), numbers: Object.fromEntries(numbers), dockerDefault: docker },
        2,
      ),
    ];
  },
};
