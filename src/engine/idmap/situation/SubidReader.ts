/** The programs that make a map from subordinate ids, where nothing else says which. A dated name always stands for the same rules. */
export const SUBID_READERS = ['dockerd', 'dockerd-28', 'docker-rootless', 'podman'] as const;

/** `dockerd` is --userns-remap up to Docker 27, `dockerd-28` what came after (DockerEngine.ts); the other two are run by a user without privileges. */
export type SubidReader = (typeof SUBID_READERS)[number];
