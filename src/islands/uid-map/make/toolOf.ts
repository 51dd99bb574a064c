import type { PlanConfig } from '../../../engine/idmap/index.ts';
import type { WishTool } from '../../../share/UidMapLink.ts';

/** What a link calls the tool of a config: Proxmox VE keeps LXC's settings in a file of its own. */
export function toolOf({ tool, name }: PlanConfig): WishTool {
  if (name === 'Proxmox VE') return 'proxmox';
  if (tool === 'dockerd') return 'docker';
  return tool === 'kernel' ? 'newuidmap' : tool;
}
