import { DOCKER_CAPABILITIES, lackedBefore } from '../../../engine/linux/index.ts';
import {
  type Filter,
  formatCondition,
  parseProfile,
  resolve,
  type SurveyRow,
  survey,
} from '../../../engine/seccomp/index.ts';
import { STACKS } from '../../../engine/stack/index.ts';
import type { Mode } from '../../../instrument/Instrument.ts';
import { presetOf } from '../../../instrument/presets/presets.ts';
import { packSurvey } from '../state/CallSurvey.ts';
import { init } from '../state/model.ts';
import { inspectionWanted, openingQuestion } from '../state/questionOf.ts';
import type { Opening, Served } from '../state/State.ts';
import { subjectOn } from '../state/target.ts';
import * as allowingTools from '../words/allowing.ts';
import { answerQuestion } from './answerQuestion.ts';
import { inspect } from './inspect.ts';

/** The answers that a page is served with, worked out where it is built. */
export function serve(mode: Mode, opening: Opening): Served {
  const { reading, call } = answerQuestion(openingQuestion(mode, opening)).reply;
  if (!reading) throw new Error('The engine gave no reading, though it was asked for one.');
  const { calls, ...read } = reading;
  return { reading: read, calls: calls && packSurvey(calls), call, roads: undefined, offers: undefined };
}

/** The same for the instrument's own page, which shows the ways to the opening's call and what would let it pass. */
export function servePage(opening: Opening): Served {
  const served = serve('page', opening);
  const wanted = inspectionWanted(init('page', opening, served));
  if (!wanted) return served;
  const { roads, offers } = inspect(wanted, { allowing: () => allowingTools }).reply;
  return { ...served, roads, offers };
}

const ARCH = 'SCMP_ARCH_X86_64';

/** A container as Docker starts it; each stack says the rest. */
const TARGET = { arch: ARCH, kernel: '', capabilities: DOCKER_CAPABILITIES, runtime: 'runc' } as const;

/** What the kernel runs whatever a filter says, from some release on (kernelException). */
const WITH_KERNEL = ['uretprobe', 'uprobe'];

/**
 * The calls of x86_64 that Docker's stacks do not all answer alike, each under its own default and with its own capabilities, or that the kernel of one does not
 * have: of any other call no stack has to be asked (`answersAlike`). Worked out where the page is built.
 */
export async function callsApart(): Promise<readonly string[]> {
  const filters = await Promise.all(STACKS.filter(({ engine }) => engine === 'docker').map(({ id }) => defaultOf(id)));
  const told = filters.map((filter) => new Map(survey(filter, ARCH).map((row) => [row.name, answersOf(row)])));
  const lacking = filters.flatMap((filter) =>
    survey(filter, ARCH).flatMap(({ name, summary }) =>
      summary !== 'deny' && lackedBefore(name, filter.target.kernel) !== undefined ? name : [],
    ),
  );
  const [first = new Map<string, string>(), ...others] = told;
  const apart = [...first].filter(([name, answers]) => others.some((other) => other.get(name) !== answers));
  return [...new Set([...apart.map(([name]) => name), ...lacking, ...WITH_KERNEL])];
}

async function defaultOf(id: string): Promise<Filter> {
  const stack = STACKS.find((each) => each.id === id);
  const preset = presetOf(stack?.profile);
  if (stack === undefined || preset === undefined) throw new Error(`The stack ${id} has no profile.`);
  const { value: profile } = parseProfile(await preset.load());
  const { target } = subjectOn(stack, { source: { preset: preset.id }, target: TARGET }, undefined);
  const filter = profile && resolve(profile, target).value;
  if (filter === undefined) throw new Error(`The default of ${id} gives no filter.`);
  return filter;
}

/** Each answer with what it asks of the arguments. */
const answersOf = ({ outcomes }: SurveyRow): string =>
  outcomes
    .map(({ action, data, reason }) => {
      const conditions = reason.kind === 'rule' ? reason.conditions.map(formatCondition) : [];
      return [action, data, ...conditions].join(' ');
    })
    .join('; ');
