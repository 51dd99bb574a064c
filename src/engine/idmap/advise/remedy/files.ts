import { joinExtents } from '../../map/compose.ts';
import type { IdMap } from '../../map/Extent.ts';
import { hostExtents } from '../hostExtents.ts';
import {
  hasRoot,
  type Ids,
  isOwned,
  type Need,
  onHost,
  pair,
  type RemedyMaker,
  ROOT_ON_DISK,
  whoInside,
} from './Need.ts';

/**
 * An idmapped mount (mount(8), X-mount.idmap, util-linux 2.39; Linux 5.12): the files stay as they are on the disk, and show under other
 * ids at the mount. The first number of an entry is the id on the disk; a mount with user entries alone is refused (EINVAL).
 */
const idmapMount: RemedyMaker = (need) => {
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

/** chown(1) on the host, to what the ids inside are there. */
export const chownOnHost: RemedyMaker = (need) => {
  const { inside, outside, owner, kind, dir } = need;
  // No files are given to the host's root, nor to its group.
  if (!outside[kind] || isOwned(owner, outside)) return undefined;
  const known = ({ uid, gid }: Ids) => pair({ uid, gid: outside.gid ? gid : undefined });
  const [names, ids] = kind === 'uid' ? [known(inside), known(outside)] : [`GID ${inside.gid}`, `GID ${outside.gid}`];
  return {
    code: kind === 'uid' ? 'chown' : 'chgrp',
    title: `Change the owner of ${dir} to container ${whoInside(need)}`,
    why: `The kernel compares host IDs, and ${names} in the container is ${ids} on the host. The simplest way, if nobody else needs the files.`,
    steps: [onHost(kind === 'uid' ? `sudo chown -R ${ids} ${dir}` : `sudo chgrp -R ${outside.gid} ${dir}`)],
  };
};

/** An entry in an ACL, and the same as default for what is made later (setfacl(1), acl 2.3.2). */
export const acl: RemedyMaker = (need) => {
  const { outside, kind, dir, owner } = need;
  const id = outside[kind];
  if (!id || isOwned(owner, outside)) return undefined;
  const entry = `${kind === 'uid' ? 'u' : 'g'}:${id}:rwX`;
  return {
    code: 'acl',
    title: 'Grant access with an ACL',
    why: `The ACL grants container ${whoInside(need)} (${id} on the host) access and leaves the owner as it is; the default entry covers files created later. Needs setfacl and a file system with ACLs.`,
    steps: [onHost(`sudo setfacl -R -m ${entry},d:${entry} ${dir}`)],
  };
};

/** The group instead of the owner: setgid directories hand the group on to what is made in them (inode(7)). */
export const shareByGroup: RemedyMaker = ({ inside, outside, owner, dir }) => {
  if (!outside.gid || inside.gid === undefined || isOwned(owner, outside)) return undefined;
  return {
    code: 'group',
    title: `Share ${dir} with container GID ${inside.gid}`,
    why: `GID ${inside.gid} in the container is ${outside.gid} on the host. The owner stays, and new files get the group. Both sides need umask 002, so that the group can write to new files.`,
    steps: [
      onHost(
        [
          `sudo chgrp -R ${outside.gid} ${dir}`,
          `sudo chmod -R g+rwX ${dir}`,
          `sudo find ${dir} -type d -exec chmod g+s {} +`,
        ].join('\n'),
      ),
    ],
  };
};

/** For files on the host, whatever made the namespace. */
export const FILES: readonly RemedyMaker[] = [chownOnHost, acl, shareByGroup, idmapMount];
