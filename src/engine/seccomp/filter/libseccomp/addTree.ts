import { type ArgumentNode, answersOnly, isLeaf, isLess, isSame } from './ArgumentNode.ts';
import { type Holder, hold, release } from './references.ts';

/** db.c _db_tree_add: puts a new tree into an old one. False where libseccomp answers EEXIST: two actions for the same arguments. Keeps `count`. */
export function addTree<Key extends string>(
  holder: Holder<Key>,
  key: Key,
  added: ArgumentNode,
  count: { nodes: number },
): boolean {
  let old = holder[key];
  while (old !== undefined) {
    if (isSame(old, added)) return join(old, added, count);
    if (isLess(old, added)) {
      insertBefore(old, added, holder, key);
      return true;
    }
    if (old.next === undefined) {
      added.previous = hold(old);
      old.next = hold(added);
      return true;
    }
    old = old.next;
  }
  return true;
}

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
function join(old: ArgumentNode, added: ArgumentNode, count: { nodes: number }): boolean {
  if (added.whenTrue !== undefined) {
    if (old.whenTrue === undefined) {
      if (!answersOnly(old.ifTrue, added.whenTrue.action)) return false;
      count.nodes -= release(old, 'ifTrue');
      old.ifTrue = undefined;
      old.whenTrue = added.whenTrue;
    } else if (added.whenTrue.action !== old.whenTrue.action) {
      if (added.high && added.full > old.full) old.whenTrue = added.whenTrue;
      if (isLeaf(old) || isLeaf(added)) return false;
    }
  }
  if (added.whenFalse !== undefined) {
    if (old.whenFalse === undefined) {
      if (!answersOnly(old.ifFalse, added.whenFalse.action)) return false;
      count.nodes -= release(old, 'ifFalse');
      old.ifFalse = undefined;
      old.whenFalse = added.whenFalse;
    } else if (added.whenFalse.action !== old.whenFalse.action) {
      // Here db.c copies act_t where the new value is smaller, but no node that answers when false in its upper half answers when true.
      if (isLeaf(old) || isLeaf(added)) return false;
    }
  }
  for (const side of ['ifTrue', 'ifFalse'] as const) {
    const below = added[side];
    if (below === undefined) continue;
    if (old[side] !== undefined) {
      if (!addTree(old, side, below, count)) return false;
    } else if (old[side === 'ifTrue' ? 'whenTrue' : 'whenFalse'] === undefined) old[side] = hold(below);
    else return true;
  }
  return true;
}
