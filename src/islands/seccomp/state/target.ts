import {
  type Arch,
  architectureOf,
  CAPABILITIES,
  DOCKER_CAPABILITIES,
  PODMAN_CAPABILITIES,
} from '../../../engine/linux/index.ts';
import {
  engineOf,
  isOfKubernetes,
  isUnconfined,
  type Target,
  type Versions,
  versionsOf,
} from '../../../engine/seccomp/index.ts';
import { capabilitiesOf, type Stack } from '../../../engine/stack/index.ts';
import { engineOfPreset } from '../../../instrument/presets/engineOfPreset.ts';
import { isDockerDefault } from '../../../instrument/presets/isDockerDefault.ts';
import { presetOf } from '../../../instrument/presets/presets.ts';
import { targetOfStack } from '../../../instrument/stacks/targetOfStack.ts';
import { LINK_CAPABILITIES } from '../../../share/capabilityList.ts';
import type { Subject } from './State.ts';
import { usualCapabilities } from './textChange.ts';

/** A call's number as people write it: of x32 without its bit. */
export const writtenNumber = (arch: Arch, syscall: number): number =>
  arch === 'SCMP_ARCH_X32' ? syscall - architectureOf(arch).syscallBase : syscall;

/** The short name of an ABI, as tables and questions use it. */
export const abiLabel = (arch: Arch): string => architectureOf(arch).token;

export type CapabilityChoice = 'docker' | 'podman' | 'cri-o' | 'none' | 'all' | 'privileged' | 'own';

/** A set of capabilities that is chosen at once. */
export interface CapabilitySet {
  id: CapabilityChoice;
  label: string;
  capabilities: readonly string[];
  /** The set is that of --privileged. */
  privileged?: true;
}

const CRI_O = LINK_CAPABILITIES['cri-o-1.33'];

const SETS: readonly CapabilitySet[] = [
  { id: 'docker', label: `Docker’s ${DOCKER_CAPABILITIES.length} capabilities`, capabilities: DOCKER_CAPABILITIES },
  { id: 'podman', label: `Podman’s ${PODMAN_CAPABILITIES.length} capabilities`, capabilities: PODMAN_CAPABILITIES },
  { id: 'cri-o', label: `CRI-O’s ${CRI_O.length} capabilities`, capabilities: CRI_O },
  { id: 'none', label: 'no capabilities', capabilities: [] },
  { id: 'all', label: `all ${CAPABILITIES.length} capabilities`, capabilities: CAPABILITIES },
  { id: 'privileged', label: 'all capabilities', capabilities: CAPABILITIES, privileged: true },
];

/** The sets to choose from, with the present one at the end where it is none of them. */
export function capabilitySets(present: readonly string[]): readonly CapabilitySet[] {
  if (SETS.some((set) => sameCapabilities(set.capabilities, present))) return SETS;
  const label = present.length === 1 ? 'one capability' : `${present.length} capabilities of your choice`;
  return [...SETS, { id: 'own', label, capabilities: present }];
}

/** What starts a privileged container: an option of docker and podman, or a line of a Pod's securityContext. */
export const privilegedBy = ({ engine }: Target): string =>
  isOfKubernetes(engine) ? 'privileged: true' : '--privileged';

/** A set as it is with the target's engine: whether --privileged turns seccomp off, too, depends on its release and on the profile. */
export function setLabel({ label, privileged }: CapabilitySet, target: Target): string {
  if (!privileged) return label;
  const also = isUnconfined({ ...target, privileged }) ? ', no seccomp' : '';
  return `${privilegedBy(target)}, ${label}${also}`;
}

/** The set that a target's container has. */
export function capabilitySetOf({ capabilities, privileged }: Target): CapabilitySet | undefined {
  return privileged
    ? SETS.find((set) => set.privileged)
    : capabilitySets(capabilities).find((set) => sameCapabilities(set.capabilities, capabilities));
}

/** The capabilities with one more or one less, by number. */
export function toggleCapability(present: readonly string[], capability: string, on: boolean): readonly string[] {
  return CAPABILITIES.filter((each) => (each === capability ? on : present.includes(each)));
}

/** Whether two lists hold the same, in whichever order. */
export function sameCapabilities(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((capability) => b.includes(capability));
}

function sameVersions(a: Versions = {}, b: Versions = {}): boolean {
  return a.engine === b.engine && a.runtime === b.runtime && a.libseccomp === b.libseccomp;
}

/** Whether two targets give the same filter. */
export function sameTarget(a: Target, b: Target): boolean {
  return (
    a.arch === b.arch &&
    a.kernel === b.kernel &&
    a.runtime === b.runtime &&
    a.engine === b.engine &&
    a.builtin === b.builtin &&
    sameVersions(a.versions, b.versions) &&
    (a.privileged ?? false) === (b.privileged ?? false) &&
    sameCapabilities(a.capabilities, b.capabilities)
  );
}

/**
 * The target that the engine is asked about: it knows whether the profile is what its own engine takes where none is named. Another release’s default is
 * not: Docker gets it as a file, and since 27.0.1 applies it under --privileged as well.
 */
export function targetOf({ source, target: { builtin: _, ...target } }: Pick<Subject, 'source' | 'target'>): Target {
  if (!('preset' in source)) return target;
  const engine = engineOf(target);
  const isOwn = engineOfPreset(source.preset) === engine;
  const isBuiltin = isOwn && (engine !== 'docker' || isDockerDefault(source.preset, versionsOf(target).engine));
  return isBuiltin ? { ...target, builtin: true } : target;
}

/**
 * The target with another stack's engine, runtime, libseccomp and kernel. What was chosen otherwise stays: the machine, `--privileged`, and capabilities
 * that are not those of `present`, the stack that was chosen before; without one, those of the profile's engine.
 */
export function targetOn(
  stack: Stack,
  { source, target }: Pick<Subject, 'source' | 'target'>,
  present: Stack | undefined,
): Target {
  const usual = present ? capabilitiesOf(present) : usualCapabilities(source);
  const isUsual = !target.privileged && sameCapabilities(target.capabilities, usual);
  return {
    ...targetOfStack(stack, target.arch),
    ...(!isUsual && { capabilities: target.capabilities }),
    ...(target.privileged && { privileged: true }),
  };
}

/**
 * Whether another stack is asked about its own default: where the profile is that of `present`, the stack that was chosen, or of another release that its
 * engine became; without a chosen stack, where it is any default of the engine. One that was chosen instead is a file, and so is one that stands beside
 * --privileged and is not built in (`targetOf` tells).
 */
export function asksDefault(
  { source, target }: Pick<Subject, 'source' | 'target'>,
  present: Stack | undefined,
): boolean {
  const { builtin = false, privileged } = target;
  if (!('preset' in source) || engineOfPreset(source.preset) !== engineOf(target)) return false;
  if (present === undefined || presetOf(present.profile) === presetOf(source.preset)) return builtin || !privileged;
  return builtin && versionsOf(target).engine !== present.versions.engine;
}

/** What a stack is asked about in the place of the present one: its own default instead of another's, but any other profile as it is. */
export function subjectOn(
  stack: Stack,
  subject: Pick<Subject, 'source' | 'target'>,
  present: Stack | undefined,
): { preset: string | undefined; target: Target } {
  const target = targetOn(stack, subject, present);
  const preset = asksDefault(subject, present) ? presetOf(stack.profile)?.id : undefined;
  const source = preset === undefined ? subject.source : { preset };
  return { preset, target: targetOf({ source, target }) };
}
