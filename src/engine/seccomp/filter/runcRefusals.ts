import { architectureOf, isArch } from '../../linux/index.ts';
import { type Diagnostic, error } from '../../text/index.ts';
import { RUNC_ARCHITECTURES } from '../profile/names.ts';
import type { Profile, Rule, Word } from '../profile/Profile.ts';
import type { OciProfile } from './setupSeccomp.ts';
import {
  byteOrderRefusal,
  defaultActionRefusal,
  handedArchitectures,
  kernelRefusals,
  operatorRefusal,
  ruleActionRefusal,
} from './sharedRefusals.ts';
import type { Target } from './Target.ts';

/** Why runc refuses to start the container before libseccomp has seen a rule (specconv SetupSeccomp, seccomp InitSeccomp); empty where it doesn't. */
export function runcRefusals(profile: Profile, oci: OciProfile, target: Target): Diagnostic[] {
  const { defaultAction, defaultSpan } = profile;
  const flags = oci.flags.slice(0, 1).map(({ text, span }) => {
    const hint = 'runc 1.1: "seccomp flags are not yet supported by runc".';
    return error('flags', `The profile has the flag ${text}.`, hint, span);
  });
  const found = [
    ...flags,
    ...handedArchitectures(profile, oci, target).flatMap((word) => architectureRefusals(word, target)),
    ...(defaultAction === undefined ? [defaultActionRefusal('runc', profile)] : []),
  ];
  if (defaultAction === 'SCMP_ACT_NOTIFY') {
    const hint = 'runc: "SCMP_ACT_NOTIFY cannot be used as default action".';
    found.push(error('notify-default', 'SCMP_ACT_NOTIFY can’t be the default action.', hint, defaultSpan));
  }
  const ofRules = oci.rules.flatMap((rule) => ruleRefusals(rule, profile, oci, target));
  return [...found, ...kernelRefusals(defaultAction, target, defaultSpan), ...ofRules];
}

function architectureRefusals(word: Word, { arch }: Target): Diagnostic[] {
  const { text, span } = word;
  if (!RUNC_ARCHITECTURES.includes(text)) {
    const message = `runc does not know the architecture ${JSON.stringify(text)}.`;
    return [error('architecture-unknown', message, `runc: "string ${text} is not a valid arch for seccomp".`, span)];
  }
  const isOther = isArch(text) && architectureOf(text).endian !== architectureOf(arch).endian;
  return isOther ? [byteOrderRefusal(word, arch)] : [];
}

function ruleRefusals(rule: Rule, profile: Profile, { listenerPath }: OciProfile, target: Target): Diagnostic[] {
  const { action, actionSpan, names } = rule;
  const found = action === undefined ? [ruleActionRefusal('runc', rule)] : [];
  // runc looks at a rule's comparisons and action for each of its names.
  if (names.length === 0) return found;
  const unknown = rule.args.find(({ op }) => op === undefined);
  if (unknown !== undefined) found.push(operatorRefusal('runc', unknown.span));
  const empty = names.find(({ text }) => text === '');
  if (empty !== undefined) {
    found.push(error('name-empty', 'The name is empty.', 'runc: "empty string is not a valid syscall".', empty.span));
  }
  if (action !== profile.defaultAction) found.push(...kernelRefusals(action, target, actionSpan));
  if (action !== 'SCMP_ACT_NOTIFY') return found;
  const write = names.find(({ text }) => text === 'write');
  if (write !== undefined) {
    const hint = 'runc itself calls write to pass the listener to its agent.';
    found.push(error('notify-write', 'SCMP_ACT_NOTIFY can’t be the action for write.', hint, write.span));
  }
  if ((listenerPath ?? '') === '') {
    const message = 'SCMP_ACT_NOTIFY needs a "listenerPath", the socket of an agent.';
    found.push(error('notify-listener', message, 'runc: "listenerPath is not set".', actionSpan));
  }
  return found;
}
