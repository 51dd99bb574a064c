import { planConfigs } from '../../solve/configs/planConfigs.ts';
import { hostIdPlan } from './hostIdPlan.ts';
import { hasRoot, inOption, isOwned, type RemedyMaker, ROOT_ON_DISK } from './Need.ts';

/** raw.idmap: one id of the host is the container's own, and Incus keeps the others in its range (incus, doc/userns-idmap.md). */
export const incusRawIdmap: RemedyMaker = (need) => {
  const { tool, owner, inside, outside, kind } = need;
  if (tool !== 'incus' || owner === undefined || isOwned(owner, outside) || hasRoot(owner)) return undefined;
  const plan = hostIdPlan(need, inside);
  const [config] =
    plan === undefined ? [] : planConfigs(plan, 'incus', { dir: need.dir, target: need.target, mounted: need.mounted });
  if (config === undefined || config.cannot) return undefined;
  const [who, as] = [owner[kind] ?? owner.uid, inside[kind] ?? inside.uid];
  return {
    code: 'incus-raw-idmap',
    title: `Map the host’s ${kind.toUpperCase()} ${who} to ${as} in the container (raw.idmap)`,
    why: `The share stays as it is. But ${as} in the container is then ${who} on the host, with all its permissions.`,
    steps: config.steps,
  };
};

/** `shift=true` of a disk device: an idmapped mount, so ids on the disk are ids inside (incus, doc/reference/devices_disk.md). */
export const incusShift: RemedyMaker = ({ tool, target, inside, owner, dir, mounted }) => {
  if (tool !== 'incus' || (owner !== undefined && !isOwned(owner, inside))) return undefined;
  const id = inside.uid ?? inside.gid;
  const text = mounted
    ? 'incus config device set NAME DEVICE shift=true'
    : `incus config device add NAME share disk source=${inOption(dir)} path=${target} shift=true`;
  return {
    code: 'incus-shift',
    title: 'Use an idmapped mount (shift=true)',
    why: `What belongs to ${id} on the disk belongs to ${id} in the container. ${ROOT_ON_DISK} Needs a file system with idmapped mounts (not NFS).`,
    steps: [{ where: { shell: 'host', root: true }, text }],
  };
};
