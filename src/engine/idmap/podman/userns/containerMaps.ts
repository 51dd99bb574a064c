import type { Diagnostic, Parsed } from '../../../text/index.ts';
import type { LocatedExtent } from '../../map/LocatedExtent.ts';
import type { IdKind } from '../../map/NamespaceMaps.ts';
import type { BothMaps } from '../maps/BothMaps.ts';
import { MOST_MAPPINGS, tooMany } from '../maps/readMapOption.ts';
import type { OwnNamespace } from '../maps/readMapOptions.ts';
import { splitAtParent } from '../maps/splitAtParent.ts';
import type { ContainerNamespace, RunsAs } from './ContainerNamespace.ts';
import { crunDefault } from './crunDefault.ts';
import { runtimeProblem, userProblem } from './runtimeProblem.ts';
import { shiftedMaps } from './shiftedMaps.ts';
import { type RootSource, storageProblem } from './storageProblem.ts';

/** How the container is started, as far as it bears on its maps. */
export interface Start {
  own: OwnNamespace;
  /** --user. */
  user: RunsAs | undefined;
  from: RootSource;
  /** The texts of /etc/subuid and /etc/subgid. */
  subids: Record<IdKind, string>;
  /** --network=host. */
  hostNetwork: boolean;
}

/** Above this many the kernel keeps a map sorted (UID_GID_MAP_MAX_BASE_EXTENTS). */
const UNSORTED_EXTENTS = 5;

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
  return { value: { uid: asShown(split.uid), gid: asShown(split.gid) }, diagnostics };
}

/** Podman leaves the group of terminals out of the mount of /dev/pts where it counts fewer than 5 gids; with 5, the last is 4 (specgen/generate/oci_linux.go). */
export function wantsTty(own: OwnNamespace): boolean {
  return !own.rootless || own.gid.reduce((sum, { count }) => sum + count, 0) >= 5;
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

function asShown(map: LocatedExtent[]): LocatedExtent[] {
  return map.length > UNSORTED_EXTENTS ? [...map].sort((a, b) => a.inside - b.inside) : map;
}
