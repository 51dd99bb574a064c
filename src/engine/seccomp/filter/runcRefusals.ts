import { architectureOf, isArch } from '../../linux/index.ts';
import type { Diagnostic } from '../../text/index.ts';
import { RUNC_ARCHITECTURES } from '../profile/names.ts';
import type { Profile, Rule } from '../profile/Profile.ts';
import type { OciProfile } from './OciProfile.ts';
import { architectureSpans, architecturesToCheck, byteOrderRefusal, kernelRefusal, refusal } from './refusal.ts';
import type { Target } from './Target.ts';

/** Why runc refuses to start the container before libseccomp has seen a rule (specconv SetupSeccomp, seccomp InitSeccomp); empty where it doesn't. */
export function runcRefusals(profile: Profile, oci: OciProfile, target: Target): Diagnostic[] {
  const found: Diagnostic[] = [];
  const [flag] = profile.flags;
  if (flag !== undefined) {
    const message = `The profile has the flag ${flag.text}.`;
    found.push(refusal('flags', message, 'runc 1.1: "seccomp flags are not yet supported by runc".', flag.span));
  }
  const spanOf = architectureSpans(profile, target);
  for (const name of architecturesToCheck(oci)) {
    const span = spanOf(name);
    if (!RUNC_ARCHITECTURES.includes(name)) {
      const message = `runc does not know the architecture ${JSON.stringify(name)}.`;
      found.push(
        refusal('architecture-unknown', message, `runc: "string ${name} is not a valid arch for seccomp".`, span),
      );
    } else if (isArch(name) && architectureOf(name).endian !== architectureOf(target.arch).endian) {
      found.push(byteOrderRefusal(name, target.arch, span));
    }
  }
  if (profile.defaultAction === undefined) {
    const message = 'runc does not know the default action.';
    found.push(
      refusal(
        'action-unknown',
        message,
        'Write an action such as SCMP_ACT_ERRNO for "defaultAction".',
        profile.defaultSpan,
      ),
    );
  }
  if (profile.defaultAction === 'SCMP_ACT_NOTIFY') {
    const message = 'SCMP_ACT_NOTIFY can’t be the default action.';
    found.push(
      refusal(
        'notify-default',
        message,
        'runc: "SCMP_ACT_NOTIFY cannot be used as default action".',
        profile.defaultSpan,
      ),
    );
  }
  const missing = kernelRefusal(profile.defaultAction, target, profile.defaultSpan);
  if (missing !== undefined) found.push(missing);
  for (const rule of oci.rules) found.push(...ruleRefusals(rule, profile, target));
  return found;
}

function ruleRefusals(rule: Rule, profile: Profile, target: Target): Diagnostic[] {
  const found: Diagnostic[] = [];
  if (rule.action === undefined) {
    const message = 'runc does not know the rule’s action.';
    found.push(refusal('action-unknown', message, 'Write an "action" such as SCMP_ACT_ALLOW.', rule.actionSpan));
  }
  const unknown = rule.names.length === 0 ? undefined : rule.args.find(({ op }) => op === undefined);
  if (unknown !== undefined) {
    const message = 'runc does not know the condition’s comparison.';
    found.push(refusal('operator-unknown', message, 'Write an "op" such as SCMP_CMP_EQ.', unknown.span));
  }
  const empty = rule.names.find(({ text }) => text === '');
  if (empty !== undefined) {
    const message = 'The name is empty.';
    found.push(refusal('name-empty', message, 'runc: "empty string is not a valid syscall".', empty.span));
  }
  const missing = rule.names.length === 0 ? undefined : kernelRefusal(rule.action, target, rule.actionSpan);
  if (missing !== undefined && rule.action !== profile.defaultAction) found.push(missing);
  if (rule.action === 'SCMP_ACT_NOTIFY') {
    const write = rule.names.find(({ text }) => text === 'write');
    if (write !== undefined) {
      const message = 'SCMP_ACT_NOTIFY can’t be the action for write.';
      found.push(
        refusal('notify-write', message, 'runc itself calls write to pass the listener to its agent.', write.span),
      );
    }
    if (rule.names.length > 0 && (profile.listenerPath ?? '') === '') {
      const message = 'SCMP_ACT_NOTIFY needs a "listenerPath", the socket of an agent.';
      found.push(refusal('notify-listener', message, 'runc: "listenerPath is not set".', rule.actionSpan));
    }
  }
  return found;
}
