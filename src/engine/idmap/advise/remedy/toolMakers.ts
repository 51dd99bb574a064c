import { noPodNamespace } from '../../formats/noPodNamespace.ts';
import type { Tool } from '../../formats/tools.ts';
import type { IdKind, LocatedExtent } from '../../map/Extent.ts';
import { planConfigs } from '../../solve/configs/planConfigs.ts';
import type { Plan } from '../../solve/Plan.ts';
import type { Wish } from '../../solve/settleWishes.ts';
import { solve } from '../../solve/solve.ts';
import type { Subid } from '../../subid/parseSubids.ts';
import { chownInContainer, runAsOwner } from './docker.ts';
import { FILES } from './files.ts';
import { assignMore, longerNspawn, unshareAuto, widenMap } from './moreIds.ts';
import { hasRoot, inOption, isOwned, type Need, onHost, pair, type RemedyMaker, ROOT_ON_DISK } from './Need.ts';
import {
  keepGroups,
  keepId,
  mapHostId,
  podmanIdmap,
  podmanTakeBack,
  podmanUnshareChown,
  volumeOwner,
} from './podman.ts';

/** The map of an LXC container with the files' owner brought inside, solved from the map it has; undefined where no map does. */
function hostIdPlan({ situation, owner, tool }: Need, as: Record<IdKind, number | undefined>): Plan | undefined {
  const level = situation.levels[0];
  if (level?.uid === undefined || level.gid === undefined || situation.levels.length !== 1) return undefined;
  const wishes = (['uid', 'gid'] as const).flatMap((kind): Wish[] => {
    const [inside, outside] = [as[kind], owner?.[kind]];
    return inside === undefined || outside === undefined ? [] : [{ inside, outside, kind }];
  });
  if (wishes.length === 0) return undefined;
  const name = subidOwner(situation.subuid, level.uid);
  const size = Math.max(...level.uid.map(end), ...level.gid.map(end));
  return solve(wishes, situation.subuid ?? subidsOf(name, level.uid), {
    size,
    user: situation.user?.name === name ? situation.user : { name },
    subgid: situation.subgid ?? subidsOf(name, level.gid),
    current: { uid: level.uid, gid: level.gid },
    prefer: 'kept',
    ...(tool && { tool }),
  }).value;
}

/** Whose line the map's ids come from; root's, where nobody has shown the file. */
function subidOwner(lines: readonly Subid[] | undefined, map: readonly LocatedExtent[]): string {
  const covers = ({ start, count }: Subid) =>
    map.some((extent) => extent.count > 1 && start <= extent.outside && extent.outside + extent.count <= start + count);
  return lines?.find(covers)?.owner ?? 'root';
}

/** The lines behind the map's ranges: what must be in a file that nobody has shown. */
function subidsOf(owner: string, map: readonly LocatedExtent[]): Subid[] {
  return map
    .filter(({ count }) => count > 1)
    .map(({ outside, count, span }) => ({ owner, start: outside, count, span }));
}

function end({ inside, count }: LocatedExtent): number {
  return inside + count;
}

/** Where Proxmox VE keeps the config of container CTID, as `key: value`; plain LXC has /var/lib/lxc/NAME/config, and writes `key = value`. */
const CONFIG = '/etc/pve/lxc/CTID.conf';

/**
 * The usual way on Proxmox VE: one id of the host is the container's own, the others stay in the range (lxc.container.conf(5), lxc.idmap;
 * pve.proxmox.com, "Unprivileged LXC containers"). newuidmap requires that the id is assigned to root, who starts the container. Seen with LXC 6.0.4.
 */
