import { error } from '../../text/index.ts';
import { FILES, inOption, isOwned, type Need, onHost, type RemedyMaker, ROOT_ON_DISK } from '../advise/remedy/files.ts';
import { PRINTS } from '../advise/remedy/moreIds.ts';
import { expressible, format } from '../formats/format.ts';
import { noIdmappedMount } from '../formats/mount.ts';
import { LAST_ID } from '../map/Extent.ts';
import { type ConfigMaker, cannot, sameMap } from '../solve/configs/PlanConfig.ts';
import { printFreeStart } from '../subid/assignCommands.ts';
import { SUBID_COUNT } from '../subid/findFreeSubids.ts';
import { mountCommand, mountOption } from './lxc.ts';
import type { ToolRow } from './ToolRow.ts';

/** systemd-nspawn(1), --private-users: one range from inside 0 on, the same for users and groups. */
const config: ConfigMaker = (plan, _, host) => {
  const { uid, gid, sides } = plan;
  const run = 'sudo systemd-nspawn -D ROOT';
  const differ = sameMap(uid, gid)
    ? undefined
    : error(
        'nspawn-one-map',
        'systemd-nspawn uses one map for users and groups; these two maps differ.',
        'Use the same mappings for both.',
      );
  const reason = expressible(uid, 'nspawn') ?? differ;
  if (reason === undefined) return { steps: [onHost(`${run} ${format(uid, 'nspawn')}`)] };

  const usual = format(sides.uid.usual, 'nspawn');
  const option = noIdmappedMount(host) ?? mountOption(plan);
  if (usual === '' || !sameMap(sides.uid.usual, sides.gid.usual) || typeof option !== 'string') return cannot(reason);
  return {
    steps: [onHost(mountCommand(option)), onHost(`${run} ${usual} --bind=MOUNTPOINT:/data`)],
    cannot: reason,
    note: 'Instead: the container gets the plain range, and one directory is mounted with these mappings.',
  };
};

const usersOption = ({ situation }: Need): string => {
  const [extent] = situation.levels.at(-1)?.uid ?? [];
  // Another range than one with the host's root.
  return !extent?.outside ? 'pick' : `${extent.outside}:${extent.count}`;
};

/** systemd-nspawn(1), --bind with idmap: ids on the disk are ids inside; a colon ends the path, and a backslash is read. With rootidmap the owner of the directory is root inside (systemd 257). */
const bind: RemedyMaker = (need) => {
  if (/[:\\]/.test(need.path)) return undefined;
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
const ownership: RemedyMaker = (need) => {
  return {
    code: 'nspawn-ownership',
    title: 'Fix the owners of the container’s own file system',
    why: 'Only if files of the container itself have wrong owners. auto uses an idmapped mount where the file system supports it; otherwise it runs chown on the whole tree, which you undo with --private-users=0 --private-users-ownership=chown.',
    steps: [onHost(`sudo systemd-nspawn -D ROOT --private-users=${usersOption(need)} --private-users-ownership=auto`)],
  };
};

/** nspawn has one run of ids from 0 on, so it gets a longer one (systemd-nspawn(1), --private-users). */
const longerRange: RemedyMaker = (need) => {
  const id = need.inside[need.kind];
  if (id === undefined || id > LAST_ID - SUBID_COUNT) return undefined;
  const count = Math.ceil((id + 1) / SUBID_COUNT) * SUBID_COUNT;
  return {
    code: 'nspawn-range',
    title: `Give the container ${count} IDs, so that ${id} is among them`,
    why: 'systemd-nspawn maps a single range, so the container gets another, longer one; the owners of its own files are shifted as it starts.',
    steps: [
      { ...onHost(printFreeStart(count)), note: PRINTS },
      onHost(`sudo systemd-nspawn -D ROOT --private-users=FIRST:${count} --private-users-ownership=auto`),
    ],
  };
};

export const nspawn: ToolRow = {
  configs: [['systemd-nspawn', config]],
  forFiles: [bind, ...FILES, ownership],
  forUnmapped: [longerRange],
};
