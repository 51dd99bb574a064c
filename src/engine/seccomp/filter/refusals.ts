import type { Diagnostic, Span } from '../../text/index.ts';
import { isBigEndian, RUNC_ARCHITECTURES } from '../profile/names.ts';
import type { Profile, Rule } from '../profile/Profile.ts';
import { isAtLeast, kernelVersion, type OciProfile } from './setupSeccomp.ts';
import type { Target } from './Target.ts';

function refusal(code: string, message: string, hint: string, span: Span): Diagnostic {
  return { code, severity: 'error', message, hint, span };
}

/** Why Docker doesn't hand the profile to runc at all (moby, setupSeccomp); empty where it does. */
export function dockerRefusals(profile: Profile, target: Target): Diagnostic[] {
  const found: Diagnostic[] = [];
  if (profile.architectures.length > 0 && profile.archMap.length > 0) {
    const message = 'Found "archMap" beside "architectures", expected one of them.';
    found.push(refusal('architectures-with-archmap', message, 'Docker refuses the profile.', profile.defaultSpan));
  }
  for (const { nameBesideNames } of profile.rules) {
    if (nameBesideNames === undefined) continue;
    const message = 'Found "name" beside "names", expected one of them.';
    found.push(refusal('name-with-names', message, 'Docker refuses the profile.', nameBesideNames.span));
  }
  const asking = profile.rules.find(
    ({ includes, excludes }) => (includes.minKernel ?? excludes.minKernel) !== undefined,
  );
  if (asking !== undefined && kernelVersion(target.kernel) === undefined) {
    const message = `Found the kernel version ${JSON.stringify(target.kernel)}, expected two numbers such as 6.12.`;
    found.push(
      refusal('kernel-version', message, 'A rule asks for the kernel. Write what uname -r prints.', asking.span),
    );
  }
  return found;
}

/** Why runc refuses to start the container before libseccomp has seen a rule (specconv SetupSeccomp, seccomp InitSeccomp); empty where it doesn't. */
export function runcRefusals(profile: Profile, oci: OciProfile, target: Target): Diagnostic[] {
  const found: Diagnostic[] = [];
  const [flag] = profile.flags;
  if (flag !== undefined) {
    const message = `Found the flag ${flag.text}, expected none.`;
    found.push(refusal('flags', message, 'runc 1.1: "seccomp flags are not yet supported by runc".', flag.span));
  }
  for (const name of oci.architectures) {
    const span = profile.architectures.find(({ text }) => text === name)?.span ?? profile.defaultSpan;
    if (!RUNC_ARCHITECTURES.includes(name)) {
      const message = `Found the architecture ${JSON.stringify(name)}, expected one that runc knows.`;
      found.push(
        refusal('architecture-unknown', message, `runc: "string ${name} is not a valid arch for seccomp".`, span),
      );
    } else if (isBigEndian(name)) {
      // db.c db_col_db_add: EDOM. Every architecture that a target can have here is little-endian.
      const message = `Found ${name}, expected an architecture of the same byte order as ${target.arch}.`;
      found.push(refusal('architecture-byte-order', message, 'libseccomp takes one byte order into a filter.', span));
    }
  }
  if (profile.defaultAction === undefined) {
    const message = 'Found no default action that runc knows, expected one such as SCMP_ACT_ERRNO.';
    found.push(refusal('action-unknown', message, 'Mend "defaultAction".', profile.defaultSpan));
  }
  if (profile.defaultAction === 'SCMP_ACT_NOTIFY') {
    const message = 'Found SCMP_ACT_NOTIFY as default action, expected an answer that the kernel gives itself.';
    found.push(
      refusal(
        'notify-default',
        message,
        'runc: "SCMP_ACT_NOTIFY cannot be used as default action".',
        profile.defaultSpan,
      ),
    );
  }
  const kernelRefusal = kernelLacks(profile.defaultAction, target, profile.defaultSpan);
  if (kernelRefusal !== undefined) found.push(kernelRefusal);
  for (const rule of oci.rules) found.push(...ruleRefusals(rule, profile, target));
  return found;
}

function ruleRefusals(rule: Rule, profile: Profile, target: Target): Diagnostic[] {
  const found: Diagnostic[] = [];
  if (rule.action === undefined) {
    const message = 'Found no action that runc knows, expected one such as SCMP_ACT_ALLOW.';
    found.push(refusal('action-unknown', message, 'Mend the rule\'s "action".', rule.actionSpan));
  }
  const unknown = rule.names.length === 0 ? undefined : rule.args.find(({ op }) => op === undefined);
  if (unknown !== undefined) {
    const message = 'Found no comparison that runc knows, expected one such as SCMP_CMP_EQ.';
    found.push(refusal('operator-unknown', message, 'Mend the condition\'s "op".', unknown.span));
  }
  const empty = rule.names.find(({ text }) => text === '');
  if (empty !== undefined) {
    const message = 'Found an empty name, expected a system call.';
    found.push(refusal('name-empty', message, 'runc: "empty string is not a valid syscall".', empty.span));
  }
  const kernelRefusal = rule.names.length === 0 ? undefined : kernelLacks(rule.action, target, rule.actionSpan);
  if (kernelRefusal !== undefined && rule.action !== profile.defaultAction) found.push(kernelRefusal);
  if (rule.action === 'SCMP_ACT_NOTIFY') {
    const write = rule.names.find(({ text }) => text === 'write');
    if (write !== undefined) {
      const message = 'Found write under SCMP_ACT_NOTIFY, expected other calls only.';
      found.push(refusal('notify-write', message, 'runc itself must write to hand the listener over.', write.span));
    }
    if (rule.names.length > 0 && (profile.listenerPath ?? '') === '') {
      const message = 'Found SCMP_ACT_NOTIFY without "listenerPath", expected the socket of an agent.';
      found.push(refusal('notify-listener', message, 'runc: "listenerPath is not set".', rule.actionSpan));
    }
  }
  return found;
}

/** seccomp(2): the actions that came after seccomp's filters themselves. */
const SINCE: Readonly<Record<string, string>> = {
  SCMP_ACT_LOG: '4.14',
  SCMP_ACT_KILL_PROCESS: '4.14',
  // libseccomp's API level 6, which runc asks for.
  SCMP_ACT_NOTIFY: '5.7',
};

function kernelLacks(action: string | undefined, target: Target, span: Span): Diagnostic | undefined {
  const since = action === undefined ? undefined : SINCE[action];
  if (since === undefined || kernelVersion(target.kernel) === undefined || isAtLeast(target.kernel, since))
    return undefined;
  const message = `Found ${action} for Linux ${target.kernel}, expected Linux ${since} or newer.`;
  return refusal('action-kernel', message, 'runc refuses to start the container.', span);
}
