import { ALL_BITS, type Arch, architectureOf, type Call, LOW_32, nameOf, X32_BIT } from '../../linux/index.ts';
import type { Profile, RuleRef } from '../profile/Profile.ts';
import { answerOf } from './answers.ts';
import { conditionSets, holdAll } from './Condition.ts';
import type { Branch, Filter } from './Filter.ts';
import type { AddedRule } from './libseccomp/AddedRule.ts';
import type { CallEntry } from './libseccomp/CallTable.ts';
import { walk } from './libseccomp/walk.ts';
import type { OverruledRule, Reason, Verdict } from './Verdict.ts';

/** A call that a tracer skips: filters without x32 let it pass to the default action. */
const SKIPPED = 0xffffffff;
/** db.c db_col_reset: the bad-architecture action is SCMP_ACT_KILL, which runc leaves as it is. */
export const BAD_ARCH = 0;

/**
 * The filter's answer to `call`, with the step that decided. Never throws: missing arguments are 0, numbers count as unsigned 32 bits.
 * What newer kernels ask no filter for, whatever is said here, is told by `kernelException`.
 */
export function decide(filter: Filter, call: Call): Verdict {
  const found = locate(filter, call);
  if ('verdict' in found) return found.verdict;
  const { arch, number, entry } = found;
  const rule = entry && walk(entry.program, call.args);
  if (entry !== undefined && isMisread(filter, { arch, entry }, call.args, rule)) {
    return { ...(rule ? ruleVerdict(rule) : filter.defaultAnswer), reason: { kind: 'misread', rules: rulesOf(entry) } };
  }
  if (entry === undefined || rule === undefined) return defaultVerdict(filter, found);
  const verdict = ruleVerdict(rule);
  const overruled = overruledBy(rule, filter, { name: nameOf(arch, number) ?? '', args: call.args, entry });
  return overruled.length === 0 ? verdict : { ...verdict, reason: { ...verdict.reason, overruled } };
}

/** Where a call arrives: at a verdict that no rule makes, or at the rules for its number, if there are any. */
export type Located = { verdict: Verdict } | { arch: Arch; number: number; entry: CallEntry | undefined };

/** Follows a call as far as its arguments don't count: runc's stub, then the architecture, then the number. */
export function locate(filter: Filter, call: { arch: Arch; syscall: number }): Located {
  if (filter.off) return { verdict: { action: 'ALLOW', data: 0, reason: { kind: 'no-rule' } } };
  const number = call.syscall >>> 0;
  // x86_64 and x32 are one architecture to the kernel; runc's stub tells them apart by the bit, libseccomp by the size (JSET, JGE).
  const byBit = abiOf(call.arch, (number & X32_BIT) !== 0);
  const bySize = abiOf(call.arch, number >= X32_BIT);
  const stubbed = stubReason(filter, byBit, number);
  if (stubbed !== undefined) {
    return { verdict: { action: 'ERRNO', data: architectureOf(filter.target.arch).enosys, reason: stubbed } };
  }
  const branch = filter.branches.get(bySize);
  if (branch !== undefined) return { arch: bySize, number, entry: entryOf(branch, bySize, number) };
  // gen_bpf.c _gen_bpf_arch: -1 alone of x32's numbers reaches a filter that has x86_64 and no x32.
  if (bySize === 'SCMP_ARCH_X32' && number === SKIPPED && filter.branches.has('SCMP_ARCH_X86_64')) {
    return { arch: bySize, number, entry: undefined };
  }
  return { verdict: { ...answerOf(BAD_ARCH), reason: { kind: 'foreign-architecture' } } };
}

/** Why runc's stub answers the number, if it does. */
function stubReason({ branches, tooNew }: Filter, arch: Arch, number: number): Reason | undefined {
  const branch = branches.get(arch);
  if (branch?.highest === undefined) return undefined;
  if (branch.setup && number === 0) return { kind: 'setup' };
  if (number <= branch.highest) return undefined;
  const named = tooNew.size === 0 ? undefined : tooNew.get(nameOf(arch, number) ?? '');
  return { kind: 'above-enosys-line', highest: branch.highest, ...(named && { tooNew: named }) };
}

