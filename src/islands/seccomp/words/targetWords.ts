import { CAPABILITIES, DOCKER_CAPABILITIES, PODMAN_CAPABILITIES } from '../../../engine/linux/index.ts';
import { type Runtime, type Target, versionsOf } from '../../../engine/seccomp/index.ts';
import { presetOf } from '../../../instrument/presets/presets.ts';
import { code, listed, type Phrase, plain } from '../../../ui/Phrase.ts';
import type { SelectOption } from '../../../ui/SelectField.tsx';
import type { Source } from '../state/Message.ts';
import {
  abiLabel,
  type CapabilitySet,
  capabilitySetOf,
  privilegedBy,
  sameCapabilities,
  setLabel,
} from '../state/target.ts';

/** That the text is of a container with other capabilities than the answer is for, and these. */
interface ContainerOffer {
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
function heldWords(held: readonly string[]): Phrase {
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

/** Which capabilities the container has, where its engine gives others. */
export function unusualWords(target: Target, source: Source): string | undefined {
  const { capabilities, privileged } = target;
  if (privileged) return privilegedBy(target);
  return usualSets(source).some((set) => sameCapabilities(set, capabilities))
    ? undefined
    : plain(heldWords(capabilities));
}

/** What the profile's engine gives a container; either engine's of a text of the reader's own. */
function usualSets(source: Source): (readonly string[])[] {
  const preset = 'preset' in source ? presetOf(source.preset) : undefined;
  return preset ? [preset.capabilities ?? DOCKER_CAPABILITIES] : [DOCKER_CAPABILITIES, PODMAN_CAPABILITIES];
}

/** More than these are no addition that somebody made by a button. */
const MOST_ADDED = 2;

/** The capabilities that the container has beside those of its engine; empty where they are a set of their own. */
export function addedCapabilities({ capabilities, privileged }: Target, source: Source): readonly string[] {
  const usual = usualSets(source).find((set) => set.every((capability) => capabilities.includes(capability)));
  const added = usual === undefined ? [] : capabilities.filter((capability) => !usual.includes(capability));
  return privileged || added.length > MOST_ADDED ? [] : added;
}

/** The choices that make a target, each in a few words. */
export function targetWords(target: Target): string[] {
  const { arch, kernel, runtime } = target;
  const set = capabilitySetOf(target);
  const held = set === undefined ? '' : setLabel(set, target);
  return [
    abiLabel(arch),
    held,
    `Linux ${kernel}`,
    ...(runtime === 'libseccomp' ? [] : [`${runtime} ${versionsOf(target).runtime}`]),
  ];
}

/** A set in the list of capabilities, where the word goes without saying and there is little room. */
export const choiceWords = (set: CapabilitySet, target: Target): string =>
  set.id === 'none' ? 'none' : setLabel(set, target).replace(' capabilities', '');

/** The runtimes in the list to choose from, short enough for a phone; the version stands with the answer. */
export const RUNTIMES: readonly SelectOption<Runtime>[] = [
  { value: 'runc', label: 'runc (Docker)' },
  { value: 'crun', label: 'crun (Podman)' },
  { value: 'libseccomp', label: 'libseccomp alone' },
];

/** What CAP_SYS_ADMIN is (capabilities(7)), behind its name, where a press or a line adds it. */
export const POWER = ' gives the container much of root’s power over the host.';
