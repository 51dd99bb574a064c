import type { IdKind } from '../../map/NamespaceMaps.ts';
import { planConfigs } from '../../solve/configs/planConfigs.ts';
import { hostIdPlan } from './hostIdPlan.ts';
import { isOwned, type Need, type RemedyMaker } from './Need.ts';

/** Where Proxmox VE keeps the config of container CTID, as `key: value`; plain LXC has /var/lib/lxc/NAME/config, and writes `key = value`. */
const CONFIG = '/etc/pve/lxc/CTID.conf';

/**
 * The usual way on Proxmox VE: one id of the host is the container's own, the others stay in the range (lxc.container.conf(5), lxc.idmap;
 * pve.proxmox.com, "Unprivileged LXC containers"). newuidmap wants the id lent to root, who starts the container. Seen with LXC 6.0.4.
 */
export const lxcHostId: RemedyMaker = (need) => {
  const { tool, owner, outside, kind } = need;
  if (tool !== 'lxc' || owner === undefined || isOwned(owner, outside)) return undefined;
  const inside = { uid: asInside(need, 'uid'), gid: asInside(need, 'gid') };
  const plan = hostIdPlan(need, inside);
  const [config] =
    plan === undefined ? [] : planConfigs(plan, 'lxc', { dir: need.dir, target: need.target, mounted: need.mounted });
  if (config === undefined) return undefined;
  const byRoot = plan?.user.name === 'root';
  const [who, as] = [owner[kind] ?? owner.uid, inside[kind] ?? inside.uid];
  return {
    code: 'lxc-idmap',
    title: `Let ${who} of the host be ${as} of the container`,
    why: `The share stays as it is; in exchange ${as} of the container is ${who}, with all that ${who} may do outside. ${byRoot ? ' For plain LXC write = for the colon, in /var/lib/lxc/NAME/config.' : ''}`,
    steps: config.steps,
  };
};

/** LXC's own idmapped mount, `idmap=container` of lxc.mount.entry (lxc.container.conf(5)): ids on the disk are ids inside. */
export const lxcIdmappedEntry: RemedyMaker = ({ tool, path, target, inside, owner }) => {
  if (tool !== 'lxc' || /[\s'"\\,~]/.test(path)) return undefined;
  if (owner !== undefined && !isOwned(owner, inside)) return undefined;
  const id = inside.uid ?? inside.gid;
  return {
    code: 'lxc-idmapped-mount',
    title: 'Let LXC mount it so that ids on the disk are ids inside',
    why: `What belongs to ${id} on the host belongs to ${id} inside, and nothing else changes. Take out any mp line for the same directory. It takes Linux 5.12 and a file system that can.`,
    steps: [
      {
        where: { file: CONFIG },
        text: `lxc.mount.entry: ${path} ${target.slice(1)} none bind,create=dir,idmap=container 0 0\n`,
      },
    ],
  };
};

function asInside({ askedOutside, inside, owner }: Need, kind: IdKind): number | undefined {
  // Asked for a host's id that nobody is inside, it is to be itself there rather than root.
  return askedOutside && inside[kind] === 0 ? owner?.[kind] : inside[kind];
}
