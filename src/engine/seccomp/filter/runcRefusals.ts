import {
  type Arch,
  architectureOf,
  type Difference,
  does,
  isArch,
  isAtLeast,
  kernelVersion,
} from '../../linux/index.ts';
import { type Diagnostic, error, type Span } from '../../text/index.ts';
import type { Profile, Rule, Word } from '../profile/formatProfile.ts';
import { RUNC_ARCHITECTURES } from '../profile/names.ts';
import { type Target, versionsOf } from './laterKeys.ts';
import type { OciProfile } from './setupSeccomp.ts';

/** The target's release of runc; libseccomp alone gets what the runc that links began with hands over. */
export function runcRelease(target: Target): string {
  return versionsOf(target.runtime === 'runc' ? target : { ...target, runtime: 'runc', versions: {} }).runtime;
}

/** Whether the target's runc does it. */
export function runcDoes(difference: Difference & `runc-${string}`, target: Target): boolean {
  return does(difference, runcRelease(target));
}

/** Whether crun does it, for a target whose runtime is crun. */
export function crunDoes(difference: Difference & `crun-${string}`, target: Target): boolean {
  return does(difference, versionsOf(target).runtime);
}

// What runc and crun both refuse: each is a reason why no container starts.

/** An action that the runtime doesn't know; `what` is the default action or a rule's. */
export function defaultActionRefusal(runtime: string, { defaultSpan }: Profile): Diagnostic {
  const hint = 'Write an action such as SCMP_ACT_ERRNO for "defaultAction".';
  return error('action-unknown', `${runtime} does not know the default action.`, hint, defaultSpan);
}

export function ruleActionRefusal(runtime: string, { actionSpan }: Rule): Diagnostic {
  const hint = 'Write an "action" such as SCMP_ACT_ALLOW.';
  return error('action-unknown', `${runtime} does not know the rule’s action.`, hint, actionSpan);
}

export function operatorRefusal(runtime: string, span: Span): Diagnostic {
  const hint = 'Write an "op" such as SCMP_CMP_EQ.';
  return error('operator-unknown', `${runtime} does not know the condition’s comparison.`, hint, span);
}

/** db.c db_col_db_add, EDOM: an architecture of the other byte order than the machine's. */
export function byteOrderRefusal({ text, span }: Word, native: Arch): Diagnostic {
  const hint = 'libseccomp builds a filter for one byte order only. Remove the architecture.';
  return error('architecture-byte-order', `${text} has a different byte order from ${native}.`, hint, span);
}

/** arch.c arch_def_lookup: an architecture, with or without SCMP_ARCH_ before it, that the target's libseccomp doesn't know and a newer one does. */
export function lacksArchitecture(name: string, target: Target): boolean {
  if (!/^(SCMP_ARCH_)?(loongarch64|m68k|sh|sheb)$/i.test(name)) return false;
  return !does('libseccomp-newer-architectures', versionsOf(target).libseccomp);
}

/** seccomp(2): the actions that came after seccomp's filters themselves. */
const SINCE: Readonly<Record<string, string>> = {
  SCMP_ACT_LOG: '4.14',
  SCMP_ACT_KILL_PROCESS: '4.14',
  SCMP_ACT_NOTIFY: '5.0',
};
/** libseccomp's API level 6 (SECCOMP_FILTER_FLAG_TSYNC_ESRCH), which runc asks for. */
const NOTIFY_IN_RUNC = '5.7';

/** An action that the target's kernel doesn't have; empty where it has it, or where its version can't be read. */
export function kernelRefusals(action: string | undefined, { runtime, kernel }: Target, span: Span): Diagnostic[] {
  const isRunc = runtime !== 'crun';
  const since = action === 'SCMP_ACT_NOTIFY' && isRunc ? NOTIFY_IN_RUNC : SINCE[action ?? ''];
  if (since === undefined || kernelVersion(kernel) === undefined || isAtLeast(kernel, since)) return [];
  const message = `${action} needs Linux ${since} or newer; the target is Linux ${kernel}.`;
  return [error('action-kernel', message, `${isRunc ? 'runc' : 'crun'} refuses to start the container.`, span)];
}

/** A runtime knows some twenty, so that among more than these there are a thousand to refuse. */
const MOST_ARCHITECTURES = 1000;

/**
 * The architectures that are handed to the runtime, each once, with the place where the text names it: in `architectures`, or in the target's entry of
 * `archMap`.
 */
export function handedArchitectures(
  profile: Profile,
  { architectures }: OciProfile,
  { arch }: Target,
): readonly Word[] {
  const written = new Map([...profile.architectures].reverse().map(({ text, span }) => [text, span]));
  const entry = profile.archMap.find(({ architecture }) => architecture === arch);
  return [...new Set(architectures)]
    .slice(0, MOST_ARCHITECTURES)
    .map((text) => ({ text, span: written.get(text) ?? entry?.span ?? profile.defaultSpan }));
}

