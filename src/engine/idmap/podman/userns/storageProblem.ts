import type { Diagnostic } from '../../../text/index.ts';
import type { Extent, IdMap } from '../../map/Extent.ts';
import type { LocatedExtent } from '../../map/LocatedExtent.ts';
import { toOutside } from '../../map/toOutside.ts';
import type { BothMaps } from '../maps/BothMaps.ts';
import type { OwnNamespace } from '../maps/readMapOptions.ts';
import { refusal } from '../refusal.ts';

/** What the container's root is made from: an image, in the overlay driver, or with --rootfs a directory. */
export type RootSource = 'image' | 'rootfs';

/**
 * Why Podman can't make the container's root directory for these maps: root inside needs a mapping, an id that Podman itself has, and no id may be mapped
 * twice (containers/storage 1.57.2, pkg/idtools, GetRootUIDGID and checkChownErr; idset.go, hasOverlappingRanges). Root's Podman
 * mounts an image mapped, after all else; rootless it copies it. For ids and paths of this container stands "...".
 */
export function storageProblem(maps: BothMaps, own: OwnNamespace, from: RootSource): Diagnostic | undefined {
  const conflicting = conflict(maps.uid) ?? conflict(maps.gid);
  return from === 'image' && !own.rootless
    ? (conflicting ?? mountProblem(maps))
    : (directoryProblem(maps, own, from) ?? conflicting);
}

const NO_ROOT = 'container ID 0 cannot be mapped to a host ID';
const MAP_ROOT = "Map 0 inside too: the image's files belong to it.";

function directoryProblem({ uid, gid }: BothMaps, own: OwnNamespace, from: RootSource): Diagnostic | undefined {
  const doing =
    from === 'rootfs'
      ? 'creating container storage: creating read-write layer with ID "..."'
      : 'creating container storage: creating an ID-mapped copy of layer "...": creating copy of template layer "..." with ID "..."';
  const roots = { uid: rootOf(uid), gid: rootOf(gid) };
  if (roots.uid === undefined || roots.gid === undefined) {
    const map = roots.uid === undefined ? uid : gid;
    return refusal('podman-root-unmapped', `${doing}: ${NO_ROOT}`, MAP_ROOT, map[0]?.span);
  }
  for (const [kind, map, root] of [['uid', uid, roots.uid] as const, ['gid', gid, roots.gid] as const]) {
    if (root === NO_CHANGE || has(own[kind], root)) continue;
    const words = `${doing}: potentially insufficient UIDs or GIDs available in user namespace (requested ${roots.uid}:${roots.gid} for ...): Check /etc/subuid and /etc/subgid if configured locally and run "podman system migrate": chown ...: invalid argument`;
    return refusal('podman-root-outside', words, lacks(kind, own, root), map[0]?.span);
  }
  return undefined;
}

function mountProblem({ uid, gid }: BothMaps): Diagnostic | undefined {
  for (const map of [uid, gid]) {
    const root = rootOf(map);
    if (root !== undefined && (map.length === 0 || toOutside(map, 0) !== undefined)) continue;
    const why = root === undefined ? NO_ROOT : 'creating overlay mount to ..., mount_data="...": permission denied';
    return refusal('podman-root-unmapped', `mounting storage for container ...: ${why}`, MAP_ROOT, map[0]?.span);
  }
  return undefined;
}

/** chown(2) takes (uid_t)-1 for "as it is". */
const NO_CHANGE = 4294967295;

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

function lacks(kind: 'uid' | 'gid', own: OwnNamespace, id: number): string {
  const last = own[kind].reduce((most, { inside, count }) => Math.max(most, inside + count - 1), 0);
  const how = own.rootless
    ? 'The middle number counts in that namespace; write @ before an id of the host.'
    : 'Choose an id that it has.';
  return `Podman's own namespace has the ${kind}s 0 to ${last}, not ${id}. ${how}`;
}

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
  return refusal(
    'podman-conflict',
    `creating container storage: ${words}: invalid mappings specified`,
    'An id inside, and an id outside, may be mapped once. With + before it, a mapping takes them from those before it.',
    first.span,
  );
}
