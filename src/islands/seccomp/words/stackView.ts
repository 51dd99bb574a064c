import { architectureOf, isSince, type RecordedProgram, wasRecorded } from '../../../engine/linux/index.ts';
import { ENGINE_NAMES, type Engine, engineOf, type Target, versionsOf } from '../../../engine/seccomp/index.ts';
import { capabilitiesOf, type NearestStack, STACKS, type Stack, stackOf } from '../../../engine/stack/index.ts';
import { dockerRelease } from '../../../instrument/presets/dockerReleases.ts';
import type { Preset } from '../../../instrument/presets/Preset.ts';
import { presetOf } from '../../../instrument/presets/presets.ts';
import { type PartWords, partWords } from '../../../instrument/stacks/partWords.ts';
import { stackOptions } from '../../../instrument/stacks/stackOptions.ts';
import { listed, plain } from '../../../ui/Phrase.ts';
import type { SelectOption } from '../../../ui/SelectField.tsx';
import type { Message } from '../state/Message.ts';
import type { StackParts, State } from '../state/State.ts';
import { sameCapabilities } from '../state/target.ts';

export type StackView = ReturnType<typeof stackView>;

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
export function releaseOptions(releases: readonly string[], present: string): readonly SelectOption[] {
  return [...new Set([...releases.toReversed(), present])].map((release) => ({ value: release, label: release }));
}

/** The releases that stacks have of a runtime, an engine or libseccomp, oldest stack first. */
export const releasesOf = (program: Engine | 'runc' | 'crun' | 'libseccomp'): readonly string[] =>
  STACKS.flatMap(({ engine, runtime, versions }) => {
    if (program === 'libseccomp') return versions.libseccomp;
    if (program === runtime) return versions.runtime;
    return program === engine ? versions.engine : [];
  });
