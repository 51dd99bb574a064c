import { type Architecture, WORD_BITS } from '../../../linux/index.ts';
import type { AddedRule } from '../../filter/libseccomp/AddedRule.ts';
import { type ArgumentNode, levelStart } from '../../filter/libseccomp/ArgumentNode.ts';
import {
  type Accumulator,
  type Block,
  blocksOf,
  halfOfNode,
  isBlock,
  type Target,
} from '../../filter/libseccomp/Block.ts';
import { blockInstructions } from '../../filter/libseccomp/blockInstructions.ts';
import { canHold, type Finding } from '../../filter/libseccomp/canHold.ts';
import { accumulatorIn } from '../../filter/libseccomp/walk.ts';
import type { RuleRef } from '../../profile/formatProfile.ts';
import { inPostorder, type Node, type NodeTable, type Return } from '../NodeTable.ts';
import { argumentOffset } from '../run.ts';
import type { Tree } from '../search/solveRuns.ts';
import { isTest, type MakeTest, type Outcome, searchHalf, type Test, testTable } from './searchHalf.ts';

/**
 * The comparisons of a call's arguments as libseccomp makes them. A block loads half an argument where libseccomp's does; else it takes what is in the
 * accumulator, right or wrong, as `walk` does. Blocks that libseccomp writes once are one here too.
 */
function blockNodes(
  endian: Architecture['endian'],
  table: NodeTable,
  answerOfRule: (rule: AddedRule | undefined) => Return,
): (target: Target) => Node {
  const made = new Map<number, Node>();
  const known = new Map<ArgumentNode, Rules>();
  return nodeOf;

  function nodeOf(program: Target): Node {
    // Not recursive: a call can have thousands of conditions.
    const waiting = [program];
    for (let target = waiting.at(-1); target !== undefined; target = waiting.at(-1)) {
      if (!isBlock(target) || made.has(target.copy.id)) waiting.pop();
      else {
        const ways = [target.ifTrue, target.ifFalse].filter((way) => isBlock(way) && !made.has(way.copy.id));
        if (ways.length > 0) waiting.push(...ways);
        else {
          made.set(target.copy.id, nodeOfBlock(target));
          waiting.pop();
        }
      }
    }
    return settled(program);
  }

  function settled(target: Target): Node {
    return (
      (isBlock(target) ? made.get(target.copy.id) : undefined) ?? answerOfRule(isBlock(target) ? undefined : target)
    );
  }

  function nodeOfBlock(block: Block): Node {
    const { node, start, copy, ifTrue, ifFalse } = block;
    const op = node.op === 'MASKED_EQ' ? 'EQ' : node.op;
    const comparison = table.fork(op, node.datum, settled(ifTrue), settled(ifFalse));
    if (comparison.kind === 'fork') for (const rule of rulesOf(node, known)) comparison.serves.rules.add(rule);
    if (start === undefined) return loaded(halfOfNode(node), node.mask, comparison);
    const narrowed = node.mask === start.mask ? comparison : table.mask(node.mask, comparison);
    return copy.reloads ? loaded(start.half, start.mask, narrowed) : narrowed;
  }

  function loaded(half: number, bits: number, next: Node): Node {
    return table.load(argumentOffset(half, endian), bits === WORD_BITS ? next : table.mask(bits, next));
  }
}

type Rules = ReadonlySet<RuleRef>;

/** The rules that a comparison is there for: those that it answers with itself, and those of all comparisons below it. `known` saves what was found. */
function rulesOf(node: ArgumentNode, known: Map<ArgumentNode, Rules>): Rules {
  const rules = new Set<RuleRef>();
  for (const answer of [node.whenTrue, node.whenFalse]) if (answer !== undefined) rules.add(answer.rule);
  for (const level of [node.ifTrue, node.ifFalse]) {
    if (level !== undefined) for (const rule of rulesOfLevel(levelStart(level), known)) rules.add(rule);
  }
  return rules;
}

function rulesOfLevel(start: ArgumentNode, known: Map<ArgumentNode, Rules>): Rules {
  const found = known.get(start);
  if (found !== undefined) return found;
  const rules = new Set<RuleRef>();
  for (let node: ArgumentNode | undefined = start; node !== undefined; node = node.next) {
    for (const rule of rulesOf(node, known)) rules.add(rule);
  }
  known.set(start, rules);
  return rules;
}

/** Calls with more conditions keep the comparisons as libseccomp makes them. */
const MOST_BLOCKS = 48;
const MOST_WORK = 4000;

/**
 * What libseccomp's comparisons for a call ask, misreadings included, without those whose outcome is certain by then: none asks what an earlier one has
 * settled. Undefined for a call with very many.
 */
function foldTests(
  program: Target,
  make: MakeTest,
  answerOfRule: (rule: AddedRule | undefined) => Return,
): Outcome | undefined {
  if (!isBlock(program)) return answerOfRule(program);
  if (blocksOf(program).size > MOST_BLOCKS) return undefined;
  let work = 0;
  return fold(program, { half: 0, mask: 0 }, new Map());

  function fold(
    target: Target,
    loaded: Accumulator,
    known: ReadonlyMap<number, readonly Finding[]>,
  ): Outcome | undefined {
    if (!isBlock(target)) return answerOfRule(target);
    work++;
    if (work > MOST_WORK) return undefined;
    const next = accumulatorIn(target, loaded);
    const { op: written, datum } = target.node;
    const op = written === 'MASKED_EQ' ? 'EQ' : written;
    const before = known.get(next.half) ?? [];
    const after = (held: boolean) => [...before, { op, datum, mask: next.mask, held }];
    const way = (held: boolean) =>
      fold(held ? target.ifTrue : target.ifFalse, next, new Map(known).set(next.half, after(held)));
    if (!canHold(after(true))) return way(false);
    if (!canHold(after(false))) return way(true);
    const whenTrue = way(true);
    const whenFalse = whenTrue && way(false);
    return whenFalse && make({ ...next, op, datum, whenTrue, whenFalse });
  }
}

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
