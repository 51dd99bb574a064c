import type { Node } from '../Node.ts';

/** What the nodes are called to which a search's trees lead; a number without a node stands for one that is still to be made. */
export interface Leaves {
  nodes: (Node | undefined)[];
  of(node: Node): number;
}

export function startLeaves(): Leaves {
  const nodes: (Node | undefined)[] = [];
  const known = new Map<Node, number>();
  return {
    nodes,
    of(node) {
      const found = known.get(node) ?? nodes.push(node) - 1;
      known.set(node, found);
      return found;
    },
  };
}
