import { type ArgumentNode, levelStart } from './ArgumentNode.ts';
import { type Accumulator, type Copy, halfOfNode, isBlock, type Target } from './Block.ts';
import type { CallEntry } from './CallTable.ts';

/**
 * gen_bpf.c, from the trees of comparisons to the program: fills `program` of every entry. `entries` are in the order in which the calls stand in
 * the program, over all architectures.
 *
 * libseccomp loads half an argument only where it believes another one to be in the accumulator, and believes it of a block by the one jump that
 * placed it (_gen_bpf_build_bpf, "do we need to reload the accumulator?"). Another jump to the same block may come with something else loaded;
 * then the block compares the wrong thing, and so must this (layOut.ts).
 */
export function generateBlocks(entries: readonly Pick<CallEntry, 'chains' | 'answer' | 'program'>[]): void {
  const copies = new Map<string, Copy>();
  for (const entry of entries) {
    entry.program = entry.chains === undefined ? entry.answer : level(entry.chains, undefined, undefined);
  }

  /** gen_bpf.c _gen_bpf_chain: a level's first block. `next` is where the level ends when nothing in it answers. */
  function level(any: ArgumentNode, next: Target, before: Accumulator | undefined): Target {
    const nodes: { node: ArgumentNode; start: Accumulator | undefined; end: Accumulator }[] = [];
    let accumulator = before;
    for (let node: ArgumentNode | undefined = levelStart(any); node !== undefined; node = node.next) {
      const half = halfOfNode(node);
      // A mask can be narrowed by one more AND, not widened without a load.
      const loaded = accumulator?.half === half && (node.mask & ~accumulator.mask) === 0;
      const end = { half, mask: node.mask };
      nodes.push({ node, start: loaded ? accumulator : undefined, end });
      accumulator = end;
    }
    let following = next;
    for (const { node, start, end } of nodes.reverse()) {
      const ifTrue = node.ifTrue === undefined ? (node.whenTrue ?? following) : level(node.ifTrue, following, end);
      const ifFalse = node.ifFalse === undefined ? (node.whenFalse ?? following) : level(node.ifFalse, following, end);
      following = { node, start, end, ifTrue, ifFalse, copy: copyOf(node, start, end, ifTrue, ifFalse) };
    }
    return following;
  }

  /** gen_bpf.c _hsh_add. */
  function copyOf(node: ArgumentNode, start: Accumulator | undefined, end: Accumulator, ...targets: Target[]): Copy {
    const op = node.op === 'MASKED_EQ' ? 'EQ' : node.op;
    const jumps = targets.map((target) => (isBlock(target) ? `b${target.copy.id}` : `${target?.action}`));
    const key = [start?.half, start?.mask, end.half, end.mask, op, node.datum, ...jumps].join();
    const known = copies.get(key);
    if (known !== undefined) return known;
    const copy = { id: copies.size, placed: false, reloads: false };
    copies.set(key, copy);
    return copy;
  }
}
