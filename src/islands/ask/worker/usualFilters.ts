import type { Given } from '../../../engine/diagnose/index.ts';
import { parseProfile, readerOf } from '../../../engine/seccomp/index.ts';
import { newestStack } from '../../../engine/stack/index.ts';
import { isError } from '../../../engine/text/index.ts';
import { presetOf } from '../../../instrument/presets/presets.ts';
import { filterOn, filterWithTables, presetProfile } from '../../../instrument/stacks/filterOn.ts';
import { targetOfDefault, targetOfStack } from '../../../instrument/stacks/targetOfStack.ts';

/** What the newest Docker makes of its default, and of a profile that was pasted. Asked for a default that did not load, it throws. */
export async function usualFilters(): Promise<Required<Given>> {
  const stack = newestStack('docker');
  if (!stack) throw new Error('Docker is among no stacks.');
  const profile = await presetProfile(stack.profile);
  const usual = profile && (await filterOn(profile, targetOfDefault(stack, 'SCMP_ARCH_X86_64')))?.value;
  const target = targetOfStack(stack, 'SCMP_ARCH_X86_64');
  return {
    filter: () => {
      if (!usual) throw new Error('Docker’s default profile did not load.');
      return { filter: usual, words: presetOf(stack.profile)?.words ?? 'Docker’s default' };
    },
    filterOf: (text) => {
      const { value, diagnostics } = parseProfile(text, undefined, readerOf(target));
      const filter = value && !diagnostics.some(isError) ? filterWithTables(value, target)?.value : undefined;
      return filter && { filter, words: 'The pasted profile', isOwn: true };
    },
  };
}
