import type { Span } from '../../text/index.ts';
import type { Profile } from '../profile/Profile.ts';
import type { Target } from './Target.ts';

/** Where the text names an architecture that was handed to the runtime: in `architectures`, or in the target's entry of `archMap`. */
export function architectureSpan(name: string, profile: Profile, target: Target): Span {
  const word = profile.architectures.find(({ text }) => text === name);
  const entry = profile.archMap.find(({ architecture }) => architecture === target.arch);
  return word?.span ?? entry?.span ?? profile.defaultSpan;
}
