import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeProfile } from '../../../engine/seccomp/index.ts';
import { containerdProfile as profileFrom } from '../containerdProfile.ts';
import { cValues } from '../cValues.ts';
import { formatTable } from '../formatTable.ts';
import { kernelRoot, ownKernelHeaders } from '../kernelHeaders.ts';
import type { Package, Table } from '../Table.ts';

const PACKAGE = 'golang-github-containerd-containerd-dev';
const SOURCE = 'usr/share/gocode/src/github.com/containerd/containerd/contrib/seccomp/seccomp_default.go';

/** containerd 1.7's default, which it builds in Go, as a profile with the same conditions. */
export const containerdProfile: Table = {
  name: 'containerd-profile',
  files: ['profiles/containerd-1.7.json.stamp.json', 'profiles/containerd-1.7.json'],
  needs: [PACKAGE, 'linux-libc-dev', ownKernelHeaders],
  make(packages, stamp) {
    const [used, uapi, kernel] = [packages(PACKAGE), packages('linux-libc-dev'), packages(ownKernelHeaders)];
    if (!used.version.startsWith('1.7.24'))
      throw new Error(`the package holds containerd ${used.version}, another profile`);
    const constants = cValues([
      readFileSync(join(uapi.root, 'usr/include/linux/sched.h'), 'utf8'),
      readFileSync(join(kernelRoot(kernel), 'include/linux/socket.h'), 'utf8'),
    ]);
    const profile = profileFrom(readFileSync(join(used.root, SOURCE), 'utf8'), {
      value: constants.value,
      enosys: {
        mips: enosys(uapi, 'usr/lib/linux/uapi/mips/asm/errno.h'),
        others: enosys(uapi, 'usr/include/asm-generic/errno.h'),
      },
    });
    return [formatTable({ stamp: { ...stamp, file: SOURCE, licence: 'Apache-2.0' } }, 2), `${writeProfile(profile)}\n`];
  },
};

function enosys(uapi: Package, header: string): number {
  const value = cValues([readFileSync(join(uapi.root, header), 'utf8')]).value('ENOSYS');
  if (value === undefined) throw new Error(`${header} gives ENOSYS no value`);
  return Number(value);
}
