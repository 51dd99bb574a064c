import { newestStack } from '../engine/stack/index.ts';
import { DOCKER_RELEASES } from '../instrument/presets/dockerReleases.ts';

const stack = newestStack('docker');
const release = DOCKER_RELEASES.find(({ name }) => `docker-${name}` === stack?.profile);
if (stack === undefined || release === undefined) throw new Error('No Docker release is listed.');

/** The newest Docker that the site has: its stack, the first release with its default profile, those that ship it, in words, and the last of them. */
export const newestDocker = {
  stack,
  release: release.release,
  releases: release.releases,
  last: release.lines?.at(-1) ?? release.name,
} as const;
