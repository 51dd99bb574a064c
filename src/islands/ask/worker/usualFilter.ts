import type { UsualFilter } from '../../../engine/diagnose/index.ts';
import { parseProfile, readerOf } from '../../../engine/seccomp/index.ts';
import { newestStack } from '../../../engine/stack/index.ts';
import { isError, whenThere } from '../../../engine/text/index.ts';
import { presetOf } from '../../../instrument/presets/presets.ts';
import { filterOn, presetProfile } from '../../../instrument/stacks/filterOn.ts';
import { targetOfDefault, targetOfStack } from '../../../instrument/stacks/targetOfStack.ts';

/** The filter of a container of the newest Docker, without further options. */
export async function usualFilter(): Promise<UsualFilter> {
  const stack = newestStack('docker');
  const profile = stack && (await presetProfile(stack.profile));
  const filter = profile && (await filterOn(profile, targetOfDefault(stack, 'SCMP_ARCH_X86_64')))?.value;
  if (!filter) throw new Error('Docker’s default profile did not load.');
  return { filter, words: presetOf(stack.profile)?.words ?? 'Docker’s default' };
}

/** The filter that the newest Docker makes of this profile; undefined where it makes none. */
export async function filterOfText(text: string): Promise<UsualFilter | undefined> {
  const stack = newestStack('docker');
  const target = stack && targetOfStack(stack, 'SCMP_ARCH_X86_64');
  const { value, diagnostics } = target
    ? await whenThere(() => parseProfile(text, undefined, readerOf(target)))
    : { value: undefined, diagnostics: [] };
  const filter = value && target && !diagnostics.some(isError) ? (await filterOn(value, target))?.value : undefined;
  return filter && { filter, words: 'The pasted profile', isOwn: true };
}
