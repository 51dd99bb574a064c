import type { SubidReader } from '../../../engine/idmap/index.ts';

/** How the calculator speaks of each program that makes a map from subordinate ids; it asks for no user where root alone makes it. */
export const READERS: Record<SubidReader, { label: string; userLabel: string | undefined; asksGid: boolean }> = {
  dockerd: { label: 'Docker with userns-remap, up to 27', userLabel: '--userns-remap=', asksGid: false },
  'dockerd-28': { label: 'Docker with userns-remap, 28 and later', userLabel: '--userns-remap=', asksGid: false },
  'docker-rootless': { label: 'Docker, rootless', userLabel: 'run by the user', asksGid: true },
  podman: { label: 'Podman, rootless', userLabel: 'run by the user', asksGid: true },
  proxmox: { label: 'Proxmox VE, unprivileged', userLabel: undefined, asksGid: false },
};
