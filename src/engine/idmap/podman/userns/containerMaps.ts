import { readUnsignedInt } from '../../../linux/index.ts';
import { type Diagnostic, error, type Parsed, type Span } from '../../../text/index.ts';
import { checkWrite, storedMap } from '../../kernel/checkWrite.ts';
import { problemsAt } from '../../kernel/mapProblems.ts';
import { type Extent, type IdKind, type IdMap, idCount, type LocatedExtent, mapText, NO_ID } from '../../map/Extent.ts';
import { toOutside } from '../../map/toOutside.ts';
import type { BothMaps } from '../maps/BothMaps.ts';
import { splitAtParent } from '../maps/fillMap.ts';
import { MOST_MAPPINGS, type OwnNamespace, tooMany } from '../maps/readMapOptions.ts';
import type { ContainerNamespace, RunsAs } from './ContainerNamespace.ts';
import { runtimeProblem, userProblem } from './runtimeProblem.ts';

/** What the container's root is made from: an image, or with --rootfs a directory. */
type RootSource = 'image' | 'rootfs';

/**
 * Why Podman can't make the container's root directory for these maps: root inside needs a mapping, an id that Podman itself has, and no id may be
 * mapped twice (containers/storage 1.57.2, store.go, pkg/idtools, GetRootUIDGID, drivers/overlay). For ids and paths of
 * this container stands "...".
 */
function storageProblem(maps: BothMaps, own: OwnNamespace, from: RootSource): Diagnostic | undefined {
  const shifted = own.rootless ? { maps, shifts: false } : shiftedMaps(maps);
  if (shifted.shifts) return from === 'image' ? mountProblem(maps) : undefined;
  const { uid, gid } = shifted.maps;
  return directoryProblem(shifted.maps, own, from) ?? conflict(uid) ?? conflict(gid);
}

const NO_ROOT = 'container ID 0 cannot be mapped to a host ID';
const MAP_ROOT = 'Map container ID 0 too: the image’s files belong to it.';

/** A directory is made for root inside, and the image's files are copied to their ids. */
function directoryProblem(maps: BothMaps, own: OwnNamespace, from: RootSource): Diagnostic | undefined {
  const doing =
    from === 'rootfs'
      ? 'creating container storage: creating read-write layer with ID "..."'
      : 'creating container storage: creating an ID-mapped copy of layer "...": creating copy of template layer "..." with ID "..."';
  const roots = { uid: rootOf(maps.uid), gid: rootOf(maps.gid) };
  if (roots.uid === undefined || roots.gid === undefined) {
    const map = roots.uid === undefined ? maps.uid : maps.gid;
    return error('podman-root-unmapped', `${doing}: ${NO_ROOT}`, MAP_ROOT, map[0]?.span);
  }
  for (const kind of KINDS) {
    const root = roots[kind] ?? 0;
    // To chown(2) that means "as it is".
    if (root === NO_ID || has(own[kind], root)) continue;
    const words = `${doing}: potentially insufficient UIDs or GIDs available in user namespace (requested ${roots.uid}:${roots.gid} for ...): Check /etc/subuid and /etc/subgid if configured locally and run "podman system migrate": chown ...: invalid argument`;
    return error('podman-root-outside', words, lacks(kind, own, root), maps[kind][0]?.span);
  }
  return undefined;
}

/** The kernel maps the image's files as they are mounted. */
function mountProblem(maps: BothMaps): Diagnostic | undefined {
  const mounting = 'mounting storage for container ...';
  for (const kind of KINDS) {
    const span = maps[kind][0]?.span;
    if (rootOf(maps[kind]) === undefined) {
      return error('podman-root-unmapped', `${mounting}: ${NO_ROOT}`, MAP_ROOT, span);
    }
  }
  if (maps.uid.length === 0 || maps.gid.length === 0) return undefined;
  for (const kind of KINDS) {
    const text = mapText(maps[kind]);
    const outcome = checkWrite(text, { kind });
    if (outcome.ok) continue;
    const words = `${mounting}: write /proc/PID/${kind}_map: invalid argument`;
    const hint = `The kernel refuses the map: ${problemsAt(outcome.diagnostics, [])[0]?.message ?? outcome.rule}`;
    return error('podman-kernel', words, hint, maps[kind][0]?.span);
  }
  const lost = KINDS.find((kind) => toOutside(maps[kind], 0) === undefined);
  if (!lost) return undefined;
  // As the host's own root Podman gets as far as the files.
  const words =
    toOutside(maps.uid, 0) !== 0
      ? `${mounting}: creating overlay mount to ..., mount_data="...": permission denied`
      : 'creating /etc/mtab symlink: permission denied';
  return error('podman-root-unmapped', words, MAP_ROOT, maps[lost][0]?.span);
}

const KINDS: readonly IdKind[] = ['uid', 'gid'];

