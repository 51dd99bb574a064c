import { type Diagnostic, error } from '../../text/index.ts';
import { FILES, isOwned, type Need, type RemedyMaker, ROOT_ON_DISK } from '../advise/remedy/files.ts';
import { hostIdRemedy } from '../advise/remedy/hostIdRemedy.ts';
import { FINDS, widenMap } from '../advise/remedy/moreIds.ts';
import { format } from '../formats/format.ts';
import { noIdmappedMount } from '../formats/mount.ts';
import type { PasteStep } from '../formats/parseFormat.ts';
import { compose } from '../map/compose.ts';
import { type IdKind, type IdMap, idCount } from '../map/Extent.ts';
import {
  type ConfigMaker,
  cannot,
  checkSteps,
  grantSteps,
  onHost,
  type Place,
  turned,
} from '../solve/configs/PlanConfig.ts';
import type { Plan } from '../solve/missingGrants.ts';
import { BITS, ownFilesCommands } from '../solve/solve.ts';
import { kernelLimit } from '../solve/solveSide.ts';
import { assignFreeRange } from '../subid/assignCommands.ts';
import type { ToolRow } from './ToolRow.ts';

const REPLACES = 'every lxc.idmap line';
const IF_IT_EXISTS = 'Only if the container exists already: change the owners of its files.';

/**
 * Proxmox VE keeps its containers' configs as `key: value` (PVE::LXC::Config, write_pct_config; it reads "=" as well), and root starts them.
 * The lines of /etc/subuid and /etc/subgid are those of pve.proxmox.com, "Unprivileged LXC containers"; seen with lxc-usernsexec 6.0.4. The rest
 * is pct(1): shutdown, mount, unmount, set and start.
 */
const onProxmox: ConfigMaker = (plan, share) => {
  if (plan.user.name !== 'root') return undefined;
  const files = ownFilesCommands(plan, 'find /var/lib/lxc/CTID/rootfs');
  if (typeof files !== 'string') return cannot(files);
  const text = proxmoxLines(plan.uid, plan.gid);
  // A comma would begin another option of the mount.
  const give = `pct set CTID -mp0 ${share.dir.includes(',') ? 'DIR' : share.dir},mp=${share.target}`;
  return {
    steps: aroundProxmox([
      ...[proxmoxConfig(text), ...grantSteps(plan, 'lxc')],
      ...(files
        ? [
            step(
              `pct mount CTID\n${files}pct unmount CTID`,
              `${IF_IT_EXISTS} pct mount prints where the root file system is. If that is another path, use it in the find commands. ${BITS}`,
            ),
          ]
        : []),
      ...(share.mounted
        ? []
        : [step(give, 'If the container does not have the directory yet. Use mp1 if it already has an mp0.')]),
    ]).concat(checkSteps(plan, attach('CTID'), share)),
    handsOver: true,
  };
};

/** lxc.container.conf(5), lxc.idmap. A user's own containers are below the home directory (lxc(7)). */
const plainLxc: ConfigMaker = (plan, share) => {
  const root = plan.user.name === 'root';
  const folder = root ? '/var/lib/lxc/NAME' : '~/.local/share/lxc/NAME';
  const files = ownFilesCommands(plan, `${root ? '' : 'sudo '}find ${folder}/rootfs`);
  if (typeof files !== 'string') return cannot(files);
  return {
    steps: [
      { ...onHost('lxc-stop -n NAME', root), note: 'Stop the container.' },
      { where: { file: `${folder}/config`, replaces: REPLACES }, text: idmapLines(plan) },
      ...grantSteps(plan, 'lxc'),
      ...(files ? [step(files.trimEnd(), `${IF_IT_EXISTS} ${BITS}`)] : []),
      onHost('lxc-start -n NAME', root),
      ...checkSteps(plan, attach('NAME'), share, root),
    ],
    handsOver: true,
  };
};

/** lxc-attach(1). */
const attach = (name: string) => (user: number, group: number) => `lxc-attach -n ${name} -u ${user} -g ${group}`;

/** The config file of a container of Proxmox VE. */
function proxmoxConfig(text: string): PasteStep {
  const note = 'If the file has snapshots, such as [before-upgrade], put the lines above the first one.';
  return { where: { file: '/etc/pve/lxc/CTID.conf', replaces: REPLACES }, text, note };
}

/** The container of Proxmox VE stopped before, and started after. */
function aroundProxmox(steps: readonly PasteStep[]): PasteStep[] {
  return [step('pct shutdown CTID', 'Stop the container.'), ...steps, step('pct start CTID')];
}

/** The lines as Proxmox VE writes them. */
function proxmoxLines(uid: Plan['uid'], gid: Plan['gid']): string {
  return idmapLines({ uid, gid }).replaceAll(' = ', ': ');
}

function step(text: string, note?: string): PasteStep {
  return { ...onHost(text, true), ...(note !== undefined && { note }) };
}

