import { type ArgumentNode, answersOnly, isLeaf, isLess, isSame, levelStart } from './ArgumentNode.ts';
import { type Holder, hold, release, removeNode } from './references.ts';

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
export function pruneTree(
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
