import type { Arch } from '../../../engine/linux/index.ts';
import { type Filter, parseProfile, readerOf } from '../../../engine/seccomp/index.ts';
import { type Stack, stackOf } from '../../../engine/stack/index.ts';
import { type Diagnostic, isError } from '../../../engine/text/index.ts';
import { presetNamed } from '../../../instrument/presets/presets.ts';
import { filterOn } from '../../../instrument/stacks/filterOn.ts';
import { refusalWords, startingOf } from '../../../instrument/stacks/filterStart.ts';
import { targetOfPreset, targetOfStack } from '../../../instrument/stacks/targetOfStack.ts';
import type { ComparedProfile } from '../../../share/compareLink.ts';
import type { SideFacts } from '../state/State.ts';

/** What a side's filter hangs on. */
export interface SideAsked {
  profile: ComparedProfile;
  stack: string;
  arch: Arch;
}

/** A profile with the filter that a stack makes of it. */
export interface SideFilter {
  asked: SideAsked;
  facts: SideFacts;
  /** Undefined where no filter comes of it; `facts.refusal` says why. */
  filter: Filter | undefined;
  /** What is wrong with a text of the reader's own. */
  problems: readonly Diagnostic[];
}

/** What a stack makes of a profile. Throws where a table or the profile's text does not load. */
export async function sideFilter(asked: SideAsked): Promise<SideFilter> {
  const { profile, arch } = asked;
  const stack = stackOf(asked.stack);
  if (stack === undefined) throw new Error(`No stack is named ${asked.stack}.`);
  const { text, target, isOwn } = await written(profile, stack, arch);
  const { value, diagnostics } = parseProfile(text, undefined, readerOf(target));
  const problems = isOwn ? diagnostics : [];
  const problem = diagnostics.find(isError);
  const refused = (refusal: string): SideFilter => ({
    ...{ asked, problems, filter: undefined },
    facts: { profile, stack, refusal, off: false, starting: 'fails', refusedCalls: [] },
  });
  if (value === undefined || problem) return refused(problem?.message ?? 'No profile is given.');
  const resolved = await filterOn(value, target);
  if (resolved === undefined) throw new Error(`The tables of ${stack.id} did not load.`);
  const filter = resolved.value;
  const refusal = refusalWords(target, resolved.diagnostics);
  if (filter === undefined || refusal !== undefined) return refused(refusal ?? 'The runtime refuses the profile.');
  const starting = startingOf(filter);
  return { asked, problems, filter, facts: { profile, stack, refusal: undefined, off: filter.off, ...starting } };
}

async function written(profile: ComparedProfile, stack: Stack, arch: Arch) {
  if ('text' in profile) return { text: profile.text, target: targetOfStack(stack, arch), isOwn: true };
  const preset = presetNamed(profile.preset);
  if (preset === undefined) throw new Error(`No profile is named ${profile.preset}.`);
  return { text: await preset.load(), target: targetOfPreset(preset.id, stack, arch), isOwn: false };
}