/** Why runc refuses to start the container before libseccomp has seen a rule (specconv SetupSeccomp, seccomp InitSeccomp); empty where it doesn't. */
export function runcRefusals(profile: Profile, oci: OciProfile, target: Target): Diagnostic[] {
  const { defaultAction, defaultSpan } = profile;
  const found = [
    ...flagRefusals(oci, target),
    ...handedArchitectures(profile, oci, target).flatMap((word) => architectureRefusals(word, target)),
  ];
  const ofRules = oci.rules.flatMap((rule) => ruleRefusals(rule, profile, oci, target));
  const runtime = unknowing(defaultAction, target);
  if (runtime !== undefined) return [...found, defaultActionRefusal(runtime, profile), ...ofRules];
  if (defaultAction === 'SCMP_ACT_NOTIFY') {
    const hint = 'runc: "SCMP_ACT_NOTIFY cannot be used as default action".';
    found.push(error('notify-default', 'SCMP_ACT_NOTIFY can’t be the default action.', hint, defaultSpan));
  }
  return [...found, ...kernelRefusals(defaultAction, target, defaultSpan), ...ofRules];
}

/** libcontainer/seccomp setFlag: the first Linux with the flag, without which runc refuses it. TSYNC is taken and changes nothing. */
const FLAGS: ReadonlyMap<string, string> = new Map([
  ['SECCOMP_FILTER_FLAG_TSYNC', ''],
  ['SECCOMP_FILTER_FLAG_LOG', '4.14'],
  ['SECCOMP_FILTER_FLAG_SPEC_ALLOW', '4.17'],
]);
const WAITING = 'SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV';

function flagRefusals({ flags, rules }: OciProfile, target: Target): Diagnostic[] {
  const refusals = flags.map(({ text, span }) => {
    const hint = hintOnFlag(text, rules, target);
    return hint === undefined ? [] : [error('flags', `The profile has the flag ${text}.`, hint, span)];
  });
  return runcDoes('runc-flags', target) ? refusals.flat() : refusals.slice(0, 1).flat();
}

/** Why runc refuses the flag; undefined where it takes it. */
function hintOnFlag(flag: string, rules: readonly Rule[], target: Target): string | undefined {
  if (!runcDoes('runc-flags', target)) return 'runc 1.1: "seccomp flags are not yet supported by runc".';
  const isWaiting = flag === WAITING && runcDoes('runc-wait-killable', target);
  const since = isWaiting ? '5.19' : FLAGS.get(flag);
  if (since === undefined) return `runc ${runcRelease(target)}: "seccomp flag ${flag} is not known to runc".`;
  if (!isAtLeast(target.kernel, since))
    return `The flag needs Linux ${since} or newer; the target is Linux ${target.kernel}.`;
  if (!isWaiting) return undefined;
  if (!does('libseccomp-wait-killable', versionsOf(target).libseccomp))
    return 'The flag needs libseccomp 2.6.0 or newer.';
  const isHeard = rules.some(({ action }) => action === 'SCMP_ACT_NOTIFY');
  return isHeard
    ? undefined
    : 'seccomp(2): the kernel takes the flag only with a rule whose action is SCMP_ACT_NOTIFY (EINVAL).';
}

/** The runtime as it is named where it doesn't know the action; undefined where it does. */
function unknowing(action: string | undefined, target: Target): string | undefined {
  if (action === undefined) return 'runc';
  const isNewer = /_(NOTIFY|KILL_PROCESS|KILL_THREAD)$/.test(action);
  return isNewer && !runcDoes('runc-newer-actions', target) ? `runc ${runcRelease(target)}` : undefined;
}

/** The architectures that not every runc knows. */
const ARCHITECTURE_SINCE: ReadonlyMap<string, Difference & `runc-${string}`> = new Map([
  ['SCMP_ARCH_RISCV64', 'runc-riscv64'],
  ['SCMP_ARCH_LOONGARCH64', 'runc-loongarch64'],
]);

function architectureRefusals(word: Word, target: Target): Diagnostic[] {
  const { text, span } = word;
  const since = ARCHITECTURE_SINCE.get(text);
  const isKnown = RUNC_ARCHITECTURES.includes(text) && (since === undefined || runcDoes(since, target));
  if (!isKnown) {
    const message = `runc does not know the architecture ${JSON.stringify(text)}.`;
    return [error('architecture-unknown', message, `runc: "string ${text} is not a valid arch for seccomp".`, span)];
  }
  if (lacksArchitecture(text, target)) {
    const message = `libseccomp ${versionsOf(target).libseccomp} does not know the architecture ${JSON.stringify(text)}.`;
    return [error('architecture-unknown', message, 'Remove it, or use libseccomp 2.6.0 or later.', span)];
  }
  if (!isArch(text)) return [];
  return architectureOf(text).endian === architectureOf(target.arch).endian
    ? []
    : [byteOrderRefusal(word, target.arch)];
}

function ruleRefusals(rule: Rule, profile: Profile, { listenerPath }: OciProfile, target: Target): Diagnostic[] {
  const { action, actionSpan, names } = rule;
  const runtime = unknowing(action, target);
  const found = runtime === undefined ? [] : [ruleActionRefusal(runtime, rule)];
  // runc looks at a rule's comparisons and action for each of its names.
  if (names.length === 0) return found;
  const unknown = rule.args.find(({ op }) => op === undefined);
  if (unknown !== undefined) found.push(operatorRefusal('runc', unknown.span));
  const empty = names.find(({ text }) => text === '');
  if (empty !== undefined) {
    found.push(error('name-empty', 'The name is empty.', 'runc: "empty string is not a valid syscall".', empty.span));
  }
  if (runtime !== undefined) return found;
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
