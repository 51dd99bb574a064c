import type { UsualFilter } from '../../../engine/diagnose/index.ts';
import { newestStack } from '../../../engine/stack/index.ts';
import { presetOf } from '../../../instrument/presets/presets.ts';
import { filterOn, presetProfile } from '../../../instrument/stacks/filterOn.ts';
import { targetOfDefault } from '../../../instrument/stacks/targetOfStack.ts';

/** The filter of a container of the newest Docker, without further options. */
export async function usualFilter(): Promise<UsualFilter> {
  const stack = newestStack('docker');
  const profile = stack && (await presetProfile(stack.profile));
  const filter = profile && (await filterOn(profile, targetOfDefault(stack, 'SCMP_ARCH_X86_64')))?.value;
  if (!filter) throw new Error('Docker’s default profile did not load.');
  return { filter, words: presetOf(stack.profile)?.words ?? 'Docker’s default' };
}
