import { type CheckResult, checkText } from '../../../engine/checks/index.ts';
import { type Profile, parseProfile, readerOf, type Target } from '../../../engine/seccomp/index.ts';
import { type Stack, stackOf } from '../../../engine/stack/index.ts';
import { isError } from '../../../engine/text/index.ts';
import { presetProfile } from '../../../instrument/stacks/filterOn.ts';
import { targetOfDefault, targetOfStack } from '../../../instrument/stacks/targetOfStack.ts';
import type { CallTold, IncidentAnswer, Needs, Question, Reply, WayNeeds } from '../state/State.ts';

/** The calls that create a user namespace (user_namespaces(7)): one of them is enough. */
const NEW_USER_NAMESPACE = ['unshare(CLONE_NEWUSER) -> allow', 'clone(CLONE_NEWUSER) -> allow', 'clone3 -> allow'];

/** A way's calls, each with those that do as well. */
export const stepsOf = ({ through, calls }: WayNeeds): readonly (readonly string[])[] => [
  ...(through === undefined ? [] : [NEW_USER_NAMESPACE]),
  ...calls.map((each) => (typeof each === 'string' ? [each] : each)),
];

/** The line of checks that asks whether a call is blocked whatever its other arguments, for a container that has these capabilities besides. */
export const lineOf = (call: string, capabilities: readonly string[]): string =>
  [call.replace(/ -> allow$/, ' -> blocked'), ...capabilities.map((each) => `with ${each}`)].join(' ');

/** What came of each line. */
export type Results = ReadonlyMap<string, CheckResult>;

export interface WayAnswer {
  /** Capabilities of the way that the container lacks. */
  missing: readonly string[];
  /** What becomes of each step, with the calls that do for it. */
  steps: readonly StepAnswer[];
  /** Whether the calls would pass if the container had what is missing. */
  opens: boolean;
}

export interface StepAnswer {
  state: 'open' | 'closed' | 'unclear';
  calls: readonly CallTold[];
}

/** What a filter makes of one way. */
export function wayAnswer(way: WayNeeds, held: readonly string[], results: Results): WayAnswer {
  const missing = way.with.filter((each) => !held.includes(each));
  const steps = stepsOf(way).map((calls) => stepAnswer(calls, [], results));
  const asIf = missing.length === 0 ? steps : stepsOf(way).map((calls) => stepAnswer(calls, missing, results));
  return { missing, steps, opens: missing.length > 0 && asIf.every(({ state }) => state === 'open') };
}

function stepAnswer(calls: readonly string[], capabilities: readonly string[], results: Results): StepAnswer {
  const told = calls.map((call) => {
    const result = results.get(lineOf(call, capabilities));
    const { ok = false, found = '', counterexample } = result ?? {};
    const state = ok ? 'closed' : counterexample ? 'open' : 'unclear';
    return { state, told: { call: call.replace(/ -> allow$/, ''), found, isAllowed: state === 'open' } } as const;
  });
  const best = (['open', 'unclear'] as const).find((state) => told.some((each) => each.state === state)) ?? 'closed';
  return { state: best, calls: told.map((each) => each.told) };
}

/** What a filter makes of a vulnerability, for a container that has these capabilities. */
export function incidentAnswer({ id, ways }: Needs, held: readonly string[], results: Results): IncidentAnswer {
  if (ways.length === 0) return { id, state: 'unasked', calls: [] };
  const answers = ways.map((way) => wayAnswer(way, held, results));
  const passing = answers.filter((each) => stateOf(each) === 'open');
  const open = passing.find(({ missing }) => missing.length === 0);
  if (open) return { id, state: 'allowed', calls: open.steps.flatMap(openCalls) };
  const unclear = answers.find((each) => each.missing.length === 0 && stateOf(each) === 'unclear');
  if (unclear) return { id, state: 'unclear', calls: unclear.steps.flatMap(({ calls }) => calls) };
  const opening = answers.findIndex(({ opens }) => opens);
  const opensWith = opening === -1 ? {} : { opensWith: ways[opening]?.with ?? [] };
  const closing = distinct(answers.flatMap(({ steps }) => closingCalls(steps)));
  // Without the filter, another way would be open.
  const isRefused = answers.some((each) => each.missing.length === 0);
  if (isRefused || passing.length === 0) return { id, state: 'refused', calls: closing, ...opensWith };
  return { id, state: 'capability', calls: (passing[0]?.steps ?? []).flatMap(openCalls), ...opensWith };
}

/** Of all steps together: closed where one is. */
function stateOf({ steps }: WayAnswer): StepAnswer['state'] {
  return (['closed', 'unclear'] as const).find((state) => steps.some((step) => step.state === state)) ?? 'open';
}

/** The call that passes, and those in its place that don't. */
const openCalls = ({ calls }: StepAnswer): readonly CallTold[] => {
  const open = calls.find(({ isAllowed }) => isAllowed);
  return [...calls.filter(({ isAllowed }) => !isAllowed), ...(open ? [open] : [])];
};

/** The first call that closes a way. */
const closingCalls = (steps: readonly StepAnswer[]): readonly CallTold[] =>
  steps.find(({ state }) => state === 'closed')?.calls.slice(0, 1) ?? [];

const distinct = (calls: readonly CallTold[]): readonly CallTold[] => [
  ...new Map(calls.map((each) => [each.call, each])).values(),
];

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
  const { value, diagnostics: problems } = parseProfile(text, undefined, readerOf(target));
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
