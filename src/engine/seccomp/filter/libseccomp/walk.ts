import type { AddedRule } from './AddedRule.ts';
import { type Accumulator, type Block, halfOfNode, isBlock, type Target } from './Block.ts';

/** The rule that answers a call with these arguments; undefined for the default action. */
export function walk(program: Target, args: readonly bigint[]): AddedRule | undefined {
  let target = program;
  let loaded: Accumulator = { half: 0, mask: 0 };
  while (isBlock(target)) {
    loaded = accumulatorIn(target, loaded);
    target = compare(target, halfOf(args, loaded.half) & loaded.mask) ? target.ifTrue : target.ifFalse;
  }
  return target;
}

/** What a block compares, given what the one before it left in the accumulator. */
export function accumulatorIn({ node, start, copy }: Block, before: Accumulator): Accumulator {
  if (start === undefined) return { half: halfOfNode(node), mask: node.mask };
  const held = copy.reloads ? start : before;
  // Without a load of its own it masks once more only where it knows the mask to differ.
  return node.mask === start.mask ? held : { half: held.half, mask: (held.mask & node.mask) >>> 0 };
}

/** 32 bits of the arguments: `half` counts from the lower half of argument 0. */
function halfOf(args: readonly bigint[], half: number): number {
  const argument = args[half >> 1] ?? 0n;
  return Number(BigInt.asUintN(32, half & 1 ? argument >> 32n : argument));
}

/** Whether a block's comparison holds for what is in the accumulator. */
function compare({ node }: Block, value: number): boolean {
  const unsigned = value >>> 0;
  if (node.op === 'GT') return unsigned > node.datum;
  return node.op === 'GE' ? unsigned >= node.datum : unsigned === node.datum;
}
