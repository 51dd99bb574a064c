import { compareReleases, isSince } from '../../engine/linux/index.ts';
import { DOCKER_RELEASES } from './dockerReleases.ts';

/** Whether the preset is the default that this release of Docker has built in; one that is newer than all that are known counts as the newest. */
export function isDockerDefault(preset: string, release: string): boolean {
  const name = preset.replace(/^docker-/, '');
  const entry = DOCKER_RELEASES.find((each) => each.name === name || each.lines?.includes(name));
  if (entry === undefined) return false;
  if (entry === DOCKER_RELEASES[0] && isSince(release, entry.state)) return true;
  return entry.releases.split(/, | and (?!later)/).some((range) => isWithin(range, release));
}

/** "28.2 to 29.4.1", "24.0.3 and later 24.0", "29.9.0"; an end with two numbers holds for all of its line. */
function isWithin(range: string, release: string): boolean {
  const [from = '', to = from] = range.split(/ to | and later /);
  return isSince(release, from) && (compareReleases(release, to) <= 0 || release.startsWith(`${to}.`));
}
