import { type Architecture, WORD_BITS } from '../../../linux/index.ts';
import type { AddedRule } from '../../filter/libseccomp/AddedRule.ts';
import { blocksOf, type Target } from '../../filter/libseccomp/Block.ts';
import { blockInstructions } from '../../filter/libseccomp/blockInstructions.ts';
import { inPostorder, type Node, type Return } from '../Node.ts';
import type { NodeTable } from '../NodeTable.ts';
import type { Tree } from '../search/solveRuns.ts';
import { argumentOffset } from '../seccompData.ts';
import { blockNodes } from './blockNodes.ts';
import { foldTests } from './foldTests.ts';
import { searchHalf } from './searchHalf.ts';
import { isTest, type Outcome, type Test, testTable } from './Test.ts';

/**
 * The comparisons of arguments for each call, with the answers that libseccomp's give, misreadings included. What an earlier comparison has settled isn't asked
 * again, and no half is loaded while it is in the accumulator; but where that takes more instructions, or a call has very many conditions, the comparisons
 * stand as libseccomp makes them; so do all where `isFolded` is false.
 */
export function argumentNodes(
  endian: Architecture['endian'],
  table: NodeTable,
  answerOfRule: (rule: AddedRule | undefined) => Return,
  isFolded: boolean,
): (target: Target) => Node {
  const make = testTable();
  const plain = blockNodes(endian, table, answerOfRule);
  const made = new Map<Target, Node>();
  const loaded = new Map<Test, Node>();
  const unloaded = new Map<Test, Node>();
  const searched = new Map<Test, ReturnType<typeof searchHalf>>();

  return (target) => {
    const known = made.get(target);
    if (known !== undefined) return known;
    const folded = isFolded ? foldTests(target, make, answerOfRule) : undefined;
    const ours = folded && nodeOf(folded, undefined);
    const node = ours !== undefined && lengthFrom(ours) <= lengthOf(target) ? ours : plain(target);
    made.set(target, node);
    return node;
  };

  /** `held`: the half in the accumulator, whole. */
  function nodeOf(outcome: Outcome, held: number | undefined): Node {
    if (!isTest(outcome)) return outcome;
    const isHeld = held === outcome.half;
    const memo = isHeld ? loaded : unloaded;
    const known = memo.get(outcome);
    if (known !== undefined) return known;
    const comparison = compare(outcome);
    const node = isHeld ? comparison : table.load(argumentOffset(outcome.half, endian), comparison);
    memo.set(outcome, node);
    return node;
  }

  /** The accumulator holds the test's half. */
  function compare(test: Test): Node {
    const { half, mask, op, datum, whenTrue, whenFalse } = test;
    if (mask !== WORD_BITS) {
      const isOneBit = (mask & (mask - 1)) === 0 && datum === mask;
      if (op === 'EQ' && isOneBit) return table.fork('SET', mask, nodeOf(whenTrue, half), nodeOf(whenFalse, half));
      if (op === 'EQ' && datum === 0) return table.fork('SET', mask, nodeOf(whenFalse, half), nodeOf(whenTrue, half));
      const comparison = table.fork(op, datum, nodeOf(whenTrue, undefined), nodeOf(whenFalse, undefined));
      return table.mask(mask, comparison);
    }
    if (!searched.has(test)) searched.set(test, searchHalf(test));
    const found = searched.get(test);
    if (found === undefined) return table.fork(op, datum, nodeOf(whenTrue, half), nodeOf(whenFalse, half));
    const { exits } = found;
    return ofTree(found.tree);

    function ofTree(tree: Tree): Node {
      if (typeof tree === 'number') return nodeOf(exits[tree] as Outcome, half);
      return table.fork(tree.op, tree.k, ofTree(tree.whenTrue), ofTree(tree.whenFalse));
    }
  }
}

/** The instructions of a call's comparisons as libseccomp makes them, without its answers. */
function lengthOf(target: Target): number {
  const copies = new Map(
    [...blocksOf(target)].map((block) => [block.copy.id, blockInstructions(block, 'little').length]),
  );
  return [...copies.values()].reduce((sum, length) => sum + length, 0);
}

/** The same of ours. */
function lengthFrom(node: Node): number {
  return inPostorder(node).filter(({ kind }) => kind !== 'return').length;
}
