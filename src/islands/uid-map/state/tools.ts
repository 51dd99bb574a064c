import type { PlanConfig } from '../../../engine/idmap/index.ts';
import type { MapTool } from '../../../share/uidMapLink.ts';

/** The tools to choose from; who runs one decides whose ids it may use. */
export const TOOLS: readonly { value: MapTool; label: string; runBy: 'root' | 'user' | 'either' | 'dockremap' }[] = [
  { value: 'proxmox', label: 'Proxmox VE', runBy: 'root' },
  { value: 'lxc', label: 'LXC', runBy: 'either' },
  { value: 'podman', label: 'Podman, rootless', runBy: 'user' },
  { value: 'podman-root', label: 'Podman, rootful', runBy: 'root' },
  { value: 'docker', label: 'Docker, userns-remap', runBy: 'dockremap' },
  { value: 'docker-rootless', label: 'Docker, rootless', runBy: 'user' },
  { value: 'oci', label: 'runc, crun', runBy: 'root' },
  { value: 'nspawn', label: 'systemd-nspawn', runBy: 'root' },
  { value: 'unshare', label: 'unshare', runBy: 'either' },
  { value: 'newuidmap', label: 'newuidmap', runBy: 'either' },
  { value: 'mount', label: 'an idmapped mount', runBy: 'either' },
  { value: 'kubernetes', label: 'Kubernetes', runBy: 'root' },
];

/** What a link calls the tool of a config: Proxmox VE keeps LXC's settings in a file of its own. */
export function toolOf({ tool, name }: PlanConfig): MapTool {
  if (name === 'Proxmox VE') return 'proxmox';
  if (tool === 'dockerd') return 'docker';
  return tool === 'kernel' ? 'newuidmap' : tool;
}
