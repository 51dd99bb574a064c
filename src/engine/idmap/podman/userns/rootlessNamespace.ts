import { type Diagnostic, error, type Parsed, refused, warning } from '../../../text/index.ts';
import { problemsAt } from '../../kernel/mapProblems.ts';
import { EVERY_ID } from '../../map/compose.ts';
import { type IdKind, type IdMap, type LocatedExtent, NOWHERE, plainExtent } from '../../map/Extent.ts';
import { checkNewuidmap } from '../../newuidmap/checkNewuidmap.ts';
import { argumentsFor, type Caller } from '../../newuidmap/NewuidmapCall.ts';
import { findFreeSubids, SUBID_COUNT, SUBID_MIN } from '../../subid/findFreeSubids.ts';
import type { HostFacts } from '../../subid/HostFacts.ts';
import type { Subid } from '../../subid/parseSubids.ts';
import { readSubidsAsShadow } from '../../subid/readSubidsAsShadow.ts';
import type { Versions } from '../../versions/programWords.ts';
import type { BothMaps } from '../maps/BothMaps.ts';
import { MOST_MAPPINGS, type OwnNamespace, tooMany } from '../maps/readMapOptions.ts';
import { MIGRATE, MIGRATE_STOPS } from '../migrate.ts';
import type { PodmanHost } from '../PodmanHost.ts';

/** Whose ranges are asked for: a login name, with the uid and the gid of the group of that name where the host knows them. */
interface SubidUser {
  name: string;
  uid?: number;
  groupGid?: number;
}

/**
 * The lines that Podman takes for `user`, those with lower ids first. They are the lines under the name or the uid; in /etc/subgid those under the name
 * or the gid of the group of that name, and only where there are none, under the uid (containers/storage 1.57.2, pkg/idtools,
 * readSubid and createIDMap, over libsubid of shadow 4.17.4, lib/subordinateio.c, list_owner_ranges).
 */
function assignedRanges(subids: readonly Subid[], user: SubidUser, kind: IdKind): Subid[] {
  const id = kind === 'uid' ? user.uid : user.groupGid;
  const owned = ownedBy(subids, [user.name, ...(id === undefined ? [] : [String(id)])]);
  const ranges = owned.length > 0 || user.uid === undefined ? owned : ownedBy(subids, [String(user.uid)]);
  return ranges.sort((a, b) => a.start - b.start);
}

function ownedBy(subids: readonly Subid[], names: readonly string[]): Subid[] {
  return subids.filter(({ owner }) => names.includes(owner));
}

/** The lines of both files that Podman takes for the user `name`, and which kind has none. */
export function hostRanges(host: HostFacts, name: string): Record<IdKind, Subid[]> & { lacking: IdKind | undefined } {
  const account = hostAccount(host, name);
  const ranges = (kind: IdKind) =>
    assignedRanges(readSubidsAsShadow(host[`sub${kind}`], host.versions).value ?? [], account, kind);
  const [uid, gid] = [ranges('uid'), ranges('gid')];
  return { uid, gid, lacking: uid.length === 0 ? 'uid' : gid.length === 0 ? 'gid' : undefined };
}

/** What the host knows of the user `name`, and of the group of the same name. */
function hostAccount({ user, names = [] }: HostFacts, name: string): SubidUser {
  const known = (kind: 'uid' | 'gid') => names.find((each) => each.kind === kind && each.name === name)?.id;
  const uid = name === user.name ? user.uid : (known('uid') ?? (name === 'root' ? 0 : undefined));
  const groupGid = known('gid');
  return { name, ...(uid !== undefined && { uid }), ...(groupGid !== undefined && { groupGid }) };
}

/**
 * The namespace that Podman 5.4.2 works in for a user without privileges, each extent with its line in /etc/subuid or /etc/subgid. Where either file
 * has nothing for the user, both maps are the own id alone (pkg/rootless/rootless_linux.go, GetConfiguredMappings and becomeRootInUserNS;
 * containers/storage 1.57.2, pkg/idtools, NewIDMappings). Undefined where Podman does not start.
 */
export function rootlessNamespace(host: HostFacts): Parsed<BothMaps> {
  const { user, versions } = host;
  const ranges = hostRanges(host, user.name);
  const { lacking } = ranges;
  const diagnostics: Diagnostic[] = lacking ? singleMap(lacking, user.name, assignedIn(host)) : [];
  const own = (kind: IdKind) =>
    ownMap({ kind, caller: user, ranges: lacking ? [] : ranges[kind], text: host[`sub${kind}`], versions });
  const [uid, gid] = [own('uid'), own('gid')];
  return {
    value: uid.value && gid.value && { uid: uid.value, gid: gid.value },
    diagnostics: [...diagnostics, ...uid.diagnostics, ...gid.diagnostics],
  };
}

function assignedIn(host: HostFacts): Subid[] {
  return (['subuid', 'subgid'] as const).flatMap((file) => readSubidsAsShadow(host[file], host.versions).value ?? []);
}

/** "no subuid ranges found ...", of user or group. */
export function noRanges(kind: IdKind, name: string): string {
  return `no sub${kind} ranges found for ${kind === 'uid' ? 'user' : 'group'} "${name}" in /etc/sub${kind}`;
}

