import { architectureOf, isKnownName } from '../../linux/index.ts';
import { type Diagnostic, error, type Span, shorten } from '../../text/index.ts';
import { CRUN_FLAGS, readCrunArchitecture } from '../profile/names.ts';
import type { Argument, Profile, Rule, Word } from '../profile/Profile.ts';
import { crunDoes } from './runcDoes.ts';
import type { OciProfile } from './setupSeccomp.ts';
import {
  byteOrderRefusal,
  defaultActionRefusal,
  handedArchitectures,
  kernelRefusals,
  lacksArchitecture,
  ruleActionRefusal,
} from './sharedRefusals.ts';
import { type Target, versionsOf } from './Target.ts';

/** libocispec reads `errnoRet` and `index` as uint32. */
const MOST = 2 ** 32 - 1;

const quoted = (text: string) => shorten(JSON.stringify(text), 64);

/**
 * Why crun refuses to start the container before libseccomp has seen a rule (libcrun_generate_seccomp, libcrun_apply_seccomp, and
 * libocispec, which reads the configuration for it); empty where it doesn't.
 */
export function crunRefusals(profile: Profile, oci: OciProfile, target: Target): Diagnostic[] {
  const { defaultSpan, defaultAction } = profile;
  return [
    ...(defaultAction === undefined
      ? [defaultActionRefusal('crun', profile)]
      : errnoRefusals(oci.defaultErrnoRet, defaultAction, defaultSpan, target)),
    ...handedArchitectures(profile, oci, target).flatMap((word) => architectureRefusals(word, target)),
    ...listenerRefusals(profile, oci, target),
    ...kernelRefusals(defaultAction, target, defaultSpan),
    ...oci.rules.flatMap((rule) => ruleRefusals(rule, profile, target)),
  ];
}

/** Only ERRNO and TRACE take a number, also where it would change nothing. */
function errnoRefusals(errnoRet: number | undefined, action: string, span: Span, target: Target): Diagnostic[] {
  if (errnoRet === undefined) return [];
  if (errnoRet > MOST) {
    const message = `The error number is above ${MOST}: it must fit into 32 bits.`;
    return [error('errno-large', message, 'crun: "Numerical result out of range".', span)];
  }
  if (action === 'SCMP_ACT_ERRNO' || action === 'SCMP_ACT_TRACE' || !crunDoes('crun-errno', target)) return [];
  const message = `${action} takes no error number: only SCMP_ACT_ERRNO and SCMP_ACT_TRACE do.`;
  return [error('errno-unused', message, `crun: "errno value specified for action \`${action}\`".`, span)];
}

function architectureRefusals(word: Word, target: Target): Diagnostic[] {
  const { arch } = target;
  const read = readCrunArchitecture(word.text);
  if (read === undefined || lacksArchitecture(word.text, target)) {
    const message = `libseccomp does not know the architecture ${quoted(word.text)}.`;
    return [error('architecture-unknown', message, 'crun: "seccomp unknown architecture".', word.span)];
  }
  return read.endian === architectureOf(arch).endian ? [] : [byteOrderRefusal(word, arch)];
}

function listenerRefusals(
  { format, defaultSpan }: Profile,
  { flags, listenerPath }: OciProfile,
  target: Target,
): Diagnostic[] {
  const isUnknown = (flag: string) =>
    !CRUN_FLAGS.includes(flag) || (flag.endsWith('_WAIT_KILLABLE_RECV') && !crunDoes('crun-wait-killable', target));
  const found = flags
    .filter(({ text }) => isUnknown(text))
    .map(({ text, span }) => {
      const message = `crun does not know the flag ${quoted(text)}.`;
      return error('flags', message, 'crun: "unknown seccomp option".', span);
    });
  if (!crunDoes('crun-listener', target)) return found;
  // Docker and Podman hand over no empty path.
  const hasListener = listenerPath !== undefined && (listenerPath !== '' || format === 'oci');
  if (hasListener && !listenerPath.startsWith('/')) {
    const message = `"listenerPath" is ${quoted(listenerPath)}, not an absolute path.`;
    const hint = 'crun: "the seccomp receiver is not an absolute path".';
    found.push(error('listener-relative', message, hint, defaultSpan));
  }
  const thread = flags.find(({ text }) => text === 'SECCOMP_FILTER_FLAG_TSYNC');
  if (hasListener && thread !== undefined) {
    const message = 'The profile has both SECCOMP_FILTER_FLAG_TSYNC and "listenerPath".';
    found.push(error('flags', message, 'seccomp(2): the kernel refuses both together (EINVAL).', thread.span));
  }
  return found;
}

function ruleRefusals(rule: Rule, profile: Profile, target: Target): Diagnostic[] {
  const found: Diagnostic[] = [];
  const { action, actionSpan, args } = rule;
  const takesNone = crunDoes('crun-empty-names', target);
  if (rule.withoutNames || (rule.names.length === 0 && !takesNone)) {
    const message = `The rule has no "names": crun requires ${takesNone ? 'the key, even with an empty list' : 'at least one name'}.`;
    found.push(error('names-missing', message, 'crun: "Required field \'names\' not present".', rule.span));
  }
  if (action === undefined) found.push(ruleActionRefusal('crun', rule));
  else found.push(...errnoRefusals(rule.errnoRet, action, actionSpan, target));
  const unread = args.find((argument) => isUnread(argument, profile));
  if (unread !== undefined) {
    const message = `crun can’t read a condition ${unread.index > MOST ? `on argument ${unread.index}` : 'without "op"'}.`;
    found.push(error('argument-unread', message, 'crun refuses the whole configuration.', unread.span));
  }
  const isAdded =
    action !== profile.defaultAction && rule.names.some(({ text }) => isKnownName(text, versionsOf(target).libseccomp));
  return isAdded ? [...found, ...kernelRefusals(action, target, actionSpan)] : found;
}

/** What libocispec can't read; an engine always writes "op", though it be empty. */
function isUnread({ index, withoutOp }: Argument, { format }: Profile): boolean {
  return index > MOST || (format === 'oci' && withoutOp === true);
}
