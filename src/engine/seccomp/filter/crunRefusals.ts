import { architectureOf, isKnownName } from '../../linux/index.ts';
import type { Diagnostic, Span } from '../../text/index.ts';
import { CRUN_FLAGS, readCrunArchitecture } from '../profile/names.ts';
import type { Argument, Profile, Rule } from '../profile/Profile.ts';
import type { OciProfile } from './OciProfile.ts';
import { architectureSpans, architecturesToCheck, byteOrderRefusal, kernelRefusal, refusal } from './refusal.ts';
import type { Target } from './Target.ts';

/** libocispec reads `errnoRet` and `index` as uint32. */
const MOST = 2 ** 32 - 1;

/**
 * Why crun 1.21 refuses to start the container before libseccomp has seen a rule (libcrun_generate_seccomp, libcrun_apply_seccomp, and
 * libocispec, which reads the configuration for it); empty where it doesn't.
 */
export function crunRefusals(profile: Profile, oci: OciProfile, target: Target): Diagnostic[] {
  const found: Diagnostic[] = [];
  const { defaultSpan, defaultAction } = profile;
  if (defaultAction === undefined) {
    const message = 'crun does not know the default action.';
    found.push(
      refusal('action-unknown', message, 'Write an action such as SCMP_ACT_ERRNO for "defaultAction".', defaultSpan),
    );
  } else found.push(...errnoRefusals(oci.defaultErrnoRet, defaultAction, defaultSpan));
  found.push(...architectureRefusals(profile, oci, target), ...listenerRefusals(profile));
  const lacking = kernelRefusal(defaultAction, target, defaultSpan);
  if (lacking !== undefined) found.push(lacking);
  for (const rule of oci.rules) found.push(...ruleRefusals(rule, profile, target));
  return found;
}

/** Only ERRNO and TRACE take a number, also where it would change nothing. */
function errnoRefusals(errnoRet: number | undefined, action: string, span: Span): Diagnostic[] {
  if (errnoRet === undefined) return [];
  if (errnoRet > MOST) {
    const message = `The error number is above ${MOST}: it must fit into 32 bits.`;
    return [refusal('errno-large', message, 'crun: "Numerical result out of range".', span)];
  }
  if (action === 'SCMP_ACT_ERRNO' || action === 'SCMP_ACT_TRACE') return [];
  const message = `${action} takes no error number: only SCMP_ACT_ERRNO and SCMP_ACT_TRACE do.`;
  return [refusal('errno-unused', message, `crun: "errno value specified for action \`${action}\`".`, span)];
}

function architectureRefusals(profile: Profile, oci: OciProfile, target: Target): Diagnostic[] {
  const spanOf = architectureSpans(profile, target);
  return architecturesToCheck(oci).flatMap((name) => {
    const span = spanOf(name);
    const read = readCrunArchitecture(name);
    if (read === undefined) {
      const message = `libseccomp does not know the architecture ${JSON.stringify(name.slice(0, 64))}.`;
      return [refusal('architecture-unknown', message, 'crun: "seccomp unknown architecture".', span)];
    }
    return read.endian === architectureOf(target.arch).endian ? [] : [byteOrderRefusal(name, target.arch, span)];
  });
}

function listenerRefusals({ flags, listenerPath, format, defaultSpan }: Profile): Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const { text, span } of flags) {
    if (CRUN_FLAGS.includes(text)) continue;
    const message = `crun does not know the flag ${JSON.stringify(text.slice(0, 64))}.`;
    found.push(refusal('flags', message, 'crun: "unknown seccomp option".', span));
  }
  // Docker and Podman hand over no empty path.
  const hasListener = listenerPath !== undefined && (listenerPath !== '' || format === 'oci');
  if (hasListener && !listenerPath.startsWith('/')) {
    const message = `"listenerPath" is ${JSON.stringify(listenerPath.slice(0, 64))}, not an absolute path.`;
    found.push(
      refusal('listener-relative', message, 'crun: "the seccomp receiver is not an absolute path".', defaultSpan),
    );
  }
  const thread = flags.find(({ text }) => text === 'SECCOMP_FILTER_FLAG_TSYNC');
  if (hasListener && thread !== undefined) {
    const message = 'The profile has both SECCOMP_FILTER_FLAG_TSYNC and "listenerPath".';
    found.push(refusal('flags', message, 'seccomp(2): the kernel refuses both together (EINVAL).', thread.span));
  }
  return found;
}

function ruleRefusals(rule: Rule, profile: Profile, target: Target): Diagnostic[] {
  const found: Diagnostic[] = [];
  const { action, actionSpan, args } = rule;
  if (rule.withoutNames) {
    const message = 'The rule has no "names": crun requires the key, even with an empty list.';
    found.push(refusal('names-missing', message, 'crun: "Required field \'names\' not present".', rule.span));
  }
  if (action === undefined) {
    const message = 'crun does not know the rule’s action.';
    found.push(refusal('action-unknown', message, 'Write an "action" such as SCMP_ACT_ALLOW.', actionSpan));
  } else found.push(...errnoRefusals(rule.errnoRet, action, actionSpan));
  const unread = args.find((argument) => isUnread(argument, profile));
  if (unread !== undefined) {
    const message = `crun can’t read a condition ${unread.index > MOST ? `on argument ${unread.index}` : 'without "op"'}.`;
    found.push(refusal('argument-unread', message, 'crun refuses the whole configuration.', unread.span));
  }
  const isAdded = action !== profile.defaultAction && rule.names.some(({ text }) => isKnownName(text));
  const lacking = isAdded ? kernelRefusal(action, target, actionSpan) : undefined;
  if (lacking !== undefined) found.push(lacking);
  return found;
}

/** What libocispec can't read; an engine always writes "op", though it be empty. */
function isUnread({ index, withoutOp }: Argument, { format }: Profile): boolean {
  return index > MOST || (format === 'oci' && withoutOp === true);
}
