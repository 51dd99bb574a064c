import type { Target } from '../filter/Target.ts';
import type { Call } from '../filter/Verdict.ts';
import type { Barrier } from '../roads/Intent.ts';
import { intentOfCall } from '../roads/intentOfCall.ts';
import { kernelCapability } from './kernelCapability.ts';

/** What an engine's own AppArmor or SELinux profile has against what the call does with these arguments; nothing for a container without one. */
export function deniedBeside(call: Call, { runtime, privileged }: Target): readonly Barrier[] {
  const [same] = intentOfCall(call).ways;
  const isConfined = runtime !== 'libseccomp' && !privileged;
  return isConfined ? (same?.barriers.filter(({ denies }) => denies) ?? []) : [];
}

/** Whether a program may do it without what `stillRequired` names, in a user namespace of its own. */
export function isInOwnNamespace(call: Call): boolean {
  const [same] = intentOfCall(call).ways;
  return same?.barriers.some(({ layer, inPart }) => layer === 'capability' && inPart) ?? false;
}

/**
 * The capabilities one of which the kernel requires for what the call does with these arguments, whatever the filter, where the container has none of
 * them; undefined where none is known.
 */
export function stillRequired(call: Call, target: Target): readonly string[] | undefined {
  const [same] = intentOfCall(call).ways;
  const needed = same?.barriers.flatMap(({ layer, inPart, capabilities }) =>
    layer === 'capability' && !inPart && capabilities !== undefined ? [capabilities] : [],
  );
  const lacking = needed?.find((set) => !set.some((capability) => target.capabilities.includes(capability)));
  return lacking ?? kernelCapability(call, target);
}
