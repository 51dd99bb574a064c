import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cValues } from '../cValues.ts';
import { formatTable } from '../formatTable.ts';
import { uapiHeaders } from '../kernelHeaders.ts';
import type { Table } from '../Table.ts';

const DOCKER = 'golang-github-docker-docker-dev';
const PODMAN = 'golang-github-containers-common-dev';

/** The kernel's capabilities by number, and the ones that Docker and Podman give a container. */
export const capabilities: Table = {
  name: 'capabilities',
  files: ['capabilities.json'],
  needs: [uapiHeaders, DOCKER, PODMAN],
  make(packages, stamp) {
    const { definitions, value } = cValues([
      readFileSync(join(packages(uapiHeaders).root, 'usr/include/linux/capability.h'), 'utf8'),
    ]);
    const last = value('CAP_LAST_CAP');
    const numbers = definitions
      .filter(({ name, expression }) => /^CAP_[A-Z_]+$/.test(name) && /^\d+$/.test(expression))
      .map(({ name }) => [name, Number(value(name))] as const)
      .sort((a, b) => a[1] - b[1]);
    if (last === undefined || numbers.some(([, number], at) => number !== at) || numbers.length !== Number(last) + 1) {
      throw new Error('capability.h does not number its capabilities from 0 to CAP_LAST_CAP');
    }
    const defaults = (name: string, path: string) => {
      const file = join(packages(name).root, 'usr/share/gocode/src/github.com', path);
      return goStrings(readFileSync(file, 'utf8'), 'DefaultCapabilities');
    };
    return [
      formatTable(
        {
          stamp,
          numbers: Object.fromEntries(numbers),
          dockerDefault: defaults(DOCKER, 'docker/docker/oci/caps/defaults.go'),
          podmanDefault: defaults(PODMAN, 'containers/common/pkg/config/default.go'),
        },
        2,
      ),
    ];
  },
};

/** The string literals in a Go list, be it a variable or what a function returns; empty where there is neither of that name. */
export function goStrings(source: string, name: string): string[] {
  const start = source.search(new RegExp(`^(func ${name}\\(|\\s+${name} = )`, 'm'));
  if (start === -1) return [];
  const length = source.slice(start).search(/\n\t?\}/);
  return [...source.slice(start, length === -1 ? undefined : start + length).matchAll(/"([^"\\\n]*)"/g)].map(
    (match) => match[1] ?? '',
  );
}
