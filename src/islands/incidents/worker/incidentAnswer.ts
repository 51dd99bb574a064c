import type { Needs } from '../state/Needs.ts';
import type { CallTold, IncidentAnswer } from '../state/Reply.ts';
import { type Results, type StepAnswer, type WayAnswer, wayAnswer } from './wayAnswer.ts';

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
