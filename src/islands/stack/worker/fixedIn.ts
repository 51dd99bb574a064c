import { type Arch, compareReleases } from '../../../engine/linux/index.ts';
import type { Stack } from '../../../engine/stack/index.ts';
import { DOCKER_RELEASES } from '../../../instrument/presets/dockerReleases.ts';
import { presetProfile } from '../../../instrument/stacks/filterOn.ts';
import { defaultFilter, type StackFilter } from './stackFilters.ts';

/**
 * The first release of Docker, after one stack and up to another, whose default ends the harm for good, the rest of the older stack being as it is. Undefined
 * where no release between them does so, and of other engines, whose releases in between are not known here.
 */
export async function fixedIn(
  broken: Stack,
  fine: Stack,
  arch: Arch,
  isBroken: (filter: StackFilter) => boolean,
): Promise<string | undefined> {
  if (broken.engine !== 'docker') return undefined;
  const isBetween = (release: string) =>
    compareReleases(release, broken.versions.engine) > 0 && compareReleases(release, fine.versions.engine) <= 0;
  const releases = DOCKER_RELEASES.map(({ state }) => state)
    .filter(isBetween)
    .toSorted(compareReleases);
  const asked = releases.map(async (engine) => {
    const stack: Stack = { ...broken, versions: { ...broken.versions, engine }, profile: `docker-${engine}` };
    return isBroken(await defaultFilter(stack, arch, await presetProfile(stack.profile)));
  });
  const last = (await Promise.all(asked)).lastIndexOf(true);
  return releases[last + 1];
}
