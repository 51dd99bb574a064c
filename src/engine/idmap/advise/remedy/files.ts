import { isOwned, onHost, pair, type RemedyMaker, whoInside } from './Need.ts';

/** chown(1) on the host, to what the ids inside are there. */
export const chownOnHost: RemedyMaker = (need) => {
  const { inside, outside, owner, kind, dir } = need;
  if (outside[kind] === undefined || isOwned(owner, outside)) return undefined;
  const [names, ids] = kind === 'uid' ? [pair(inside), pair(outside)] : [`group ${inside.gid}`, `${outside.gid}`];
  return {
    code: kind === 'uid' ? 'chown' : 'chgrp',
    title: `Give ${dir} to ${whoInside(need)} of the container`,
    why: `The kernel compares outside numbers, and ${names} inside is ${ids} there. The simplest, if nobody else needs the files.`,
    steps: [onHost(kind === 'uid' ? `sudo chown -R ${ids} ${dir}` : `sudo chgrp -R ${ids} ${dir}`)],
  };
};

/** An entry in an ACL, and the same as default for what is made later (setfacl(1), acl 2.3.2). */
export const acl: RemedyMaker = (need) => {
  const { outside, kind, dir, owner } = need;
  const id = outside[kind];
  if (id === undefined || isOwned(owner, outside)) return undefined;
  const entry = `${kind === 'uid' ? 'u' : 'g'}:${id}:rwX`;
  return {
    code: 'acl',
    title: `Let ${whoInside(need)} of the container in beside the owner`,
    why: `An ACL names ${id} without changing whose files they are; its default entry is for what is made later. It takes setfacl and a file system with ACLs.`,
    steps: [onHost(`sudo setfacl -R -m ${entry},d:${entry} ${dir}`)],
  };
};

/** The group instead of the owner: setgid directories hand the group on to what is made in them (inode(7)). */
export const shareByGroup: RemedyMaker = ({ inside, outside, owner, dir }) => {
  if (outside.gid === undefined || inside.gid === undefined || isOwned(owner, outside)) return undefined;
  return {
    code: 'group',
    title: `Share ${dir} with group ${inside.gid} of the container`,
    why: `Group ${inside.gid} inside is ${outside.gid} outside. The owner stays, and new files get the group; both sides need umask 002, so that the group may write to them.`,
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
