import { format } from '../../formats/format.ts';
import type { PasteStep } from '../../formats/PasteStep.ts';
import { toOutside } from '../../map/toOutside.ts';
import { BITS, ownFilesCommands } from '../ownFiles.ts';
import type { Plan } from '../Plan.ts';
import { type ConfigMaker, cannot, grantSteps, onHost, type Share } from './PlanConfig.ts';

const REPLACES = 'every lxc.idmap line';
const IF_IT_EXISTS = 'Only if the container exists already: change the owners of its files.';

/**
 * Proxmox VE keeps its containers' configs as `key: value` (PVE::LXC::Config, write_pct_config; it reads "=" as well), and root starts them.
 * The lines of /etc/subuid and /etc/subgid are those of pve.proxmox.com, "Unprivileged LXC containers"; seen with lxc-usernsexec 6.0.4. The rest
 * is pct(1): shutdown, mount, unmount, set and start.
 */
export const proxmox: ConfigMaker = (plan, share) => {
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
    ]).concat(checkSteps(plan, 'CTID', share)),
    handsOver: true,
  };
};

/** lxc.container.conf(5), lxc.idmap. A user's own containers are below the home directory (lxc(7)). */
export const lxc: ConfigMaker = (plan, share) => {
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
      ...checkSteps(plan, 'NAME', share, root),
    ],
    handsOver: true,
  };
};

/** The config file of a container of Proxmox VE. */
export function proxmoxConfig(text: string): PasteStep {
  const note = 'If the file has snapshots, such as [before-upgrade], put the lines above the first one.';
  return { where: { file: '/etc/pve/lxc/CTID.conf', replaces: REPLACES }, text, note };
}

/** The container of Proxmox VE stopped before, and started after. */
export function aroundProxmox(steps: readonly PasteStep[]): PasteStep[] {
  return [step('pct shutdown CTID', 'Stop the container.'), ...steps, step('pct start CTID')];
}

/** The lines as Proxmox VE writes them. */
export function proxmoxLines(uid: Plan['uid'], gid: Plan['gid']): string {
  return idmapLines({ uid, gid }).replaceAll(' = ', ': ');
}

function step(text: string, note?: string): PasteStep {
  return { ...onHost(text, true), ...(note !== undefined && { note }) };
}

/** lxc-attach(1): a file is made as the user inside, and looked at outside. */
function checkSteps({ uid, gid, sides }: Plan, name: string, { dir, target }: Share, root = true): PasteStep[] {
  const [user, group] = [sides.uid, sides.gid].map(({ parts }) => parts.find(({ because }) => because === 'asked'));
  if (user === undefined) return [];
  const groupId = group?.inside ?? user.inside;
  const outside = toOutside(gid, groupId);
  if (outside === undefined || toOutside(uid, user.inside) === undefined) return [];
  const text = `lxc-attach -n ${name} -u ${user.inside} -g ${groupId} -- touch ${target}/try\nls -ln ${dir}/try`;
  const note = `Check: a file that UID ${user.inside} creates in the container belongs to UID ${user.outside} and GID ${outside} on the host.`;
  return [{ ...onHost(text, root), note }];
}

function idmapLines({ uid, gid }: Pick<Plan, 'uid' | 'gid'>): string {
  return format(uid, 'lxc', { kind: 'uid' }) + format(gid, 'lxc', { kind: 'gid' });
}
