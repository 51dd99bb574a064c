import { joinExtents } from '../../map/compose.ts';
import type { IdMap } from '../../map/Extent.ts';
import { hostExtents } from '../hostExtents.ts';
import { hasRoot, isOwned, type Need, onHost, type RemedyMaker, ROOT_ON_DISK, whoInside } from './Need.ts';

/**
 * An idmapped mount (mount(8), X-mount.idmap, util-linux 2.39; Linux 5.12): the files stay as they are on the disk, and show under other
 * ids at the mount. The first number of an entry is the id on the disk; a mount with user entries alone is refused (EINVAL).
 */
export const idmapMount: RemedyMaker = (need) => {
  const { kind, outside, owner, dir, canMap } = need;
  if (!canMap) return undefined;
  // At such a mount the host's root would be somebody of the container.
  if (outside[kind] === undefined || isOwned(owner, outside) || hasRoot(outside) || (owner && hasRoot(owner)))
    return undefined;
  const entries = owner === undefined ? wholeMap(need) : ownersOnly(need);
  if (entries === undefined) return undefined;
  return {
    code: 'idmapped-mount',
    title:
      owner === undefined
        ? 'Use an idmapped mount'
        : `Use an idmapped mount: UID ${owner.uid} shows as container ${whoInside(need)}`,
    why: `The mount translates IDs both ways; existing files on the disk do not change. Give the container MOUNTPOINT, an empty directory, instead of ${dir}.${owner !== undefined && owner.gid === undefined ? ` The owner’s GID is assumed to be ${owner.uid} too.` : ''}${owner === undefined ? ` ${ROOT_ON_DISK}` : ''} Needs Linux 5.12, mount 2.39 and a file system with idmapped mounts (not NFS); it lasts until you unmount it.`,
    steps: [onHost(`sudo mount --bind -o 'X-mount.idmap=${entries}' ${dir} MOUNTPOINT`)],
  };
};

function ownersOnly({ owner, outside }: Need): string | undefined {
  const gid = owner?.gid ?? owner?.uid;
  if (owner?.uid === undefined || gid === undefined || outside.uid === undefined || outside.gid === undefined) {
    return undefined;
  }
  return `u:${owner.uid}:${outside.uid}:1 g:${gid}:${outside.gid}:1`;
}

function wholeMap({ situation }: Need): string | undefined {
  const maps = [hostExtents(situation, 'uid') ?? [], hostExtents(situation, 'gid') ?? []] as const;
  if (maps.some((map) => map.length === 0 || map.some(({ outside }) => outside === 0))) return undefined;
  const written = (type: string, map: IdMap) =>
    joinExtents(map).map(({ inside, outside, count }) => `${type}:${inside}:${outside}:${count}`);
  return [...written('u', maps[0]), ...written('g', maps[1])].join(' ');
}
