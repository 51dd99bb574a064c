import { FILES } from '../advise/remedy/files.ts';
import type { RemedyMaker } from '../advise/remedy/Need.ts';
import type { HostReleases } from '../formats/noIdmappedMount.ts';
import type { Tool } from '../formats/tools.ts';
import { type PlanConfig, planConfig, type Share, UNKNOWN_SHARE } from '../solve/configs/PlanConfig.ts';
import type { Plan } from '../solve/Plan.ts';
import { dockerd, dockerRootless } from './docker.ts';
import { incus } from './incus.ts';
import { kubernetes } from './kubernetes.ts';
import { lxc } from './lxc.ts';
import { mount } from './mount.ts';
import { newuidmap } from './newuidmap.ts';
import { nspawn } from './nspawn.ts';
import { oci } from './oci.ts';
import { podman, podmanRoot } from './podman.ts';
import type { ToolRow } from './ToolRow.ts';
import { unshare, unshareAuto } from './unshare.ts';

/** Every tool, in the order in which its configurations are shown. */
const TOOL_ROWS: Readonly<Record<Tool, ToolRow>> = {
  kernel: { configs: [], forFiles: FILES, forUnmapped: [unshareAuto] },
  lxc,
  incus,
  podman,
  'podman-root': podmanRoot,
  oci,
  dockerd,
  'docker-rootless': dockerRootless,
  nspawn,
  unshare,
  newuidmap,
  mount,
  kubernetes,
};

/**
 * What to write, and where, so that each tool makes the plan's maps; or why it can't, with the way round. Of one tool, if `tool` is given. A tool that
 * the plan's user doesn't run is left out: rootless ones where that is root. `share` is the directory that it is all for, if it is known. What the
 * host's releases have no way for is told as such.
 */
export function planConfigs(
  plan: Plan,
  tool?: Tool,
  share: Share = UNKNOWN_SHARE,
  host: HostReleases = {},
): PlanConfig[] {
  const tools = tool === undefined ? (Object.keys(TOOL_ROWS) as Tool[]) : [tool];
  return tools.flatMap((each) =>
    TOOL_ROWS[each].configs.flatMap((place) => planConfig(each, place, plan, share, host) ?? []),
  );
}

/** What helps with a tool where the id has a mapping, or where it has none. */
export const toolMakers = (tool: Tool, isMapped: boolean): readonly RemedyMaker[] =>
  isMapped ? TOOL_ROWS[tool].forFiles : TOOL_ROWS[tool].forUnmapped;
