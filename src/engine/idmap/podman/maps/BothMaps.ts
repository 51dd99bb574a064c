import type { LocatedExtent } from '../../map/Extent.ts';

/** Both maps of a namespace, known and with no side missing. */
export interface BothMaps {
  uid: LocatedExtent[];
  gid: LocatedExtent[];
}

/** Ids from `start` to before `end`. */
export interface IdRange {
  start: number;
  end: number;
}
