import { z } from 'astro/zod';
import file from '../../../content/data/incidentSources.json' with { type: 'json' };
import { compareReleases } from '../../engine/linux/index.ts';
import { STACKS, type Stack, stackOf } from '../../engine/stack/index.ts';
import { DOCKER_RELEASES } from '../../instrument/presets/dockerReleases.ts';
import type { Incident, IncidentAnswer, WayNeeds } from '../../islands/incidents/state/State.ts';
import { STOPPER_WORDS, stateWords } from '../../islands/incidents/words/select.ts';
import { answerIncidents, ofDefault, stepsOf } from '../../islands/incidents/worker/answerIncidents.ts';
import { stackLink, writeSeccompLink } from '../../share/seccompLink.ts';
import type { Tone } from '../../ui/Chip.tsx';
import { newestDocker } from '../capabilityTable.ts';
import { inlineMarkdown } from '../markdown/codeBlocks.ts';

const SHARED: Readonly<Record<string, { title: string; url: string }>> = file.sources;

/** The name of a source: of the incident's own, of those that many share (content/data/incidentSources.json), or `record`: the CVE record. */
const from = z.array(z.string()).min(1);

/** A line of Markdown, and the sources that say it. */
const said = z.object({ says: z.string().min(1).max(300), from });

/** A line of checks (src/engine/checks), or several of which one is enough. */
const call = z.string().regex(/ -> allow$/);
const calls = z.array(z.union([call, z.array(call).min(2)]));

/** What stood in the way, or `nothing`. */
const STOPPERS = ['seccomp', 'user-namespace', 'capability', 'lsm', 'other', 'nothing'] as const;

/** A vulnerability: its file's name is its CVE number and its anchor. */
export const incidentSchema = z
  .object({
    title: z.string().max(60),
    /** What people call it. */
    name: z.string().optional(),
    /** The day when it was made public: the record’s, or that of an announcement which the record names. */
    date: z.coerce.date(),
    /** The source that tells the day, where the record doesn’t. */
    dated: z.string().default('record'),
    part: z.enum(['kernel', 'runc']),
    /** A kernel that has the hole, where a profile answers for older kernels in another way. */
    kernel: z.string().optional(),
    what: said,
    needs: z.array(said).min(1),
    /** Each way to it on its own: calls, all of which it takes, in a user namespace of its own or with capabilities of the container's. */
    ways: z.array(
      z.object({ through: z.literal('user-namespace').optional(), with: z.array(z.string()).default([]), calls }),
    ),
    /** Empty where no source says. */
    stopped: z.array(said.extend({ by: z.enum(STOPPERS) })),
    fixed: said,
    /** What sources say of a default: a test holds the engine's answer to it. */
    told: z.array(z.object({ under: z.string(), answer: z.enum(['allowed', 'refused']), from })).default([]),
    sources: z.record(z.string(), z.object({ title: z.string(), url: z.url() })).default({}),
  })
  .superRefine(({ dated, what, needs, stopped, fixed, told, sources }, context) => {
    for (const name of [dated, ...[what, needs, stopped, fixed, told].flat().flatMap((each) => each.from)]) {
      if (name === 'record' || Object.hasOwn(sources, name) || Object.hasOwn(SHARED, name)) continue;
      context.addIssue({ code: 'custom', message: `no source is named “${name}”` });
    }
  });

/** All that an incident says, each statement with the names of its sources. */
export const statementsOf = ({ what, needs, stopped, fixed, told }: IncidentEntry) => [
  what,
  ...needs,
  ...stopped,
  fixed,
  ...told,
];

export type IncidentEntry = z.infer<typeof incidentSchema>;

/** A source by its name in an incident; `id` is the incident's, cve-2022-0185. */
export function incidentSource(
  id: string,
  name: string,
  own: IncidentEntry['sources'],
): { title: string; url: string } {
  const source = own[name] ?? SHARED[name];
  if (source) return source;
  const cve = id.toUpperCase();
  const [, year = '', number = ''] = cve.split('-');
  const url = `https://github.com/CVEProject/cvelistV5/blob/main/cves/${year}/${number.slice(0, -3)}xxx/${cve}.json`;
  return { title: 'CVE record', url };
}

/** An incident with its id, the newest first. */
export interface IncidentText {
  id: string;
  /** 2022-01-18 */
  date: string;
  entry: IncidentEntry;
}

/** An incident as the island's table lists it. */
export const listed = ({ id, date, entry }: IncidentText): Incident => ({
  id,
  title: entry.title,
  ...(entry.name !== undefined && { name: entry.name }),
  date,
  ...(entry.kernel !== undefined && { kernel: entry.kernel }),
  stopped: [...new Set(entry.stopped.map(({ by }) => by))],
  ways: entry.ways.map(({ through, with: held, calls }) => ({ ...(through && { through }), with: held, calls })),
});

export const dayOf = (date: Date): string => date.toISOString().slice(0, 10);

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
interface Told {
  html: string;
  sources: readonly { title: string; url: string }[];
}

/** What a default made of it. */
interface Verdict {
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

/** Every incident with its answers under the newest Docker's default and under the one of its day. */
export async function incidentSections(
  all: readonly IncidentText[],
  base: string,
): Promise<readonly IncidentSection[]> {
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

/** A statement with links to where it is from. */
export function withSources({ html, sources }: Told): string {
  const links = sources.map(({ title, url }) => `<a href="${url.replaceAll('&', '&amp;')}">${title}</a>`);
  return `${html} <span class="incident-source">${links.join(', ')}</span>`;
}

/** The answer in a word; what no filter is asked about has no tone. */
export const chipHtml = ({ word, tone }: Verdict): string =>
  tone === undefined ? `<b>${word}</b>` : `<span class="chip ${tone}">${word}</span>`;

/** When it was made public, and what has it. */
export const publicHtml = (date: string, part: string): string => `<time datetime="${date}">${date}</time>, ${part}`;
