import type { Diagnostic, Parsed } from '../../../text/index.ts';
import type { LocatedExtent } from '../../map/LocatedExtent.ts';
import type { BothMaps } from '../maps/BothMaps.ts';
import { MOST_MAPPINGS, tooMany } from '../maps/readMapOption.ts';
import type { OwnNamespace } from '../maps/readMapOptions.ts';
import { splitAtParent } from '../maps/splitAtParent.ts';
import type { ContainerNamespace, RunsAs } from './ContainerNamespace.ts';
import { runtimeProblem, userProblem } from './runtimeProblem.ts';
import { shiftedMaps } from './shiftedMaps.ts';
import { type RootSource, storageProblem } from './storageProblem.ts';

/** How the container is started, as far as it bears on its maps. */
export interface Start {
  own: OwnNamespace;
  /** --user. */
  user: RunsAs | undefined;
  from: RootSource;
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
  const whole = withDefaults(maps, asked.uid);
  const split: BothMaps =
    by === 'auto'
      ? whole
      : { uid: [...splitAtParent(whole.uid, own.uid)], gid: [...splitAtParent(whole.gid, own.gid)] };
  const problem =
    storageProblem(maps, own, start.from) ??
    userProblem(maps, runsAs) ??
    runtimeProblem(split, {
      own,
      wantsTty: wantsTty(own) && (by !== 'options' || maps.gid.length === 0),
      ownNetwork: !start.hostNetwork,
    });
  const diagnostics: Diagnostic[] = problem ? [problem] : [];
  return { value: { uid: asShown(split.uid), gid: asShown(split.gid) }, diagnostics };
}

/** Podman leaves the group of terminals out of the mount of /dev/pts where it counts fewer than 5 gids; with 5, the last is 4 (specgen/generate/oci_linux.go). */
export function wantsTty(own: OwnNamespace): boolean {
  return !own.rootless || own.gid.reduce((sum, { count }) => sum + count, 0) >= 5;
}

/** Where a kind has no map, crun makes one: who runs inside is who runs crun (src/libcrun/linux.c, format_default_id_mapping). */
function withDefaults({ uid, gid }: BothMaps, user: number): BothMaps {
  const only = (inside: number, span: LocatedExtent['span']) => [{ inside, outside: 0, count: 1, span }];
  return {
    uid: uid.length > 0 || !gid[0] ? uid : only(user, gid[0].span),
    gid: gid.length > 0 || !uid[0] ? gid : only(0, uid[0].span),
  };
}

function asShown(map: LocatedExtent[]): LocatedExtent[] {
  return map.length > UNSORTED_EXTENTS ? [...map].sort((a, b) => a.inside - b.inside) : map;
}
