import { nameOf } from '../../linux/index.ts';
import type { Target } from '../filter/Target.ts';
import type { Call } from '../filter/Verdict.ts';
import { MATTERS } from '../findings/catalogue/leftOpen.ts';
import { intentOfCall } from '../roads/intentOfCall.ts';
import type { StillRequired } from './Offer.ts';

/** A capability that the kernel requires for the call itself, whatever the filter, and the container lacks; undefined where none is known. */
export function stillRequired(call: Call, { capabilities: held }: Target): StillRequired | undefined {
  const lacks = (needed: readonly string[] | undefined) =>
    needed !== undefined && needed.length > 0 && !needed.some((capability) => held.includes(capability));
  const [same] = intentOfCall(call).ways;
  const barrier = same?.barriers.find(
    ({ layer, inPart, capabilities }) => layer === 'capability' && !inPart && lacks(capabilities),
  );
  if (barrier !== undefined) return { words: barrier.words, capabilities: barrier.capabilities ?? [] };
  const name = nameOf(call.arch, call.syscall) ?? '';
  const matter = MATTERS.find(({ names, capabilities }) => names.includes(name) && lacks(capabilities));
  if (matter?.capabilities === undefined) return undefined;
  return { words: `The kernel requires ${matter.capabilities.join(' or ')}.`, capabilities: matter.capabilities };
}

/** What the call lets a program do that Docker keeps out of containers for a reason: the end of "It lets a program ...". */
export function letsProgram({ arch, syscall }: Call): string | undefined {
  const name = nameOf(arch, syscall) ?? '';
  return MATTERS.find(({ names }) => names.includes(name))?.words;
}