const lxcHostId: RemedyMaker = (need) => {
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
const lxcIdmappedEntry: RemedyMaker = ({ tool, path, target, inside, owner }) => {
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

/**
 * A Pod with a map of its own, which runs as the asked ids. Its volumes are idmapped mounts, so ids on the disk are ids inside
 * (kubernetes.io, "User Namespaces": stable since 1.36; "Before you begin": the kernel and the file systems).
 */
const podYaml: RemedyMaker = ({ tool, inside, target, image, dir, path, host }) => {
  const ids = pair(inside);
  if (tool !== 'kubernetes' || ids === undefined || noPodNamespace(host)) return undefined;
  const user = inside.uid ?? 0;
  const group = inside.gid ?? user;
  // Nothing of the node is given to its root: root of a Pod may use the volume's files without.
  const needsChown = !hasRoot(inside);
  return {
    code: 'pod',
    title: `Run as ${ids}, and let the kubelet map the volume`,
    why: `Volumes of such a Pod are idmapped mounts: what belongs to ${ids} on the disk belongs to ${ids} in the container. Needs Linux 6.3 and, for each volume, a file system with idmapped mounts (not NFS). fsGroup sets the group of volumes that support it${needsChown ? '; for a hostPath, run chown on the node, with the container’s IDs' : ''}.`,
    steps: [
      {
        where: { file: 'pod.yaml' },
        text: `apiVersion: v1
kind: Pod
metadata:
  name: userns
spec:
  hostUsers: false
  securityContext:
    runAsUser: ${user}
    runAsGroup: ${group}
    fsGroup: ${group}
  containers:
  - name: app
    image: ${image}
    volumeMounts:
    - name: data
      mountPath: ${target}
  volumes:
  - name: data
    hostPath:
      path: ${/^\/[\w./-]+$/.test(path) ? path : JSON.stringify(path)}
`,
      },
      ...(needsChown ? [onHost(`sudo chown -R ${ids} ${dir}`)] : []),
    ],
  };
};

const usersOption = ({ situation }: Need): string => {
  const [extent] = situation.levels.at(-1)?.uid ?? [];
  // Another range than one with the host's root.
  return !extent?.outside ? 'pick' : `${extent.outside}:${extent.count}`;
};

/** systemd-nspawn(1), --bind with idmap: ids on the disk are ids inside; a colon ends the path, and a backslash is read. With rootidmap the owner of the directory is root inside (systemd 257). */
const nspawnBind: RemedyMaker = (need) => {
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
const nspawnOwnership: RemedyMaker = (need) => {
  if (need.tool !== 'nspawn') return undefined;
  return {
    code: 'nspawn-ownership',
    title: 'Fix the owners of the container’s own file system',
    why: 'Only if files of the container itself have wrong owners. auto uses an idmapped mount where the file system supports it; otherwise it runs chown on the whole tree, which you undo with --private-users=0 --private-users-ownership=chown.',
    steps: [onHost(`sudo systemd-nspawn -D ROOT --private-users=${usersOption(need)} --private-users-ownership=auto`)],
  };
};

/** raw.idmap: one id of the host is the container's own, and Incus keeps the others in its range (incus, doc/userns-idmap.md). */
const incusRawIdmap: RemedyMaker = (need) => {
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
const incusShift: RemedyMaker = ({ tool, target, inside, owner, dir, mounted }) => {
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

/** What helps where the id has a mapping, or is the host's: the smallest change first. */
const FOR_FILES: Record<Exclude<Tool, 'dockerd'>, readonly RemedyMaker[]> = {
  kernel: FILES,
  'docker-rootless': [runAsOwner, chownInContainer, ...FILES],
  podman: [runAsOwner, keepGroups, keepId, podmanUnshareChown, podmanTakeBack, volumeOwner, ...FILES, mapHostId],
  'podman-root': [runAsOwner, podmanIdmap, volumeOwner, ...FILES],
  lxc: [lxcHostId, ...FILES, lxcIdmappedEntry],
  incus: [incusRawIdmap, ...FILES, incusShift],
  nspawn: [nspawnBind, ...FILES, nspawnOwnership],
  unshare: FILES,
  newuidmap: FILES,
  oci: FILES,
  kubernetes: [podYaml],
  mount: [],
};

/** What helps where an id inside has no mapping. */
const FOR_UNMAPPED: readonly RemedyMaker[] = [assignMore, widenMap, longerNspawn, unshareAuto, keepId];

/** What helps with a tool beside dockerd; with any of them, where the id has no mapping (`undefined`). */
export const toolMakers = (tool: Exclude<Tool, 'dockerd'> | undefined): readonly RemedyMaker[] =>
  tool === undefined ? FOR_UNMAPPED : FOR_FILES[tool];

/** Whether root's line assigns the map's ids, or would where nobody has shown the file. */
export const isAssignedToRoot = ({ situation: { levels, subuid } }: Need): boolean =>
  subidOwner(subuid, levels[0]?.uid ?? []) === 'root';
