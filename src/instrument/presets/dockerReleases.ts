import table from '../../../content/data/profiles/docker-changes.json' with { type: 'json' };
import { compareReleases, isSince } from '../../engine/linux/index.ts';
import type { ReleaseState, ReleaseTable } from '../../engine/seccomp/index.ts';
import type { PresetNote, PresetSource } from './Preset.ts';

/** Docker's default profile as some of its releases had it: the first of them, with its day, and what its profile changed. */
export interface DockerRelease extends ReleaseState {
  /** What links call it, after "docker-". Without a third number: what the last releases of that line have. A name keeps its meaning for ever. */
  name: string;
  /** The releases that have it, in words. */
  releases: string;
  /** The same for a list, where they are many. */
  short?: string;
  /** Lines that have it too. */
  lines?: readonly string[];
  /** Why it changed, with words of code between backticks, and who says so. */
  why: string;
  sources?: readonly PresetSource[];
  /** What its owner has published about it. */
  notes?: readonly PresetNote[];
  /** The name of another whose notes hold here too. */
  notesOf?: string;
}

/** Every state of Docker's default, and how each came of the one before. */
export const DOCKER_CHANGES = table as unknown as Pick<ReleaseTable, 'base'> & { states: readonly DockerRelease[] };

/** Newest first. Computed from the text of 26.1.5, except where that is the text. */
export const DOCKER_RELEASES: readonly DockerRelease[] = DOCKER_CHANGES.states.toReversed();

/** The state that Docker has built in, "28.1.1" as upstream numbers it; undefined for a release whose profile is not known. */
export function dockerRelease(release: string): DockerRelease | undefined {
  return DOCKER_RELEASES.find(({ releases }) => releases.split(', ').some((range) => isIn(range, release)));
}

/** The same, where one that is newer than all that are known counts as the newest. */
export function builtInRelease(release: string): DockerRelease | undefined {
  const [newest] = DOCKER_RELEASES;
  return dockerRelease(release) ?? (newest && isSince(release, newest.release) ? newest : undefined);
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
