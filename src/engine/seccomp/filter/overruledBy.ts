import type { Profile } from '../profile/Profile.ts';
import { conditionSets, holdAll } from './Condition.ts';
import type { Filter } from './Filter.ts';
import type { AddedRule } from './libseccomp/AddedRule.ts';
import type { CallEntry } from './libseccomp/CallTable.ts';
import type { OverruledRule } from './Verdict.ts';

/** More rules for a call than this are not looked at: the roads ask for verdicts by the thousand. */
const MOST_RULES = 64;

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
