import { MOST_INSTRUCTIONS } from '../../../linux/index.ts';
import type { AddedRule } from './AddedRule.ts';
import { type ArgumentNode, answersOnly, isLeaf, isLess, isSame, levelStart } from './ArgumentNode.ts';
import { type AddOutcome, addTree } from './addTree.ts';
import type { Target } from './Block.ts';
import { chainOf } from './chainOf.ts';
import { type Holder, hold, release, releaseTree, removeNode } from './references.ts';

/** db.c _DB_IST_*: what a comparison of two trees has found so far. */
const MATCH = 0x1;
const MATCH_ONCE = 0x2;
const OLD_FINISHED = 0x10;
const NEW_FINISHED = 0x20;
const OLD_PREFIX = 0x100;
const NEW_PREFIX = 0x200;
const MATCHES = MATCH | MATCH_ONCE;
/** _DB_IST_M_REDUNDANT: the old tree already answers wherever the new one would. */
const REDUNDANT = MATCH | OLD_FINISHED | NEW_PREFIX;

interface Context {
  tree: Holder<'chains'>;
  action: number;
}

/**
 * db.c _db_tree_prune, as db_rule_add calls it: takes out of the old tree what the new one, which answers `action`, makes needless.
 * Gives how many nodes went, and whether the new tree is needless itself.
 */
function pruneTree(
  tree: Holder<'chains'>,
  added: ArgumentNode | undefined,
  action: number,
): { gone: number; redundant: boolean } {
  const state = { flags: 0 };
  const gone = prune(tree.chains, added, state, { tree, action });
  return { gone, redundant: (state.flags & REDUNDANT) === REDUNDANT };
}

/** One level; `state` is the caller's, read and written as in C. */
function prune(
  level: ArgumentNode | undefined,
  added: ArgumentNode | undefined,
  state: { flags: number },
  context: Context,
): number {
  let gone = 0;
  let flags = state.flags;

  /** Compares the levels below with `old` held fast; true where this level is done with. */
  function descend(
    old: { node: ArgumentNode | undefined },
    below: ArgumentNode | undefined,
    other: ArgumentNode | undefined,
    passed: number,
  ): number {
    const next = { flags: passed };
    hold(old.node);
    gone += prune(below, other, next, context);
    gone += release(old, 'node');
    return next.flags;
  }

  function scan(): void {
    if (added === undefined || level === undefined) return;
    if ((state.flags & MATCHES) === MATCH_ONCE) return;
    let following: ArgumentNode | undefined;
    let fruitless: number | undefined;
    for (let current: ArgumentNode | undefined = levelStart(level); current !== undefined; current = following) {
      following = current.next;
      const old: { node: ArgumentNode | undefined } = { node: current };
      if (isSame(current, added)) {
        flags |= MATCHES;
        if (isLeaf(added)) flags |= NEW_FINISHED;
        if (isLeaf(current)) flags |= OLD_FINISHED;
        if (hasMore(current, added)) return;
        if (flags & NEW_FINISHED && flags & OLD_FINISHED && !sameAnswers(current, added)) return;
        if (added.ifTrue !== undefined) {
          const below = descend(old, current.ifTrue, added.ifTrue, state.flags | MATCHES);
          if (below & MATCH) flags |= below;
          if (old.node === undefined) continue;
        }
        if (added.ifFalse !== undefined) {
          const below = descend(old, old.node?.ifFalse, added.ifFalse, state.flags | MATCHES);
          if (below & MATCH) flags |= below;
          if (old.node === undefined) continue;
        }
        if (old.node !== undefined && answersOnly(old.node, context.action) && flags & MATCH) {
          if (flags & NEW_FINISHED && flags & OLD_PREFIX) {
            gone += removeNode(context.tree, 'chains', old.node);
            if (context.tree.chains === undefined) return;
          } else if (flags & OLD_FINISHED && flags & NEW_PREFIX) return;
        }
      } else if (isLess(current, added)) {
        if (state.flags & NEW_PREFIX) return;
        const passed = (state.flags & ~MATCH) | OLD_PREFIX;
        for (const side of ['ifTrue', 'ifFalse'] as const) {
          if (old.node?.[side] === undefined) continue;
          const below = descend(old, old.node[side], added, passed);
          if (below & MATCH) {
            flags |= below;
            return;
          }
          if (old.node === undefined) break;
        }
      } else {
        if (state.flags & OLD_PREFIX) return;
        // Below the new node libseccomp starts the old level over for every node of it; where that changed nothing, once is enough.
        if (fruitless === gone) continue;
        const before = gone;
        const passed = (state.flags & ~MATCH) | NEW_PREFIX;
        for (const side of ['ifTrue', 'ifFalse'] as const) {
          if (added[side] === undefined) continue;
          const below = descend(old, old.node, added[side], passed);
          if (below & MATCH) {
            flags |= below;
            return;
          }
          if (old.node === undefined) break;
        }
        if (gone === before) fruitless = gone;
      }
    }
    flags &= ~MATCH;
  }

  scan();
  if (flags & MATCH) state.flags |= flags;
  else state.flags &= ~MATCH;
  return gone;
}

/** Whether the old node goes on, on a side on which the new one doesn't. */
function hasMore(old: ArgumentNode, added: ArgumentNode): boolean {
  return (
    ((old.whenTrue ?? old.ifTrue) !== undefined && (added.whenTrue ?? added.ifTrue) === undefined) ||
    ((old.whenFalse ?? old.ifFalse) !== undefined && (added.whenFalse ?? added.ifFalse) === undefined)
  );
}

function sameAnswers(old: ArgumentNode, added: ArgumentNode): boolean {
  return old.whenTrue?.action === added.whenTrue?.action && old.whenFalse?.action === added.whenFalse?.action;
}

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
interface TreeKind {
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
