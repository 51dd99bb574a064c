import { inOption, isOwned, type Need, onHost, type RemedyMaker, ROOT_ON_DISK } from './Need.ts';

const usersOption = ({ situation }: Need): string => {
  const [extent] = situation.levels.at(-1)?.uid ?? [];
  // Another range than one with the host's root.
  return !extent?.outside ? 'pick' : `${extent.outside}:${extent.count}`;
};

/** systemd-nspawn(1), --bind with idmap: ids on the disk are ids inside; a colon ends the path, and a backslash is read. With rootidmap the owner of the directory is root inside (systemd 257). */
export const nspawnBind: RemedyMaker = (need) => {
  if (need.tool !== 'nspawn' || /[:\\]/.test(need.path)) return undefined;
  const root = need.inside[need.kind] === 0;
  if (!root && need.owner !== undefined && !isOwned(need.owner, need.inside)) return undefined;
  const id = need.inside.uid ?? need.inside.gid;
  return {
    code: 'nspawn-bind',
    title: root ? 'Map the directory’s owner to root in the container' : 'Use an idmapped mount',
    why: root
      ? 'Nothing on the disk changes: the owner of the directory shows as root in the container, and files that root creates there belong to that owner.'
      : `Nothing on the disk changes: what belongs to ${id} there belongs to ${id} in the container. ${ROOT_ON_DISK}`,
    steps: [
      onHost(
        `sudo systemd-nspawn -D ROOT --private-users=${usersOption(need)} --bind=${inOption(need.dir)}:${need.target}:${root ? 'rootidmap' : 'idmap'}`,
      ),
    ],
  };
};

/** systemd-nspawn(1), --private-users-ownership: the files of the container itself. */
export const nspawnOwnership: RemedyMaker = (need) => {
  if (need.tool !== 'nspawn') return undefined;
  return {
    code: 'nspawn-ownership',
    title: 'Fix the owners of the container’s own file system',
    why: 'Only if files of the container itself have wrong owners. auto uses an idmapped mount where the file system supports it; otherwise it runs chown on the whole tree, which you undo with --private-users=0 --private-users-ownership=chown.',
    steps: [onHost(`sudo systemd-nspawn -D ROOT --private-users=${usersOption(need)} --private-users-ownership=auto`)],
  };
};
