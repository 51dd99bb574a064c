import { engineOf, type Target, versionsOf } from '../../../engine/seccomp/index.ts';
import { capabilitiesOf, type Stack } from '../../../engine/stack/index.ts';
import { engineOfPreset } from '../../../instrument/presets/engineOfPreset.ts';
import { presetOf } from '../../../instrument/presets/presets.ts';
import { targetOfStack } from '../../../instrument/stacks/targetOfStack.ts';
import type { Subject } from './Question.ts';
import { usualCapabilities } from './snapshot.ts';
import { sameCapabilities } from './target.ts';
import { targetOf } from './targetOf.ts';

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
