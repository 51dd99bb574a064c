import { LOW_32 } from '../../linux/index.ts';
import { decide, locate } from '../filter/decide.ts';
import type { Filter } from '../filter/Filter.ts';
import { type Accumulator, isBlock, type Target } from '../filter/libseccomp/Block.ts';
import { type Finding, valueThatHolds } from '../filter/libseccomp/canHold.ts';
import { accumulatorIn } from '../filter/libseccomp/walk.ts';
import type { Action, Call } from '../filter/Verdict.ts';
import type { RoadState } from './Road.ts';

/** By half argument (twice the argument, plus 1 for its upper half): what it must agree with. */
export type Halves = ReadonlyMap<number, readonly Finding[]>;

/** Comparisons weighed before a search ends; only a call with hundreds of conditions needs more. */
const MOST_WORK = 50_000;
const FIRST_OF_UPPER_16 = 0x10000;

/** What a verdict's action means for a road. */
export function stateOf(action: Action): RoadState {
  if (action === 'ALLOW' || action === 'LOG') return 'open';
  return action === 'TRACE' || action === 'USER_NOTIF' ? 'depends' : 'closed';
}

/**
 * The arguments with which a call gets furthest through the filter, among all that agree with `halves`, as near to `plain` as the way allows. Exact: the
 * ways through the program are walked as filter/libseccomp/reachableAnswers.ts walks them. `args` is undefined where none agree; past MOST_WORK
 * the state is 'depends' if nothing open was found.
 */
export function reach(filter: Filter, plain: Call, halves: Halves): { args: bigint[]; state: RoadState } | undefined {
  const start = argumentsFor(plain, halves);
  if (start === undefined) return undefined;
  const found = locate(filter, plain);
  if ('verdict' in found || found.entry === undefined) {
    return { args: start, state: stateOf(decide(filter, { ...plain, args: start }).action) };
  }
  let best: { args: bigint[]; state: RoadState } = { args: start, state: 'closed' };
  const waiting: { target: Target; known: Halves; loaded: Accumulator }[] = [
    { target: found.entry.program, known: halves, loaded: { half: 0, mask: 0 } },
  ];
  let work = 0;
  for (let way = waiting.pop(); way !== undefined; way = waiting.pop()) {
    if (work > MOST_WORK) return { ...best, state: 'depends' };
    const { target, known, loaded } = way;
    if (!isBlock(target)) {
      const args = argumentsFor(plain, known);
      if (args === undefined) continue;
      const state = stateOf(decide(filter, { ...plain, args }).action);
      if (state === 'open') return { args, state };
      if (state === 'depends') best = { args, state };
      continue;
    }
    const { op, datum } = target.node;
    const next = accumulatorIn(target, loaded);
    const before = known.get(next.half) ?? [];
    for (const held of [false, true]) {
      const findings = [...before, { op, datum, mask: next.mask, held }];
      work += findings.length;
      if (valueThatHolds(findings, halfOf(plain.args, next.half)) === undefined) continue;
      const below = held ? target.ifTrue : target.ifFalse;
      waiting.push({ target: below, known: new Map(known).set(next.half, findings), loaded: next });
    }
  }
  return best;
}

function halfOf(args: readonly bigint[], half: number): number {
  return Number(BigInt.asUintN(32, (args[half >> 1] ?? 0n) >> (half & 1 ? 32n : 0n)));
}

/** Arguments that agree with all that is known, each half as in `plain` where it can be, else with one bit more. */
function argumentsFor(plain: Call, known: Halves): bigint[] | undefined {
  const args = plain.args.map((argument) => BigInt.asUintN(64, argument));
  for (const [half, findings] of known) {
    const wanted = halfOf(plain.args, half);
    const first = valueThatHolds(findings, wanted);
    if (first === undefined) return undefined;
    if (first === wanted) continue;
    const shown = half & 1 ? 1 : wanted | FIRST_OF_UPPER_16;
    const value = BigInt(valueThatHolds(findings, shown >>> 0) ?? first);
    const at = half >> 1;
    while (args.length <= at) args.push(0n);
    const old = args[at] ?? 0n;
    args[at] = half & 1 ? (value << 32n) | (old & LOW_32) : ((old >> 32n) << 32n) | value;
  }
  return args;
}