/** GetRootUIDGID: an only extent of one id is taken for root's, whatever is inside. No map at all maps each id to itself. */
function rootOf(map: readonly LocatedExtent[]): number | undefined {
  const [first] = map;
  if (!first) return 0;
  if (map.length === 1 && first.count === 1) return first.outside;
  return toOutside(map, 0);
}

function has(map: IdMap, id: number): boolean {
  return map.some(({ inside, count }) => id >= inside && id - inside < count);
}

function lacks(kind: IdKind, own: OwnNamespace, id: number): string {
  const last = own[kind].reduce((most, { inside, count }) => Math.max(most, inside + count - 1), 0);
  const how = own.rootless
    ? 'The middle number is an ID there; write @ before a host ID.'
    : 'Choose an ID that it has.';
  return `Podman’s own namespace has the ${kind.toUpperCase()}s 0 to ${last}, not ${id}. ${how}`;
}

/** Maps as the storage leaves them, and whether it mounts a root directory mapped instead of copying it. */
interface ShiftedMaps {
  maps: BothMaps;
  shifts: boolean;
}

/**
 * Whether root's Podman can have the kernel map a root directory as it is mounted: both maps must have no gap on either side. To find out it sorts them, by
 * outside ids first, and so they stay: the gids only where the uids have no gap (containers/storage 1.57.2, store.go, canUseShifting, and pkg/idtools,
 * IsContiguous; with the overlay driver).
 */
function shiftedMaps({ uid, gid }: BothMaps): ShiftedMaps {
  const uids = sorted(uid);
  if (!uids.contiguous) return { maps: { uid: uids.map, gid }, shifts: false };
  const gids = sorted(gid);
  return { maps: { uid: uids.map, gid: gids.map }, shifts: gids.contiguous };
}

function sorted(map: LocatedExtent[]): { map: LocatedExtent[]; contiguous: boolean } {
  if (map.length < 2) return { map, contiguous: true };
  const byOutside = [...map].sort((a, b) => a.outside - b.outside);
  if (!runsOn(byOutside, 'outside')) return { map: byOutside, contiguous: false };
  const byInside = [...byOutside].sort((a, b) => a.inside - b.inside);
  return { map: byInside, contiguous: runsOn(byInside, 'inside') };
}

function runsOn(map: readonly LocatedExtent[], side: 'inside' | 'outside'): boolean {
  return map.every((extent, index) => {
    const before = map[index - 1];
    return before === undefined || before[side] + before.count === extent[side];
  });
}

/** What Podman says of extents that map an id once more, inside or outside (containers/storage 1.57.2, idset.go, hasOverlappingRanges). */
function conflict(map: readonly LocatedExtent[]): Diagnostic | undefined {
  const earlier: Extent[] = [];
  const conflicts: LocatedExtent[] = [];
  const overlaps = (side: 'inside' | 'outside', extent: Extent) =>
    earlier.some((other) => other[side] < extent[side] + extent.count && extent[side] < other[side] + other.count);
  for (const extent of map) {
    if (overlaps('inside', extent) || overlaps('outside', extent)) conflicts.push(extent);
    earlier.push(extent);
  }
  const [first] = conflicts;
  if (!first) return undefined;
  const list = conflicts.map(({ inside, outside, count }) => `${inside}:${outside}:${count}`).join(', ');
  const words =
    conflicts.length === 1
      ? `the specified UID and/or GID mapping ${list} conflicts with other mappings`
      : `the specified UID and/or GID mappings ${list} conflict with other mappings`;
  return error(
    'podman-conflict',
    `creating container storage: ${words}: invalid mappings specified`,
    'A container ID and a host ID may each be mapped only once. With + before it, a mapping replaces those before it.',
    first.span,
  );
}

/** How the container is started, as far as it bears on its maps. */
export interface Start {
  own: OwnNamespace;
  /** --user. */
  user: RunsAs | undefined;
  from: RootSource;
  /** The texts of /etc/subuid and /etc/subgid. */
  subids: Record<IdKind, string>;
  /** --network=host, or the network of a pod, which no namespace of the container’s own owns. */
  hostNetwork: boolean;
}

/**
 * The maps that a new namespace shows once the container runs, its outside ids those of Podman's own namespace. An error beside them is the first thing
 * that keeps the container from starting, in the order in which Podman and crun meet them.
 */
