import type { AddedRule } from '../../filter/libseccomp/AddedRule.ts';
import { type Accumulator, blocksOf, isBlock, type Target } from '../../filter/libseccomp/Block.ts';
import { canHold, type Finding } from '../../filter/libseccomp/canHold.ts';
import { accumulatorIn } from '../../filter/libseccomp/walk.ts';
import type { Return } from '../Node.ts';
import type { MakeTest, Outcome } from './Test.ts';

/** Calls with more conditions keep the comparisons as libseccomp makes them. */
const MOST_BLOCKS = 48;
const MOST_WORK = 4000;

/**
 * What libseccomp's comparisons for a call ask, misreadings included, without those whose outcome is certain by then: none asks what an earlier one has
 * settled. Undefined for a call with very many.
 */
export function foldTests(
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
