import { DOCKER_CAPABILITIES, PODMAN_CAPABILITIES, VERSIONS } from '../../../engine/linux/index.ts';
import type { Runtime, Target } from '../../../engine/seccomp/index.ts';
import { plain } from '../../../ui/Phrase.ts';
import { presetOf } from '../state/presets/presets.ts';
import type { Source } from '../state/Question.ts';
import { abiLabel, type CapabilitySet, capabilitySetOf, sameCapabilities } from '../state/target.ts';
import { heldWords } from './containerOffer.ts';

/** Which capabilities the container has, where its engine gives others; of a text of the reader's own, either engine's are usual. */
export function unusualWords({ capabilities, privileged }: Target, source: Source): string | undefined {
  if (privileged) return '--privileged';
  const preset = 'preset' in source ? presetOf(source.preset) : undefined;
  const usual = preset ? [preset.capabilities ?? DOCKER_CAPABILITIES] : [DOCKER_CAPABILITIES, PODMAN_CAPABILITIES];
  return usual.some((set) => sameCapabilities(set, capabilities)) ? undefined : plain(heldWords(capabilities));
}

/** More than these are no addition that somebody made by a button. */
const MOST_ADDED = 2;

/** The capabilities that the container has beside those of its engine; empty where they are a set of their own. */
export function addedCapabilities({ capabilities, privileged }: Target, source: Source): readonly string[] {
  const preset = 'preset' in source ? presetOf(source.preset) : undefined;
  const usual = preset ? [preset.capabilities ?? DOCKER_CAPABILITIES] : [DOCKER_CAPABILITIES, PODMAN_CAPABILITIES];
  const whole = usual.find((set) => set.every((capability) => capabilities.includes(capability)));
  const added = whole === undefined ? [] : capabilities.filter((capability) => !whole.includes(capability));
  return privileged || added.length > MOST_ADDED ? [] : added;
}

/** The choices that make a target, each in a few words. */
export function targetWords(target: Target): string[] {
  const { arch, kernel, runtime } = target;
  const held = capabilitySetOf(target)?.label ?? '';
  return [
    abiLabel(arch),
    held,
    `Linux ${kernel}`,
    ...(runtime === 'libseccomp' ? [] : [`${runtime} ${VERSIONS[runtime]}`]),
  ];
}

/** A set in the list of capabilities, where the word goes without saying and there is little room. */
export const choiceWords = ({ id, label }: CapabilitySet): string =>
  id === 'none' ? 'none' : label.replace(' capabilities', '');

export const RUNTIMES: readonly Runtime[] = ['runc', 'crun', 'libseccomp'];

/** A runtime in the list to choose from, short enough for a phone; its version stands with the answer. */
export function runtimeWords(runtime: Runtime): string {
  switch (runtime) {
    case 'runc':
      return 'runc (Docker)';
    case 'crun':
      return 'crun (Podman)';
    case 'libseccomp':
      return 'libseccomp alone';
  }
}
