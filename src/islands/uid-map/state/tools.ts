import type { PlanConfig, Tool } from '../../../engine/idmap/index.ts';
import { type StackEngine, stackOf } from '../../../engine/stack/index.ts';
import type { MapTool } from '../../../share/uidMapLink.ts';

/** What a tool is called here, who runs one, which decides whose ids it may use, and the engine's word for it. */
interface ToolRow {
  label: string;
  runBy: 'root' | 'user' | 'either' | 'dockremap';
  tool: Tool;
}

/** The tools to choose from, by the words of links. */
export const TOOL_ROWS: Record<MapTool, ToolRow> = {
  proxmox: { label: 'Proxmox VE', runBy: 'root', tool: 'lxc' },
  lxc: { label: 'LXC', runBy: 'either', tool: 'lxc' },
  incus: { label: 'Incus', runBy: 'root', tool: 'incus' },
  podman: { label: 'Podman, rootless', runBy: 'user', tool: 'podman' },
  'podman-root': { label: 'Podman, rootful', runBy: 'root', tool: 'podman-root' },
  docker: { label: 'Docker, userns-remap', runBy: 'dockremap', tool: 'dockerd' },
  'docker-rootless': { label: 'Docker, rootless', runBy: 'user', tool: 'docker-rootless' },
  oci: { label: 'runc, crun', runBy: 'root', tool: 'oci' },
  nspawn: { label: 'systemd-nspawn', runBy: 'root', tool: 'nspawn' },
  unshare: { label: 'unshare', runBy: 'either', tool: 'unshare' },
  newuidmap: { label: 'newuidmap', runBy: 'either', tool: 'newuidmap' },
  mount: { label: 'an idmapped mount', runBy: 'either', tool: 'mount' },
  kubernetes: { label: 'Kubernetes', runBy: 'root', tool: 'kubernetes' },
};

/** The same as a list to choose from. */
export const TOOLS = (Object.keys(TOOL_ROWS) as MapTool[]).map((value) => ({ value, label: TOOL_ROWS[value].label }));

const TOOL_OF: Readonly<Record<StackEngine, MapTool>> = {
  docker: 'docker',
  podman: 'podman',
  containerd: 'kubernetes',
  'cri-o': 'kubernetes',
};

/** The tool that a stack’s engine is; undefined without a stack. */
export function toolOn(stack: string | undefined): MapTool | undefined {
  const chosen = stack === undefined ? undefined : stackOf(stack);
  return chosen && TOOL_OF[chosen.engine];
}

/** What a link calls the tool of a config: Proxmox VE keeps LXC's settings in a file of its own. */
export function toolOf({ tool, name }: PlanConfig): MapTool {
  if (name === 'Proxmox VE') return 'proxmox';
  if (tool === 'dockerd') return 'docker';
  return tool === 'kernel' ? 'newuidmap' : tool;
}
