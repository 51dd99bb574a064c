import type { RuleRef } from '../profile/Profile.ts';
import { ABS, ALU, AND, JEQ, JGE, JGT, JMP, LD, RET } from './Instruction.ts';
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
  whenFalse: Node;
  /** The way that is written right behind the comparison. */
  behind: 'whenTrue' | 'whenFalse';
}

/** An instruction's origin while it is gathered. */
export interface Serves {
  calls: CallRange[];
  rules: Set<RuleRef>;
  because?: Because;
}

export function serves(calls: readonly CallRange[] = [], rules: Iterable<RuleRef> = []): Serves {
  return { calls: [...calls], rules: new Set(rules) };
}

/** Counts more calls in, which come in ascending order. */
export function addCalls({ calls }: Serves, ranges: readonly CallRange[]): void {
  for (const range of ranges) {
    const last = calls.at(-1);
    if (last?.arch === range.arch && last.last + 1 === range.first) calls.splice(-1, 1, { ...last, last: range.last });
    else calls.push(range);
  }
}

/** Both ways of a comparison, that which is written right behind it last. */
export function branchesOf({ whenTrue, whenFalse, behind }: Fork): readonly [Node, Node] {
  return behind === 'whenTrue' ? [whenFalse, whenTrue] : [whenTrue, whenFalse];
}

function waysOf(node: Node): readonly Node[] {
  if (node.kind === 'return') return [];
  return node.kind === 'step' ? [node.next] : branchesOf(node);
}

/** Every node that can be reached, each after all that it leads to, so that the first node comes last. */
export function inPostorder(entry: Node): readonly Node[] {
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

// The instructions that a compiled filter is made of.

/** A = the word at this offset of struct seccomp_data. */
export function load(offset: number, serves: Serves, next: Node): Step {
  return { kind: 'step', code: LD | ABS, k: offset, serves, next };
}

/** A &= mask. */
export function mask(bits: number, serves: Serves, next: Node): Step {
  return { kind: 'step', code: ALU | AND, k: bits, serves, next };
}

/** Answers with a SECCOMP_RET_* value. */
export function answer(value: number, serves: Serves): Return {
  return { kind: 'return', code: RET, k: value, serves };
}

const COMPARISONS = { EQ: JEQ, GT: JGT, GE: JGE };

/** Whether A is equal to, greater than, or greater than or equal to `value`, unsigned. */
export function fork(
  comparison: keyof typeof COMPARISONS,
  value: number,
  serves: Serves,
  ways: Pick<Fork, 'whenTrue' | 'whenFalse' | 'behind'>,
): Fork {
  return { kind: 'fork', code: JMP | COMPARISONS[comparison], k: value, serves, ...ways };
}
