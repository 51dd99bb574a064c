import { DOCKER_RELEASES } from '../islands/seccomp/state/presets/dockerReleases.ts';

const [newest] = DOCKER_RELEASES;
if (newest === undefined) throw new Error('No Docker release is listed.');

/** The default profile of the newest Docker that the site has: its preset, the releases that ship it, in words, and the last of them. */
export const newestDocker = {
  profile: `docker-${newest.name}`,
  releases: newest.releases,
  last: newest.lines?.at(-1) ?? newest.name,
} as const;
