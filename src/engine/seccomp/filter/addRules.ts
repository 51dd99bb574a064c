import {
  type Arch,
  architectureOf,
  isKnownName,
  knownSince,
  MOST_INSTRUCTIONS,
  NR_SCMP_ERROR,
  resolveName,
} from '../../linux/index.ts';
import { type Diagnostic, error, type Span, shorten } from '../../text/index.ts';
import type { Argument, Profile, Rule, RuleRef, Word } from '../profile/formatProfile.ts';
import { CRUN_FLAGS, readCrunArchitecture } from '../profile/names.ts';
import { conditionSets, returnOf, type TooNew } from './answers.ts';
import { type Runtime, type Target, versionsOf } from './laterKeys.ts';
import { addForArchitecture } from './libseccomp/addForArchitecture.ts';
import type { CallTable, RuleRefusal } from './libseccomp/CallTable.ts';
import {
  byteOrderRefusal,
  crunDoes,
  defaultActionRefusal,
  handedArchitectures,
  kernelRefusals,
  lacksArchitecture,
  operatorRefusal,
  ruleActionRefusal,
  runcDoes,
  runcRelease,
} from './runcRefusals.ts';
import type { OciProfile } from './setupSeccomp.ts';

/** Adds a value to the list that a map holds for a key. */
export function appendTo<Key, Value>(lists: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}

// Why libseccomp or its binding for Go doesn't take a rule. runc stops at the first, and the container doesn't start.

/** libseccomp-golang, MakeCondition; crun, libcrun_generate_seccomp. */
function argumentRefusal({ index, span }: Argument, runtime: Runtime): Diagnostic {
  const message = `"index" is ${index}; a system call has six arguments, counted from 0 to 5.`;
  const ofRunc = `runc: "syscalls only have up to 6 arguments (${index} given)".`;
  return error('argument-index', message, runtime === 'crun' ? 'crun: "invalid seccomp index".' : ofRunc, span);
}

/** system.c sys_chk_seccomp_action: whether the action is ERRNO with an error number that libseccomp doesn't take. */
export function isBadErrno(action: number): boolean {
  return action >= 0x00050000 + 4095 && action <= 0x0005ffff;
}

/** `written` is what the profile has, of which runc and crun keep 16 bits; numbers above 32 bits are not kept as they were written. */
export function errnoRefusal(span: Span, action: number, written: number | undefined): Diagnostic {
  const kept = action & 0xffff;
  const number = written === undefined || written < 2 ** 32 ? String(written ?? kept) : 'in this profile';
  const low = number === String(kept) ? '' : ` (its low 16 bits, which the runtime keeps, are ${kept})`;
  const hint = 'libseccomp takes at most 4094 and refuses this one (EINVAL), so the container does not start.';
  return error('errno-large', `The error number ${number} is too large${low}: use 4094 or less.`, hint, span);
}

/** seccomp_rule_add, -EACCES: a rule whose action is the default one, which runc passes over since 1.0.2. */
function redundantRefusal(span: Span, name: string, runc: string): Diagnostic {
  const message = `The rule for ${name} has the same action as "defaultAction".`;
  const hint = `libseccomp refuses such a rule, and runc ${runc} hands it over: "permission denied". Remove the rule, or use runc 1.0.2 or later.`;
  return error('rule-redundant', message, hint, span);
}

/** crun, libcrun_generate_seccomp with LIBCRUN_SECCOMP_FAIL_UNKNOWN_SYSCALL. */
function unknownRefusal({ text, span }: Word): Diagnostic {
  const message = `libseccomp does not know the system call ${shorten(JSON.stringify(text), 64)}.`;
  const hint = 'The annotation run.oci.seccomp_fail_unknown_syscall makes crun refuse it: "invalid seccomp syscall".';
  return error('name-refused', message, hint, span);
}

/** The work grows with their square, libseccomp's faster still. */
const MOST_CONDITIONAL_RULES = 20_000;

function tooManyRules({ span }: Word): Diagnostic {
  const message = `The profile has more than ${MOST_CONDITIONAL_RULES} rules with conditions, counted once for each of a rule’s names.`;
  return error('too-many-rules', message, 'The checker can’t compute that many.', span);
}

/** A filter that is longer than the kernel takes: `message` says how long, or of which rules. */
export function programTooLong(span: Span, message: string): Diagnostic {
  const hint =
    'The kernel refuses the filter (EINVAL) and the container does not start. Write fewer rules with conditions.';
  return error('program-too-long', message, hint, span);
}

