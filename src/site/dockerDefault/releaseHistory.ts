import { DOCKER_RELEASES, type DockerRelease } from '../../instrument/presets/dockerReleases.ts';
import { newestDocker } from '../newestDocker.ts';
import { type CallClass, type ClassedCall, callClasses } from './callClasses.ts';
import { changesBetween, type ListChanges } from './changesBetween.ts';

/** A release that has another default profile than the one before it in its line. */
export interface ReleaseStep extends ListChanges {
  release: string;
  /** Its day. */
  date: string;
  /** The release that it is compared with; none for the first. */
  since: string | undefined;
  /** Whether the newest release comes from it; else it is the end of an older line that was still kept. */
  isMain: boolean;
  /** How many calls are in each class. */
  counts: Readonly<Record<CallClass, number>>;
}

const preset = (release: string) => `docker-${release}`;

let history: Promise<readonly ReleaseStep[]> | undefined;

/** Every release that changed Docker's default, from the first that had it as a file (1.11.0), by day. */
export function releaseHistory(): Promise<readonly ReleaseStep[]> {
  history ??= Promise.all(DOCKER_RELEASES.map(stepOf)).then((steps) =>
    steps.sort((a, b) => a.date.localeCompare(b.date) || Number(a.isMain) - Number(b.isMain)),
  );
  return history;
}

const NEWEST = mainLine(newestDocker.release);

/** The states from the first to this one. */
function mainLine(release: string): ReadonlySet<string> {
  const state = DOCKER_RELEASES.find((each) => each.release === release);
  if (state === undefined) throw new Error(`No state ${release}.`);
  return new Set([...(state.since === undefined ? [] : mainLine(state.since)), release]);
}

async function stepOf({ release, date, since }: DockerRelease): Promise<ReleaseStep> {
  const calls = await callClasses(preset(release));
  const before = since === undefined ? calls : await callClasses(preset(since));
  return { ...changesBetween(before, calls), release, date, since, isMain: NEWEST.has(release), counts: count(calls) };
}

function count(calls: ReadonlyMap<string, ClassedCall>): ReleaseStep['counts'] {
  const of = (wanted: CallClass) => [...calls.values()].filter(({ class: found }) => found === wanted).length;
  return { allowed: of('allowed'), some: of('some'), gated: of('gated'), refused: of('refused') };
}
