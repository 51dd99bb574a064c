import { isUnconfined, type Target } from '../../../engine/seccomp/index.ts';
import { code, type Phrase } from '../../../ui/Phrase.ts';
import { privilegedBy } from '../state/target.ts';

/** Why an unconfined container has no filter: its engine drops every profile, or only the default that it would give by itself (`isUnconfined` has the sources). */
export function unconfinedWords({ builtin: _, ...named }: Target): Phrase {
  const [what, but] = isUnconfined(named)
    ? ['seccomp', ', whatever the profile contains']
    : ['the default profile', '. A profile of your own would apply'];
  return [code(privilegedBy(named)), ` turns ${what} off: the container runs without a filter${but}.`];
}
