import type { CheckResult } from '../../../engine/checks/index.ts';
import type { WayNeeds } from '../state/Needs.ts';
import type { CallTold } from '../state/Reply.ts';

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
