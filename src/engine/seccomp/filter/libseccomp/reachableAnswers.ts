import type { AddedRule } from './AddedRule.ts';
import { type Accumulator, blocksOf, isBlock, type Target } from './Block.ts';
import { canHold, type Finding } from './canHold.ts';
import { accumulatorIn } from './walk.ts';

/** By half argument (twice the argument, plus 1 for its upper half): what it must agree with. */
export type Halves = ReadonlyMap<number, readonly Finding[]>;

/** Findings weighed before the search ends; only a call with hundreds of conditions needs more. */
export const MOST_WORK = 50_000;

/** A way through a program: where it ends, and what the arguments that take it must agree with. */
interface Way {
  answer: AddedRule | undefined;
  known: Halves;
}

/**
 * All ways through a program for arguments that agree with `known`, walked as `walk` does. A way is left where no argument can take it, which
 * `canTake` says of one half: the halves of the arguments are independent of each other. Once the budget is used up, undefined comes last.
 */
export function* waysThrough(
  program: Target,
  known: Halves,
  canTake: (findings: readonly Finding[], half: number) => boolean,
  budget = { left: MOST_WORK },
): Generator<Way | undefined> {
  const waiting: { target: Target; known: Halves; loaded: Accumulator }[] = [
    { target: program, known, loaded: { half: 0, mask: 0 } },
  ];
  for (let way = waiting.pop(); way !== undefined; way = waiting.pop()) {
    if (budget.left < 0) return yield undefined;
    const { target, known, loaded } = way;
    if (!isBlock(target)) {
      yield { answer: target, known };
      continue;
    }
    const { op, datum } = target.node;
    const next = accumulatorIn(target, loaded);
    const before = known.get(next.half) ?? [];
    for (const held of [false, true]) {
      const findings = [...before, { op, datum, mask: next.mask, held }];
      budget.left -= findings.length;
      if (!canTake(findings, next.half)) continue;
      const below = held ? target.ifTrue : target.ifFalse;
      waiting.push({ target: below, known: new Map(known).set(next.half, findings), loaded: next });
    }
  }
}

/** Every answer that some arguments get: the rules, and undefined where the default action can be reached; of a search cut short, those found by then. */
export function reachableAnswers(program: Target): ReadonlySet<AddedRule | undefined> {
  // Most calls have no conditions, and a survey asks for hundreds.
  if (!isBlock(program)) return new Set([program]);
  const found = new Set<AddedRule | undefined>();
  for (const way of waysThrough(program, new Map(), canHold)) if (way) found.add(way.answer);
  return found;
}

/** The arguments that a program compares, ascending. */
export function comparedArguments(program: Target): readonly number[] {
  const compared = [...blocksOf(program)].map(({ node }) => node.argument);
  return [...new Set(compared)].sort((a, b) => a - b);
}
