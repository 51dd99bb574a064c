import { MOST_INSTRUCTIONS } from '../../../linux/index.ts';
import type { AddedRule } from './AddedRule.ts';
import type { ArgumentNode } from './ArgumentNode.ts';
import { type AddOutcome, addTree } from './addTree.ts';
import type { Target } from './Block.ts';
import { chainOf } from './chainOf.ts';
import { pruneTree } from './pruneTree.ts';
import { releaseTree } from './references.ts';

/** libseccomp, db.h struct db_sys_list: what the filter holds for one number. */
export interface CallEntry {
  chains: ArgumentNode | undefined;
  /** Answers where there are no chains. */
  answer: AddedRule | undefined;
  /** How many nodes libseccomp counts in the chains. */
  nodes: number;
  /** Higher stands earlier in the program. */
  priority: number;
  /** Every rule that was added for the number, in order. */
  rules: AddedRule[];
  /** What became of the chains in the program. */
  program: Target;
}

/** By number, libseccomp's negative pseudo numbers among them: no call has these, but rules on them can conflict. */
export type CallTable = Map<number, CallEntry>;

/** db.c _DB_PRI_MASK_CHAIN. */
const HIGHEST_PRIORITY = 0xffff;

/** Why a rule isn't taken: two actions for the same arguments (libseccomp's EEXIST), libseccomp runs for ever, or the program is too long for the kernel. */
export type RuleRefusal = 'conflict' | 'endless' | 'too-long';

/** How an architecture's trees are built: the width of their values, by which release. */
export interface TreeKind {
  bits: 32 | 64;
  libseccomp: string;
}

/** db.c db_rule_add; undefined where the rule is taken. */
export function addRule(
  table: CallTable,
  number: number,
  rule: AddedRule,
  { bits, libseccomp }: TreeKind,
): RuleRefusal | undefined {
  const added = chainOf(rule, bits);
  const old = table.get(number);
  if (old === undefined) {
    table.set(number, {
      ...added,
      answer: added.chains === undefined ? rule : undefined,
      priority: HIGHEST_PRIORITY - added.nodes,
      rules: [rule],
      program: undefined,
    });
    return undefined;
  }
  old.rules.push(rule);
  const outcome = join(old, rule, added, libseccomp);
  if (outcome !== 'added') return outcome;
  old.priority = ((old.priority & ~HIGHEST_PRIORITY) | (HIGHEST_PRIORITY - old.nodes)) >>> 0;
  // Each comparison needs one instruction at least.
  return old.nodes > MOST_INSTRUCTIONS ? 'too-long' : undefined;
}

/** What db_rule_add does where the number has rules already: the shorter chain, or the earlier call without any, wins. */
function join(
  old: CallEntry,
  rule: AddedRule,
  added: { chains: ArgumentNode | undefined; nodes: number },
  libseccomp: string,
): AddOutcome {
  if (old.chains === undefined) return 'added';
  if (added.chains === undefined) {
    releaseTree(old, 'chains');
    old.chains = undefined;
    old.nodes = 0;
    old.answer = rule;
    return 'added';
  }
  const { gone, redundant } = pruneTree(old, added.chains, rule.action);
  old.nodes -= gone;
  if (gone > 0 && old.chains === undefined) {
    old.chains = added.chains;
    old.nodes = added.nodes;
    return 'added';
  }
  if (gone === 0 && redundant) return 'added';
  const outcome = addTree(old, 'chains', added.chains, { entry: old, libseccomp });
  if (outcome !== 'added') return outcome;
  old.nodes += added.nodes;
  old.nodes -= releaseTree(added, 'chains');
  return 'added';
}
