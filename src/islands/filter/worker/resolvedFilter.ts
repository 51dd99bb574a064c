import type { Arch } from '../../../engine/linux/index.ts';
import { type Filter, parseProfile, readerOf, type Target } from '../../../engine/seccomp/index.ts';
import type { Stack } from '../../../engine/stack/index.ts';
import { type Diagnostic, isError, whenThere } from '../../../engine/text/index.ts';
import { presetNamed } from '../../../instrument/presets/presetNamed.ts';
import { filterOn } from '../../../instrument/stacks/filterOn.ts';
import { targetOfDefault, targetOfStack } from '../../../instrument/stacks/targetOfStack.ts';
import type { Question } from '../state/Question.ts';
import { noFilterWords } from '../words/noFilterWords.ts';

/** A profile's filter, or why there is none. */
interface Resolved {
  problems: readonly Diagnostic[];
  target: Target;
  filter?: Filter;
  refusal?: string;
}

/** The filter of the profile that is chosen, on a machine of `arch`. Throws where a profile's text does not load. */
export async function resolvedFilter(question: Question, stack: Stack, arch: Arch): Promise<Resolved> {
  const { preset, profile: own } = question;
  const known = own === undefined ? presetNamed(preset ?? stack.profile) : undefined;
  if (own === undefined && known === undefined) throw new Error(`No profile is named ${preset ?? stack.profile}.`);
  const isDefault = known !== undefined && known === presetNamed(stack.profile);
  const target = isDefault ? targetOfDefault(stack, arch) : targetOfStack(stack, arch);
  const text = own ?? (await known?.load()) ?? '';
  const { value: profile, diagnostics } = await whenThere(() => parseProfile(text, undefined, readerOf(target)));
  const problems = own === undefined ? [] : diagnostics;
  const problem = diagnostics.find(isError);
  if (profile === undefined || problem)
    return { problems, target, refusal: problem?.message ?? 'No profile is given.' };
  const resolved = await filterOn(profile, target);
  const filter = resolved?.value;
  const refusal = resolved?.diagnostics.find(isError);
  if (filter === undefined || refusal)
    return { problems, target, refusal: refusal?.message ?? 'The tables did not load.' };
  const why = noFilterWords(filter);
  return why === undefined ? { problems, target, filter } : { problems, target, refusal: why };
}
