import {
  architectureOf,
  CAPABILITIES,
  DOCKER_CAPABILITIES,
  isSince,
  MACHINES,
  type RecordedProgram,
  wasRecorded,
} from '../../../engine/linux/index.ts';
import { ENGINE_NAMES, type Engine, engineOf, type Target, versionsOf } from '../../../engine/seccomp/index.ts';
import { capabilitiesOf, type NearestStack, STACKS, type Stack, stackOf } from '../../../engine/stack/index.ts';
import type { Diagnostic } from '../../../engine/text/index.ts';
import { dockerRelease } from '../../../instrument/presets/dockerReleases.ts';
import type { Preset } from '../../../instrument/presets/Preset.ts';
import { presetOf } from '../../../instrument/presets/presets.ts';
import { type PartWords, partWords } from '../../../instrument/stacks/partWords.ts';
import { stackOptions } from '../../../instrument/stacks/stackOptions.ts';
import { kernelProblem } from '../../../share/checksKey.ts';
import { listed, plain } from '../../../ui/Phrase.ts';
import type { SelectOption } from '../../../ui/SelectField.tsx';
import type { Message, Source, StackParts, State } from '../state/Message.ts';
import { capabilitySetOf, capabilitySets, sameCapabilities } from '../state/target.ts';
import { targetOf } from '../state/targetOf.ts';
import { addedCapabilities, choiceWords, RUNTIMES, targetWords, unusualWords } from './targetWords.ts';

type StackView = ReturnType<typeof stackView>;

/** The choice of a stack, and what the reader changed of it since. */
export function stackView({ stack, fetching, asked: { source, target } }: State) {
  const chosen = stack === undefined ? undefined : stackOf(stack);
  return {
    /** What was chosen stays chosen while its profile is on its way. */
    value: fetching?.stack ?? chosen?.id ?? '',
    chosen,
    options: stackOptions(chosen?.id),
    /** The text is the reader's own, and stays with another stack. */
    keepsText: !('preset' in source),
    preset: 'preset' in source ? source.preset : undefined,
    arch: target.arch,
    changed: chosen && changedWords(chosen, source, target),
    /** What it is made of now. */
    present: presentWords(target),
  };
}

function presentWords(target: Target): PartWords {
  const { runtime, kernel } = target;
  const { runtime: named, ...words } = partWords({
    engine: engineOf(target),
    versions: versionsOf(target),
    runtime,
    kernel,
  });
  return { ...words, runtime: runtime === 'libseccomp' ? 'no runtime' : named };
}

/** What choosing a stack does: its profile is fetched with it, unless the text stays. `over`: the releases that stand in it instead of its own. */
export function chooseStack(stack: string, { keepsText }: { keepsText: boolean }, over?: StackParts): Message {
  const chosenStack = stackOf(stack);
  const profile = keepsText || !chosenStack ? undefined : profileOn(chosenStack, over?.versions.engine)?.id;
  const chosen = { stack, ...(over && { over }) };
  return profile === undefined
    ? { kind: 'stack', id: stack, ...(over && { over }) }
    : { kind: 'fetch', id: profile, ...chosen };
}

/** What a machine with that stack has, and what it does to the profile. */
export function installedStack(
  { stack, runtime, versions, kernel, arch }: NearestStack,
  view: { keepsText: boolean },
): Message {
  return chooseStack(stack.id, view, { runtime, versions, kernel, ...(arch && { arch }) });
}

/** What else choosing it does: to the profile, and to the machine. */
export function alsoWith(choice: NearestStack, view: StackView): string {
  const { arch } = choice;
  const machine =
    arch === undefined || arch === view.arch ? '' : `The architecture becomes ${architectureOf(arch).label}.`;
  return [profileWith(choice, view), machine].filter(Boolean).join(' ');
}

/** What becomes of the profile with what a machine has; undefined where it is that already. */
export function profileWith(
  { stack, versions }: Pick<NearestStack, 'stack' | 'versions'>,
  { keepsText, preset }: Pick<StackView, 'keepsText' | 'preset'>,
) {
  if (keepsText) return 'Your profile stays.';
  const next = profileOn(stack, versions.engine);
  if (next === undefined || next.id === preset) return undefined;
  const isUpstream = stack.engine !== 'docker' || `docker-${dockerRelease(versions.engine)?.name}` === next.id;
  return `The profile becomes ${next.words}${isUpstream ? '' : `, as in ${stack.label}`}.`;
}

