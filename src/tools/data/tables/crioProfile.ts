import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ProfileJson } from '../../../engine/seccomp/index.ts';
import { formatTable } from '../formatTable.ts';
import type { Table } from '../Table.ts';

const PACKAGE = 'golang-github-containers-common';
const SOURCE = 'usr/share/containers/seccomp.json';

/** CRI-O 1.33's: that of containers/common 0.62 with `unshare` for CAP_SYS_ADMIN alone. */
export const crioProfile: Table = {
  name: 'cri-o-1.33-profile',
  files: ['profiles/cri-o-1.33.json.stamp.json', 'profiles/cri-o-1.33.json'],
  needs: [PACKAGE],
  make(packages, stamp) {
    const used = packages(PACKAGE);
    if (!used.version.startsWith('0.62.2')) throw new Error(`${PACKAGE} is ${used.version}, which has another profile`);
    const profile = withoutUnshare(JSON.parse(readFileSync(join(used.root, SOURCE), 'utf8')));
    return [
      formatTable({ stamp: { ...stamp, file: SOURCE, licence: 'Apache-2.0' } }, 2),
      `${JSON.stringify(profile, null, '\t')}\n`,
    ];
  },
};

/** As CRI-O makes its default of the library's (cri-o/cri-o, internal/config/seccomp/seccomp.go, DefaultProfile). Throws where `unshare` stands elsewhere. */
function withoutUnshare(profile: ProfileJson): ProfileJson {
  const [first, list, ...others] = profile.syscalls;
  if (!first || !list?.names.includes('unshare')) throw new Error('Found no unshare in the second rule.');
  const allowed = { ...list, names: list.names.filter((name) => name !== 'unshare') };
  const gated = { names: ['unshare'], action: 'SCMP_ACT_ALLOW', includes: { caps: ['CAP_SYS_ADMIN'] } };
  return { ...profile, syscalls: [first, allowed, ...others, gated] };
}
