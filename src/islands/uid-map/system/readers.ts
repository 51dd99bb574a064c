import type { SubidReader } from '../../../engine/idmap/index.ts';

/** How the calculator speaks of each program that makes a map from subordinate ids. */
export const READERS: Record<SubidReader, { label: string; userLabel: string; asksGid: boolean }> = {
  dockerd: { label: 'dockerd --userns-remap, to 27', userLabel: '--userns-remap=', asksGid: false },
  'dockerd-28': { label: 'dockerd --userns-remap, from 28', userLabel: '--userns-remap=', asksGid: false },
  'docker-rootless': { label: 'rootless Docker', userLabel: 'run by the user', asksGid: true },
  podman: { label: 'rootless Podman', userLabel: 'run by the user', asksGid: true },
};
