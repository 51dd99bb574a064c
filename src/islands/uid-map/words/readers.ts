import type { SubidReader } from '../../../engine/idmap/index.ts';

/** How the calculator speaks of each program that makes a map from subordinate ids; it asks for no user where root alone makes it. */
export const READERS: Record<SubidReader, { label: string; userLabel: string | undefined; asksGid: boolean }> = {
  dockerd: { label: 'Docker 27 or earlier, userns-remap', userLabel: '--userns-remap=', asksGid: false },
  'dockerd-28': { label: 'Docker 28 or later, userns-remap', userLabel: '--userns-remap=', asksGid: false },
  'docker-rootless': { label: 'Docker, rootless', userLabel: 'User who runs it', asksGid: true },
  podman: { label: 'Podman, rootless', userLabel: 'User who runs it', asksGid: true },
  proxmox: { label: 'Proxmox VE, unprivileged', userLabel: undefined, asksGid: false },
};
