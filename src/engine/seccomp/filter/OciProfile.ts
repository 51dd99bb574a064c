import type { Rule } from '../profile/Profile.ts';
import type { InactiveRule } from './Verdict.ts';

export type Why = InactiveRule['why'];

/** What an engine hands to the runtime: the rules that apply to the target, those that don't, the architectures, the default's error number. */
export interface OciProfile {
  rules: readonly Rule[];
  inactive: readonly { rule: Rule; why: Why }[];
  architectures: readonly string[];
  defaultErrnoRet?: number;
}

/** Sorts rules by why they don't apply, if anything speaks against them. */
export function sortRules(
  rules: readonly Rule[],
  whyNot: (rule: Rule) => Why | undefined,
): Pick<OciProfile, 'rules' | 'inactive'> {
  const active: Rule[] = [];
  const inactive: { rule: Rule; why: Why }[] = [];
  for (const rule of rules) {
    const why = whyNot(rule);
    if (why === undefined) active.push(rule);
    else inactive.push({ rule, why });
  }
  return { rules: active, inactive };
}
