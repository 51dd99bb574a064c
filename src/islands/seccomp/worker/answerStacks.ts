import {
  engineOf,
  type Filter,
  type Profile,
  parseCall,
  type Reader,
  readerOf,
  type Target,
} from '../../../engine/seccomp/index.ts';
import { STACKS, stackOf } from '../../../engine/stack/index.ts';
import type { Parsed } from '../../../engine/text/index.ts';
import { filterOn, presetProfile, textProfile } from '../../../instrument/stacks/filterOn.ts';
import type { Question, StackAnswer, StackRange } from '../state/Message.ts';
import type { Answered } from '../state/Reply.ts';
import { subjectOn } from '../state/stackTarget.ts';
import { ask } from '../words/ask.ts';

/** A stack under which no container starts with the profile. */
const NO_START = { tone: 'deny', headline: 'The container does not start' } as const;

/** What a resolved profile answers to a call, in short; undefined where the question names none. */
export function answerOn(
  call: string,
  { value: filter }: Parsed<Filter>,
): Pick<Answered, 'tone' | 'headline'> | undefined {
  const answered = filter && ask(call, filter).result.answered;
  if (filter !== undefined && answered === undefined) return undefined;
  const { tone, headline } = answered ?? NO_START;
  return { tone, headline };
}

/**
 * How each stack answers the question: with its own default where the question is of one (`asksDefault`), else with the same profile. A stack whose
 * profile does not load, or for which tables are missing, is left out; all are where the question names no call.
 */
export async function answerStacks(
  { text, source, target, call, stack }: Question,
  of: StackRange,
): Promise<StackAnswer[]> {
  if (parseCall(call, target.arch).value === undefined) return [];
  const present = stack === undefined ? undefined : stackOf(stack);
  const profiles = new Map<string | Reader, Promise<Profile | undefined>>();
  const profileOf = (preset: string | undefined, on: Target) => {
    const key = preset ?? readerOf(on);
    const known = profiles.get(key) ?? (typeof key === 'string' ? presetProfile(key) : textProfile(text, key));
    profiles.set(key, known);
    return known;
  };
  const engine = engineOf(target);
  const answers = STACKS.filter((each) => of === 'all' || each.engine === engine).map(async (each) => {
    const { preset, target: on } = subjectOn(each, { source, target }, present);
    const profile = await profileOf(preset, on);
    const resolved = profile && (await filterOn(profile, on));
    const answer = resolved && answerOn(call, resolved);
    return answer && { stack: each.id, ...answer };
  });
  return (await Promise.all(answers)).filter((answer) => answer !== undefined);
}
