import type { Diagnostic } from '../../../text/index.ts';
import type { Extent, IdMap } from '../../map/Extent.ts';
import type { LocatedExtent } from '../../map/LocatedExtent.ts';
import { toOutside } from '../../map/toOutside.ts';
import type { BothMaps } from '../maps/BothMaps.ts';
import type { OwnNamespace } from '../maps/readMapOptions.ts';
import { refusal } from '../refusal.ts';

/**
 * Why Podman can't make the container's root directory for these maps: root inside needs a mapping, an id that Podman itself has, and no id may be mapped
 * twice (containers/storage 1.57.2, pkg/idtools, GetRootUIDGID and checkChownErr; idset.go, hasOverlappingRanges). For the layer's
 * id and path stands "...".
 */
export function storageProblem({ uid, gid }: BothMaps, own: OwnNamespace): Diagnostic | undefined {
  const rootUid = rootOf(uid);
  const rootGid = rootOf(gid);
  const span = (rootUid === undefined ? uid : gid)[0]?.span;
  if (rootUid === undefined || rootGid === undefined) {
    const words = `creating container storage: creating read-write layer with ID "...": container ID 0 cannot be mapped to a host ID`;
    return refusal('podman-root-unmapped', words, 'Map 0 inside too: the container’s files belong to its root.', span);
  }
  const has = (map: IdMap, id: number) => id === NO_CHANGE || hasInside(map, id);
  if (!has(own.uid, rootUid) || !has(own.gid, rootGid)) {
    const words = `creating container storage: creating read-write layer with ID "...": potentially insufficient UIDs or GIDs available in user namespace (requested ${rootUid}:${rootGid} for ...): Check /etc/subuid and /etc/subgid if configured locally and run "podman system migrate": chown ...: invalid argument`;
    const [kind, map, root] = has(own.uid, rootUid)
      ? (['gid', own.gid, rootGid] as const)
      : (['uid', own.uid, rootUid] as const);
    return refusal(
      'podman-root-outside',
      words,
      `${lacks(kind, map, root)} ${counted(own)}`,
      (kind === 'uid' ? uid : gid)[0]?.span,
    );
  }
  return conflict(uid) ?? conflict(gid);
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

function hasInside(map: IdMap, id: number): boolean {
  return map.some(({ inside, count }) => id >= inside && id - inside < count);
}

function lacks(kind: 'uid' | 'gid', map: IdMap, id: number): string {
  const last = map.reduce((most, { inside, count }) => Math.max(most, inside + count - 1), 0);
  return `Podman's own namespace has the ${kind}s 0 to ${last}, not ${id}.`;
}

function counted(own: OwnNamespace): string {
  return own.rootless
    ? 'The middle number counts in that namespace; write @ before an id of the host.'
    : 'Choose an id that it has.';
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
