import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeProfile } from '../../../engine/seccomp/index.ts';
import { containerdProfile as profileFrom } from '../containerdProfile.ts';
import { cValues } from '../cValues.ts';
import { formatTable } from '../formatTable.ts';
import { kernelRoot, ownKernelHeaders } from '../kernelHeaders.ts';
import type { Need, Package, Table } from '../Table.ts';

const PACKAGE = 'golang-github-containerd-containerd-dev';
const FOLDER = 'usr/share/gocode/src/github.com/containerd/containerd';

/** containerd's default as a release builds it in Go, as a profile with the same conditions. `folder` is the module's own, which has another name since 2.0. */
function built(release: string, need: Need, version: string, name: string, folder = FOLDER): Table {
  const source = `${folder}/contrib/seccomp/seccomp_default.go`;
  const file = `profiles/containerd-${release}.json`;
  return {
    name,
    files: [`${file}.stamp.json`, file],
    needs: [need, 'linux-libc-dev', ownKernelHeaders],
    make(packages, stamp) {
      const [used, uapi, kernel] = [packages(need), packages('linux-libc-dev'), packages(ownKernelHeaders)];
      if (!used.version.startsWith(version))
        throw new Error(`the package holds containerd ${used.version}, another profile`);
      const constants = cValues([
        readFileSync(join(uapi.root, 'usr/include/linux/sched.h'), 'utf8'),
        readFileSync(join(kernelRoot(kernel), 'include/linux/socket.h'), 'utf8'),
      ]);
      const profile = profileFrom(readFileSync(join(used.root, source), 'utf8'), {
        value: constants.value,
        enosys: {
          mips: enosys(uapi, 'usr/lib/linux/uapi/mips/asm/errno.h'),
          others: enosys(uapi, 'usr/include/asm-generic/errno.h'),
        },
      });
      return [
        formatTable({ stamp: { ...stamp, file: source, licence: 'Apache-2.0' } }, 2),
        `${writeProfile(profile)}\n`,
      ];
    },
  };
}

/** Those of Debian's suites, oldest first. */
export const containerdProfiles: readonly Table[] = [
  built('1.4', { package: PACKAGE, suite: 'bullseye' }, '1.4.13', 'containerd-1.4-profile'),
  built('1.6', { package: PACKAGE, suite: 'bookworm' }, '1.6.20', 'containerd-1.6-profile'),
  built('1.7', PACKAGE, '1.7.24', 'containerd-profile'),
  built('2.1', { package: PACKAGE, suite: 'sid' }, '2.1.9', 'containerd-2.1-profile', `${FOLDER}/v2`),
];

function enosys(uapi: Package, header: string): number {
  const value = cValues([readFileSync(join(uapi.root, header), 'utf8')]).value('ENOSYS');
  if (value === undefined) throw new Error(`${header} gives ENOSYS no value`);
  return Number(value);
}
