import { format } from '../../formats/format.ts';
import type { Plan } from '../Plan.ts';
import { type ConfigMaker, grantSteps } from './PlanConfig.ts';

/**
 * Proxmox VE keeps its containers' configs as `key: value` (PVE::LXC::Config, write_pct_config; it reads "=" as well), and root starts them.
 * The lines of /etc/subuid and /etc/subgid are those of pve.proxmox.com, "Unprivileged LXC containers"; seen with lxc-usernsexec 6.0.4.
 */
export const proxmox: ConfigMaker = (plan) => {
  if (plan.user.name !== 'root') return undefined;
  return {
    tool: 'lxc',
    name: 'Proxmox VE',
    steps: [
      { where: { file: '/etc/pve/lxc/CTID.conf' }, text: idmapLines(plan).replaceAll(' = ', ': ') },
      ...grantSteps(plan, 'lxc'),
    ],
    note: 'Stop the container first. These lines take the place of every lxc.idmap line that is there, and stand above the first [snapshot]. “pct mount CTID” shows its files at /var/lib/lxc/CTID/rootfs.',
  };
};

/** lxc.container.conf(5), lxc.idmap. A user's own containers are below the home directory (lxc(7)). */
export const lxc: ConfigMaker = (plan) => {
  const file = plan.user.name === 'root' ? '/var/lib/lxc/NAME/config' : '~/.local/share/lxc/NAME/config';
  return {
    tool: 'lxc',
    name: 'LXC',
    steps: [{ where: { file }, text: idmapLines(plan) }, ...grantSteps(plan, 'lxc')],
    note: 'Stop the container first. These lines take the place of every lxc.idmap line that is there.',
  };
};

function idmapLines({ uid, gid }: Plan): string {
  return format(uid, 'lxc', { kind: 'uid' }) + format(gid, 'lxc', { kind: 'gid' });
}