/** Why libseccomp doesn't take a rule for one name on one architecture. */
function ruleRefusal(
  why: RuleRefusal,
  { text, span }: Word,
  { arch, libseccomp }: { arch: Arch; libseccomp: string },
): Diagnostic {
  switch (why) {
    case 'too-long':
      return programTooLong(
        span,
        `The conditions for ${text} don’t fit into a filter: the kernel allows at most ${MOST_INSTRUCTIONS} instructions.`,
      );
    case 'endless': {
      const message = `libseccomp ${libseccomp} can’t combine the overlapping conditions for ${text}.`;
      const hint = `On ${arch} libseccomp loops for ever while it builds the filter, so runc never starts the container. Write fewer, or simpler, rules for the call.`;
      return error('libseccomp-endless', message, hint, span);
    }
    case 'conflict': {
      const message = `An earlier rule has another action for the same arguments of ${text}.`;
      const hint = `libseccomp refuses the rule on ${arch} (EEXIST) and the container does not start. Make the conditions differ, or remove a rule.`;
      return error('rule-conflict', message, hint, span);
    }
  }
}

/** What came of adding rules to the tables: which were left out for their action is the default one, and what stopped the runtime, if anything did. */
interface Added {
  /** By name. */
  redundant: ReadonlyMap<string, readonly RuleRef[]>;
  /** By name that libseccomp doesn't know yet. */
  tooNew: ReadonlyMap<string, TooNew>;
  refusal: Diagnostic | undefined;
}

/** system call arguments: crun takes no more conditions, and passes over those beyond. */
const MOST_IN_CRUN = 6;

/** Adds every name of every rule to every table, as runc (seccomp_linux.go matchCall) or crun (libcrun_generate_seccomp) does. */
export function addRules(
  rules: readonly Rule[],
  tables: ReadonlyMap<Arch, CallTable>,
  target: Target,
  { defaultReturn, failsUnknown }: { defaultReturn: number; failsUnknown: boolean },
): Added {
  const native = target.arch;
  const isCrun = target.runtime === 'crun';
  const { libseccomp } = versionsOf(target);
  const skipsRedundant = isCrun || runcDoes('runc-skips-redundant', target);
  const redundant = new Map<string, RuleRef[]>();
  const tooNew = new Map<string, TooNew & { rules: RuleRef[] }>();
  let conditional = 0;
  for (const rule of rules) {
    for (const name of rule.names) {
      const refusal = addName(rule, name);
      // libseccomp leaves its tables half changed, so what later rules would meet means nothing.
      if (refusal !== undefined) return { redundant, tooNew, refusal };
    }
  }
  return { redundant, tooNew, refusal: undefined };

  function addName(rule: Rule, name: Word): Diagnostic | undefined {
    const ref: RuleRef = { index: rule.index, span: rule.span, nameSpan: name.span };
    if (rule.action === undefined) return undefined;
    const action = returnOf(rule.action, rule.errnoRet);
    if (action === defaultReturn && skipsRedundant) {
      appendTo(redundant, name.text, ref);
      return undefined;
    }
    if (resolveName(native, name.text, libseccomp) === NR_SCMP_ERROR) {
      return isCrun && failsUnknown ? unknownRefusal(name) : leaveOut(name.text, ref);
    }
    const args = isCrun ? rule.args.slice(0, MOST_IN_CRUN) : rule.args;
    const unread = conditionRefusal(args);
    if (unread !== undefined) return unread;
    if (action === defaultReturn) return redundantRefusal(rule.actionSpan, name.text, runcRelease(target));
    if (isBadErrno(action)) return errnoRefusal(rule.actionSpan, action, rule.errnoRet);
    if (args.length > 0 && ++conditional > MOST_CONDITIONAL_RULES) return tooManyRules(name);
    for (const conditions of conditionSets(args)) {
      for (const [arch, table] of tables) {
        const refused = addForArchitecture(table, { native, arch, libseccomp }, name.text, {
          action,
          rule: ref,
          conditions,
        });
        if (refused !== undefined) return ruleRefusal(refused, name, { arch, libseccomp });
      }
    }
    return undefined;
  }

  function leaveOut(name: string, ref: RuleRef): undefined {
    const since = knownSince(name, libseccomp);
    if (since === undefined) return;
    const known = tooNew.get(name);
    if (known === undefined) tooNew.set(name, { since, rules: [ref] });
    else known.rules.push(ref);
  }

  function conditionRefusal(args: readonly Argument[]): Diagnostic | undefined {
    const tooHigh = args.find(({ index }) => index > 5);
    if (tooHigh !== undefined) return argumentRefusal(tooHigh, target.runtime);
    const unknown = args.find(({ op }) => op === undefined);
    return unknown && operatorRefusal('crun', unknown.span);
  }
}

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
