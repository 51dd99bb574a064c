import type { AddedRule } from './AddedRule.ts';
import type { ArgumentNode } from './ArgumentNode.ts';

/** What the program's accumulator holds: half `half` of the arguments (twice the argument, plus 1 for its upper half), masked. */
export interface Accumulator {
  half: number;
  mask: number;
}

/** gen_bpf.c struct bpf_blk: the instructions for one comparison. */
export interface Block {
  node: ArgumentNode;
  /** What it takes to be in the accumulator; undefined where it loads its half itself. */
  start: Accumulator | undefined;
  /** What it leaves there, and compares. */
  end: Accumulator;
  ifTrue: Target;
  ifFalse: Target;
  copy: Copy;
}

/** Where a comparison leads: to another one, to a rule's answer, or to the default action. */
export type Target = Block | AddedRule | undefined;

/** libseccomp writes blocks with the same instructions once into the program, whichever calls and architectures they serve. */
export interface Copy {
  id: number;
  /** Already in the program. */
  placed: boolean;
  /** Loads what it takes to be in the accumulator, for the block that placed it leaves something else there. */
  reloads: boolean;
}

export function isBlock(target: Target): target is Block {
  return target !== undefined && 'copy' in target;
}

/** Which half of the arguments a node compares. */
export function halfOfNode(node: ArgumentNode): number {
  return node.argument * 2 + (node.high ? 1 : 0);
}

export function sameAccumulator(a: Accumulator | undefined, b: Accumulator): boolean {
  return a?.half === b.half && a.mask === b.mask;
}

/** Every block that a program reaches. */
export function blocksOf(program: Target): ReadonlySet<Block> {
  const blocks = new Set<Block>();
  const waiting = [program];
  while (waiting.length > 0) {
    const target = waiting.pop();
    if (!isBlock(target) || blocks.has(target)) continue;
    blocks.add(target);
    waiting.push(target.ifTrue, target.ifFalse);
  }
  return blocks;
}
