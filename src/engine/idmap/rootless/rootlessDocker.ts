import { type Diagnostic, error, type Parsed } from '../../text/index.ts';
import { problemsAt } from '../kernel/mapProblems.ts';
import { type IdKind, type LocatedExtent, type NamespaceMaps, NOWHERE } from '../map/Extent.ts';
import { checkNewuidmap } from '../newuidmap/checkNewuidmap.ts';
import type { HostFacts, HostUser } from '../subid/HostFacts.ts';
import { type RootlessRange, rangesFromFile, rangesFromGetsubids } from './rootlessRanges.ts';

/** The files, and whether getsubids(1) is installed: it comes with newuidmap in Debian's uidmap, so left out it is. */
export type RootlessFacts = Pick<HostFacts, 'subuid' | 'subgid' | 'names' | 'versions'> & { getsubids?: boolean };

/**
 * The maps of rootless Docker, which rootlesskit 2.0.2 makes (pkg/parent/parent.go, newugidmapArgsFromSubIDRanges): 0 is the user's own id, and
 * from 1 on come the ranges end to end, each file for itself. The ranges are those that getsubids lists under the name, then under the uid, none
 * twice (dynidtools, GetSubIDRanges); without getsubids, or where it finds none, those that a stricter reading of the files finds, in file order
 * (idtools, GetSubIDRanges). newuidmap and newgidmap write the maps. Undefined, with the words of rootlesskit as an error, where one of them fails.
 * Spans are in the text of /etc/subuid and /etc/subgid; the own id's is empty.
 */
export function rootlessDocker(user: HostUser, host: RootlessFacts): Parsed<NamespaceMaps> {
  const { versions = {} } = host;
  const listed = host.getsubids === false ? undefined : rangesFromGetsubids(user, host);
  const ranges = listed ?? rangesFromFile(user, host);
  if ('refused' in ranges) {
    return failed(`failed to setup UID/GID map: failed to compute uid/gid map: ${ranges.refused}`, ranges.hint, []);
  }

  const maps: { [Kind in IdKind]?: readonly LocatedExtent[] } = {};
  for (const kind of ['uid', 'gid'] as const) {
    const numbers = endToEnd(user[kind], ranges[kind]);
    const outcome = checkNewuidmap({
      kind,
      args: ['1', ...numbers],
      caller: user,
      subids: host[`sub${kind}`],
      versions,
    });
    if (!outcome.ok) {
      const said = outcome.message === '' ? '' : `${outcome.message}\n`;
      return failed(
        `failed to setup UID/GID map: new${kind}map PID [${numbers.join(' ')}] failed: ${said}: exit status 1`,
        `Correct the lines of ${user.name === '' ? `UID ${user.uid}` : user.name} in /etc/sub${kind}.`,
        problemsAt(outcome.diagnostics, [{}, ...ranges[kind]]),
      );
    }
    maps[kind] = outcome.map.map((extent, index) => ({ ...extent, span: ranges[kind][index - 1]?.span ?? NOWHERE }));
  }
  return { value: { uid: maps.uid, gid: maps.gid }, diagnostics: [] };
}

/** newuidmap's triples, as Go's 64-bit int adds them up. */
function endToEnd(own: number, ranges: readonly RootlessRange[]): string[] {
  let inside = 1n;
  const triples = ranges.flatMap(({ start, count }) => {
    const triple = [inside, start, count].map(String);
    inside = BigInt.asIntN(64, inside + count);
    return triple;
  });
  return ['0', String(own), '1', ...triples];
}

function failed(message: string, hint: string, more: Diagnostic[]): Parsed<NamespaceMaps> {
  return { value: undefined, diagnostics: [error('rootless-docker', message, hint), ...more] };
}
