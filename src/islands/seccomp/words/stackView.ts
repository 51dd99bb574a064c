import { architectureOf, isSince, type RecordedProgram, wasRecorded } from '../../../engine/linux/index.ts';
import { ENGINE_NAMES, type Engine, engineOf, type Target, versionsOf } from '../../../engine/seccomp/index.ts';
import { capabilitiesOf, type NearestStack, STACKS, type Stack, stackOf } from '../../../engine/stack/index.ts';
import { dockerPreset } from '../../../instrument/presets/dockerPreset.ts';
import type { Preset } from '../../../instrument/presets/Preset.ts';
import { presetOf } from '../../../instrument/presets/presets.ts';
import { besideStack } from '../../../instrument/stacks/besideStack.ts';
import { type PartWords, partWords } from '../../../instrument/stacks/partWords.ts';
import { stackOptions } from '../../../instrument/stacks/stackOptions.ts';
import { listed, plain } from '../../../ui/Phrase.ts';
import type { SelectOption } from '../../../ui/SelectField.tsx';
import type { StackAnswer } from '../state/Inspection.ts';
import { answersAlike, isWaiting } from '../state/questionOf.ts';
import type { Message, StackParts, State } from '../state/State.ts';
import { asksDefault, sameCapabilities } from '../state/target.ts';

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
  const isUpstream = stack.engine !== 'docker' || dockerPreset(versions.engine)?.id === next.id;
  return `The profile becomes ${next.words}${isUpstream ? '' : `, as in ${stack.label}`}.`;
}

/** The default of a stack with this release of its engine: Docker's own for any other release than the stack's, where it is known. */
function profileOn({ profile, engine, versions }: Stack, release = versions.engine): Preset | undefined {
  return (engine === 'docker' && release !== versions.engine && dockerPreset(release)) || presetOf(profile);
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

/** A stack with its answer, as a row shows it. */
export interface StackRow extends StackAnswer {
  label: string;
  isPresent: boolean;
  /** It answers otherwise than the one in sight. */
  differs: boolean;
}

export type StacksView = NonNullable<ReturnType<typeof stacksView>>;

/** How other stacks answer; undefined while that is not known of the question in sight. */
export function stacksView(state: State) {
  const { mode, answer, stacks, stack } = state;
  const { answered } = answer.call;
  const isAsked = stacks.turn === answer.question.turn;
  const isKnown = mode === 'page' && !isWaiting(state) && (isAsked || answersAlike(state));
  const isEmpty = isAsked && stacks.of === 'all' && stacks.stacks.length === 0;
  if (!isKnown || answered === undefined || isEmpty) return undefined;
  const rows = isAsked ? rowsOf(stacks.stacks, answered, stack) : [];
  const present = stack === undefined ? undefined : stackOf(stack);
  const isDefault = asksDefault(answer.question, present);
  const dropped = isDropped(answer.question) ? DROPPED : undefined;
  const owner = isAsked && stacks.owner && differs(stacks.owner, answered) ? stacks.owner : undefined;
  // The owner is told of with its reason, and once.
  const neighbours = (present ? neighboursOf(present, rows) : []).filter(({ label }) => label !== owner?.label);
  return {
    rows,
    lacking:
      isAsked && answered.tone !== 'deny'
        ? lackingWords(stacks.lackedBefore, answer.question.target.kernel)
        : undefined,
    owner: owner && dropped ? { ...owner, why: `${owner.why} ${dropped}` } : owner,
    neighbours,
    keepsText: !isDefault,
    why: owner === undefined && neighbours.length > 0 ? dropped : undefined,
    table: tableOf(answer.question, isDefault),
    isWhole: isAsked && stacks.of === 'all',
    isOpen: state.wantsStacks === 'all',
  };
}

/** What `docker-privileged-keeps-profile` of content/data/versions/differences.json tells. */
const DROPPED =
  'With --privileged, Docker before 27.0.1 ignores the profile that --security-opt names; 27.0.1 and newer apply it.';

/** A profile that is named as a file, which some releases of Docker drop. */
const isDropped = ({ target }: State['answer']['question']): boolean =>
  target.privileged === true && engineOf(target) === 'docker' && !target.builtin;

/** What the stack table is to be asked: of a default each stack's own, else this profile on all. It knows no --privileged, and would answer another question. */
function tableOf({ text, target, call }: State['answer']['question'], isDefault: boolean) {
  if (target.privileged) return undefined;
  return { call, arch: target.arch, profile: isDefault ? undefined : text };
}

/** What becomes of a call that the filter lets pass and the kernel does not have yet. */
const lackingWords = (since: string | undefined, kernel: string): string | undefined =>
  since &&
  `Linux ${kernel} lacks this call, added in Linux ${since}: if the filter allows it, the kernel returns ENOSYS.`;

type Short = Pick<StackAnswer, 'tone' | 'headline'>;

const differs = (a: Short, b: Short): boolean => a.tone !== b.tone || a.headline !== b.headline;

function rowsOf(answers: readonly StackAnswer[], inSight: Short, present: string | undefined): readonly StackRow[] {
  return STACKS.toReversed().flatMap(({ id, label }) => {
    const answer = answers.find(({ stack }) => stack === id);
    if (answer === undefined) return [];
    return [{ ...answer, label, isPresent: id === present, differs: differs(answer, inSight) }];
  });
}

/** Of the same engine the newest older stack that answers otherwise, and the oldest newer one. */
function neighboursOf(present: Stack, rows: readonly StackRow[]): readonly StackRow[] {
  const rowOf = ({ id }: Stack) => rows.find((row) => row.stack === id && row.differs);
  const { older, newer } = besideStack(present);
  return [older, newer].flatMap((side) => side.map(rowOf).find((row) => row !== undefined) ?? []);
}
