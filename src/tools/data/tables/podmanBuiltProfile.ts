import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeProfile } from '../../../engine/seccomp/index.ts';
import { cValues } from '../cValues.ts';
import { formatTable } from '../formatTable.ts';
import { kernelRoot, ownKernelHeaders } from '../kernelHeaders.ts';
import { podmanProfile } from '../podmanProfile.ts';
import type { Table } from '../Table.ts';

const COMMON = { package: 'golang-github-containers-common-dev', suite: 'bullseye' } as const;
const SOURCE = 'usr/share/gocode/src/github.com/containers/common/pkg/seccomp/default_linux.go';

/**
 * Podman 3.0's, which is built in: Debian 11 installs no seccomp.json for it, and the library's own file of that name lacks two calls that the built-in
 * list has. The numbers of its errors are those of all machines but MIPS.
 */
export const podmanBuiltProfile: Table = {
  name: 'podman-3.0-profile',
  files: ['profiles/podman-3.0.json.stamp.json', 'profiles/podman-3.0.json'],
  needs: [COMMON, 'linux-libc-dev', ownKernelHeaders],
  make(packages, stamp) {
    const [used, uapi, kernel] = [packages(COMMON), packages('linux-libc-dev'), packages(ownKernelHeaders)];
    if (!used.version.startsWith('0.33.4'))
      throw new Error(`the package holds containers/common ${used.version}, another profile`);
    const header = (name: string) => readFileSync(join(uapi.root, 'usr/include', name), 'utf8');
    const { value } = cValues([
      ...['linux/sched.h', 'linux/netlink.h', 'asm-generic/errno-base.h', 'asm-generic/errno.h'].map(header),
      readFileSync(join(kernelRoot(kernel), 'include/linux/socket.h'), 'utf8'),
    ]);
    const profile = podmanProfile(readFileSync(join(used.root, SOURCE), 'utf8'), value);
    return [formatTable({ stamp: { ...stamp, file: SOURCE, licence: 'Apache-2.0' } }, 2), `${writeProfile(profile)}\n`];
  },
};
