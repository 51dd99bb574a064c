import { checkText } from '../../../engine/checks/index.ts';
import { type Profile, parseProfile, readerOf, type Target } from '../../../engine/seccomp/index.ts';
import { type Stack, stackOf } from '../../../engine/stack/index.ts';
import { isError, whenThere } from '../../../engine/text/index.ts';
import { presetProfile } from '../../../instrument/stacks/filterOn.ts';
import { targetOfDefault, targetOfStack } from '../../../instrument/stacks/targetOfStack.ts';
import type { Needs } from '../state/Needs.ts';
import type { Reply } from '../state/Reply.ts';
import type { Question } from '../state/State.ts';
import { incidentAnswer } from './incidentAnswer.ts';
import { lineOf, type Results, stepsOf } from './wayAnswer.ts';

/** The machine that the table speaks of. */
const ARCH = 'SCMP_ARCH_X86_64';

/** Puts what the vulnerabilities need to a stack's default or to a profile of the reader's. Throws where a preset or a table does not load. */
export async function answerIncidents({ stack: id, profile: text, needs, turn }: Question): Promise<Reply> {
  const stack = stackOf(id);
  if (stack === undefined) throw new Error(`No stack “${id}”.`);
  if (text !== undefined) return { turn, ...(await ofText(text, targetOfStack(stack, ARCH), needs)) };
  return { turn, problems: [], ...(await ofDefault(stack, stack.profile, needs)) };
}

/** The same for a preset of Docker's on the versions of a stack. */
export async function ofDefault(stack: Stack, preset: string, needs: readonly Needs[]): Promise<Answers> {
  const profile = await presetProfile(preset);
  if (profile === undefined) throw new Error(`The profile ${preset} did not load.`);
  return ofProfile(profile, targetOfDefault(stack, ARCH), needs);
}

type Answers = Pick<Reply, 'unstarted' | 'answers'>;

async function ofText(text: string, target: Target, needs: readonly Needs[]): Promise<Omit<Reply, 'turn'>> {
  const { value, diagnostics: problems } = await whenThere(() => parseProfile(text, undefined, readerOf(target)));
  if (value === undefined || problems.some(isError)) return { problems, answers: [] };
  return { problems, ...(await ofProfile(value, target, needs)) };
}

const NO_START = 'starts -> no';

async function ofProfile(profile: Profile, target: Target, needs: readonly Needs[]): Promise<Answers> {
  const byKernel = Map.groupBy(needs, ({ kernel }) => kernel);
  const results = new Map<string | undefined, Results>();
  for (const [kernel, same] of byKernel)
    results.set(kernel, await resultsOf(profile, { ...target, ...(kernel !== undefined && { kernel }) }, same));
  const start = results.values().next().value?.get(NO_START);
  if (start?.ok) return { unstarted: start.found, answers: [] };
  const answers = needs.map((each) => incidentAnswer(each, target.capabilities, results.get(each.kernel) ?? new Map()));
  return { answers };
}

/** What comes of each line that the vulnerabilities ask. */
async function resultsOf(profile: Profile, target: Target, needs: readonly Needs[]): Promise<Results> {
  const lines = needs.flatMap(({ ways }) =>
    ways.flatMap((way) => {
      const missing = way.with.filter((each) => !target.capabilities.includes(each));
      return stepsOf(way)
        .flat()
        .flatMap((call) => [lineOf(call, []), lineOf(call, missing)]);
    }),
  );
  const text = [...new Set([NO_START, ...lines])].join('\n');
  const { results } = await checkText({ profile, target }, text);
  return new Map(results.map((result) => [result.check.text, result]));
}
