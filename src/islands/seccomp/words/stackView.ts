import { wasRecorded } from '../../../engine/linux/index.ts';
import { ENGINE_NAMES, type Engine, engineOf, type Target, versionsOf } from '../../../engine/seccomp/index.ts';
import { capabilitiesOf, newestStack, STACKS, type Stack, stackOf } from '../../../engine/stack/index.ts';
import { presetOf } from '../../../instrument/presets/presets.ts';
import type { SelectOption } from '../../../ui/SelectField.tsx';
import type { Message } from '../state/Message.ts';
import type { State } from '../state/State.ts';
import { sameCapabilities } from '../state/target.ts';

/** The headings of the list of stacks, in order. */
const GROUPS: readonly { group: string; engines: readonly Engine[] }[] = [
  { group: 'Docker', engines: ['docker'] },
  { group: 'Podman', engines: ['podman'] },
  { group: 'Kubernetes and CRI-O', engines: ['containerd', 'cri-o'] },
];

/** The choice of a stack, and what the reader changed of it since. */
export function stackView({ stack, asked: { source, target } }: State) {
  const chosen = stack === undefined ? undefined : stackOf(stack);
  return {
    value: chosen?.id ?? '',
    options: [...(chosen ? [] : [UNSAID]), ...stackOptions()],
    /** The text is the reader's own, and stays with another stack. */
    keepsText: !('preset' in source),
    changed: chosen && changedWords(chosen, source, target),
  };
}

/** What choosing a stack does: its profile is fetched with it, unless the text stays. */
export function chooseStack(stack: string, { keepsText }: { keepsText: boolean }): Message {
  const profile = keepsText ? undefined : presetOf(stackOf(stack)?.profile)?.id;
  return profile === undefined ? { kind: 'stack', id: stack } : { kind: 'fetch', id: profile, stack };
}

/** Where a link of before there were stacks is open. */
const UNSAID: SelectOption = { value: '', label: 'As this link says' };

function stackOptions(): readonly SelectOption[] {
  const newest = newestStack('docker')?.id;
  return GROUPS.flatMap(({ group, engines }) =>
    STACKS.filter(({ engine }) => engines.includes(engine))
      .toReversed()
      .map(({ id, label }) => ({ value: id, label: id === newest ? `${label} (newest)` : label, group })),
  );
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

/**
 * Which of the programs were asked for real, in the release that the answer is of, where the target names releases: what is not told of here follows from sources
 * and change logs.
 */
export function recordedWords(target: Target): string[] {
  if (target.versions === undefined) return [];
  const { runtime, libseccomp } = versionsOf(target);
  const programs = [[target.runtime, runtime] as const, ['libseccomp', libseccomp] as const];
  const unrecorded = programs.filter(([program, release]) => !wasRecorded(program, release));
  if (unrecorded.length === 0) return [`recorded: ${[...new Set([target.runtime, 'libseccomp'])].join(' and ')}`];
  return [`not recorded: ${unrecorded.map((each) => each.join(' ')).join(' and ')}`];
}

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
