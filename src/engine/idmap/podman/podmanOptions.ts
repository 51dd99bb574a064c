import type { Extent, IdMap } from '../map/Extent.ts';
import { joinExtents } from '../map/joinExtents.ts';

export interface PodmanOptionsStyle {
  /**
   * What the map's outside ids count in: the namespace that Podman works in, as --uidmap does unless told otherwise (of root, the host); or, with "host",
   * the host, for a user's Podman: each then has an "@".
   */
  outside?: 'own' | 'host';
}

/**
 * The --uidmap and --gidmap options that give a container these maps (podman-run(1), Podman 5.4.2); '' for no map at all. Where both are the same,
 * --uidmap alone says it. Where one has no extents, the other's is marked as not for it; a user's Podman then gives it all its ids.
 */
export function podmanOptions(
  { uid, gid }: { uid: IdMap; gid: IdMap },
  { outside = 'own' }: PodmanOptionsStyle = {},
): string {
  const [uids, gids] = [clean(uid), clean(gid)];
  const at = outside === 'host' ? '@' : '';
  const write = (kind: 'uid' | 'gid', map: IdMap, flag = '') =>
    map.map((extent) => `--${kind}map ${flag}${extent.inside}:${at}${extent.outside}:${extent.count}`);
  if (gids.length === 0) return write('uid', uids, 'u').join(' ');
  if (uids.length === 0) return write('gid', gids, 'g').join(' ');
  const same = JSON.stringify(uids) === JSON.stringify(gids);
  return [...write('uid', uids), ...(same ? [] : write('gid', gids))].join(' ');
}

function clean(map: IdMap): readonly Extent[] {
  return joinExtents(map.filter(({ count }) => count > 0));
}
