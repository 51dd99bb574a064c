import type { Span } from '../../text/index.ts';
import type { Profile } from '../profile/Profile.ts';
import type { OciProfile } from './OciProfile.ts';
import type { Target } from './Target.ts';

/** A runtime knows some twenty, so that among more than these there are a thousand to refuse. */
const MOST_TOLD = 1000;

/** The architectures that are handed to the runtime, each once, as many as anybody wants to hear of. */
export function architecturesToCheck({ architectures }: OciProfile): readonly string[] {
  return [...new Set(architectures)].slice(0, MOST_TOLD);
}

/** Tells where the text names an architecture that was handed to the runtime: in `architectures`, or in the target's entry of `archMap`. */
export function architectureSpans(profile: Profile, target: Target): (name: string) => Span {
  const written = new Map<string, Span>();
  for (const { text, span } of profile.architectures) if (!written.has(text)) written.set(text, span);
  const entry = profile.archMap.find(({ architecture }) => architecture === target.arch);
  return (name) => written.get(name) ?? entry?.span ?? profile.defaultSpan;
}
