import { idmapMount } from './idmapMount.ts';
import { type Ids, isOwned, onHost, pair, type RemedyMaker, whoInside } from './Need.ts';

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
