import { engineOf, type Filter, type Profile, parseCall } from '../../../engine/seccomp/index.ts';
import { STACKS, stackOf } from '../../../engine/stack/index.ts';
import { type Parsed, whenThere } from '../../../engine/text/index.ts';
import { filterOn, presetProfile, textProfile } from '../../../instrument/stacks/filterOn.ts';
import type { Question, StackRange } from '../state/Question.ts';
import type { StackAnswer } from '../state/StackAnswer.ts';
import { subjectOn } from '../state/stackTarget.ts';
import { ask } from '../words/ask.ts';

/** A stack under which no container starts with the profile. */
const NO_START = { tone: 'deny', headline: 'The container does not start' } as const;

/**
 * How each stack answers the question: with its own default where the question is of a default, else with the same profile. A stack whose profile does not
 * load, or for which tables are missing, is left out; all are where the question names no call.
 */
export async function answerStacks(
  { text, source, target, call, stack }: Question,
  of: StackRange,
): Promise<StackAnswer[]> {
  if (parseCall(call, target.arch).value === undefined) return [];
  const present = stack === undefined ? undefined : stackOf(stack);
  const profiles = new Map<string | undefined, Promise<Profile | undefined>>();
  const profileOf = (preset: string | undefined) => {
    const known = profiles.get(preset) ?? (preset === undefined ? textProfile(text) : presetProfile(preset));
    profiles.set(preset, known);
    return known;
  };
  const engine = engineOf(target);
  const answers = STACKS.filter((each) => of === 'all' || each.engine === engine).map(async (each) => {
    const { preset, target: on } = subjectOn(each, { source, target }, present);
    const profile = await profileOf(preset);
    const resolved = profile && (await filterOn(profile, on));
    return resolved && whenThere(() => answerOn(each.id, call, resolved));
  });
  return (await Promise.all(answers)).filter((answer) => answer !== undefined);
}

function answerOn(stack: string, call: string, { value: filter }: Parsed<Filter>): StackAnswer | undefined {
  const answered = filter && ask(call, filter).result.answered;
  if (filter !== undefined && answered === undefined) return undefined;
  const { tone, headline } = answered ?? NO_START;
  return { stack, tone, headline };
}
