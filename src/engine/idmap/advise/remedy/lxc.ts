import type { IdKind } from '../../map/Extent.ts';
import { planConfigs } from '../../solve/configs/planConfigs.ts';
import { hostIdPlan } from './hostIdPlan.ts';
import { hasRoot, isOwned, type Need, type RemedyMaker, ROOT_ON_DISK } from './Need.ts';

/** Where Proxmox VE keeps the config of container CTID, as `key: value`; plain LXC has /var/lib/lxc/NAME/config, and writes `key = value`. */
const CONFIG = '/etc/pve/lxc/CTID.conf';

/**
 * The usual way on Proxmox VE: one id of the host is the container's own, the others stay in the range (lxc.container.conf(5), lxc.idmap;
 * pve.proxmox.com, "Unprivileged LXC containers"). newuidmap requires that the id is assigned to root, who starts the container. Seen with LXC 6.0.4.
 */
export const lxcHostId: RemedyMaker = (need) => {
  const { tool, owner, outside, kind } = need;
  if (tool !== 'lxc' || owner === undefined || isOwned(owner, outside) || hasRoot(owner)) return undefined;
  const inside = { uid: asInside(need, 'uid'), gid: asInside(need, 'gid') };
  const plan = hostIdPlan(need, inside);
  const [config] =
    plan === undefined ? [] : planConfigs(plan, 'lxc', { dir: need.dir, target: need.target, mounted: need.mounted });
  if (config === undefined || config.cannot) return undefined;
  const byRoot = plan?.user.name === 'root';
  const [who, as] = [owner[kind] ?? owner.uid, inside[kind] ?? inside.uid];
  return {
    code: 'lxc-idmap',
    title: `Map the host’s ${kind.toUpperCase()} ${who} to ${as} in the container`,
    why: `The share stays as it is. But ${as} in the container is then ${who} on the host, with all its permissions.${byRoot ? ' In plain LXC the file is /var/lib/lxc/NAME/config, with = instead of the colon.' : ''}`,
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
    title: 'Use an idmapped mount (idmap=container)',
    why: `What belongs to ${id} on the disk belongs to ${id} in the container, and nothing else changes. ${ROOT_ON_DISK} Remove any mp line for the same directory. Needs Linux 5.12 and a file system with idmapped mounts (not NFS).`,
    steps: [
      {
        where: { file: CONFIG, add: true },
        text: `lxc.mount.entry: ${path} ${target.slice(1)} none bind,create=dir,idmap=container 0 0\n`,
      },
    ],
  };
};

function asInside({ askedOutside, inside, owner }: Need, kind: IdKind): number | undefined {
  // Asked for a host's id that nobody is inside, it is to be itself there rather than root.
  return askedOutside && inside[kind] === 0 ? owner?.[kind] : inside[kind];
}
