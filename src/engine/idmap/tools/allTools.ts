import { FILES, type RemedyMaker } from '../advise/remedy/files.ts';
import { format } from '../formats/format.ts';
import type { HostReleases } from '../formats/mount.ts';
import type { Tool } from '../formats/tools.ts';
import {
  type ConfigMaker,
  grantSteps,
  onHost,
  type PlanConfig,
  planConfig,
  type Share,
  UNKNOWN_SHARE,
} from '../solve/configs/PlanConfig.ts';
import type { Plan } from '../solve/missingGrants.ts';
import { dockerd, dockerRootless } from './docker.ts';
import { incus } from './incus.ts';
import { kubernetes } from './kubernetes.ts';
import { lxc, mount } from './lxc.ts';
import { nspawn } from './nspawn.ts';
import { podman, podmanRoot } from './podman.ts';
import type { ToolRow } from './ToolRow.ts';
import { oci, unshare, unshareAuto } from './unshare.ts';

/** newuidmap(1) and newgidmap(1), for process $PID in a new user namespace. */
const config: ConfigMaker = (plan) => {
  const { uid, gid, user } = plan;
  const calls = [
    ...(uid.length > 0 ? [format(uid, 'newuidmap', { kind: 'uid' })] : []),
    ...(gid.length > 0 ? [format(gid, 'newuidmap', { kind: 'gid' })] : []),
  ];
  return {
    steps: [...grantSteps(plan, 'newuidmap'), onHost(calls.join('\n'), user.name === 'root')],
    note: '$PID is a process in a new user namespace whose map is not written yet, such as the one that unshare --user sleep 1000 & starts.',
  };
};

const newuidmap: ToolRow = { configs: [['newuidmap', config]], forFiles: FILES, forUnmapped: [] };

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
