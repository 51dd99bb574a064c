import type { AddedRule } from './AddedRule.ts';
import { type ArgumentNode, levelStart } from './ArgumentNode.ts';
import type { CallEntry } from './CallTable.ts';

/** The rule that answers a call with these arguments; undefined for the default action. */
export function walk(entry: CallEntry, args: readonly bigint[]): AddedRule | undefined {
  return entry.chains === undefined ? entry.answer : walkLevel(entry.chains, args);
}

/** gen_bpf.c _gen_bpf_chain: a level that no answer ends falls through to the next node of the level above. */
function walkLevel(level: ArgumentNode, args: readonly bigint[]): AddedRule | undefined {
  for (let node: ArgumentNode | undefined = levelStart(level); node !== undefined; node = node.next) {
    const holds = compare(node, halfOf(args[node.argument] ?? 0n, node.high));
    const below = holds ? node.ifTrue : node.ifFalse;
    const answer = below === undefined ? (holds ? node.whenTrue : node.whenFalse) : walkLevel(below, args);
    if (answer !== undefined) return answer;
  }
  return undefined;
}

/** 32 bits of an argument, unsigned. */
export function halfOf(argument: bigint, high: boolean): number {
  return Number(BigInt.asUintN(32, high ? argument >> 32n : argument));
}

/** Whether a node's comparison holds for its half of the argument. */
export function compare(node: ArgumentNode, half: number): boolean {
  const masked = (half & node.mask) >>> 0;
  if (node.op === 'GT') return masked > node.datum;
  return node.op === 'GE' ? masked >= node.datum : masked === node.datum;
}
