import type { Tool } from '../../formats/Tool.ts';
import type { Plan } from '../Plan.ts';
import { kubernetes, mount, nspawn } from './around.ts';
import { dockerd, dockerRootless } from './docker.ts';
import { lxc, proxmox } from './lxc.ts';
import { type ConfigMaker, type PlanConfig, type Share, UNKNOWN_SHARE } from './PlanConfig.ts';
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
 * the plan's user doesn't run is left out: rootless ones where that is root. `share` is the directory that it is all for, if it is known.
 */
export function planConfigs(plan: Plan, tool?: Tool, share: Share = UNKNOWN_SHARE): PlanConfig[] {
  return makers.flatMap((make) => {
    const config = make(plan, share);
    return config === undefined || (tool !== undefined && config.tool !== tool) ? [] : [config];
  });
}
