import { compareReleases } from '../../engine/linux/index.ts';
import { STACKS, type Stack } from '../../engine/stack/index.ts';
import { DOCKER_RELEASES } from '../../instrument/presets/dockerReleases.ts';

/** Docker's default profile as it was on a day. */
export interface DockerThen {
  /** The preset's id. */
  preset: string;
  /** The releases that have it, in words. */
  releases: string;
  /** The versions that it is asked on: of the newest stack of that day, or of the oldest that there is. */
  stack: Stack;
  /** The day is before the oldest profile that the site has; Docker has had one since 1.10, of February 2016. */
  isLater: boolean;
}

/** The highest release of a day: lines are kept up beside each other, and the last to come out may be an old one. */
export function dockerAt(date: string): DockerThen {
  const out = DOCKER_RELEASES.filter((each) => each.date <= date).toSorted((a, b) => compareReleases(b.state, a.state));
  const release = out[0] ?? DOCKER_RELEASES.at(-1);
  const stacks = STACKS.filter(({ engine }) => engine === 'docker').toSorted((a, b) =>
    monthOf(a).localeCompare(monthOf(b)),
  );
  const stack = stacks.filter((each) => monthOf(each) <= date.slice(0, 7)).at(-1) ?? stacks[0];
  if (release === undefined || stack === undefined) throw new Error('No Docker release is listed.');
  return { preset: `docker-${release.name}`, releases: release.releases, stack, isLater: out.length === 0 };
}

const monthOf = ({ date = '' }: Stack): string => date;