/** What Podman prints before it goes on with a single id; `assigned`: what the files assign to anybody, which a new range must not overlap. */
function singleMap(lacking: IdKind, name: string, assigned: readonly Subid[]): Diagnostic[] {
  const first = findFreeSubids(assigned, SUBID_COUNT) ?? SUBID_MIN;
  const range = `${first}-${first + SUBID_COUNT - 1}`;
  return [
    warning(
      'podman-no-subids',
      `cannot find UID/GID for user ${name}: ${noRanges(lacking, name)} - check rootless mode in man pages.`,
      `sudo usermod --add-subuids ${range} --add-subgids ${range} ${name}. Then, as ${name}: ${MIGRATE}. ${MIGRATE_STOPS}`,
    ),
    warning(
      'podman-single-map',
      'Using rootless single mapping into the namespace. This might break some images. Check /etc/subuid and /etc/subgid for adding sub*ids if not using a network user',
      'Containers have one ID, 0, which is the user on the host. Images with files of other IDs fail to unpack.',
    ),
  ];
}

/** The namespace that Podman works in: the one it makes for a user without privileges, or the one that root is in. */
export function ownNamespace(host: PodmanHost): Parsed<OwnNamespace> {
  if (!host.rootless) {
    const { uid, gid } = host.parent ?? { uid: EVERY_ID, gid: EVERY_ID };
    return { value: { uid, gid, rootless: false }, diagnostics: [] };
  }
  const { value, diagnostics } = rootlessNamespace(host);
  return { value: value && { ...value, rootless: true, inFiles: value }, diagnostics };
}

/**
 * The uid map of the namespace that rootless Podman works in (Docker's is the same): inside 0 is the user's own uid, then come the ranges under the
 * name or the uid, lowest first, from 1 up; without any, the own uid alone. Podman requires both files; for that, and for gids, see
 * `rootlessNamespace`, where the rules have their source. Undefined where Podman does not start, and where the uid isn't known.
 */
export function rootless(user: { name: string; uid?: number }, subids: readonly Subid[]): Parsed<IdMap> {
  const uid = user.uid ?? (/^[0-9]{1,10}$/.test(user.name) ? Number(user.name) : undefined);
  if (uid === undefined) {
    const message = `The UID of ${user.name || 'the user'} is not known; container UID 0 is that UID.`;
    return refused('podman-uid-unknown', message, 'Enter the UID: id -u shows it.');
  }
  const ranges = assignedRanges(subids, { name: user.name, uid }, 'uid');
  const text = ranges.map(({ owner, start, count }) => `${owner}:${start}:${count}\n`).join('');
  const { value, diagnostics } = ownMap({ kind: 'uid', caller: { name: user.name, uid, gid: uid }, ranges, text });
  return {
    value: value?.map(plainExtent),
    diagnostics: [...(ranges.length === 0 ? singleMap('uid', user.name, subids) : []), ...diagnostics],
  };
}

/** What one of the two maps is made from. */
interface OwnMap {
  kind: IdKind;
  caller: Caller;
  /** The user's ranges, in order. */
  ranges: readonly Subid[];
  /** The text of /etc/subuid or /etc/subgid, which newuidmap reads for itself. */
  text: string;
  versions?: Versions | undefined;
}

/**
 * One map of the namespace that rootless Podman works in: inside 0 is the user's own id, then come the user's ranges, one after the other (Podman 5.4.2,
 * pkg/rootless/rootless_linux.go, tryMappingTool). newuidmap writes it; undefined where either refuses.
 */
function ownMap({ kind, caller, ranges, text, versions = {} }: OwnMap): Parsed<LocatedExtent[]> {
  const id = kind === 'uid' ? caller.uid : caller.gid;
  const extents: LocatedExtent[] = [{ inside: 0, outside: id, count: 1, span: NOWHERE }];
  let inside = 1;
  for (const { start, count, span } of ranges) {
    if (id >= start && id < start + count) {
      const words = `invalid configuration: the specified mapping ${start}:${count} in "/etc/sub${kind}" includes the user ${kind.toUpperCase()}`;
      const hint = `Assign a range without any account’s ID, such as 524288:65536.`;
      return refused('podman-own-id', words, hint, span);
    }
    extents.push({ inside, outside: start, count, span });
    inside += count;
  }
  // A list that long is not put to newuidmap's rules one by one: the kernel refuses it.
  if (extents.length > MOST_MAPPINGS) {
    const says = `new${kind}map: write to ${kind}_map failed: Invalid argument`;
    return { value: undefined, diagnostics: refusedBy(kind, says, [tooMany(extents.length, ranges[0]?.span)]) };
  }
  const outcome = checkNewuidmap({ kind, caller, subids: text, args: argumentsFor(extents), versions });
  if (outcome.ok) return { value: extents, diagnostics: [] };
  const problems = problemsAt(outcome.diagnostics, [{}, ...ranges]);
  return { value: undefined, diagnostics: refusedBy(kind, outcome.message, problems) };
}

function refusedBy(kind: IdKind, message: string, diagnostics: readonly Diagnostic[]): Diagnostic[] {
  // Debian's newgidmap is setuid root, so Podman, which looks for a setgid bit, blames that.
  const blame = kind === 'gid' ? ': should have setgid or have filecaps setgid' : '';
  const words = `cannot set up namespace using "/usr/bin/new${kind}map"${blame}: exit status 1`;
  const [says = ''] = message.split('\n');
  return [error('podman-newuidmap', words, `The cause is above it, in Podman’s log: "${says}".`), ...diagnostics];
}