/** The default of a stack with this release of its engine: Docker's own for any other release than the stack's, where it is known. */
function profileOn({ profile, engine, versions }: Stack, release = versions.engine): Preset | undefined {
  const known = engine === 'docker' && release !== versions.engine ? dockerRelease(release) : undefined;
  return presetOf(known ? `docker-${known.name}` : profile);
}

/** "Changed: profile, kernel." Undefined where everything is the stack's. */
function changedWords(stack: Stack, source: State['asked']['source'], target: Target): string | undefined {
  const versions = versionsOf(target);
  const parts: readonly (readonly [string, boolean])[] = [
    ['profile', 'preset' in source && source.preset === presetOf(stack.profile)?.id],
    ['engine', engineOf(target) === stack.engine && versions.engine === stack.versions.engine],
    ['runtime', target.runtime === stack.runtime && versions.runtime === stack.versions.runtime],
    ['libseccomp', versions.libseccomp === stack.versions.libseccomp],
    ['kernel', target.kernel === stack.kernel],
    ['capabilities', !target.privileged && sameCapabilities(target.capabilities, capabilitiesOf(stack))],
  ];
  const changed = parts.filter(([, same]) => !same).map(([part]) => part);
  return changed.length === 0 ? undefined : `Changed in this stack: ${changed.join(', ')}.`;
}

/** The engine with its release, where the target names one. */
export const engineWords = (target: Target): string[] =>
  target.engine === undefined ? [] : [`${ENGINE_NAMES[target.engine]} ${versionsOf(target).engine}`];

/** Engines and runtimes were asked for real on it alone, libseccomp for every architecture (test/oracle). */
const RECORDED_ON = 'SCMP_ARCH_X86_64';

/**
 * Which of the programs were asked for real, in the release and on the machine that the answer is of, where the target names releases: what is told of
 * another follows from its source and its change log.
 */
export function recordedWords(target: Target): string[] {
  const { arch, engine, runtime, versions } = target;
  if (Object.values(versions ?? {}).every((release) => release === undefined)) return [];
  const releases = versionsOf(target);
  const programs: readonly { name: string; program: RecordedProgram; release: string }[] = [
    ...(engine ? [{ name: ENGINE_NAMES[engine], program: engine, release: releases.engine }] : []),
    { name: runtime, program: runtime, release: releases.runtime },
    { name: 'libseccomp', program: 'libseccomp', release: releases.libseccomp },
  ];
  const isElsewhere = arch !== RECORDED_ON;
  if (isElsewhere && wasRecorded('libseccomp', releases.libseccomp)) return ['tested: libseccomp'];
  const unrecorded = programs.filter(({ program, release }) => isElsewhere || !wasRecorded(program, release));
  if (unrecorded.length > 0) {
    const isNewer = ({ program, release }: (typeof programs)[number]) =>
      releasesOf(program).every((known) => !isSince(known, release));
    return [
      ['from source only', unrecorded.filter((each) => !isNewer(each))] as const,
      ['newer than this site knows', unrecorded.filter(isNewer)] as const,
    ].flatMap(([how, of]) =>
      of.length === 0 ? [] : `${how}: ${inAList(of.map(({ name, release }) => `${name} ${release}`))}`,
    );
  }
  return [`tested: ${inAList([...new Set(programs.map(({ name }) => name))])}`];
}

const inAList = (words: readonly string[]): string => plain(listed(words.map((each) => [each])));

/** The releases of a program to choose from: those of the stacks, the newest first, and the present one. */
function releaseOptions(releases: readonly string[], present: string): readonly SelectOption[] {
  return [...new Set([...releases.toReversed(), present])].map((release) => ({ value: release, label: release }));
}

/** The releases that stacks have of a runtime, an engine or libseccomp, oldest stack first. */
const releasesOf = (program: Engine | 'runc' | 'crun' | 'libseccomp'): readonly string[] =>
  STACKS.flatMap(({ engine, runtime, versions }) => {
    if (program === 'libseccomp') return versions.libseccomp;
    if (program === runtime) return versions.runtime;
    return program === engine ? versions.engine : [];
  });

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
