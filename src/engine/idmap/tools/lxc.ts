import { FILES } from '../advise/remedy/files.ts';
import { hostIdRemedy } from '../advise/remedy/hostIdRemedy.ts';
import { FINDS, widenMap } from '../advise/remedy/moreIds.ts';
import { isOwned, type Need, type RemedyMaker, ROOT_ON_DISK } from '../advise/remedy/Need.ts';
import { format } from '../formats/format.ts';
import type { PasteStep } from '../formats/PasteStep.ts';
import type { IdKind } from '../map/Extent.ts';
import { type ConfigMaker, cannot, checkSteps, grantSteps, onHost, type Place } from '../solve/configs/PlanConfig.ts';
import { BITS, ownFilesCommands } from '../solve/ownFiles.ts';
import type { Plan } from '../solve/Plan.ts';
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