function idmapLines({ uid, gid }: Pick<Plan, 'uid' | 'gid'>): string {
  return format(uid, 'lxc', { kind: 'uid' }) + format(gid, 'lxc', { kind: 'gid' });
}

const PLACES: readonly Place[] = [
  ['Proxmox VE', onProxmox],
  ['LXC', plainLxc],
];

/** Where Proxmox VE keeps the config of container CTID, as `key: value`; plain LXC has /var/lib/lxc/NAME/config, and writes `key = value`. */
const CONFIG = '/etc/pve/lxc/CTID.conf';

/**
 * The usual way on Proxmox VE: one id of the host is the container's own, the others stay in the range (lxc.container.conf(5), lxc.idmap;
 * pve.proxmox.com, "Unprivileged LXC containers"). newuidmap requires that the id is assigned to root, who starts the container. Seen with LXC 6.0.4.
 */
const hostId: RemedyMaker = (need) => {
  const inside = { uid: asInside(need, 'uid'), gid: asInside(need, 'gid') };
  const byRoot = ' In plain LXC the file is /var/lib/lxc/NAME/config, with = instead of the colon.';
  return hostIdRemedy(need, inside, PLACES, { code: 'lxc-idmap', byRoot });
};

function asInside({ askedOutside, inside, owner }: Need, kind: IdKind): number | undefined {
  // Asked for a host's id that nobody is inside, it is to be itself there rather than root.
  return askedOutside && inside[kind] === 0 ? owner?.[kind] : inside[kind];
}

/** LXC's own idmapped mount, `idmap=container` of lxc.mount.entry (lxc.container.conf(5)): ids on the disk are ids inside. */
const idmappedEntry: RemedyMaker = ({ path, target, inside, owner }) => {
  if (/[\s'"\\,~]/.test(path)) return undefined;
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

/** Lines of root's for a further range, and the config with it. */
const widened = widenMap((uid, gid, { first, count, known }) => {
  const text = `root:${first}:${count}\n`;
  return aroundProxmox([
    ...(known
      ? ['/etc/subuid', '/etc/subgid'].map((file): PasteStep => ({ where: { file, add: true }, text }))
      : [step(assignFreeRange('root', count), `${FINDS} FIRST below is its first number.`)]),
    proxmoxConfig(proxmoxLines(uid, gid)),
  ]);
});

export const lxc: ToolRow = {
  configs: PLACES,
  forFiles: [hostId, ...FILES, idmappedEntry],
  forUnmapped: [widened],
};

/**
 * An idmapped mount (mount(8), X-mount.idmap, util-linux 2.39; Linux 5.12) does for one directory what the plan does for all: the container keeps
 * its usual map, and an id on the disk shows at the mount as the host's id of whoever the plan makes it inside. Needs no
 * line in /etc/subuid. (Seen on Linux 6.18: uid 1000 of a container in 100000.. wrote, and the file was 1005's.)
 */
const config: ConfigMaker = (plan, _, host) => {
  const option = noIdmappedMount(host) ?? mountOption(plan);
  if (typeof option !== 'string') return cannot(option);
  return {
    steps: [onHost(mountCommand(option), true)],
    note: 'The container keeps its map and uses MOUNTPOINT instead of DIR. Needs Linux 5.12, mount 2.39 and a file system with idmapped mounts (not NFS).',
  };
};

/** Users and groups in one option. With entries for one kind alone the other would have no id at all. */
export function mountOption({ uid, gid, sides }: Plan): string | Diagnostic {
  const maps: Record<IdKind, IdMap> = { uid: [], gid: [] };
  for (const [kind, map] of [['uid', uid] as const, ['gid', gid] as const]) {
    // From the disk by the plan to the inside, and out again as without the wishes.
    const shown = compose(sides[kind].usual, turned(map));
    const mapped = sides[kind].parts.filter(({ because }) => because === 'asked');
    const lost = mapped.find(({ outside, count }) => {
      return idCount(compose(shown, [{ inside: 0, outside, count }])) < count;
    });
    if (lost || shown.length === 0) {
      return error(
        'mount-not-inside',
        `Without these mappings ${lost === undefined ? 'the container' : `container ${kind.toUpperCase()} ${lost.inside}`} has no host ${kind.toUpperCase()}, so a mount cannot show files as its own.`,
        'Map it to a range first.',
      );
    }
    const limit = kernelLimit(shown, kind);
    if (limit) return limit;
    maps[kind] = shown;
  }
  const prefix = 'X-mount.idmap=';
  return `${format(maps.uid, 'mount', { kind: 'uid' })} ${format(maps.gid, 'mount', { kind: 'gid' }).slice(prefix.length)}`;
}

export function mountCommand(option: string): string {
  return `sudo mkdir -p MOUNTPOINT\nsudo mount --bind -o '${option}' DIR MOUNTPOINT`;
}

export const mount: ToolRow = { configs: [['mount', config]], forFiles: [], forUnmapped: [] };
