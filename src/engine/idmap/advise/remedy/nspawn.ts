import { isOwned, type Need, onHost, type RemedyMaker } from './Need.ts';

const usersOption = ({ situation }: Need): string => {
  const [extent] = situation.levels.at(-1)?.uid ?? [];
  return extent === undefined ? 'pick' : `${extent.outside}:${extent.count}`;
};

/** systemd-nspawn(1), --bind with idmap: ids on the disk are ids inside. With rootidmap the owner of the directory is root inside (systemd 257). */
export const nspawnBind: RemedyMaker = (need) => {
  if (need.tool !== 'nspawn' || need.dir.includes(':')) return undefined;
  const root = need.inside[need.kind] === 0;
  if (!root && need.owner !== undefined && !isOwned(need.owner, need.inside)) return undefined;
  return {
    code: 'nspawn-bind',
    title: root ? 'Let the owner of the directory be root inside' : 'Mount it so that ids on the disk are ids inside',
    why: root
      ? 'Nothing on the disk changes: whoever owns the directory shows as root inside, and what root makes in it is that owner’s.'
      : `Nothing on the disk changes: what belongs to ${need.inside.uid ?? need.inside.gid} there belongs to ${need.inside.uid ?? need.inside.gid} inside. But root inside then makes files of the host's root in it.`,
    steps: [
      onHost(
        `sudo systemd-nspawn -D ROOT --private-users=${usersOption(need)} --bind=${need.dir}:${need.target}:${root ? 'rootidmap' : 'idmap'}`,
      ),
    ],
  };
};

/** systemd-nspawn(1), --private-users-ownership: the files of the container itself. */
export const nspawnOwnership: RemedyMaker = (need) => {
  if (need.tool !== 'nspawn') return undefined;
  return {
    code: 'nspawn-ownership',
    title: "If it is the container's own file system that has the wrong owners",
    why: 'auto maps the owners at the mount where the file system can, and else does a chown of the whole tree, which you undo with --private-users=0 --private-users-ownership=chown.',
    steps: [onHost(`sudo systemd-nspawn -D ROOT --private-users=${usersOption(need)} --private-users-ownership=auto`)],
  };
};
