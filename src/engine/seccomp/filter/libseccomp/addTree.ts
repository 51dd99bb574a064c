import { does } from '../../../linux/index.ts';
import { type ArgumentNode, answersOnly, isLeaf, isLess, isSame } from './ArgumentNode.ts';
import { type Holder, hold, release } from './references.ts';

/** No level is longer (CallTable.ts refuses a call with so many comparisons). */
const MOST_STEPS = 20_000;

/** How it ends to put one tree into another: well, with EEXIST (two actions for the same arguments), or with a level that runs in a circle. */
export type AddOutcome = 'added' | 'conflict' | 'endless';

/** Who counts the nodes of the old tree, and which release of libseccomp adds to it. */
interface Context {
  entry: { nodes: number };
  libseccomp: string;
}

/** db.c _db_tree_add: puts a new tree into an old one, and keeps count of the nodes that this takes out. */
export function addTree<Key extends string>(
  holder: Holder<Key>,
  key: Key,
  added: ArgumentNode,
  context: Context,
): AddOutcome {
  let old = holder[key];
  while (old !== undefined) {
    if (isSame(old, added)) return join(old, added, context);
    if (isLess(old, added)) {
      const linked = isLinked(added);
      insertBefore(old, added, holder, key);
      return linked && runsInCircle(added) ? 'endless' : 'added';
    }
    if (old.next === undefined) {
      const linked = isLinked(added);
      added.previous = hold(old);
      old.next = hold(added);
      return linked && runsInCircle(added) ? 'endless' : 'added';
    }
    old = old.next;
  }
  return 'added';
}

/**
 * A level that two nodes lead to may be met twice, and libseccomp doesn't go back to its start before it adds (the holder can point into its middle):
 * it then links a node in that stands there already, and never comes to an end when it next runs along the level.
 */
function runsInCircle(node: ArgumentNode): boolean {
  for (const direction of ['previous', 'next'] as const) {
    let steps = 0;
    for (let at = node[direction]; at !== undefined; at = at[direction]) {
      if (at === node || ++steps > MOST_STEPS) return true;
    }
  }
  return false;
}

const isLinked = (node: ArgumentNode) => (node.previous ?? node.next) !== undefined;

function insertBefore<Key extends string>(old: ArgumentNode, added: ArgumentNode, holder: Holder<Key>, key: Key): void {
  if (old.previous !== undefined) {
    old.previous.next = hold(added);
    added.previous = old.previous;
    old.previous = hold(added);
    added.next = old;
  } else {
    old.previous = hold(added);
    added.next = hold(old);
  }
  if (holder[key] === old) {
    holder[key] = hold(added);
    release({ node: old }, 'node');
  }
}

/** Both make the same comparison: their answers and the levels below become one. */
function join(old: ArgumentNode, added: ArgumentNode, context: Context): AddOutcome {
  if (added.whenTrue !== undefined) {
    if (old.whenTrue === undefined) {
      if (!answersOnly(old.ifTrue, added.whenTrue.action)) return 'conflict';
      context.entry.nodes -= release(old, 'ifTrue');
      old.ifTrue = undefined;
      old.whenTrue = added.whenTrue;
    } else if (added.whenTrue.action !== old.whenTrue.action) {
      if (added.high && added.full > old.full) old.whenTrue = added.whenTrue;
      if (isLeaf(old) || isLeaf(added)) return 'conflict';
    }
  }
  if (added.whenFalse !== undefined) {
    if (old.whenFalse === undefined) {
      if (!answersOnly(old.ifFalse, added.whenFalse.action)) return 'conflict';
      context.entry.nodes -= release(old, 'ifFalse');
      old.ifFalse = undefined;
      old.whenFalse = added.whenFalse;
    } else if (added.whenFalse.action !== old.whenFalse.action) {
      // Before 2.6.1 it copied act_t here, which a node that answers when false in its upper half never looks at.
      const isFixed = does('libseccomp-joins-below', context.libseccomp);
      if (isFixed && added.high && added.full < old.full) old.whenFalse = added.whenFalse;
      if (isLeaf(old) || isLeaf(added)) return 'conflict';
    }
  }
  for (const side of ['ifTrue', 'ifFalse'] as const) {
    const below = added[side];
    if (below === undefined) continue;
    if (old[side] !== undefined) {
      const outcome = addTree(old, side, below, context);
      if (outcome !== 'added') return outcome;
    } else if (old[side === 'ifTrue' ? 'whenTrue' : 'whenFalse'] === undefined) old[side] = hold(below);
    else return 'added';
  }
  return 'added';
}
