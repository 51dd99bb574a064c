import { type Arch, type Call, LOW_32 } from '../../linux/index.ts';
import type { Action, Verdict } from '../filter/answers.ts';
import { type Finding, valueThatHolds } from '../filter/libseccomp/canHold.ts';
import { type Halves, waysThrough } from '../filter/libseccomp/reachableAnswers.ts';
import { decide, type Filter, locate } from '../filter/wholeCall.ts';
import type { Barrier, Source } from './intents.ts';

/**
 * 'open': the filter lets it pass; 'closed': it refuses it whatever the arguments that are left free; 'depends': a tracer or an agent decides,
 * or there are more conditions than could be searched.
 */
export type RoadState = 'open' | 'closed' | 'depends';

/** 'plain': as people write it; 'arguments': with other values in arguments that don't matter; 'width': with bits set that the kernel doesn't read. */
export type Variant = 'plain' | 'arguments' | 'width';

/** One way to an intent on one ABI, with the filter's answer to each of its calls. */
export interface Road {
  /** "socketcall:x86", "socket:x86_64:width". */
  id: string;
  intent: string;
  way: string;
  /** The ABI of its first call. */
  arch: Arch;
  variant: Variant;
  state: RoadState;
  steps: readonly RoadStep[];
  effect: string;
  unseen?: string;
  barriers: readonly RoadBarrier[];
  sources: readonly Source[];
}

export interface RoadStep {
  call: Call;
  /** The call as parseCall reads it, with the ABI: "x86: socketcall(SYS_SOCKET)". */
  text: string;
  verdict: Verdict;
  state: RoadState;
  variant: Variant;
  /** In a 'width' step: the arguments of which the filter reads more bits than the kernel. */
  wide: readonly WideArgument[];
}

export interface WideArgument {
  index: number;
  name: string;
  /** The C type, without which nobody knows why. */
  type: string;
  seen: bigint;
  read: bigint;
}

/** A layer other than the filter, for one target. */
export interface RoadBarrier extends Barrier {
  /** Whether it stands for this target; undefined where the target doesn't tell. */
  stands: boolean | undefined;
}

const FIRST_OF_UPPER_16 = 0x10000;

/** What a verdict's action means for a road. */
export function stateOf(action: Action): RoadState {
  if (action === 'ALLOW' || action === 'LOG') return 'open';
  return action === 'TRACE' || action === 'USER_NOTIF' ? 'depends' : 'closed';
}

/**
 * The arguments with which a call gets furthest through the filter, among all that agree with `halves`, as near to `plain` as the way allows; undefined
 * where none agree. Exact, except that the state is 'depends' where `waysThrough` gave up and nothing open was found.
 */
export function reach(filter: Filter, plain: Call, halves: Halves): { args: bigint[]; state: RoadState } | undefined {
  const start = argumentsFor(plain, halves);
  if (start === undefined) return undefined;
  const found = locate(filter, plain);
  if ('verdict' in found || found.entry === undefined) {
    return { args: start, state: stateOf(decide(filter, { ...plain, args: start }).action) };
  }
  let best: { args: bigint[]; state: RoadState } = { args: start, state: 'closed' };
  const canTake = (findings: readonly Finding[], half: number) =>
    valueThatHolds(findings, halfOf(plain.args, half)) !== undefined;
  for (const way of waysThrough(found.entry.program, halves, canTake)) {
    if (way === undefined) return { ...best, state: 'depends' };
    const args = argumentsFor(plain, way.known);
    if (args === undefined) continue;
    const state = stateOf(decide(filter, { ...plain, args }).action);
    if (state === 'open') return { args, state };
    if (state === 'depends') best = { args, state };
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
