import { presetOf } from '../../../instrument/presets/presets.ts';
import { sameFields } from '../../../instrument/sameFields.ts';
import type { ComparedProfile, ComparedSide } from '../../../share/compareLink.ts';
import type { SideFacts } from '../state/SideFacts.ts';

/** The two filters that are compared. */
export type Sides = Readonly<Record<ComparedSide, SideFacts>>;

/** What each side is called within a sentence. */
export interface SideWords extends Readonly<Record<ComparedSide, string>> {
  /** One profile on two stacks: it is named first, and then the stacks tell the sides apart. */
  common: string | undefined;
}

/** "Docker’s default 29.9.0"; of one profile on two stacks, the stacks. */
export function sideWords({ before, after }: Sides): SideWords {
  const isOne = sameFields(before.profile, after.profile);
  if (isOne && before.stack.id !== after.stack.id)
    return { common: profileWords(before.profile), before: before.stack.label, after: after.stack.label };
  const areOwn = 'text' in before.profile && 'text' in after.profile && !isOne;
  const named = ({ profile }: SideFacts, which: string) => (areOwn ? `your ${which} profile` : profileWords(profile));
  return { common: undefined, before: named(before, 'old'), after: named(after, 'new') };
}

const profileWords = (profile: ComparedProfile): string =>
  'text' in profile ? 'your profile' : (presetOf(profile.preset)?.words ?? profile.preset);

/** With a capital, for the head of a sentence. `containerd` and `runc` keep their small one. */
export const capital = (words: string): string =>
  /^(?:containerd|runc)/.test(words) ? words : words.charAt(0).toUpperCase() + words.slice(1);
