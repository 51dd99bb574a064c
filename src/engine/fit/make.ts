import { type Arch, architectureOf, isMultiplexed, knownSince, nameOf } from '../linux/index.ts';
import { type Filter, parseProfile, resolve, starts, stateOf, type Target, versionsOf } from '../seccomp/index.ts';
import { isError } from '../text/index.ts';
import type { TracedCall } from '../trace/index.ts';
import { goesOnTo } from './goesOnTo.ts';
import { judge } from './judge.ts';
import type { Limit, Made, MadeRule } from './Made.ts';
import { type ByName, byName, kernelRule, missingRule, refusedRule, tracedRules, treatmentOf } from './madeRules.ts';
import { tellingArgument, toldOf } from './narrow.ts';
import { startRules } from './startRules.ts';
import { writeMade } from './writeMade.ts';

export interface MakeOptions {
  /**
   * What a call gets that no rule names. EPERM, as in Docker's default, says "forbidden", and ENOSYS "no such call": a program that was not traced on this
   * path then does without it more often, and an error is harder to tell from an old kernel. Left out: EPERM, with ENOSYS for the calls of which it is
   * known that programs do without them.
   */
  otherwise?: 'EPERM' | 'ENOSYS';
}

const EPERM = 1;

/**
 * A profile from a trace alone, for the target's runtime: the calls of the trace by name, with their arguments where one tells what the call does and few of
 * its values were seen; what the kernel and the runtime call besides, each in a rule of its own that says so; ENOSYS where programs do without a call. It
 * is resolved, and the trace and the runtime's start are asked again: `judged`, `start`.
 */
export function make(calls: readonly TracedCall[], target: Target, options: MakeOptions = {}): Made {
  const named = byName(calls);
  const arches = [...new Set([target.arch, ...calls.map(({ arch }) => arch)])];
  const enosys = architectureOf(target.arch).enosys;
  const errno = options.otherwise === 'ENOSYS' ? enosys : EPERM;
  const treated = Map.groupBy(named, ([name, own]) => treatmentOf(name, own));
  const missing = (treated.get('missing') ?? []).map(([name]) => name);
  const refused = (treated.get('refused') ?? []).map(([name]) => name);
  const seen = new Set(named.keys());
  const allowed: ByName = new Map(treated.get('allowed'));
  // Where all that is not named looks missing the rule says nothing new; but runc counts no number for a call of `socketcall`'s, and answers all above the
  // highest that is named.
  const own: readonly MadeRule[] = [
    ...tracedRules(allowed, missing.includes('clone3') ? target.arch : undefined),
    ...kernelRule(arches, seen),
    ...(errno === EPERM || arches.some((arch) => isMultiplexed(arch)) ? missingRule(arches, missing, seen) : []),
    ...(errno === EPERM ? [] : refusedRule(refused)),
  ];
  const before = built(writeMade(errno, arches, own), target).value;
  const rules = before === undefined ? own : withStart(own, before);
  const text = writeMade(errno, arches, rules);
  const { value: filter, diagnostics } = built(text, target);
  return {
    text,
    rules,
    limits: limitsOf(calls, named, rules, arches, filter, target),
    filter,
    refusals: filter === undefined ? diagnostics.filter(isError) : [],
    judged: filter === undefined ? [] : judge(filter, calls),
    start: filter && starts(filter),
  };
}

function built(text: string, target: Target) {
  const { value } = parseProfile(text);
  return value === undefined ? { value: undefined, diagnostics: [] } : resolve(value, target);
}

/** What the runtime needs goes before the calls that look missing: they may be the same. */
function withStart(own: readonly MadeRule[], before: Filter): readonly MadeRule[] {
  const start = startRules(before);
  const needed = new Set(start.flatMap(({ names, conditions }) => (conditions.length === 0 ? names : [])));
  const others = own.flatMap((rule) => {
    const isOverruled = rule.action !== 'SCMP_ACT_ALLOW';
    const names = isOverruled ? rule.names.filter((name) => !needed.has(name)) : rule.names;
    return names.length === 0 ? [] : [{ ...rule, names }];
  });
  const at = others.findIndex(({ action }) => action !== 'SCMP_ACT_ALLOW');
  return at === -1 ? [...others, ...start] : others.toSpliced(at, 0, ...start);
}

function limitsOf(
  calls: readonly TracedCall[],
  named: ByName,
  rules: readonly MadeRule[],
  arches: readonly Arch[],
  filter: Filter | undefined,
  target: Target,
): readonly Limit[] {
  const { libseccomp } = versionsOf(target);
  const narrow = [...new Set(rules.flatMap(({ kind, names }) => (kind === 'narrowed' ? names : [])))];
  const allowed = new Set(rules.flatMap(({ kind, names }) => (kind === 'traced' ? names : [])));
  const isUntold = (call: TracedCall, name: string) =>
    toldOf(call, tellingArgument(call.arch, name) ?? -1) === undefined;
  const unknown = [...named].flatMap(([name, own]) =>
    allowed.has(name) && tellingArgument(target.arch, name) !== undefined && own.some((call) => isUntold(call, name))
      ? [name]
      : [],
  );
  const refused = [...named].flatMap(([name, own]) => (treatmentOf(name, own) === 'refused' ? [name] : []));
  const shut = [...named].flatMap(([name, own]) =>
    treatmentOf(name, own) === 'allowed'
      ? own.filter(({ result, seen }) => result?.kind === 'error' || (seen && stateOf(seen) === 'closed'))
      : [],
  );
  const next = filter === undefined ? [] : [...new Set(shut.flatMap((call) => goesOnTo(filter, call, calls)))];
  const unnamed = [...new Map(calls.map((call) => [`${call.arch} ${call.syscall}`, call])).values()].filter(
    ({ arch, syscall }) => nameOf(arch, syscall) === undefined,
  );
  const lacking = [...named.keys()].filter((name) => knownSince(name, libseccomp) !== undefined);
  const isErrnoUnread = filter !== undefined && filter.defaultAnswer.data !== filter.profile.defaultErrnoRet;
  const all: readonly (Limit | false)[] = [
    { code: 'paths' },
    { code: 'libc' },
    { code: 'architectures', seen: arches },
    { code: 'other-programs' },
    narrow.length > 0 && { code: 'narrowed', names: narrow },
    unknown.length > 0 && { code: 'unknown-arguments', names: unknown },
    refused.length > 0 && { code: 'refused-in-trace', names: refused },
    next.length > 0 && { code: 'goes-on', names: next },
    unnamed.length > 0 && { code: 'no-name', calls: unnamed.map(({ arch, syscall }) => ({ arch, syscall })) },
    lacking.length > 0 && { code: 'libseccomp-lacks', names: lacking },
    target.runtime !== 'libseccomp' && target.arch !== 'SCMP_ARCH_X86_64' && { code: 'start-elsewhere' },
    target.runtime === 'libseccomp' && { code: 'no-runtime' },
    isErrnoUnread && { code: 'default-errno-unread' },
  ];
  return all.filter((limit) => limit !== false);
}
