import { type ArgumentNode, isLeaf, levelStart } from './ArgumentNode.ts';

/** A place that points at a node: a field of a node, of a call's entry, or a variable. */
export type Holder<Key extends string> = { [K in Key]: ArgumentNode | undefined };

/** db.c _db_node_get. */
export function hold<Node extends ArgumentNode | undefined>(node: Node): Node {
  if (node !== undefined) node.references += 1;
  return node;
}

/** db.c _db_node_put: lets go of a node, and of all below it where nobody else holds it. Gives how many nodes went. */
export function release<Key extends string>(holder: Holder<Key>, key: Key): number {
  const node = holder[key];
  if (node === undefined) return 0;
  node.references -= 1;
  if (node.references > 0) return 0;
  const before = { node: node.previous };
  const after = { node: node.next };
  if (before.node !== undefined) before.node.next = undefined;
  if (after.node !== undefined) after.node.previous = undefined;
  let gone = 1 + release(before, 'node') + release(after, 'node');
  if (before.node !== undefined) before.node.next = hold(after.node);
  if (after.node !== undefined) after.node.previous = hold(before.node);
  holder[key] = before.node ?? after.node;
  gone += releaseTree({ node: node.ifTrue }, 'node') + releaseTree({ node: node.ifFalse }, 'node');
  return gone;
}

/** db.c _db_tree_put: lets go of a level. */
export function releaseTree<Key extends string>(holder: Holder<Key>, key: Key): number {
  const gone = release(holder, key);
  const rest = holder[key];
  return rest === undefined ? gone : gone + cleanLevel(rest);
}

/** db.c _db_level_clean: takes a level away that only its own nodes hold. */
function cleanLevel(level: ArgumentNode): number {
  const start = levelStart(level);
  for (let node: ArgumentNode | undefined = start; node !== undefined; node = node.next) {
    const links = (node.previous === undefined ? 0 : 1) + (node.next === undefined ? 0 : 1);
    if (node.references > links) return 0;
  }
  const holder: Holder<'node'> = { node: start };
  let gone = 0;
  while (holder.node !== undefined) gone += release(holder, 'node');
  return gone;
}

/** db.c _db_tree_remove: takes a node out of a tree, and nodes that it leaves without any answer. Gives how many went. */
export function removeNode<Key extends string>(holder: Holder<Key>, key: Key, unwanted: ArgumentNode): number {
  const top = holder[key];
  if (top === undefined) return 0;
  let gone = 0;
  for (let node: ArgumentNode | undefined = levelStart(top); node !== undefined && gone === 0; node = node.next) {
    if (node !== unwanted) {
      gone += removeNode(node, 'ifTrue', unwanted) + removeNode(node, 'ifFalse', unwanted);
      // db.c _db_chain_zombie.
      if (!isLeaf(node) || node.whenTrue !== undefined || node.whenFalse !== undefined) continue;
    }
    if (node === holder[key]) holder[key] = node.previous ?? node.next;
    if (node.previous !== undefined) node.previous.next = node.next;
    if (node.next !== undefined) node.next.previous = node.previous;
    node.previous = undefined;
    node.next = undefined;
    return gone + release({ node }, 'node');
  }
  return gone;
}
