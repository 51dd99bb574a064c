import { WORD_BITS } from '../../../linux/index.ts';
import { type Accumulator, type Block, halfOfNode } from './Block.ts';
import { jumping, loadHalf, masked, type Unplaced } from './BpfInstruction.ts';

/** gen_bpf.c _gen_bpf_node: what a comparison of half an argument takes. */
export function blockInstructions({ node, start, copy }: Block, endian: 'little' | 'big'): readonly Unplaced[] {
  const load = ({ half, mask }: Accumulator) => [loadHalf(half, endian), ...(mask === WORD_BITS ? [] : [masked(mask)])];
  const loaded = start === undefined || copy.reloads ? load(start ?? { half: halfOfNode(node), mask: WORD_BITS }) : [];
  const mask = node.mask === (start?.mask ?? WORD_BITS) ? [] : [masked(node.mask)];
  return [...loaded, ...mask, jumping(node.op === 'MASKED_EQ' ? 'EQ' : node.op, node.datum)];
}
