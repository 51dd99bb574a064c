import { compareReleases } from '../../engine/linux/index.ts';
import { STACKS, type Stack, stackOf } from '../../engine/stack/index.ts';
import { DOCKER_RELEASES } from '../../instrument/presets/dockerReleases.ts';
import type { Incident, WayNeeds } from '../../islands/incidents/state/Needs.ts';
import type { IncidentAnswer } from '../../islands/incidents/state/Reply.ts';
import { STOPPER_WORDS, stateWords } from '../../islands/incidents/words/rowWords.ts';
import { answerIncidents, ofDefault, stepsOf } from '../../islands/incidents/worker/answerIncidents.ts';
import { stackLink, writeSeccompLink } from '../../share/seccompLink.ts';
import type { Tone } from '../../ui/Chip.tsx';
import { inlineMarkdown } from '../markdown/inlineMarkdown.ts';
import { newestDocker } from '../newestDocker.ts';
import { incidentSource } from './incidentSchema.ts';
import { type IncidentText, incidents, listed } from './incidents.ts';

/** Docker's default profile as it was on a day. */
interface DockerThen {
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
  const out = DOCKER_RELEASES.filter((each) => each.date <= date).toSorted((a, b) =>
    compareReleases(b.release, a.release),
  );
  const release = out[0] ?? DOCKER_RELEASES.at(-1);
  const stacks = STACKS.filter(({ engine }) => engine === 'docker').toSorted((a, b) =>
    monthOf(a).localeCompare(monthOf(b)),
  );
  const stack = stacks.filter((each) => monthOf(each) <= date.slice(0, 7)).at(-1) ?? stacks[0];
  if (release === undefined || stack === undefined) throw new Error('No Docker release is listed.');
  return { preset: `docker-${release.name}`, releases: release.releases, stack, isLater: out.length === 0 };
}

const monthOf = ({ date = '' }: Stack): string => date;

/** What a vulnerability needs as lines of checks that can be pasted: each way under a comment, and beside a call those that do as well. */
export function checkLines(ways: readonly WayNeeds[]): string {
  const many = ways.length > 1;
  return ways
    .map((way, at) =>
      [...(headOf(way, many, at) ?? []), ...stepsOf(way).map((calls) => stepLine(calls, way.with))].join('\n'),
    )
    .join('\n');
}

function headOf({ through, with: held }: WayNeeds, many: boolean, at: number): [string] | undefined {
  const what =
    through === undefined ? held.length > 0 && `with ${held.join(' and ')}` : 'in a user namespace of its own';
  const lead = many && at > 0 ? 'or ' : '';
  if (what) return [`# ${lead}${what}`];
  return many ? [`# ${lead}by this call`] : undefined;
}

function stepLine([call = '', ...others]: readonly string[], held: readonly string[]): string {
  const line = [call, ...held.map((each) => `with ${each}`)].join(' ');
  return others.length === 0
    ? line
    : `${line}\n#   or ${others.map((each) => each.replace(/ -> allow$/, '')).join(', ')}`;
}

/** A statement as HTML, and where it is from. */
export interface Told {
  html: string;
  sources: readonly { title: string; url: string }[];
}

/** What a default made of it. */
export interface Verdict {
  word: string;
  tone: Tone | undefined;
  /** With the state of the profile checker that shows each; without `#`. */
  calls: readonly { call: string; found: string; fragment: string }[];
}

/** An incident as its section tells it. */
interface IncidentSection {
  id: string;
  title: string;
  date: string;
  part: string;
  /** What tells the day. */
  dated: Told['sources'][number];
  what: Told;
  needs: readonly Told[];
  stopped: readonly (Told & { by: string })[];
  fixed: Told;
  /** Its needs in the language of checks; empty where no call takes part. */
  lines: string;
  kernel: string | undefined;
  today: Verdict;
  docker: DockerThen;
  atTime: Verdict;
}

const PARTS = { kernel: 'Linux', runc: 'runc' } as const;

/** Every incident, the newest first, with its answers under the newest Docker's default and under the one of its day. */
export async function incidentSections(base: string): Promise<readonly IncidentSection[]> {
  const all = await incidents();
  const needs = all.map(listed);
  const { answers } = await answerIncidents({ stack: newestDocker.stack.id, profile: undefined, needs, turn: 0 });
  const today = new Map(answers.map((each) => [each.id, each]));
  const then = await answersThen(needs);
  return Promise.all(all.map((each) => sectionOf(each, today.get(each.id), then.get(each.id), base)));
}

/** By id, what the default of each one's day answers. */
async function answersThen(needs: readonly Incident[]): Promise<ReadonlyMap<string, IncidentAnswer>> {
  const byDefault = Map.groupBy(needs, ({ date }) => JSON.stringify([dockerAt(date).preset, dockerAt(date).stack.id]));
  const answered = [...byDefault.values()].map(async (same) => {
    const { preset, stack } = dockerAt(same[0]?.date ?? '');
    return (await ofDefault(stack, preset, same)).answers;
  });
  return new Map((await Promise.all(answered)).flat().map((each) => [each.id, each]));
}

async function sectionOf(
  { id, date, entry }: IncidentText,
  today: IncidentAnswer | undefined,
  then: IncidentAnswer | undefined,
  base: string,
): Promise<IncidentSection> {
  const told = async ({ says, from }: { says: string; from: readonly string[] }): Promise<Told> => ({
    html: await inlineMarkdown(says, base),
    sources: from.map((name) => incidentSource(id, name, entry.sources)),
  });
  return {
    ...{ id, date, kernel: entry.kernel, docker: dockerAt(date) },
    title: entry.name === undefined ? entry.title : `${entry.name}: ${entry.title}`,
    part: PARTS[entry.part],
    dated: incidentSource(id, entry.dated, entry.sources),
    what: await told(entry.what),
    needs: await Promise.all(entry.needs.map(told)),
    stopped: await Promise.all(
      entry.stopped.map(async (each) => ({ by: STOPPER_WORDS[each.by], ...(await told(each)) })),
    ),
    fixed: await told(entry.fixed),
    lines: checkLines(entry.ways),
    today: await verdictOf(id, today, entry.kernel),
    atTime: await verdictOf(id, then, entry.kernel),
  };
}

async function verdictOf(id: string, answer: IncidentAnswer | undefined, kernel: string | undefined): Promise<Verdict> {
  const stack = stackOf(newestDocker.stack.id);
  if (answer === undefined || stack === undefined) throw new Error(`No answer for ${id}.`);
  const link = { ...stackLink(stack), ...(kernel !== undefined && { kernel }) };
  const calls = answer.calls.map(async ({ call, found }) => ({
    ...{ call, found },
    fragment: await writeSeccompLink({ ...link, call }),
  }));
  return { ...stateWords(answer.state), calls: await Promise.all(calls) };
}
