import { composeLevels } from '../map/composeLevels.ts';
import { type IdMap, NO_ID } from '../map/Extent.ts';
import { toInside } from '../map/toInside.ts';
import { toOutside } from '../map/toOutside.ts';
import { storedMap } from './storedMap.ts';

/**
 * What a process sees when it reads the uid_map or gid_map of a process in another namespace: the outside column is in the reader's own
 * numbers, and 4294967295 where the first of the ids has none there; the count stays, whatever the reader has of it. Extents stand in the
 * order in which the file keeps them.
 *
 * `levels` are the maps down to the namespace that is read, as each one's parent sees it, the outermost first; `reader` those down to the
 * reader's (none: the initial namespace). A reader in the namespace itself is shown what its parent is shown: give the parent's levels.
 * (kernel/user_namespace.c, uid_m_show and gid_m_show.)
 */
export function seenFrom(levels: readonly IdMap[], reader: readonly IdMap[] = []): IdMap {
  const own = levels.at(-1) ?? composeLevels([]);
  const parent = composeLevels(levels.slice(0, -1));
  const readersOwn = composeLevels(reader);
  return storedMap(own).map(({ inside, outside, count }) => {
    const kernels = toOutside(parent, outside);
    const seen = kernels === undefined ? undefined : toInside(readersOwn, kernels);
    return { inside, outside: seen ?? NO_ID, count };
  });
}
