import { compareReleases, isSince } from '../../engine/linux/index.ts';
import { DOCKER_RELEASES } from './dockerReleases.ts';
import type { Preset } from './Preset.ts';
import { presetOf } from './presets.ts';

/** The preset with the default profile of that Docker, "28.1.1", as upstream numbers it; undefined for a release whose profile is not known. */
export function dockerPreset(release: string): Preset | undefined {
  const found = DOCKER_RELEASES.find(({ releases }) => releases.split(', ').some((range) => isIn(range, release)));
  return found && presetOf(`docker-${found.name}`);
}

/** Whether a range as the list writes it has the release: "28.2 to 29.4.1", "20.10.26 and later 20.10", "1.11.0 and 1.11.1", "18.09". */
function isIn(range: string, release: string): boolean {
  const [, first = '', word, last = first] = /^(\S+)(?: (to|and later|and) (\S+))?$/.exec(range) ?? [];
  if (word === 'and') return [first, last].some((each) => isOf(each, release));
  if (word === 'and later') return isSince(release, first) && isOf(last, release);
  return isSince(release, first) && (compareReleases(release, last) <= 0 || isOf(last, release));
}

/** Whether it is that release, or of that line: "28.1.1" is of 28.1. */
const isOf = (line: string, release: string): boolean => `${release}.`.startsWith(`${line}.`);
