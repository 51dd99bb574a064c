import type { RuleRef } from '../profile/Profile.ts';
import type { Because, CallRange } from './Program.ts';

/**
 * A program before it is laid out: each node is one instruction, and jumps lead to nodes. Ways may meet again in one node, never run in a circle.
 * `assemble` finds each node its place.
 */
export type Node = Return | Step | Fork;

/** Ends the program with an answer. */
export interface Return {
  kind: 'return';
  code: number;
  k: number;
  serves: Serves;
}

/** Changes the accumulator. */
export interface Step {
  kind: 'step';
  code: number;
  k: number;
  serves: Serves;
  next: Node;
}

/** Compares the accumulator. */
export interface Fork {
  kind: 'fork';
  code: number;
  k: number;
  serves: Serves;
  whenTrue: Node;
  /** The way that is written right behind the comparison. */
  whenFalse: Node;
}

/** An instruction's origin while it is gathered. */
export interface Serves {
  calls: CallRange[];
  rules: Set<RuleRef>;
  because: Because[];
}

export function serves(): Serves {
  return { calls: [], rules: new Set(), because: [] };
}

/** Counts more calls in, which come in ascending order. */
export function addCalls({ calls }: Serves, ranges: readonly CallRange[]): void {
  for (const range of ranges) {
    const last = calls.at(-1);
    if (last?.arch === range.arch && last.last + 1 === range.first) calls.splice(-1, 1, { ...last, last: range.last });
    else calls.push(range);
  }
}

/** Where a node leads, when true first. */
export function waysFrom(node: Node): readonly Node[] {
  if (node.kind === 'return') return [];
  return node.kind === 'step' ? [node.next] : [node.whenTrue, node.whenFalse];
}

/** Every node that can be reached, each after all that it leads to, so that the first node comes last. `waysOf`: in which order its ways are taken. */
export function inPostorder(entry: Node, waysOf: (node: Node) => readonly Node[] = waysFrom): readonly Node[] {
  const seen = new Set<Node>([entry]);
  const ordered: Node[] = [];
  // Not recursive: a profile can make a way of thousands of comparisons.
  const path: { node: Node; ways: readonly Node[]; at: number }[] = [{ node: entry, ways: waysOf(entry), at: 0 }];
  for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
    const way = top.ways[top.at];
    top.at += 1;
    if (way === undefined) {
      ordered.push(top.node);
      path.pop();
    } else if (!seen.has(way)) {
      seen.add(way);
      path.push({ node: way, ways: waysOf(way), at: 0 });
    }
  }
  return ordered;
}
