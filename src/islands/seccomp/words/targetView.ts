import { CAPABILITIES, DOCKER_CAPABILITIES, MACHINES, PODMAN_CAPABILITIES } from '../../../engine/linux/index.ts';
import {
  ENGINE_NAMES,
  type Engine,
  engineOf,
  type Runtime,
  type Target,
  versionsOf,
} from '../../../engine/seccomp/index.ts';
import type { Diagnostic } from '../../../engine/text/index.ts';
import { presetOf } from '../../../instrument/presets/presets.ts';
import { kernelProblem } from '../../../share/kernelProblem.ts';
import { code, listed, type Phrase, plain } from '../../../ui/Phrase.ts';
import type { SelectOption } from '../../../ui/SelectField.tsx';
import type { Source, State } from '../state/State.ts';
import {
  abiLabel,
  type CapabilitySet,
  capabilitySetOf,
  capabilitySets,
  privilegedBy,
  sameCapabilities,
  setLabel,
  targetOf,
} from '../state/target.ts';
import { releaseOptions, releasesOf } from './stackView.ts';

/** The fields of the target. `answered` and `source`: what the answer in sight is of; `verdict`: that in a line, for who changes the target with the card out of sight. */
export function targetView(
  state: State,
  { answered, source, verdict }: { answered: Target; source: Source; verdict: string | undefined },
) {
  const { target } = state.asked;
  const { arch, runtime, capabilities } = target;
  const versions = versionsOf(target);
  return {
    arch,
    architectures: MACHINES.map(({ arch, token }) => ({ value: arch, label: token })),
    kernel: state.kernel,
    kernelProblem: kernelProblemIn(state),
    runtime,
    runtimes: RUNTIMES,
    /** Who reads the profile, and the releases, each to choose from. */
    engine: { value: engineOf(target), options: ENGINES },
    releases: {
      engine: releaseField(engineOf(target), versions.engine),
      runtime: runtime === 'libseccomp' ? undefined : releaseField(runtime, versions.runtime),
      libseccomp: releaseField('libseccomp', versions.libseccomp),
    },
    /** The four choices in a line. */
    summary: targetWords(target).join(', '),
    capabilitySet: capabilitySetOf(target)?.id ?? 'own',
    capabilitySets: capabilitySets(capabilities).map((set) => ({
      value: set.id,
      label: choiceWords(set, targetOf(state.asked)),
    })),
    capabilities: CAPABILITIES.map((name) => ({
      name,
      label: name.replace(/^CAP_/, ''),
      on: capabilities.includes(name),
      docker: DOCKER_CAPABILITIES.includes(name),
    })),
    /** Which capabilities the container has, where they aren't its engine's usual ones. */
    unusual: unusualWords(answered, source),
    /** What it has beside them, and can be taken away by a button. */
    added: addedCapabilities(answered, source),
    verdict,
  };
}

const ENGINES: readonly SelectOption<Engine>[] = Object.entries(ENGINE_NAMES).map(([value, label]) => ({
  value: value as Engine,
  label,
}));

const releaseField = (program: Engine | 'runc' | 'crun' | 'libseccomp', value: string) => ({
  value,
  options: releaseOptions(releasesOf(program), value),
});

/** What is wrong with the kernel version in the field, and which one answers. */
function kernelProblemIn({ kernel, asked: { target } }: State): Diagnostic | undefined {
  const problem = kernelProblem(kernel, 'filters');
  return problem && { ...problem, hint: `${problem.hint} The answer is for Linux ${target.kernel}.` };
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
