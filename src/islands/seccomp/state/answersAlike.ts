import { capabilitiesOf, stackOf } from '../../../engine/stack/index.ts';
import { presetOf } from '../../../instrument/presets/presets.ts';
import type { State } from './State.ts';
import { targetOn } from './stackTarget.ts';
import { sameTarget } from './target.ts';
import { targetOf } from './targetOf.ts';

/**
 * Whether every stack of Docker is known to answer the question alike: it is about a call of x86_64 that is not among those which they answer apart, under
 * the stack's own default and on the stack as it is.
 */
export function answersAlike({ stack, callsApart, answer: { question } }: State): boolean {
  const chosen = stack === undefined ? undefined : stackOf(stack);
  const { source, target, call } = question;
  const name = /^\s*([a-z]\w*)\s*(?:\(|$)/.exec(call)?.[1];
  if (chosen?.engine !== 'docker' || name === undefined || callsApart.length === 0 || callsApart.includes(name))
    return false;
  const isDefault = 'preset' in source && source.preset === presetOf(chosen.profile)?.id;
  const usual = { ...target, capabilities: capabilitiesOf(chosen), privileged: false };
  const whole = targetOf({ source, target: targetOn(chosen, { source, target: usual }, chosen) });
  return isDefault && target.arch === 'SCMP_ARCH_X86_64' && sameTarget(target, whole);
}
