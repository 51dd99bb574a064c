import { type Accumulator, type Block, isBlock, sameAccumulator, type Target } from './Block.ts';
import { accumulatorIn } from './walk.ts';

/** Whether two calls' programs compare the same things in the same order, and so come to the same action for all arguments. */
export function isSameProgram(one: Target, other: Target): boolean {
  const ids = new Map<Block, number>();
  const seen = new Set<string>();
  const waiting: { a: Target; b: Target; loaded: Accumulator }[] = [{ a: one, b: other, loaded: { half: 0, mask: 0 } }];
  for (let pair = waiting.pop(); pair !== undefined; pair = waiting.pop()) {
    const { a, b, loaded } = pair;
    if (!isBlock(a) || !isBlock(b)) {
      if (isBlock(a) || isBlock(b) || a?.action !== b?.action) return false;
      continue;
    }
    const key = `${idOf(a)} ${idOf(b)} ${loaded.half} ${loaded.mask}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const next = accumulatorIn(a, loaded);
    const isSameTest = a.node.op === b.node.op && a.node.datum === b.node.datum;
    if (!isSameTest || !sameAccumulator(next, accumulatorIn(b, loaded))) return false;
    waiting.push({ a: a.ifTrue, b: b.ifTrue, loaded: next }, { a: a.ifFalse, b: b.ifFalse, loaded: next });
  }
  return true;

  function idOf(block: Block): number {
    const id = ids.get(block) ?? ids.size;
    ids.set(block, id);
    return id;
  }
}
