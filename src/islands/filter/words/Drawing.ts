import type { BlockShown } from '../state/State.ts';

/** What a place of the drawing is: a comparison, an answer, a block that is drawn elsewhere, or one whose further ways are left out. */
export type NodeKind = 'test' | 'answer' | 'elsewhere' | 'folded';

/** A block in the drawing. */
export interface TreeNode {
  block: BlockShown;
  kind: NodeKind;
  /** The calls that come here, from 0. */
  on: readonly number[];
  /** Which comparison's outcome leads here from the block above; undefined where that has one way on. */
  when: 'yes' | 'no' | undefined;
  children: readonly TreeNode[];
}

export interface PlacedNode extends Omit<TreeNode, 'children'> {
  x: number;
  y: number;
}

export interface PlacedEdge {
  from: { x: number; y: number };
  to: { x: number; y: number };
  when: TreeNode['when'];
  on: readonly number[];
}

export interface Drawing {
  /** Which way the blocks follow one another: to the bottom, or to the right. */
  direction: 'down' | 'onward';
  nodes: readonly PlacedNode[];
  edges: readonly PlacedEdge[];
  width: number;
  height: number;
}
