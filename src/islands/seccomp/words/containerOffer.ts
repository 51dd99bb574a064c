import { CAPABILITIES, DOCKER_CAPABILITIES } from '../../../engine/linux/index.ts';
import type { Target } from '../../../engine/seccomp/index.ts';
import { code, listed, type Phrase } from '../../../ui/Phrase.ts';
import { sameCapabilities } from '../state/target.ts';

/** That the text is of a container with other capabilities than the answer is for, and these. */
export interface ContainerOffer {
  words: Phrase;
  capabilities: readonly string[];
}

/** Undefined where the text tells of no container, or of one like the target's. */
export function containerOffer(
  capabilities: readonly string[] | undefined,
  target: Target,
): ContainerOffer | undefined {
  if (capabilities === undefined || sameCapabilities(capabilities, target.capabilities)) return undefined;
  return { words: ['Your text describes a container with ', ...heldWords(capabilities), '.'], capabilities };
}

/** Capabilities in words, told from Docker's. */
export function heldWords(held: readonly string[]): Phrase {
  if (held.length === 0) return ['no capabilities'];
  if (held.length === CAPABILITIES.length) return ['all capabilities'];
  const added = held.filter((capability) => !DOCKER_CAPABILITIES.includes(capability));
  const dropped = DOCKER_CAPABILITIES.filter((capability) => !held.includes(capability));
  if (added.length + dropped.length > held.length) return listed(held.map((capability) => [code(capability)]));
  const named = (which: string, capabilities: readonly string[]): Phrase =>
    capabilities.length === 0 ? [] : [which, ...listed(capabilities.map((capability) => [code(capability)]))];
  return [
    'Docker’s usual capabilities',
    ...named(' and ', added),
    ...(added.length > 0 && dropped.length > 0 ? [','] : []),
    ...named(' without ', dropped),
  ];
}
