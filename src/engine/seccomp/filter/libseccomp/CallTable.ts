import type { AddedRule } from './AddedRule.ts';
import type { ArgumentNode } from './ArgumentNode.ts';
import { addTree } from './addTree.ts';
import { chainOf } from './chainOf.ts';
import { pruneTree } from './pruneTree.ts';
import { releaseTree } from './references.ts';

/** libseccomp, db.h struct db_sys_list: what the filter holds for one number. */
export interface CallEntry {
  chains: ArgumentNode | undefined;
  /** Answers where there are no chains. */
  answer: AddedRule | undefined;
  /** Every rule that was added for the number, in order. */
  rules: AddedRule[];
}

/** By number, libseccomp's negative pseudo numbers among them: no call has these, but rules on them can conflict. */
export type CallTable = Map<number, CallEntry>;

/** db.c db_rule_add. False where libseccomp answers EEXIST. */
export function addRule(table: CallTable, number: number, rule: AddedRule, bits: 32 | 64): boolean {
  const added = { chains: chainOf(rule, bits) };
  const entry = table.get(number);
  if (entry === undefined) {
    table.set(number, { chains: added.chains, answer: added.chains === undefined ? rule : undefined, rules: [rule] });
    return true;
  }
  entry.rules.push(rule);
  if (entry.chains === undefined) return true;
  if (added.chains === undefined) {
    releaseTree(entry, 'chains');
    entry.chains = undefined;
    entry.answer = rule;
    return true;
  }
  const { gone, redundant } = pruneTree(entry, added.chains, rule.action);
  if (gone > 0 && entry.chains === undefined) {
    entry.chains = added.chains;
    return true;
  }
  if (gone === 0 && redundant) return true;
  if (!addTree(entry, 'chains', added.chains)) return false;
  releaseTree(added, 'chains');
  return true;
}
