import type { AddedRule } from './AddedRule.ts';
import { type Accumulator, blocksOf, isBlock, type Target } from './Block.ts';
import { canHold, type Finding } from './canHold.ts';
import { accumulatorIn } from './walk.ts';

/** By half argument, what is known of it on the way down. */
type Known = ReadonlyMap<number, readonly Finding[]>;

/** Findings weighed before the search ends; only a call with hundreds of conditions needs more. */
const MOST_WORK = 50_000;

/**
 * Every answer that some arguments get: the rules, and undefined where the default action can be reached. All ways through the program are walked
 * as `walk` does, and a way that no argument can take is left: the halves of the arguments are independent of each other, so a way can be taken
 * if each half can have all that it asks of it. Past MOST_WORK, what was found by then is given.
 */
export function reachableAnswers(program: Target): ReadonlySet<AddedRule | undefined> {
  const found = new Set<AddedRule | undefined>();
  const waiting: { target: Target; known: Known; loaded: Accumulator }[] = [
    { target: program, known: new Map(), loaded: { half: 0, mask: 0 } },
  ];
  let work = 0;
  for (let way = waiting.pop(); way !== undefined && work < MOST_WORK; way = waiting.pop()) {
    const { target, known, loaded } = way;
    if (!isBlock(target)) {
      found.add(target);
      continue;
    }
    const { op, datum } = target.node;
    const next = accumulatorIn(target, loaded);
    const before = known.get(next.half) ?? [];
    for (const held of [false, true]) {
      const findings = [...before, { op, datum, mask: next.mask, held }];
      work += findings.length;
      if (!canHold(findings)) continue;
      const below = held ? target.ifTrue : target.ifFalse;
      waiting.push({ target: below, known: new Map(known).set(next.half, findings), loaded: next });
    }
  }
  return found;
}

/** The arguments that a program compares, ascending. */
export function comparedArguments(program: Target): readonly number[] {
  const compared = [...blocksOf(program)].map(({ node }) => node.argument);
  return [...new Set(compared)].sort((a, b) => a - b);
}
