/** The programs that make a map from subordinate ids, where nothing else says which. A dated name always stands for the same rules. */
export const SUBID_READERS = ['dockerd', 'dockerd-28', 'docker-rootless', 'podman', 'proxmox'] as const;

/**
 * `dockerd` is --userns-remap up to Docker 27, `dockerd-28` what came after (DockerEngine.ts); the two rootless ones are run by a user without privileges; `proxmox` is an unprivileged container of
 * Proxmox VE, whose map needs root's line.
 */
export type SubidReader = (typeof SUBID_READERS)[number];
