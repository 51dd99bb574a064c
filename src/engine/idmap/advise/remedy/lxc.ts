import { format } from '../../formats/format.ts';
import type { IdMap } from '../../map/Extent.ts';
import type { IdKind } from '../../map/NamespaceMaps.ts';
import { hostExtents } from '../hostExtents.ts';
import type { RemedyStep } from '../Remedy.ts';
import { isOwned, type Need, type RemedyMaker } from './Need.ts';
import { withHostId } from './withHostId.ts';

/** Where Proxmox VE keeps the config of container CTID; plain LXC has it in /var/lib/lxc/NAME/config. */
const CONFIG = '/etc/pve/lxc/CTID.conf';

/**
 * The usual way on Proxmox VE: one id of the host is the container's own, the others stay in the range (lxc.container.conf(5), lxc.idmap;
 * pve.proxmox.com, "Unprivileged LXC containers"). newuidmap wants the id lent to root, who starts the container. Seen with LXC 6.0.4.
 */
export const lxcHostId: RemedyMaker = (need) => {
  const { tool, owner, outside, situation } = need;
  if (tool !== 'lxc' || situation.levels.length !== 1 || owner === undefined || isOwned(owner, outside))
    return undefined;
  const uids = changed(need, 'uid');
  const gids = changed(need, 'gid');
  if (uids === undefined || gids === undefined || (!uids.moved && !gids.moved)) return undefined;
  const who = owner.uid ?? owner.gid;
  const as = need.kind === 'uid' ? asInside(need, 'uid') : asInside(need, 'gid');
  return {
    code: 'lxc-idmap',
    title: `Let ${who} of the host be ${as} of the container`,
    why: `The share stays as it is; in exchange ${as} of the container is ${who}, with all that ${who} may do outside. The lines take the place of any lxc.idmap there are. Where plain LXC keeps its config: /var/lib/lxc/NAME/config.`,
    steps: [
      {
        where: { file: CONFIG },
        text: format(uids.map, 'lxc', { kind: 'uid' }) + format(gids.map, 'lxc', { kind: 'gid' }),
      },
      ...lentToRoot(situation.subuid, '/etc/subuid', uids.map),
      ...lentToRoot(situation.subgid, '/etc/subgid', gids.map),
      asRoot(`pct set CTID -mp0 ${need.dir},mp=${need.target}`),
      asRoot(
        ['pct shutdown CTID', 'pct mount CTID', ...handOver(need), 'pct unmount CTID', 'pct start CTID'].join('\n'),
      ),
    ],
  };
};

/** A step for Proxmox VE, whose shell is root's and has no sudo. */
function asRoot(text: string): RemedyStep {
  return { where: { shell: 'host', root: true }, text };
}

/** What the container's own files need: those of the id that now is another outside (pct(1), mount; seen with find and chown alone). */
function handOver({ outside, owner }: Need): string[] {
  const files = (test: string, id: number | undefined, program: string, to: number | undefined) =>
    id === undefined || to === undefined
      ? []
      : [`find /var/lib/lxc/CTID/rootfs -xdev ${test} ${id} -exec ${program} -h ${to} {} +`];
  return [...files('-uid', outside.uid, 'chown', owner?.uid), ...files('-gid', outside.gid, 'chgrp', owner?.gid)];
}

/** LXC's own idmapped mount, `idmap=container` of lxc.mount.entry (lxc.container.conf(5)): ids on the disk are ids inside. */
export const lxcIdmappedEntry: RemedyMaker = ({ tool, path, target, inside, owner }) => {
  if (tool !== 'lxc' || /[\s'"\\,~]/.test(path)) return undefined;
  if (owner !== undefined && !isOwned(owner, inside)) return undefined;
  const id = inside.uid ?? inside.gid;
  return {
    code: 'lxc-idmapped-mount',
    title: 'Mount the directory so that ids on the disk are ids inside',
    why: `What belongs to ${id} on the host belongs to ${id} inside, and nothing else changes. Take out any mp line for the same directory. It takes Linux 5.12 and a file system that can.`,
    steps: [
      {
        where: { file: CONFIG },
        text: `lxc.mount.entry = ${path} ${target.slice(1)} none bind,create=dir,idmap=container 0 0\n`,
      },
    ],
  };
};

function asInside({ askedOutside, inside, owner }: Need, kind: IdKind): number | undefined {
  // Asked for a host's id that nobody is inside, it is to be itself there rather than root.
  return askedOutside && inside[kind] === 0 ? owner?.[kind] : inside[kind];
}

function changed(need: Need, kind: IdKind): { map: IdMap; moved: boolean } | undefined {
  const map = hostExtents(need.situation, kind);
  const outside = need.owner?.[kind];
  const inside = asInside(need, kind);
  if (map === undefined || map.length === 0) return undefined;
  // Group 0 of the container is better not somebody's on the host, whoever's files these are.
  if (outside === undefined || inside === undefined) return { map, moved: false };
  return { map: withHostId(map, inside, outside), moved: true };
}

/** The lines that root lacks for the map, each a step for the file; all where the file isn't known. */
function lentToRoot(lines: Need['situation']['subuid'], file: string, map: IdMap): RemedyStep[] {
  const has = ({ outside, count }: IdMap[number]) =>
    (lines ?? []).some(
      (line) => line.owner === 'root' && line.start <= outside && outside + count <= line.start + line.count,
    );
  // Proxmox VE lends root:100000:65536 from the start; ids beyond are what is missing.
  const missing = map.filter((extent) => !has(extent) && (lines !== undefined || extent.count === 1));
  if (missing.length === 0) return [];
  return [{ where: { file }, text: missing.map(({ outside, count }) => `root:${outside}:${count}\n`).join('') }];
}
