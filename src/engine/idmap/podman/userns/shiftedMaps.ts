import type { LocatedExtent } from '../../map/LocatedExtent.ts';
import type { BothMaps } from '../maps/BothMaps.ts';

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
