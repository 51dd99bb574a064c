import { DOCKER_CAPABILITIES } from '../../../engine/linux/index.ts';
import { engineOf, type Runtime, type Target, versionsOf } from '../../../engine/seccomp/index.ts';
import { capabilitiesOf, type Stack } from '../../../engine/stack/index.ts';
import { engineOfPreset, presetOf } from '../../../instrument/presets/presets.ts';
import { targetOfStack } from '../../../instrument/stacks/targetOfStack.ts';
import type { Change, Container, ReaderMessage, Snapshot, Source, State, Subject } from './Message.ts';
import { sameCapabilities } from './target.ts';
import { targetOf } from './targetOf.ts';

/** The present text. */
export const snapshotOf = ({ asked: { text, source, target }, stack }: Pick<State, 'asked' | 'stack'>): Snapshot => ({
  text,
  source,
  container: containerOf(target),
  stack,
});

/** What stays in the list of profiles as the reader's own text when another takes the present one's place: the present one, if it is their own. */
export const ownOf = (state: State): Snapshot | undefined =>
  'preset' in state.asked.source ? state.own : snapshotOf(state);

/** More steps than that are only letters to the editor's undo. */
const MOST_REMEMBERED = 20;

/** What the editor's undo may bring back: the newest of each text, newest last. */
export function remembered(past: readonly Snapshot[], ...newest: readonly Snapshot[]): readonly Snapshot[] {
  const others = past.filter(({ text }) => newest.every((snapshot) => snapshot.text !== text));
  return [...others, ...newest].slice(-MOST_REMEMBERED);
}

/** A preset; without a stack, with what a container with it usually has, as far as the reader chose nothing else. On a stack it is one more change to it. */
export function presetSnapshot(
  { asked: { source, target }, stack }: State,
  { id, text }: Extract<ReaderMessage, { kind: 'preset' }>,
): Snapshot {
  const given = containerOf(target);
  if (stack !== undefined) return { text, source: { preset: id }, container: given, stack };
  const before = usualContainer('preset' in source ? source.preset : undefined);
  const usual = usualContainer(id);
  const isUsual = !given.privileged && sameCapabilities(given.capabilities, before.capabilities);
  const container = given.runtime === before.runtime ? withRuntime(given, usual.runtime) : given;
  return {
    text,
    source: { preset: id },
    container: isUsual ? { ...container, capabilities: usual.capabilities } : container,
    stack,
  };
}

function usualContainer(preset: string | undefined): Pick<Container, 'runtime' | 'capabilities'> {
  const { runtime = 'runc', capabilities = DOCKER_CAPABILITIES } = presetOf(preset) ?? {};
  return { runtime, capabilities };
}

/** What a container with a text of this source is usually given. */
const usualCapabilities = (source: Source): readonly string[] =>
  usualContainer('preset' in source ? source.preset : undefined).capabilities;

/** The container with another runtime, of the release that is given; left out: the one that links began with. */
export function withRuntime({ versions, ...container }: Container, runtime: Runtime, release?: string): Container {
  if (runtime === container.runtime && release === undefined) return { ...container, ...(versions && { versions }) };
  const { runtime: _, ...others } = versions ?? {};
  return { ...container, runtime, versions: { ...others, ...(release !== undefined && { runtime: release }) } };
}

/** The container of a target. */
const containerOf = ({ arch: _, kernel: _kernel, ...container }: Target): Container => container;

/** The container with other capabilities; `--privileged` is gone unless it is said again. */
export const withCapabilities = (
  { privileged: _, ...container }: Container,
  capabilities: readonly string[],
  privileged?: true,
): Container => ({ ...container, capabilities, ...(privileged && { privileged }) });

/** Another container. What the reader chose holds for what may come back, too. */
export function chosen({ asked, own, past, undo }: State, choose: (container: Container) => Container): Change {
  const { arch, kernel } = asked.target;
  const withChoice = (snapshot: Snapshot): Snapshot => ({ ...snapshot, container: choose(snapshot.container) });
  return {
    asked: { ...asked, target: { arch, kernel, ...choose(containerOf(asked.target)) } },
    own: own && withChoice(own),
    past: past.map(withChoice),
    undo: undo && { ...undo, before: withChoice(undo.before) },
  };
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
