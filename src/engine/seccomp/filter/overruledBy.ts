import type { Profile } from '../profile/Profile.ts';
import type { Condition } from './Condition.ts';
import type { Filter } from './Filter.ts';
import type { AddedRule } from './libseccomp/AddedRule.ts';
import type { CallEntry } from './libseccomp/CallTable.ts';
import { conditionSets } from './ruleConditions.ts';
import type { OverruledRule } from './Verdict.ts';

/**
 * The rules that speak of a call with these arguments, ask for another answer than the rule that decided, and have no effect: those that the runtime
 * left out (runc, seccomp_linux.go matchCall), and those in whose place a rule without conditions stands (libseccomp, db.c db_rule_add).
 */
export function overruledBy(
  decided: AddedRule,
  { profile, redundant }: Pick<Filter, 'profile' | 'redundant'>,
  { name, args, entry }: { name: string; args: readonly bigint[]; entry: CallEntry },
): readonly OverruledRule[] {
  const found = new Map<number, OverruledRule>();
  for (const rule of redundant.get(name) ?? []) {
    if (speaks(profile, rule.index, args)) found.set(rule.index, { rule, why: 'default' });
  }
  if (decided.conditions.length === 0) {
    for (const { action, rule, conditions } of entry.rules) {
      if (action === decided.action || !holdAll(conditions, args)) continue;
      found.set(rule.index, { rule, why: conditions.length === 0 ? 'later' : 'conditions' });
    }
  }
  return [...found.values()].sort((a, b) => a.rule.index - b.rule.index);
}

function speaks(profile: Profile, index: number, args: readonly bigint[]): boolean {
  return conditionSets(profile.rules[index]?.args ?? []).some((conditions) => holdAll(conditions, args));
}

const holdAll = (conditions: readonly Condition[], args: readonly bigint[]) =>
  conditions.every((condition) => holds(condition, args));

function holds({ index, op, mask, value }: Condition, args: readonly bigint[]): boolean {
  const argument = BigInt.asUintN(64, args[index] ?? 0n) & mask;
  const wanted = value & mask;
  switch (op) {
    case 'SCMP_CMP_NE':
      return argument !== wanted;
    case 'SCMP_CMP_LT':
      return argument < wanted;
    case 'SCMP_CMP_LE':
      return argument <= wanted;
    case 'SCMP_CMP_GE':
      return argument >= wanted;
    case 'SCMP_CMP_GT':
      return argument > wanted;
    case 'SCMP_CMP_EQ':
    case 'SCMP_CMP_MASKED_EQ':
      return argument === wanted;
  }
}