/** The rules for a number. Where the program never loads it, one number's rules are for every call: the one that the architecture has (s390, ppc). */
function entryOf({ calls, unread }: Branch, arch: Arch, number: number): CallEntry | undefined {
  return (unread && calls.get(architectureOf(arch).auditArch)) || calls.get(number);
}

function abiOf(arch: Arch, x32: boolean): Arch {
  if (architectureOf(arch).auditArch !== architectureOf('SCMP_ARCH_X32').auditArch) return arch;
  return x32 ? 'SCMP_ARCH_X32' : 'SCMP_ARCH_X86_64';
}

export function ruleVerdict({ action, rule, conditions }: AddedRule): Verdict & { reason: { kind: 'rule' } } {
  return { ...answerOf(action), rule, reason: { kind: 'rule', conditions } };
}

/** The default action, with why no rule took the call. */
export function defaultVerdict(
  filter: Filter,
  { arch, number, entry }: Exclude<Located, { verdict: Verdict }>,
): Verdict {
  return { ...filter.defaultAnswer, reason: reasonForDefault(filter, nameOf(arch, number) ?? '', entry) };
}

function reasonForDefault(filter: Filter, name: string, entry: CallEntry | undefined): Reason {
  if (entry !== undefined) {
    return { kind: 'conditions', rules: rulesOf(entry) };
  }
  const redundant = filter.redundant.get(name);
  if (redundant !== undefined) return { kind: 'redundant', rules: redundant };
  const inactive = filter.inactive.get(name);
  if (inactive !== undefined) return { kind: 'inactive', rules: inactive };
  const tooNew = filter.tooNew.get(name);
  return tooNew === undefined ? { kind: 'no-rule' } : { kind: 'name-too-new', ...tooNew };
}

/** Whether the program of a call gives these arguments an answer that none of its rules gives (contradiction.ts). ABIs of 32 bits compare lower halves alone. */
function isMisread(
  { misread }: Filter,
  { arch, entry }: { arch: Arch; entry: CallEntry },
  args: readonly bigint[],
  decided: AddedRule | undefined,
): boolean {
  if (!misread.has(entry)) return false;
  const seen = architectureOf(arch).bits === 32 ? LOW_32 : ALL_BITS;
  const holding = entry.rules.filter(({ conditions }) =>
    holdAll(
      conditions.map((condition) => ({ ...condition, mask: condition.mask & seen })),
      args,
    ),
  );
  return decided === undefined ? holding.length > 0 : holding.every(({ action }) => action !== decided.action);
}

/** The profile's rules for a call, each once. */
function rulesOf({ rules }: CallEntry): readonly RuleRef[] {
  return [...new Map(rules.map(({ rule }) => [rule.index, rule])).values()];
}

/** More rules for a call than this are not looked at: the roads ask for verdicts by the thousand. */
const MOST_RULES = 64;

/**
 * The rules that speak of a call with these arguments, ask for another answer than the rule that decided, and have no effect: those that the runtime
 * left out (runc, seccomp_linux.go matchCall), and those in whose place a rule without conditions stands (libseccomp, db.c db_rule_add).
 */
function overruledBy(
  decided: AddedRule,
  { profile, redundant }: Pick<Filter, 'profile' | 'redundant'>,
  { name, args, entry }: { name: string; args: readonly bigint[]; entry: CallEntry },
): readonly OverruledRule[] {
  const found = new Map<number, OverruledRule>();
  for (const rule of redundant.get(name) ?? []) {
    if (speaks(profile, rule.index, args)) found.set(rule.index, { rule, why: 'default' });
  }
  if (decided.conditions.length === 0) {
    for (const { action, rule, conditions } of entry.rules.slice(0, MOST_RULES)) {
      if (action === decided.action || !holdAll(conditions, args)) continue;
      found.set(rule.index, { rule, why: conditions.length === 0 ? 'later' : 'conditions' });
    }
  }
  return [...found.values()].sort((a, b) => a.rule.index - b.rule.index);
}

function speaks(profile: Profile, index: number, args: readonly bigint[]): boolean {
  return conditionSets(profile.rules[index]?.args ?? []).some((conditions) => holdAll(conditions, args));
}
