import type { Diagnostic, Parsed } from '../../text/index.ts';
import type { LocatedExtent } from '../map/Extent.ts';
import { toOutside } from '../map/toOutside.ts';
import type { RemapOptions } from './DockerEngine.ts';
import type { RemapUser } from './parseRemapUser.ts';
import { remapFromFile } from './remapFromFile.ts';

/** The group that runc gives the container's terminals: devpts is mounted with gid=5 (oci/defaults.go, Docker 26.1.5). */
const TTY_GROUP = 5;

/** What dockerd makes of each file; it starts only where both sides have a value. */
export interface RemappedFiles {
  uid: Parsed<readonly LocatedExtent[]>;
  gid: Parsed<readonly LocatedExtent[]>;
}

/**
 * Both maps that dockerd with --userns-remap builds: user ids from /etc/subuid and group ids from /etc/subgid, each under the user's name or
 * uid; the group of "user:group" only has to exist (daemon/daemon_unix.go, setupRemappedRoot; pkg/idtools, LoadIdentityMapping, Docker 26.1.5).
 */
export function remapFromFiles(
  files: { subuid: string; subgid: string },
  user: RemapUser,
  options: RemapOptions = {},
): RemappedFiles {
  const gid = remapFromFile(files.subgid, user, options);
  return {
    uid: remapFromFile(files.subuid, user, options),
    gid: { value: gid.value, diagnostics: [...gid.diagnostics, ...terminals(gid.value)] },
  };
}

function terminals(extents: readonly LocatedExtent[] | undefined): Diagnostic[] {
  const last = extents?.at(-1);
  if (!extents || !last || toOutside(extents, TTY_GROUP) !== undefined) return [];
  return [
    {
      code: 'remap-no-tty-group',
      severity: 'error',
      message:
        'GID 5 is not mapped. dockerd mounts the terminals of every container with gid=5, so no container starts.',
      hint: 'Assign at least 6 GIDs; images expect 65536.',
      span: last.span,
    },
  ];
}
