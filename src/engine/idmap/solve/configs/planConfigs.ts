import type { Tool } from '../../formats/Tool.ts';
import type { Plan } from '../Plan.ts';
import { kubernetes, mount, nspawn } from './around.ts';
import { dockerd, dockerRootless } from './docker.ts';
import { lxc, proxmox } from './lxc.ts';
import { type ConfigMaker, type PlanConfig, refusal, type Share, UNKNOWN_SHARE } from './PlanConfig.ts';
import { newuidmap, oci, unshare } from './plain.ts';
import { podman, podmanRoot } from './podman.ts';

const makers: readonly ConfigMaker[] = [
  proxmox,
  lxc,
  podman,
  podmanRoot,
  oci,
  dockerd,
  dockerRootless,
  nspawn,
  unshare,
  newuidmap,
  mount,
  kubernetes,
];

/**
 * What to write, and where, so that each tool makes the plan's maps; or why it can't, with the way round. Of one tool, if `tool` is given. A tool that
 * the plan's user doesn't run is left out: rootless ones where that is root. A map with the host's root in it is written for none. `share` is the directory that it is all for, if it is known.
 */
export function planConfigs(plan: Plan, tool?: Tool, share: Share = UNKNOWN_SHARE): PlanConfig[] {
  return makers.flatMap((make) => {
    const config = make(plan, share);
    if (config === undefined || (tool !== undefined && config.tool !== tool)) return [];
    return [mapsHostRoot(plan) ? withheld(config) : config];
  });
}

/** An extent that covers the host's id 0 begins with it; an idmapped mount goes by the map that there is without the wishes. */
function mapsHostRoot({ uid, gid, sides }: Plan): boolean {
  return [...uid, ...gid, ...sides.uid.usual, ...sides.gid.usual].some(({ outside }) => outside === 0);
}

/** Whoever may map the host's 0 is root there: no text to paste says so, whatever the tool. */
function withheld({ tool, name }: PlanConfig): PlanConfig {
  const cannot = refusal(
    'host-root-withheld',
    "This map gives the container the host's ID 0: whoever has that ID in the container can act as root on the host. No commands are shown for it.",
    'Map to another host ID, and give that ID access to the files (chown, or an ACL).',
  );
  return { tool, name, steps: [], cannot };
}
