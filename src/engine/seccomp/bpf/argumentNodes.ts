import { type Architecture, WORD_BITS } from '../../linux/index.ts';
import { type ArgumentNode, levelStart } from '../filter/libseccomp/ArgumentNode.ts';
import { type Block, blocksOf, halfOfNode, isBlock, type Target } from '../filter/libseccomp/Block.ts';
import type { RuleRef } from '../profile/Profile.ts';
import type { AnswerNodes } from './answerNodes.ts';
import { type Fork, fork, load, mask, type Node, type Serves, serves } from './Node.ts';
import { argumentOffset } from './seccompData.ts';

/**
 * The comparisons of arguments, by the place in libseccomp's program for a call that they stand for. A block loads half an argument where
 * libseccomp's does; else it takes what is in the accumulator, right or wrong, as `walk` does. Blocks that libseccomp writes once are one here too.
 */
export function argumentNodes(
  programs: readonly Target[],
  endian: Architecture['endian'],
  answers: AnswerNodes,
): (target: Target) => Node {
  const copies = Map.groupBy(new Set(programs.flatMap((program) => [...blocksOf(program)])), ({ copy }) => copy.id);
  const known = new Map<ArgumentNode, ReadonlySet<RuleRef>>();
  const made = new Map<number, { entry: Node; comparison: Fork }>();
  for (const [id, blocks] of copies) {
    const [block] = blocks;
    if (block === undefined) continue;
    const origin = serves([], new Set(blocks.flatMap(({ node }) => [...rulesOf(node, known)])));
    const comparison = comparisonOf(block, origin, answers.ofRule(undefined));
    made.set(id, { entry: accumulate(block, origin, endian, comparison), comparison });
  }
  const nodeOf = (target: Target): Node =>
    isBlock(target) ? (made.get(target.copy.id)?.entry ?? answers.ofRule(undefined)) : answers.ofRule(target);
  for (const [id, blocks] of copies) {
    const comparison = made.get(id)?.comparison;
    if (comparison === undefined) continue;
    // All lead to the same places, but the answers there can be several rules'.
    for (const { ifTrue, ifFalse } of blocks) {
      comparison.whenTrue = nodeOf(ifTrue);
      comparison.whenFalse = nodeOf(ifFalse);
    }
  }
  return nodeOf;
}

/** Its ways are not known yet; for the time they both lead to `anywhere`. */
function comparisonOf({ node }: Block, origin: Serves, anywhere: Node): Fork {
  const ways = { whenTrue: anywhere, whenFalse: anywhere, behind: 'whenFalse' } as const;
  return fork(node.op === 'MASKED_EQ' ? 'EQ' : node.op, node.datum, origin, ways);
}

/** What a block does to the accumulator before it compares, as walk.ts `accumulatorIn` tells it. */
function accumulate(block: Block, origin: Serves, endian: Architecture['endian'], comparison: Fork): Node {
  const { node, start, copy } = block;
  const loadOf = (half: number, bits: number, next: Node) =>
    load(argumentOffset(half, endian), origin, bits === WORD_BITS ? next : mask(bits, origin, next));
  if (start === undefined) return loadOf(halfOfNode(node), node.mask, comparison);
  const narrowed = node.mask === start.mask ? comparison : mask(node.mask, origin, comparison);
  return copy.reloads ? loadOf(start.half, start.mask, narrowed) : narrowed;
}

type Rules = ReadonlySet<RuleRef>;

/** The rules that a comparison is there for: those that it answers with itself, and those of all comparisons below it. `known` saves what was found. */
export function rulesOf(node: ArgumentNode, known: Map<ArgumentNode, Rules>): Rules {
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
