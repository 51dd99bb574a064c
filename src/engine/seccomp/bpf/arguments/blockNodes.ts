import { type Architecture, WORD_BITS } from '../../../linux/index.ts';
import type { AddedRule } from '../../filter/libseccomp/AddedRule.ts';
import { type ArgumentNode, levelStart } from '../../filter/libseccomp/ArgumentNode.ts';
import { type Block, halfOfNode, isBlock, type Target } from '../../filter/libseccomp/Block.ts';
import type { RuleRef } from '../../profile/Profile.ts';
import type { Node, Return } from '../Node.ts';
import type { NodeTable } from '../NodeTable.ts';
import { argumentOffset } from '../seccompData.ts';

/**
 * The comparisons of a call's arguments as libseccomp makes them. A block loads half an argument where libseccomp's does; else it takes what is in the
 * accumulator, right or wrong, as `walk` does. Blocks that libseccomp writes once are one here too.
 */
export function blockNodes(
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
