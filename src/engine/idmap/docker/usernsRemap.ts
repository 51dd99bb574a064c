import { type Diagnostic, error, type Parsed, refused } from '../../text/index.ts';
import { mapProblems, PAGE_SIZE } from '../kernel/mapProblems.ts';
import { type IdKind, type IdMap, type LocatedExtent, mapText, plainExtent } from '../map/Extent.ts';
import { findFreeSubids, SUBID_COUNT } from '../subid/findFreeSubids.ts';
import type { Subid } from '../subid/parseSubids.ts';
import type { DockerEngine } from '../subid/readSubidLines.ts';
import type { Versions } from '../versions/Versions.ts';
import type { RemapUser } from './parseRemapUser.ts';

export interface RemapOptions {
  /** '26.1' unless said otherwise. */
  engine?: DockerEngine;
  /** The account is that of "default", which dockerd may make yet (`isDefaultUser`). */
  isDefault?: boolean;
  /** Which ids the file assigns; group ids must have the group of terminals among them. */
  kind?: IdKind;
  /** Which dockerd; left out, what links began with. */
  versions?: Versions;
}

/** The map that `dockerd --userns-remap` builds for `user`, undefined where it builds none; see `remapSubids` for the rules and their source. */
export function usernsRemap(subids: readonly Subid[], user: RemapUser, options: RemapOptions = {}): Parsed<IdMap> {
  const { value, diagnostics } = remapSubids(subids, user, options);
  return { value: value?.map(plainExtent), diagnostics };
}

/**
 * `usernsRemap` with the line behind each extent: the ranges of `ownedBy`, laid end to end from inside 0 on, in file order (pkg/idtools,
 * createIDMap, Docker 26.1.5; lookupSubRangesFile, 28.0). Numbers are 32 bits wide and wrap (daemon/oci_linux.go, specMapping).
 * The value is what dockerd builds; an error beside it means that the kernel then refuses the map and no container starts.
 */
export function remapSubids(
  subids: readonly Subid[],
  user: RemapUser,
  options: RemapOptions = {},
): Parsed<readonly LocatedExtent[]> {
  if (user.name === 'root') {
    return refused(
      'remap-root',
      'dockerd does not remap to root: user namespaces stay off, and IDs in the container are the host’s.',
      'Name another user, such as dockremap.',
    );
  }
  const chosen = ownedBy(subids, user, options.engine);
  if (chosen.length === 0 && options.isDefault) {
    return refused(
      'remap-not-yet',
      `No line assigns IDs to ${user.name} yet.`,
      `If the account ${user.name} does not exist, dockerd creates it at its next start and adds the line; then paste the file again. If the account exists, dockerd does not start.${lineFor(subids, user)}`,
    );
  }
  if (chosen.length === 0) {
    const who = [user.name && `"${user.name}"`, user.uid !== undefined && `uid ${user.uid}`]
      .filter(Boolean)
      .join(' or ');
    return refused(
      'remap-no-entry',
      `No line assigns IDs to ${who}.`,
      `dockerd does not start without one.${lineFor(subids, user)}`,
    );
  }

  let inside = 0;
  const extents = chosen.map(({ start, count, span }) => {
    const extent = { inside, outside: start, count, span };
    inside = (inside + count) % 2 ** 32;
    return extent;
  });
  return { value: extents, diagnostics: kernelProblems(extents) };
}

/** Where the talk's range begins, and Debian's second user's. */
const USUAL_START = 165536;

/** A line that assigns them what nobody has yet; none for a name that no line of the file can hold. */
function lineFor(subids: readonly Subid[], { name, uid }: RemapUser): string {
  const start = findFreeSubids(subids, SUBID_COUNT, { min: USUAL_START });
  if (/[\s:]/.test(name) || start === undefined) return '';
  return ` Add a line such as ${name || uid}:${start}:${SUBID_COUNT}.`;
}

/** What the kernel has against the map, which runc writes (libcontainer, encodeIDMapping, of runc 1.1). */
function kernelProblems(extents: readonly LocatedExtent[]): Diagnostic[] {
  const bytes = mapText(extents).length;
  if (bytes < PAGE_SIZE) return mapProblems(extents);
  const message = `runc writes this map in ${bytes} bytes; the kernel takes at most ${PAGE_SIZE - 1} in one write.`;
  return [error('idmap-too-large', message, 'Assign fewer, larger ranges.'), ...mapProblems(extents)];
}

/**
 * The lines that dockerd takes for `user`. 26.1: those under the uid, else those under the name, as strings (pkg/idtools, lookupSubUIDRanges);
 * a user called "ALL" gets every line, a name that parseSubidFile keeps for its own use. 28.0: those under either, in the file's order.
 */
export function ownedBy<Line extends { owner: string | undefined }>(
  lines: readonly Line[],
  user: RemapUser,
  engine: DockerEngine = '26.1',
): Line[] {
  const uid = user.uid === undefined ? undefined : String(user.uid);
  if (engine === '28.0') {
    return lines.filter(({ owner }) => owner !== undefined && owner !== '' && (owner === user.name || owner === uid));
  }
  const under = (name: string) =>
    lines.filter(({ owner }) => owner !== undefined && (owner === name || name === 'ALL'));
  const underUid = uid === undefined ? [] : under(uid);
  if (underUid.length > 0 || user.name === '') return underUid;
  return under(user.name);
}
