import { type Diagnostic, error } from '../../../text/index.ts';
import type { HostReleases } from '../../formats/noIdmappedMount.ts';
import type { Tool } from '../../formats/tools.ts';
import { systemIdsWarning } from '../../subid/assignCommands.ts';
import type { Plan } from '../Plan.ts';
import { kubernetes, mount, nspawn } from './around.ts';
import { dockerd, dockerRootless } from './docker.ts';
import { incus } from './incus.ts';
import { lxc, proxmox } from './lxc.ts';
import {
  type ConfigMaker,
  cannot,
  type Instructions,
  type PlanConfig,
  type Share,
  UNKNOWN_SHARE,
} from './PlanConfig.ts';
import { newuidmap, oci, unshare } from './plain.ts';
import { podman, podmanRoot } from './podman.ts';

/** How each tool is configured, under the names that its readers know, in the order in which they are shown. Nothing makes a bare map. */
const MAKERS: Record<Tool, readonly (readonly [name: string, make: ConfigMaker])[]> = {
  kernel: [],
  lxc: [
    ['Proxmox VE', proxmox],
    ['LXC', lxc],
  ],
  incus: [['Incus', incus]],
  podman: [['Podman, rootless', podman]],
  'podman-root': [['Podman, rootful', podmanRoot]],
  oci: [['runc, crun', oci]],
  dockerd: [['dockerd', dockerd]],
  'docker-rootless': [['Docker, rootless', dockerRootless]],
  nspawn: [['systemd-nspawn', nspawn]],
  unshare: [['unshare', unshare]],
  newuidmap: [['newuidmap', newuidmap]],
  mount: [['mount', mount]],
  kubernetes: [['Kubernetes', kubernetes]],
};

/**
 * What to write, and where, so that each tool makes the plan's maps; or why it can't, with the way round. Of one tool, if `tool` is given. A tool that
 * the plan's user doesn't run is left out: rootless ones where that is root. A map with the host's root in it is written for none. `share` is the directory that it is all for, if it is known. What the host's releases have no way for is told as such.
 */
export function planConfigs(
  plan: Plan,
  tool?: Tool,
  share: Share = UNKNOWN_SHARE,
  host: HostReleases = {},
): PlanConfig[] {
  const refused = hostRootRefusal(plan);
  const tools = tool === undefined ? (Object.keys(MAKERS) as Tool[]) : [tool];
  return tools.flatMap((each) =>
    MAKERS[each].flatMap(([name, make]) => {
      const made = make(plan, share, host);
      return made ? [{ tool: each, name, ...(refused ? cannot(refused) : withWarning(made, plan)) }] : [];
    }),
  );
}

/**
 * Whoever may map the host's 0 is root there: no text to paste says so, whatever the tool. An extent that covers it begins with it; an idmapped mount
 * goes by the map that there is without the wishes.
 */
export function hostRootRefusal({ uid, gid, sides }: Plan): Diagnostic | undefined {
  const maps = [...uid, ...gid, ...sides.uid.usual, ...sides.gid.usual];
  if (!maps.some(({ outside }) => outside === 0)) return undefined;
  return error(
    'host-root-withheld',
    'No map: host ID 0 is root.',
    'A user mapped to it can act as root on the host. Use another host ID and ranges without 0, and give that ID access to the files (chown, or an ACL).',
  );
}

/** The warning about a system account's id above the first step, where no step that assigns it has it. */
function withWarning(made: Instructions, { sides }: Plan): Instructions {
  if (made.cannot || made.steps.some(({ note }) => note?.startsWith('Warning:'))) return made;
  const [warned] = (['uid', 'gid'] as const).flatMap((kind) => {
    const mapped = sides[kind].parts.filter(({ because }) => because === 'asked');
    const ranges = mapped.map(({ inside, outside, count }) => ({ owner: inside, start: outside, count }));
    return systemIdsWarning(kind, ranges) ?? [];
  });
  const note = [warned, made.note].filter(Boolean).join(' ');
  return note === '' ? made : { ...made, note };
}