export function containerMaps(namespace: ContainerNamespace & { made: 'new' }, start: Start): Parsed<BothMaps> {
  const { own } = start;
  const { by } = namespace;
  // The maps of auto are made where the storage sorts them.
  const maps = by === 'auto' && !own.rootless ? shiftedMaps(namespace.maps).maps : namespace.maps;
  const most = Math.max(maps.uid.length, maps.gid.length);
  if (most > MOST_MAPPINGS) return { value: maps, diagnostics: [tooMany(most, maps.uid[0]?.span)] };
  const asked = { uid: 0, gid: 0, ...namespace.runsAs, ...start.user };
  // Whom a uid alone belongs to, the image says.
  const runsAs: RunsAs = start.user && start.user.gid === undefined ? { uid: asked.uid } : asked;
  const { uid: wholeUid, gid: wholeGid, refused } = withDefaults(maps, asked, start);
  const split: BothMaps =
    by === 'auto'
      ? { uid: wholeUid, gid: wholeGid }
      : { uid: [...splitAtParent(wholeUid, own.uid)], gid: [...splitAtParent(wholeGid, own.gid)] };
  const problem =
    storageProblem(maps, own, start.from) ??
    userProblem(own.rootless ? maps : shiftedMaps(maps).maps, runsAs) ??
    runtimeProblem(split, {
      own,
      runsAs,
      refused,
      wantsTty: wantsTty(own) && (by !== 'options' || maps.gid.length === 0),
      // Root's keep-id makes its maps after Podman looked whether it may mount /sys (specgen/generate/oci.go, canMountSys).
      wantsSys: by === 'mode' && !own.rootless,
      ownNetwork: !start.hostNetwork,
    });
  const diagnostics: Diagnostic[] = problem ? [problem] : [];
  return { value: { uid: storedMap(split.uid), gid: storedMap(split.gid) }, diagnostics };
}

/** Podman leaves the group of terminals out of the mount of /dev/pts where it counts fewer than 5 gids; with 5, the last is 4 (specgen/generate/oci_linux.go). */
export function wantsTty(own: OwnNamespace): boolean {
  return !own.rootless || idCount(own.gid) >= 5;
}

/** Where a kind has no map, crun makes one. `refused`: which it had to make once more. */
function withDefaults(
  { uid, gid }: BothMaps,
  user: { uid: number; gid: number },
  { subids, own }: Start,
): BothMaps & { refused: Record<IdKind, boolean> } {
  const made = (kind: IdKind, span: LocatedExtent['span']) =>
    crunDefault({ kind, inside: user[kind], subids: subids[kind], parent: own[kind], span });
  const uids = uid.length === 0 && gid[0] ? made('uid', gid[0].span) : { map: uid, refused: false };
  const gids = gid.length === 0 && uid[0] ? made('gid', uid[0].span) : { map: gid, refused: false };
  return { uid: uids.map, gid: gids.map, refused: { uid: uids.refused, gid: gids.refused } };
}

/** The map that crun writes where it is given none of a kind; `refused` where the kernel didn't take the one it tried first. */
export interface CrunDefault {
  map: LocatedExtent[];
  refused: boolean;
}

/** What crun looks at. */
interface CrunDefaultFacts {
  kind: IdKind;
  /** The id of that kind that the process inside runs as. */
  inside: number;
  /** The text of /etc/subuid or /etc/subgid. */
  subids: string;
  /** The map of the namespace that crun is in. */
  parent: IdMap;
  span: Span;
  /** Without such a line the map is 0 alone; before, as many ids as who runs inside needs. */
  alone?: boolean;
}

/**
 * Who runs inside is root, who runs crun; the ids round about are those of the first line under "root". What the kernel doesn't take gives way to the
 * one id alone, and where there is no such line it is 0 inside (crun 1.21, src/libcrun/linux.c, libcrun_set_usernamespace; utils.c,
 * format_default_id_mapping).
 */
export function crunDefault({ kind, inside, subids, parent, span, alone = true }: CrunDefaultFacts): CrunDefault {
  const single = { inside, outside: 0, count: 1, span };
  const range = rangeOfRoot(subids);
  if (!range) return { map: [{ ...single, inside: 0, count: alone ? 1 : inside + 1 }], refused: false };
  const before = Math.min(inside, range.count);
  const after = range.count - before;
  const from = range.start + before;
  const map = [
    ...(inside > 0 ? [{ inside: 0, outside: range.start, count: before, span }] : []),
    single,
    ...(after > 0 ? [{ inside: inside + 1, outside: from >>> 0, count: after, span }] : []),
  ];
  // They are printed with a sign (%d), which the kernel refuses.
  const text = map.map((extent) => `${extent.inside | 0} ${extent.outside | 0} ${extent.count | 0}\n`).join('');
  const refused = !checkWrite(text, { kind, parentMap: parent }).ok;
  return { map: refused ? [single] : map, refused };
}

/** The first line that begins with "root:", its numbers read with strtoull(3) and cut to 32 bits (utils.c, getsubidrange). */
function rangeOfRoot(text: string): { start: number; count: number } | undefined {
  for (const line of text.match(/[^\n]*\n|[^\n]+$/g) ?? []) {
    if (!line.startsWith(OWNER) || line.length < OWNER.length + 1) continue;
    const start = readUnsignedInt(line.slice(OWNER.length));
    const end = OWNER.length + start.length;
    return end >= line.length ? undefined : { start: start.value, count: readUnsignedInt(line.slice(end + 1)).value };
  }
  return undefined;
}

const OWNER = 'root:';
