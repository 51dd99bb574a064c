import { stackOf } from '../../engine/stack/index.ts';
import type { Incident } from '../../islands/incidents/state/Needs.ts';
import type { IncidentAnswer } from '../../islands/incidents/state/Reply.ts';
import { STOPPER_WORDS, stateWords } from '../../islands/incidents/words/rowWords.ts';
import { answerIncidents, ofDefault } from '../../islands/incidents/worker/answerIncidents.ts';
import { stackLink, writeSeccompLink } from '../../share/seccompLink.ts';
import type { Tone } from '../../ui/Chip.tsx';
import { inlineMarkdown } from '../markdown/inlineMarkdown.ts';
import { newestDocker } from '../newestDocker.ts';
import { checkLines } from './checkLines.ts';
import { type DockerThen, dockerAt } from './dockerAt.ts';
import { incidentSource } from './incidentSchema.ts';
import { type IncidentText, incidents, listed } from './incidents.ts';

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
export interface IncidentSection {
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
