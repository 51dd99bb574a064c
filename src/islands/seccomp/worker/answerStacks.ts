import { isLoaded, loadTables } from '../../../engine/linux/index.ts';
import {
  architecturesFor,
  engineOf,
  type Profile,
  parseCall,
  parseProfile,
  resolve,
} from '../../../engine/seccomp/index.ts';
import { STACKS, type Stack, stackOf } from '../../../engine/stack/index.ts';
import { whenThere } from '../../../engine/text/index.ts';
import { presetOf } from '../../../instrument/presets/presets.ts';
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
    const known = profiles.get(preset) ?? load(preset, text);
    profiles.set(preset, known);
    return known;
  };
  const engine = engineOf(target);
  const answers = STACKS.filter((each) => of === 'all' || each.engine === engine).map(async (each) => {
    const { preset, target: on } = subjectOn(each, { source, target }, present);
    await loadTables([target.arch], each.versions.libseccomp).catch(() => {});
    const profile = await profileOf(preset);
    return whenThere(() => answerOn(each, call, profile, on));
  });
  return (await Promise.all(answers)).filter((answer) => answer !== undefined);
}

/** The preset's profile, or that of the text; undefined where it does not load, or is none. */
async function load(preset: string | undefined, text: string): Promise<Profile | undefined> {
  const whole =
    preset === undefined
      ? text
      : await presetOf(preset)
          ?.load()
          .catch(() => undefined);
  return whole === undefined ? undefined : whenThere(() => parseProfile(whole, 0).value);
}

function answerOn(
  { id, versions }: Stack,
  call: string,
  profile: Profile | undefined,
  target: Question['target'],
): StackAnswer | undefined {
  if (profile === undefined || !architecturesFor(profile, target).every((arch) => isLoaded(arch, versions.libseccomp)))
    return undefined;
  const { value: filter } = resolve(profile, target);
  const answered = filter && ask(call, filter).result.answered;
  if (filter !== undefined && answered === undefined) return undefined;
  const { tone, headline } = answered ?? NO_START;
  return { stack: id, tone, headline };
}
