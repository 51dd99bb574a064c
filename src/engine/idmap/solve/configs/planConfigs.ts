import type { Diagnostic } from '../../../text/index.ts';
import type { Tool } from '../../formats/tools.ts';
import { systemIdsWarning } from '../../subid/assignCommands.ts';
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
    const cannot = hostRootRefusal(plan);
    return [cannot ? { tool: config.tool, name: config.name, steps: [], cannot } : withWarning(config, plan)];
  });
}

/**
 * Whoever may map the host's 0 is root there: no text to paste says so, whatever the tool. An extent that covers it begins with it; an idmapped mount
 * goes by the map that there is without the wishes.
 */
export function hostRootRefusal({ uid, gid, sides }: Plan): Diagnostic | undefined {
  const maps = [...uid, ...gid, ...sides.uid.usual, ...sides.gid.usual];
  if (!maps.some(({ outside }) => outside === 0)) return undefined;
  return refusal(
    'host-root-withheld',
    'No map: host ID 0 is root.',
    'A user mapped to it can act as root on the host. Use another host ID and ranges without 0, and give that ID access to the files (chown, or an ACL).',
  );
}

/** What is told of a system account's id stands above the first step, where no step that assigns it says so. */
function withWarning(config: PlanConfig, { sides }: Plan): PlanConfig {
  if (config.cannot || config.steps.some(({ note }) => note?.startsWith('Warning:'))) return config;
  const warned = (['uid', 'gid'] as const).flatMap((kind) => {
    const wished = sides[kind].parts.filter(({ because }) => because === 'wish');
    return (
      systemIdsWarning(
        kind,
        wished.map(({ inside, outside, count }) => ({ owner: inside, start: outside, count })),
      ) ?? []
    );
  });
  const note = [...warned.slice(0, 1), ...(config.note ? [config.note] : [])].join(' ');
  return note === '' ? config : { ...config, note };
}
