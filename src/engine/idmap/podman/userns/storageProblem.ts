import { type Diagnostic, error } from '../../../text/index.ts';
import { checkWrite } from '../../kernel/checkWrite.ts';
import { problemsAt } from '../../kernel/mapProblems.ts';
import { type Extent, type IdKind, type IdMap, type LocatedExtent, mapText, NO_ID } from '../../map/Extent.ts';
import { toOutside } from '../../map/toOutside.ts';
import type { BothMaps } from '../maps/BothMaps.ts';
import type { OwnNamespace } from '../maps/readMapOptions.ts';

/** What the container's root is made from: an image, or with --rootfs a directory. */
export type RootSource = 'image' | 'rootfs';

/**
 * Why Podman can't make the container's root directory for these maps: root inside needs a mapping, an id that Podman itself has, and no id may be
 * mapped twice (containers/storage 1.57.2, store.go, pkg/idtools, GetRootUIDGID, drivers/overlay). For ids and paths of
 * this container stands "...".
 */
export function storageProblem(maps: BothMaps, own: OwnNamespace, from: RootSource): Diagnostic | undefined {
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
export interface ShiftedMaps {
  maps: BothMaps;
  shifts: boolean;
}

/**
 * Whether root's Podman can have the kernel map a root directory as it is mounted: both maps must have no gap on either side. To find out it sorts them, by
 * outside ids first, and so they stay: the gids only where the uids have no gap (containers/storage 1.57.2, store.go, canUseShifting, and pkg/idtools,
 * IsContiguous; with the overlay driver).
 */
export function shiftedMaps({ uid, gid }: BothMaps): ShiftedMaps {
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
export function conflict(map: readonly LocatedExtent[]): Diagnostic | undefined {
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
