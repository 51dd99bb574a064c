import {
  engineOf,
  type Profile,
  parseCall,
  type Reader,
  readerOf,
  type Target,
} from '../../../engine/seccomp/index.ts';
import { STACKS, stackOf } from '../../../engine/stack/index.ts';
import { whenThere } from '../../../engine/text/index.ts';
import { filterOn, presetProfile, textProfile } from '../../../instrument/stacks/filterOn.ts';
import type { Question, StackRange } from '../state/Question.ts';
import type { StackAnswer } from '../state/StackAnswer.ts';
import { subjectOn } from '../state/stackTarget.ts';
import { answerOn } from './answerOn.ts';

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
    const answer = resolved && (await whenThere(() => answerOn(call, resolved)));
    return answer && { stack: each.id, ...answer };
  });
  return (await Promise.all(answers)).filter((answer) => answer !== undefined);
}
